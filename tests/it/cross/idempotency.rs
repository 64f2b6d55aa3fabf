//! `Idempotency-Key`: the same intent sent twice happens once.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, header};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use soat::access::entity::user;
use soat::idempotency::rules::{EXEMPT, KEPT_HOURS};
use soat_tests::app::json as json_request;
use soat_tests::people::{EVERYBODY, Person, place};
use soat_tests::{Answer, TestApp, on_every_database};

fn account(username: &str) -> Value {
    json!({"username": username, "password": "Mot-mat-khau-thu-2026", "display_name": "Người mới", "organisation_id": place::GIA_CAT})
}

fn keyed(key: &str, body: &Value) -> Request<Body> {
    let mut request = json_request(Method::POST, "/users", body);
    request.headers_mut().insert("idempotency-key", key.parse().unwrap());
    request
}

async fn post(person: &Person<'_>, key: &str, body: &Value) -> Answer {
    person.send(keyed(key, body)).await
}

async fn accounts_made(app: &TestApp) -> u64 {
    user::Entity::find().count(app.state.read()).await.unwrap() - EVERYBODY.len() as u64
}

/// Alters the one stored answer, as a crash would have left it.
async fn as_left_by_a_crash(app: &TestApp, status: &str, age_millis: i64) {
    let statement = format!("UPDATE idempotent_answer SET status = {status}, created_at = created_at - {age_millis}");
    app.state.database().owner().execute_unprepared(&statement).await.unwrap();
}

on_every_database!(a_repeated_post_gets_the_first_answer_and_makes_nothing_twice, |app| async move {
    let admin = app.sign_in("quantri").await;
    let first = post(&admin, "k-1", &account("nguoi.moi")).await;
    let again = post(&admin, "k-1", &account("nguoi.moi")).await;
    assert_eq!(again.expect(201), first.expect(201));
    assert_eq!(again.etag(), first.etag());
    assert_eq!((first.header("idempotent-replayed"), again.header("idempotent-replayed")), (None, Some("true")));
    assert_eq!(accounts_made(&app).await, 1);
    post(&admin, "k-2", &account("nguoi.moi")).await.refused(409, "already-exists");
});

on_every_database!(twenty_equal_posts_at_once_make_one_record_and_get_one_answer, |app| async move {
    let token = app.sign_in("quantri").await.token;
    let app = Arc::new(app);
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let mut request = keyed("k-1", &account("nguoi.moi"));
        request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        let app = Arc::clone(&app);
        requests.spawn(async move { app.send(request).await });
    }
    let answers = requests.join_all().await;
    assert!(answers.iter().all(|answer| answer.expect(201) == answers[0].json()));
    assert_eq!(answers.iter().filter(|answer| answer.header("idempotent-replayed").is_none()).count(), 1);
    assert_eq!(accounts_made(&app).await, 1);
});

on_every_database!(a_key_serves_one_request_of_one_person, |app| async move {
    let admin = app.sign_in("quantri").await;
    post(&admin, "k-1", &account("nguoi.moi")).await.expect(201);
    post(&admin, "k-1", &account("nguoi.khac")).await.refused(422, "idempotency-key-reused");
    let stranger = app.sign_in("bacninh.quantri").await;
    post(&stranger, "k-1", &account("nguoi.moi")).await.refused(422, "invalid-body");
});

on_every_database!(a_refusal_is_repeated_in_the_language_of_whoever_asks, |app| async move {
    let admin = app.sign_in("quantri").await;
    let bad = json!({"username": "a b", "password": "x", "display_name": "", "organisation_id": place::GIA_CAT});
    let first = post(&admin, "k-1", &bad).await.refused(422, "invalid-body");
    let mut request = keyed("k-1", &bad);
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
    let again = admin.send(request).await;
    let english = again.refused(422, "invalid-body");
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!((first["title"].as_str(), english["title"].as_str()), (Some("Dữ liệu không hợp lệ"), Some("Invalid data")));
    assert_eq!(first["errors"].as_array().map(Vec::len), english["errors"].as_array().map(Vec::len));
});

on_every_database!(answers_are_kept_for_a_day, |app| async move {
    let admin = app.sign_in("quantri").await;
    let first = post(&admin, "k-1", &account("nguoi.moi")).await.expect(201);
    app.state.clock().advance_millis(KEPT_HOURS * 3_600_000);
    let admin = app.sign_in("quantri").await;
    assert_eq!(post(&admin, "k-1", &account("nguoi.moi")).await.expect(201), first);
    app.state.clock().advance_millis(1);
    post(&admin, "k-1", &account("nguoi.khac")).await.expect(201);
});

on_every_database!(a_request_that_died_before_its_work_is_run_again, |app| async move {
    let admin = app.sign_in("quantri").await;
    let bad = account("quantri");
    post(&admin, "k-1", &bad).await.refused(409, "already-exists");
    as_left_by_a_crash(&app, "NULL", 30_001).await;
    let again = post(&admin, "k-1", &bad).await;
    again.refused(409, "already-exists");
    assert_eq!(again.header("idempotent-replayed"), None, "it ran");
});

on_every_database!(a_request_that_died_after_its_work_is_not_run_again, |app| async move {
    let admin = app.sign_in("quantri").await;
    let mut body = account("nguoi.moi");
    post(&admin, "k-1", &body).await.expect(201);
    as_left_by_a_crash(&app, "0", 30_001).await;
    post(&admin, "k-1", &body).await.refused(409, "answer-lost");
    body["username"] = json!("nguoi.khac");
    post(&admin, "k-1", &body).await.refused(422, "idempotency-key-reused");
    assert_eq!(accounts_made(&app).await, 1);
});

on_every_database!(work_is_not_committed_under_a_claim_that_was_taken_over, |app| async move {
    let admin = app.sign_in("quantri").await;
    post(&admin, "k-1", &account("nguoi.moi")).await.expect(201);
    let claim = soat::ledger::answer::Claim { user_id: admin.id, key: "k-1".into(), claimed_at: app.state.now().plus_millis(-1) };
    let tx = app.state.begin_as(soat::ledger::Actor::default()).await.unwrap().for_claim(Some(claim));
    assert_eq!(tx.commit().await.unwrap_err().code(), "busy");
});

on_every_database!(a_stored_answer_is_for_those_who_may_still_ask, |app| async move {
    let admin = app.sign_in("quantri").await;
    post(&admin, "k-1", &account("nguoi.moi")).await.expect(201);
    app.send(keyed("k-1", &account("nguoi.moi"))).await.refused(401, "unauthenticated");
    let elsewhere = app.sign_in("quantri").await;
    let revoke = format!("/devices/{}/revoke", admin.device_id);
    elsewhere.post_seen(&revoke, "\"1\"", json!({})).await.expect(200);
    post(&admin, "k-1", &account("nguoi.moi")).await.refused(410, "device-revoked");
});

on_every_database!(a_key_must_be_short_and_visible, |app| async move {
    let admin = app.sign_in("quantri").await;
    for key in ["", "hai từ", "a b", &"x".repeat(256)] {
        post(&admin, key, &account("nguoi.moi")).await.refused(422, "invalid-parameter");
    }
    assert_eq!(accounts_made(&app).await, 0);
});

#[test]
fn few_addresses_are_exempt_from_keys() {
    let exempt: Vec<_> = EXEMPT.iter().map(|(prefix, _)| *prefix).collect();
    // Looking at a document that somebody has makes nothing that could be made twice.
    let expected = ["/api/v1/auth/", "/api/v1/uploads", "/api/v1/sync/", "/api/v1/reports/verify"];
    assert_eq!(exempt, expected, "this list may only shrink");
}
