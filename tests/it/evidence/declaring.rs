//! Declaring, reading, listing and taking back.

use axum::http::Method;
use serde_json::json;
use soat_tests::on_every_database;
use uuid::Uuid;

use super::{actions, declaration, declare, inspection_under_way, picture, put, set_status};

on_every_database!(a_member_declares_a_photo_and_a_repeated_declaration_gives_the_same_record, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let mut body = declaration(inspection, "image/jpg", &picture(1));
    body["captured_at"] = json!("2026-03-09T09:30:00+07:00");
    body["captured_zone"] = json!("Asia/Ho_Chi_Minh");
    body["place"] = json!({"latitude": 21.8563, "longitude": 106.7613});
    body["caption"] = json!("Tủ hồ sơ một cửa");
    body["attached_to"] = json!({"kind": "response", "id": Uuid::from_u128(7)});
    let made = member.post("/evidence", body.clone()).await;
    let view = made.expect(201);
    assert_eq!(view["media_type"], "image/jpeg", "aliases take their registered spelling");
    assert_eq!(view["captured_at"], "2026-03-09T02:30:00.000Z");
    assert_eq!((&view["state"], &view["upload"], &view["facts"]), (&json!("declared"), &json!(null), &json!(null)));
    let again = member.post("/evidence", body.clone()).await;
    assert_eq!(again.expect(200), view);
    assert_eq!(again.etag(), made.etag());
    body["caption"] = json!("Khác");
    member.post("/evidence", body.clone()).await.refused(409, "evidence-declared-otherwise");
    set_status(&app, inspection, "concluded").await;
    body["caption"] = json!("Tủ hồ sơ một cửa");
    member.post("/evidence", body).await.expect(200);
    let lead = app.sign_in("truongdoan").await;
    assert_eq!(actions(&lead, &made.text("/id")).await, ["declare"]);
});

on_every_database!(a_declaration_that_makes_no_sense_is_refused_with_its_places, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let good = declaration(inspection, "image/jpeg", &picture(1));
    let cases = [
        ("/id", json!("550e8400-e29b-41d4-a716-446655440000")),
        ("/media_type", json!("image/svg+xml")),
        ("/media_type", json!("application/octet-stream")),
        ("/media_type", json!("application/msword")),
        ("/size", json!(0)),
        ("/size", json!(-5)),
        ("/size", json!(64_i64 * 1024 * 1024 + 1)),
        ("/sha256", json!("../".repeat(21) + "x")),
        ("/sha256", json!("abc")),
        ("/captured_zone", json!("Asia/Atlantis")),
        ("/captured_at", json!("hôm qua")),
        ("/place/latitude", json!(91)),
        ("/attached_to/kind", json!("minutes")),
        ("/attached_to/id", json!(Uuid::from_u128(9))),
        ("/caption", json!("a".repeat(2_001))),
        ("/caption", json!("a\u{202e}b")),
        ("/url", json!("http://example.test")),
    ];
    for (pointer, value) in cases {
        let mut body = good.clone();
        if pointer.starts_with("/place") {
            body["place"] = json!({"latitude": value, "longitude": 106});
        } else if pointer == "/attached_to/kind" {
            body["attached_to"] = json!({"kind": value, "id": Uuid::from_u128(9)});
        } else if pointer == "/attached_to/id" {
            body["attached_to"] = json!({"kind": "inspection", "id": value});
        } else {
            body[&pointer[1..]] = value;
        }
        let refused = member.post("/evidence", body).await.refused(422, "invalid-body");
        assert!(refused["errors"].as_array().unwrap().iter().any(|error| error["pointer"] == pointer), "{pointer}: {refused:#}");
    }
    let mut huge = declaration(inspection, "application/pdf", b"%PDF-1.7");
    huge["size"] = json!(200_i64 * 1024 * 1024);
    member.post("/evidence", huge.clone()).await.expect(201);
    huge["id"] = json!(soat::kernel::clock::new_id());
    huge["size"] = json!(200_i64 * 1024 * 1024 + 1);
    member.post("/evidence", huge).await.refused(422, "invalid-body");
});

on_every_database!(evidence_is_declared_only_by_the_team_and_only_while_the_inspection_is_held, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let body = || declaration(inspection, "image/jpeg", &picture(1));
    app.sign_in("quansat").await.post("/evidence", body()).await.refused(403, "forbidden");
    app.sign_in("lanhdao").await.post("/evidence", body()).await.refused(403, "forbidden");
    for stranger in ["bacninh.thanhvien", "bacninh.thuongtruc", "giacat.thuky"] {
        app.sign_in(stranger).await.post("/evidence", body()).await.refused(404, "not-found");
    }
    app.post("/evidence", body()).await.refused(401, "unauthenticated");
    let member = app.sign_in("thanhvien").await;
    for status in ["planned", "notified", "concluded", "issued", "cancelled"] {
        set_status(&app, inspection, status).await;
        member.post("/evidence", body()).await.refused(409, "evidence-closed");
    }
});

on_every_database!(evidence_is_read_and_listed_by_those_who_may_read_the_work, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let mut ids = Vec::new();
    for seed in 0..5 {
        ids.push(declare(&member, inspection, "image/jpeg", &picture(seed)).await);
    }
    put(&member, &ids[3], &picture(3)).await.expect(200);
    let observer = app.sign_in("quansat").await;
    let first = observer.get(&format!("/inspections/{inspection}/evidence?limit=3")).await.expect(200);
    let next = first["next"].as_str().unwrap();
    let second = observer.get(&format!("/inspections/{inspection}/evidence?limit=3&after={next}")).await.expect(200);
    let listed: Vec<_> =
        [first, second].iter().flat_map(|page| page["items"].as_array().unwrap().clone()).map(|row| row["id"].clone()).collect();
    assert_eq!(listed, ids.iter().map(|id| json!(id)).collect::<Vec<_>>());
    let verified = observer.get(&format!("/inspections/{inspection}/evidence?state=verified")).await.expect(200);
    assert_eq!(verified["items"].as_array().unwrap().len(), 1);
    let stranger = app.sign_in("bacninh.thuongtruc").await;
    stranger.get(&format!("/inspections/{inspection}/evidence")).await.refused(404, "not-found");
    stranger.get(&format!("/evidence/{}", ids[0])).await.refused(404, "not-found");
    observer.get(&format!("/inspections/{inspection}/evidence?state=lost")).await.refused(422, "invalid-parameter");
    let db = app.state.read();
    assert_eq!(soat::evidence::store::unverified_count(db, inspection).await.unwrap(), 4);
    let counts = soat::evidence::store::counts_by_attachment(db, inspection).await.unwrap();
    assert_eq!(counts.values().copied().collect::<Vec<_>>(), [5]);
});

on_every_database!(evidence_taken_back_leaves_the_lists_but_keeps_its_record, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &picture(1)).await;
    let path = format!("/evidence/{id}/withdraw");
    let seen = member.get(&format!("/evidence/{id}")).await.etag();
    let body = || json!({"reason": "Chụp nhầm"});
    app.sign_in("quansat").await.post_seen(&path, &seen, body()).await.refused(403, "forbidden");
    app.sign_in("bacninh.thanhvien").await.post_seen(&path, &seen, body()).await.refused(404, "not-found");
    member.post_seen(&path, "\"9\"", body()).await.refused(412, "stale-version");
    member.send(soat_tests::app::json(Method::POST, &path, &body())).await.refused(428, "if-match-required");
    member.post_seen(&path, &seen, json!({"reason": ""})).await.refused(422, "invalid-body");
    assert_eq!(member.post_seen(&path, &seen, body()).await.expect(200)["withdrawn"], true);
    assert_eq!(member.get(&format!("/inspections/{inspection}/evidence")).await.expect(200)["items"], json!([]));
    assert_eq!(soat::evidence::store::unverified_count(app.state.read(), inspection).await.unwrap(), 0);
    assert_eq!(actions(&member, &id).await, ["declare", "withdraw"]);
});
