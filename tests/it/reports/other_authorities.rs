//! Certificates of other authorities than the built-in one: believed when the operator says so, and until they are taken back.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use soat::certificates::keys::{self, Holder};
use soat::certificates::master_key;
use soat::ledger::Actor;
use soat_documents::Lang;
use soat_documents::seal::authority::{Authority, Issue, Term};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::key::Key;
use soat_documents::seal::revocation::{self, Reason, Revoked};
use soat_documents::seal::sign::{Signing, prepare};
use soat_documents::seal::subject::Subject;
use soat_tests::corrective::Cast;
use soat_tests::people::id_of;
use soat_tests::signing::{failing, minutes, pdf, verified};
use soat_tests::{Answer, Person, TestApp, on_every_database};

/// The state's own authority, as it were.
fn authority(app: &TestApp) -> Authority {
    let now = app.state.now();
    let term = Term { from: now.plus_days(-365).timestamp(), to: now.plus_days(3_650).timestamp() };
    Authority::found(&Subject { name: "CA nơi khác".into(), ..Subject::default() }, term).unwrap()
}

/// A key held elsewhere with its certificate, registered for the lead.
async fn registered(app: &TestApp, authority: &Authority) -> (Key, Certificate) {
    let (key, now) = (Key::generate().unwrap(), app.state.now());
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let holder = Holder::person(tx.db(), id_of("truongdoan")).await.unwrap();
    let (subject, public_key) = (holder.subject(), key.public_key().unwrap());
    let term = Term { from: now.timestamp(), to: now.plus_days(30).timestamp() };
    let certificate = authority.issue(&Issue { subject: &subject, public_key, term, revocation_url: None }).unwrap();
    keys::register(&tx, None, &holder, &[certificate.clone(), authority.certificate.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    (key, certificate)
}

async fn bring(app: &TestApp, person: &Person<'_>, report: &str, (key, certificate): &(Key, Certificate)) -> Answer {
    let bytes = pdf(person, report).await;
    let base_sha256 = soat_documents::seal::verify::base_sha256(&bytes).unwrap();
    let (at, chain) = (app.state.now().zoned("Asia/Ho_Chi_Minh"), [certificate.clone()]);
    let signing = Signing { field: "lead", base_sha256, chain: &chain, at: &at, lang: Lang::Vi, reason: None, picture: None };
    let copy = prepare(bytes, &signing).unwrap().sign(key).unwrap().finish(None).unwrap();
    let etag = person.get(report).await.etag();
    let request = Request::post(format!("/api/v1{report}/signed-copy")).header("content-type", "application/pdf").header("if-match", etag);
    person.send(request.body(Body::from(copy)).unwrap()).await
}

fn codes(problem: &serde_json::Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

on_every_database!(an_authority_that_nobody_named_is_not_believed, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let held = registered(&app, &authority(&app)).await;
    // There is no authority at all, not even the built-in one: who signed is not known, and that is not enough.
    assert_eq!(codes(&bring(&app, &cast.lead, &report, &held).await.refused(422, "signature-refused")), ["chain-trusted"]);
});

on_every_database!(a_certificate_on_the_list_of_its_authority_signs_nothing, |app| async move {
    let (_, report) = minutes(&app, &Cast::sign_in(&app).await).await;
    let other = authority(&app);
    let held = registered(&app, &other).await;
    let put = |name: &str, bytes: &[u8]| {
        let path = app.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let (now, serial) = (app.state.now(), held.1.serial().to_vec());
    let revoked = [Revoked { serial, at: now.plus_seconds(-60).timestamp(), reason: Reason::CessationOfOperation }];
    let list = |revoked: &[Revoked], number| {
        revocation::list(&other, revoked, number, now.plus_seconds(-30).timestamp(), now.plus_days(7).timestamp()).unwrap()
    };
    let anchors = put("noi-khac.pem", other.certificate.to_pem().as_bytes());
    let lists = [put("mot.crl", b"of nobody"), put("hai.crl", &list(&revoked, 1))].map(|path| path.display().to_string());
    let second = lists[1].clone();
    let app = app
        .with_settings(|settings| {
            settings.trust_anchors_file = anchors;
            settings.revocation_lists_files = lists.join(", ");
        })
        .await;
    let lead = app.sign_in("truongdoan").await;
    assert_eq!(codes(&bring(&app, &lead, &report, &held).await.refused(422, "signature-refused")), ["not-revoked"]);
    // The authority's next list does not name it.
    std::fs::write(second, list(&[], 2)).unwrap();
    assert_eq!(bring(&app, &lead, &report, &held).await.expect(200)["status"], "signing");
});

on_every_database!(what_the_operator_took_back_shows_without_a_list, |app| async move {
    let (_, report) = minutes(&app, &Cast::sign_in(&app).await).await;
    let other = authority(&app);
    let held = registered(&app, &other).await;
    let anchors = app.folder.path().join("noi-khac.pem");
    std::fs::write(&anchors, other.certificate.to_pem()).unwrap();
    let app = app.with_settings(|settings| settings.trust_anchors_file = anchors).await;
    let lead = app.sign_in("truongdoan").await;
    bring(&app, &lead, &report, &held).await.expect(200);
    let bytes = pdf(&lead, &report).await;
    assert_eq!(failing(&verified(&app, bytes.clone()).await), ["fully-signed"]);
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let row = keys::of_holder(tx.db(), (Some(id_of("truongdoan")), None)).await.unwrap().remove(0);
    keys::revoke(&tx, &master_key::of(app.state.settings()).await.unwrap(), row, "key-compromise").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(failing(&verified(&app, bytes).await), ["fully-signed", "not-revoked"]);
    assert_eq!(json!(lead.get(&report).await.json()["status"]), "signing");
});
