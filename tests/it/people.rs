//! Accounts and grants.

use serde_json::json;
use soat_tests::on_every_database;
use soat_tests::people::{id_of, place};

on_every_database!(an_administrator_makes_an_account_that_can_sign_in, |app| async move {
    let admin = app.sign_in("quantri").await;
    let body = json!({"username": "nguoi.moi", "password": "Mot-mat-khau-thu-2026", "display_name": "Nguye\u{302}\u{303}n A",
                      "organisation_id": place::GIA_CAT});
    let made = admin.post("/users", body.clone()).await;
    assert_eq!(made.expect(201)["display_name"], "Nguyễn A", "text is normalised");
    admin.post("/users", body).await.refused(409, "already-exists");
    app.sign_in("nguoi.moi").await.get("/me").await.expect(200);
    let found = admin.get("/users?q=nguyen").await.expect(200);
    assert_eq!(found["items"][0]["username"], "nguoi.moi");
    let history = admin.get(&format!("/activity?record={}", made.text("/id"))).await.expect(200);
    assert_eq!(history["items"][0]["action"], "create");
});

on_every_database!(only_administrators_make_accounts_and_only_within_their_reach, |app| async move {
    let body = |at| json!({"username": "ai.do", "password": "Mot-mat-khau-thu-2026", "display_name": "Ai đó", "organisation_id": at});
    app.sign_in("truongdoan").await.post("/users", body(place::GIA_CAT)).await.refused(403, "forbidden");
    let stranger = app.sign_in("bacninh.quantri").await;
    stranger.post("/users", body(place::GIA_CAT)).await.refused(422, "invalid-body");
    stranger.get(&format!("/users/{}", id_of("truongdoan"))).await.refused(404, "not-found");
    let grant = json!({"role": "administrator", "organisation_id": place::LANG_SON});
    stranger.post(&format!("/users/{}/grants", id_of("bacninh.thanhvien")), grant).await.refused(403, "grant-out-of-reach");
});

on_every_database!(an_account_changes_only_from_the_version_that_was_seen, |app| async move {
    let admin = app.sign_in("quantri").await;
    let path = format!("/users/{}", id_of("thanhvien"));
    let seen = admin.get(&path).await;
    admin.patch(&path, &seen.etag(), json!({"title": "Chuyên viên"})).await.expect(200);
    admin.patch(&path, &seen.etag(), json!({"title": "Khác"})).await.refused(412, "stale-version");
    let request = soat_tests::app::json(axum::http::Method::PATCH, &path, &json!({"title": "Khác"}));
    admin.send(request).await.refused(428, "if-match-required");
});

on_every_database!(bad_input_is_refused_with_its_place, |app| async move {
    let admin = app.sign_in("quantri").await;
    let refused = admin
        .post("/users", json!({"username": "a", "password": "x", "display_name": "A", "organisation_id": place::GIA_CAT, "rank": 1}))
        .await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["pointer"], "/rank");
    let refused = admin
        .post("/users", json!({"username": "a b", "password": "x", "display_name": "A\u{0}", "organisation_id": place::GIA_CAT}))
        .await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["code"], "forbidden-character");
    let refused =
        admin.post("/users", json!({"username": "a b", "password": "x", "display_name": "", "organisation_id": place::GIA_CAT})).await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"].as_array().unwrap().len(), 2);
});
