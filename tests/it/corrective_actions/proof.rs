//! What must hold of every step, proven beside taking it.

use axum::http::{HeaderValue, Method, header};
use serde_json::{Value, json};
use soat_tests::app::json as json_request;
use soat_tests::corrective::Cast;
use soat_tests::{Answer, Person, TestApp};

pub(super) const DAY: i64 = 86_400_000;

/// Turns the clock and signs everybody in again.
pub(super) async fn after_days(app: &TestApp, days: i64) -> Cast<'_> {
    app.state.clock().advance_millis(days * DAY);
    Cast::sign_in(app).await
}

/// People who see nothing of a request of Gia Cát, and people who see it and may do little.
pub(super) struct Others<'a> {
    pub(super) strangers: Vec<Person<'a>>,
    pub(super) onlookers: Vec<Person<'a>>,
}

impl<'a> Others<'a> {
    pub(super) async fn sign_in(app: &'a TestApp) -> Self {
        let mut others = Self { strangers: Vec::new(), onlookers: Vec::new() };
        for name in ["hopthanh.thuky", "bacninh.thuongtruc", "bacninh.thanhvien"] {
            others.strangers.push(app.sign_in(name).await);
        }
        others.onlookers.push(app.sign_in("lanhdao").await);
        others
    }
}

/// Codes of the places of a refusal.
pub(super) fn codes(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

/// Pointers of the places of a refusal.
pub(super) fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

/// Posts with the version seen and a key of this intent.
pub(super) async fn post_keyed(person: &Person<'_>, path: &str, etag: &str, key: &str, body: &Value) -> Answer {
    let mut request = json_request(Method::POST, path, body);
    request.headers_mut().insert(header::IF_MATCH, etag.parse().unwrap());
    request.headers_mut().insert("idempotency-key", HeaderValue::from_str(key).unwrap());
    person.send(request).await
}

/// Takes a step of a record: strangers are told nothing, `not` that they may not, the version must be named and be the last,
/// what is misspelt is refused, the same intent twice acts once, and the same event again is a move that is not legal any more.
pub(super) async fn step(by: &Person<'_>, not: &[&Person<'_>], others: &Others<'_>, path: &str, event: &str, body: Value) -> Answer {
    let place = format!("{path}/{event}");
    let etag = by.get(path).await.etag();
    for stranger in &others.strangers {
        stranger.post_seen(&place, &etag, body.clone()).await.refused(404, "not-found");
    }
    for person in not.iter().copied().chain(&others.onlookers) {
        person.post_seen(&place, &etag, body.clone()).await.refused(403, "forbidden");
    }
    by.post(&place, body.clone()).await.refused(428, "if-match-required");
    by.post_seen(&place, "\"0\"", body.clone()).await.refused(412, "stale-version");
    let misspelt = by.post_seen(&place, &etag, json!({"raeson": "x"})).await.refused(422, "invalid-body");
    assert_eq!(misspelt["errors"][0]["code"], "unknown-field");
    let long = by.post_seen(&place, &etag, json!({"reason": "x".repeat(4_001)})).await.refused(422, "invalid-body");
    assert_eq!(long["errors"][0]["pointer"], "/reason");
    assert_eq!(by.get(path).await.etag(), etag, "nothing was stored half");

    let key = format!("{place}-{etag}");
    let taken = post_keyed(by, &place, &etag, &key, &body).await;
    taken.expect(200);
    let again = post_keyed(by, &place, &etag, &key, &body).await;
    assert_eq!((again.header("idempotent-replayed"), again.json()), (Some("true"), taken.json()), "{event}");
    by.post_seen(&place, &etag, body.clone()).await.refused(412, "stale-version");
    taken
}

/// The same event once more is refused, with the moves that are legal now.
pub(super) async fn not_again(by: &Person<'_>, path: &str, event: &str, body: Value, allowed: &str) {
    let etag = by.get(path).await.etag();
    let refused = by.post_seen(&format!("{path}/{event}"), &etag, body).await.refused(409, "illegal-move");
    assert_eq!((&refused["params"]["event"], &refused["params"]["allowed"]), (&json!(event), &json!(allowed)));
    assert_eq!(by.get(path).await.etag(), etag);
}
