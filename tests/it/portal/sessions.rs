//! Signing in with a browser, staying signed in, and being signed out.

use axum::body::Body;
use axum::http::{Request, header};
use sea_orm::EntityTrait;
use serde_json::json;
use soat::access::entity::{browser_session, device};
use soat::access::tokens;
use soat_tests::people::PASSWORD;
use soat_tests::{Browser, on_every_database};

on_every_database!(whoever_is_not_signed_in_is_sent_to_sign_in_and_back, |app| async move {
    let browser = Browser::open(&app);
    let sent = browser.get("/inspections?status=planned").await;
    assert_eq!((sent.status(), sent.location().as_str()), (303, "/sign-in?next=%2Finspections%3Fstatus%3Dplanned"));
    let page = browser.follow(&sent).await;
    let done = browser.send_form(&page, "/sign-in", &[("username", "TruongDoan "), ("password", PASSWORD)]).await;
    assert_eq!((done.status(), done.location().as_str()), (303, "/inspections?status=planned"));
    browser.follow(&done).await.says("Cuộc kiểm tra").says("Người dùng truongdoan");
});

on_every_database!(nobody_is_sent_to_another_site_after_signing_in, |app| async move {
    for next in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        let browser = Browser::open(&app);
        let page = browser.get("/sign-in").await;
        let typed = [("username", "truongdoan"), ("password", PASSWORD), ("next", next)];
        assert_eq!(browser.send_form(&page, "/sign-in", &typed).await.location(), "/", "{next}");
    }
});

on_every_database!(a_session_is_a_random_cookie_that_the_server_keeps_as_a_hash, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let secret = browser.cookie("soat").unwrap();
    assert!(secret.len() >= 40);
    let rows = browser_session::Entity::find().all(app.state.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].hash, tokens::fingerprint(&secret));
    let devices = device::Entity::find().all(app.state.read()).await.unwrap();
    assert_eq!(devices.iter().filter(|row| row.platform == "portal").count(), 1);
    browser.set_cookie("soat", &secret.chars().rev().collect::<String>());
    assert_eq!(browser.get("/").await.status(), 303);
});

on_every_database!(the_cookies_are_out_of_reach_of_scripts_and_other_sites, |app| async move {
    let browser = Browser::open(&app);
    let page = browser.get("/sign-in").await;
    let done = browser.send_form(&page, "/sign-in", &[("username", "truongdoan"), ("password", PASSWORD)]).await;
    let set: Vec<&str> = done.answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(
        set.iter().all(|cookie| cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/")),
        "{set:?}"
    );
});

on_every_database!(a_wrong_password_keeps_the_name_and_says_what_to_do, |app| async move {
    let browser = Browser::open(&app);
    let page = browser.get("/sign-in").await;
    let refused = browser.send_form(&page, "/sign-in", &[("username", "truongdoan"), ("password", "sai-mat-khau")]).await;
    assert_eq!(refused.status(), 401);
    refused.says("value=\"truongdoan\"").says("Tên đăng nhập hoặc mật khẩu không đúng").is_silent_about("sai-mat-khau");
    let empty = browser.send_form(&page, "/sign-in", &[("username", ""), ("password", "")]).await;
    assert_eq!(empty.status(), 422);
    empty.says("Cần điền mục này.").says("href=\"#sign-in-username\"");
});

on_every_database!(sign_in_is_throttled_together_with_the_api, |app| async move {
    let browser = Browser::open(&app);
    let page = browser.get("/sign-in").await;
    for _ in 0..10 {
        let body = json!({"username": "truongdoan", "password": "khong-phai", "device": {"name": "máy", "platform": "test"}});
        app.post("/auth/sign-in", body).await.refused(401, "sign-in-refused");
    }
    let locked = browser.send_form(&page, "/sign-in", &[("username", "truongdoan"), ("password", PASSWORD)]).await;
    assert_eq!(locked.status(), 429);
    locked.says("thử lại sau 900 giây");
});

on_every_database!(a_session_ends_when_it_rests_too_long, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let minutes = i64::from(app.state.settings().portal_idle_minutes);
    for _ in 0..3 {
        app.state.clock().advance_millis((minutes - 1) * 60_000);
        assert_eq!(browser.get("/").await.status(), 200);
    }
    app.state.clock().advance_millis(minutes * 60_000);
    assert_eq!(browser.get("/").await.status(), 303);
});

on_every_database!(a_session_ends_when_it_gets_too_old_however_busy_it_is, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    for _ in 0..app.state.settings().portal_session_hours - 1 {
        app.state.clock().advance_millis(3_600_000);
        assert_eq!(browser.get("/").await.status(), 200);
    }
    app.state.clock().advance_millis(3_600_000);
    assert_eq!(browser.get("/").await.status(), 303);
});

on_every_database!(signing_out_ends_the_session_and_nothing_else, |app| async move {
    let (browser, other) = (Browser::sign_in(&app, "truongdoan").await, Browser::sign_in(&app, "truongdoan").await);
    let secret = browser.cookie("soat").unwrap();
    let page = browser.get("/").await;
    let done = browser.send_form(&page, "/sign-out", &[]).await;
    assert_eq!(done.location(), "/sign-in?done=signed_out");
    assert_eq!(browser.cookie("soat"), None);
    browser.set_cookie("soat", &secret);
    assert_eq!(browser.get("/").await.status(), 303, "the old cookie is worth nothing");
    assert_eq!(other.get("/").await.status(), 200);
});

on_every_database!(revoking_its_device_ends_a_session, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let admin = Browser::sign_in(&app, "quantri").await;
    let rows = device::Entity::find().all(app.state.read()).await.unwrap();
    let device = rows.iter().find(|row| row.user_id == soat_tests::people::id_of("truongdoan")).unwrap();
    let action = format!("/devices/{}/revoke", device.id);
    let page = admin.get("/devices").await;
    let done = admin.send_form(&page, &action, &[]).await;
    assert_eq!(done.location(), "/devices?done=device_revoked");
    admin.follow(&done).await.says("Đã thu hồi thiết bị.");
    assert_eq!(browser.get("/").await.status(), 303);
    // Its owner may come back with the same browser, which is a new device then.
    let page = browser.get("/sign-in").await;
    let again = browser.send_form(&page, "/sign-in", &[("username", "truongdoan"), ("password", PASSWORD)]).await;
    assert_eq!(again.status(), 303);
    assert_eq!(browser.get("/").await.status(), 200);
});

on_every_database!(changing_the_password_ends_the_sessions_of_other_browsers, |app| async move {
    let (here, elsewhere) = (Browser::sign_in(&app, "truongdoan").await, Browser::sign_in(&app, "truongdoan").await);
    let page = here.get("/account").await;
    let typed = |old, new, again| [("old_password", old), ("new_password", new), ("new_password_again", again)];
    let refused = here.send_form(&page, "/account/password", &typed("sai", "Mat-khau-moi-2026", "Mat-khau-moi-2026")).await;
    assert_eq!(refused.status(), 422);
    refused.says("Mật khẩu hiện tại không đúng.").is_silent_about("Mat-khau-moi-2026");
    let refused = here.send_form(&page, "/account/password", &typed(PASSWORD, "Mat-khau-moi-2026", "khac")).await;
    refused.says("Hai lần nhập mật khẩu mới không giống nhau.");
    let done = here.send_form(&page, "/account/password", &typed(PASSWORD, "Mat-khau-moi-2026", "Mat-khau-moi-2026")).await;
    assert_eq!(done.location(), "/account?done=password_changed");
    assert_eq!(here.get("/").await.status(), 200);
    assert_eq!(elsewhere.get("/").await.status(), 303);
});

on_every_database!(a_disabled_account_is_out_at_its_next_page, |app| async move {
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let admin = app.sign_in("quantri").await;
    let path = format!("/users/{}", soat_tests::people::id_of("truongdoan"));
    let etag = admin.get(&path).await.etag();
    admin.patch(&path, &etag, json!({"active": false})).await.expect(200);
    assert_eq!(browser.get("/").await.status(), 303);
});

on_every_database!(the_language_follows_the_person_then_the_browser, |app| async move {
    let mut browser = Browser::open(&app);
    browser.language = "en-GB, vi;q=0.5";
    browser.get("/sign-in").await.says("Sign in").says("lang=\"en\"");
    let page = browser.get("/sign-in").await;
    browser.send_form(&page, "/language", &[("to", "vi")]).await;
    browser.get("/sign-in").await.says("Đăng nhập");
    let page = browser.get("/sign-in").await;
    browser.send_form(&page, "/sign-in", &[("username", "truongdoan"), ("password", PASSWORD)]).await;
    let page = browser.get("/").await;
    page.says("Việc của tôi");
    let back = browser.send_form(&page, "/language", &[]).await;
    assert_eq!(back.location(), "/");
    browser.get("/").await.says("My work");
    let elsewhere = Browser::sign_in(&app, "truongdoan").await;
    elsewhere.get("/").await.says("My work");
});

on_every_database!(a_token_of_the_api_opens_no_page, |app| async move {
    let lead = app.sign_in("truongdoan").await;
    let request = Request::get("/inspections").header(header::AUTHORIZATION, format!("Bearer {}", lead.token)).body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.status.as_u16(), 303);
});

on_every_database!(whoever_signs_in_over_an_open_session_ends_it, |app| async move {
    let browser = Browser::sign_in(&app, "giacat.thuky").await;
    let old = browser.cookie("soat").unwrap();
    let shown = browser.get("/account").await;
    let token = shown.hidden_of("/account/password").into_iter().find(|(name, _)| name == "csrf").unwrap();
    let fields = [token, ("username".into(), "giacat.chutich".into()), ("password".into(), soat_tests::people::PASSWORD.into())];
    assert_eq!(browser.post("/sign-in", &fields).await.status(), 303);
    let thief = Browser::open(&app);
    thief.set_cookie("soat", &old);
    assert_eq!(thief.get("/account").await.status(), 303, "the old session is over");
});
