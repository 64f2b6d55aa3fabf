//! Signing in, staying signed in, and being kept out.

use serde_json::json;
use soat_tests::on_every_database;
use soat_tests::people::PASSWORD;

on_every_database!(signing_in_gives_a_session_that_works, |app| async move {
    let lead = app.sign_in("truongdoan").await;
    let me = lead.get("/me").await.expect(200);
    assert_eq!(me["user"]["username"], "truongdoan");
    assert_eq!(me["grants"][0]["role"], "inspector");
});

on_every_database!(a_wrong_password_and_a_wrong_name_get_the_same_answer, |app| async move {
    let device = json!({"name": "máy", "platform": "test"});
    let wrong = app.post("/auth/sign-in", json!({"username": "truongdoan", "password": "khong-phai", "device": device})).await;
    let nobody = app.post("/auth/sign-in", json!({"username": "khong-co-ai", "password": "khong-phai", "device": device})).await;
    wrong.refused(401, "sign-in-refused");
    assert_eq!(wrong.json(), nobody.json());
});

on_every_database!(too_many_failures_lock_the_account_for_a_while_even_for_the_right_password, |app| async move {
    let device = json!({"name": "máy", "platform": "test"});
    for _ in 0..10 {
        let body = json!({"username": "TruongDoan", "password": "khong-phai", "device": device});
        app.post("/auth/sign-in", body).await.refused(401, "sign-in-refused");
    }
    let right = json!({"username": "truongdoan", "password": PASSWORD, "device": device});
    let locked = app.post("/auth/sign-in", right.clone()).await;
    locked.refused(429, "too-many-attempts");
    assert_eq!(locked.header("retry-after"), Some("900"));
    app.state.clock().advance_millis(15 * 60_000);
    app.post("/auth/sign-in", right).await.expect(200);
});

on_every_database!(a_refresh_token_works_once_and_its_reuse_ends_the_session, |app| async move {
    let lead = app.sign_in("truongdoan").await;
    let first = app.post("/auth/refresh", json!({"refresh_token": lead.refresh_token})).await;
    first.expect(200);
    let second = first.text("/refresh_token");
    app.post("/auth/refresh", json!({"refresh_token": lead.refresh_token})).await.refused(401, "refresh-reused");
    app.post("/auth/refresh", json!({"refresh_token": second})).await.refused(401, "refresh-refused");
});

on_every_database!(an_access_token_ends_after_fifteen_minutes, |app| async move {
    let lead = app.sign_in("truongdoan").await;
    app.state.clock().advance_millis(15 * 60_000);
    lead.get("/me").await.refused(401, "token-expired");
});

on_every_database!(forged_tokens_are_refused, |app| async move {
    let mut lead = app.sign_in("truongdoan").await;
    let parts: Vec<String> = lead.token.split('.').map(ToOwned::to_owned).collect();
    let none = data_encoding::BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
    let hs = data_encoding::BASE64URL_NOPAD.encode(br#"{"alg":"HS256","typ":"JWT"}"#);
    let flipped = parts[2].chars().rev().collect::<String>();
    for forged in [
        format!("{none}.{}.", parts[1]),
        format!("{hs}.{}.{}", parts[1], parts[2]),
        format!("{}.{}.{flipped}", parts[0], parts[1]),
        format!("{}.{}", parts[0], parts[1]),
        "x".repeat(5_000),
    ] {
        lead.token = forged;
        lead.get("/me").await.refused(401, "token-invalid");
    }
    app.get("/me").await.refused(401, "unauthenticated");
});

on_every_database!(a_revoked_device_learns_it_at_its_next_request, |app| async move {
    let lead = app.sign_in("truongdoan").await;
    let admin = app.sign_in("quantri").await;
    let devices = admin.get("/devices?limit=500").await.expect(200);
    let device = devices["items"].as_array().unwrap().iter().find(|row| row["id"] == lead.device_id.to_string()).unwrap().clone();
    let path = format!("/devices/{}/revoke", lead.device_id);
    admin.post_seen(&path, "\"9\"", json!({})).await.refused(412, "stale-version");
    admin.post_seen(&path, &format!("\"{}\"", device["version"]), json!({})).await.expect(200);
    lead.get("/me").await.refused(410, "device-revoked");
    app.post("/auth/refresh", json!({"refresh_token": lead.refresh_token})).await.refused(410, "device-revoked");
});

on_every_database!(changing_the_password_ends_the_sessions_of_other_devices, |app| async move {
    let here = app.sign_in("truongdoan").await;
    let elsewhere = app.sign_in("truongdoan").await;
    here.post("/me/password", json!({"old_password": "sai", "new_password": "Mat-khau-moi-2026"})).await.refused(401, "sign-in-refused");
    here.post("/me/password", json!({"old_password": PASSWORD, "new_password": "ngan"})).await.refused(422, "weak-password");
    here.post("/me/password", json!({"old_password": PASSWORD, "new_password": "Mat-khau-moi-2026"})).await.expect(204);
    app.post("/auth/refresh", json!({"refresh_token": elsewhere.refresh_token})).await.refused(401, "refresh-refused");
    app.post("/auth/refresh", json!({"refresh_token": here.refresh_token})).await.expect(200);
});
