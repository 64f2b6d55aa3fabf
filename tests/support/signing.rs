//! Keys for the people of the tests, and documents brought as far as a test needs them.

use serde_json::{Value, json};
use soat::certificates::entity::key;
use soat::certificates::keys::{self, Holder};
use soat::certificates::{authority, master_key};
use soat::ledger::Actor;
use soat::organisations;
use soat_documents::seal::subject::Subject;
use uuid::Uuid;

use crate::corrective::{Cast, concluded};
use crate::people::{PASSWORD, id_of, place};
use crate::{Answer, Person, TestApp};

/// Those who have keys; `hopthanh.thuky` has none.
pub const HAVE_KEYS: &[&str] =
    &["thuongtruc", "truongdoan", "thuky", "thanhvien", "giacat.thuky", "giacat.chutich", "bcd.truong", "bcd.thanhvien"];

/// Founds the authority and issues keys, also for the seals of Cao Lộc and of the province.
///
/// # Panics
/// When it is refused.
pub async fn issue_keys(app: &TestApp) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let master = master_key::of(app.state.settings()).await.unwrap();
    authority::found(&tx, &master, &Subject { name: "CA của bài thử".into(), ..Subject::default() }, 10).await.unwrap();
    tx.commit().await.unwrap();
    for name in HAVE_KEYS {
        issue_key(app, name, 730).await;
    }
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    for body in organisations::store::by_ids(tx.db(), &[place::CAO_LOC, place::LANG_SON]).await.unwrap() {
        keys::issue(&tx, &master, &Holder::Seal(Box::new(body)), 730, "http://127.0.0.1/list").await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Issues a key to somebody for some days.
///
/// # Panics
/// When it is refused.
pub async fn issue_key(app: &TestApp, username: &str, days: u16) -> key::Model {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let master = master_key::of(app.state.settings()).await.unwrap();
    let holder = Holder::person(tx.db(), id_of(username)).await.unwrap();
    let row = keys::issue(&tx, &master, &holder, days, "http://127.0.0.1/list").await.unwrap();
    tx.commit().await.unwrap();
    row
}

/// Revokes every key of somebody.
///
/// # Panics
/// When it is refused.
pub async fn revoke_keys(app: &TestApp, username: &str, reason: &str) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let master = master_key::of(app.state.settings()).await.unwrap();
    for row in keys::of_holder(tx.db(), (Some(id_of(username)), None)).await.unwrap() {
        keys::revoke(&tx, &master, row, reason).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Signs a field of a document as it is now.
pub async fn sign(person: &Person<'_>, path: &str, field: &str) -> Answer {
    let etag = person.get(path).await.etag();
    person.post_seen(&format!("{path}/signatures"), &etag, json!({"field": field, "password": PASSWORD})).await
}

/// Refuses to sign a field of a document as it is now.
pub async fn refuse(person: &Person<'_>, path: &str, field: &str, in_report: bool) -> Answer {
    let etag = person.get(path).await.etag();
    let body = json!({"field": field, "dissent": "Đơn vị không nhất trí với phát hiện số 01.", "in_report": in_report});
    person.post_seen(&format!("{path}/refusals"), &etag, body).await
}

/// The bytes of a document's newest revision.
///
/// # Panics
/// When it cannot be read.
pub async fn pdf(person: &Person<'_>, path: &str) -> Vec<u8> {
    let answer = person.get(&format!("{path}/pdf")).await;
    assert_eq!(answer.status.as_u16(), 200);
    answer.bytes.to_vec()
}

/// A concluded inspection of Gia Cát with minutes that nobody has signed: the inspection's path, that of the minutes.
///
/// # Panics
/// When a step is refused.
pub async fn minutes(app: &TestApp, cast: &Cast<'_>) -> (String, String) {
    let (inspection, _) = concluded(app, cast).await;
    // The copies of photos that are printed.
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let made = cast.lead.post(&format!("{inspection}/reports"), json!({"kind": "minutes"})).await;
    made.expect(201);
    (inspection, format!("/reports/{}", made.text("/id")))
}

/// The same, signed by everybody.
///
/// # Panics
/// When a step is refused.
pub async fn signed_minutes(app: &TestApp, cast: &Cast<'_>) -> (String, String) {
    let (inspection, report) = minutes(app, cast).await;
    let secretary = app.sign_in("thuky").await;
    for (person, field) in [(&cast.lead, "lead"), (&secretary, "secretary"), (&cast.head, "unit_head")] {
        sign(person, &report, field).await.expect(200);
    }
    (inspection, report)
}

/// What anybody learns of a file.
///
/// # Panics
/// When it is refused.
pub async fn verified(app: &TestApp, bytes: Vec<u8>) -> Value {
    let request = axum::http::Request::post("/api/v1/reports/verify").header("content-type", "application/pdf");
    app.send(request.body(axum::body::Body::from(bytes)).unwrap()).await.expect(200)
}

/// Codes of everything that fails, in the order in which it is told.
///
/// # Panics
/// When the record is not one.
#[must_use]
pub fn failing(record: &Value) -> Vec<String> {
    let of = |facts: &Value| facts.as_array().unwrap().clone();
    let file = &record["file"];
    let signatures = file["signatures"].as_array().unwrap().iter().flat_map(|signature| of(&signature["facts"]));
    let all = of(&record["known"]).into_iter().chain(of(&file["facts"])).chain(signatures);
    all.filter(|fact| fact["outcome"] == "fails").map(|fact| fact["code"].as_str().unwrap().to_owned()).collect()
}

/// An id as it stands at the end of a path.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn id_at_end(path: &str) -> Uuid {
    path.rsplit('/').next().unwrap().parse().unwrap()
}
