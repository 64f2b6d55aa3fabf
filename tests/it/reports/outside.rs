//! Keys held elsewhere: a signature over bytes that were given out, and a copy that another program signed.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use axum::body::Body;
use axum::http::Request;
use data_encoding::BASE64;
use serde_json::json;
use soat::certificates::keys::{self, Holder};
use soat::certificates::{authority, master_key};
use soat::kernel::clock::Instant;
use soat::ledger::Actor;
use soat_documents::Lang;
use soat_documents::seal::authority::{Issue, Term};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::key::Key;
use soat_documents::seal::sign::{Signing, prepare};
use soat_tests::corrective::Cast;
use soat_tests::people::id_of;
use soat_tests::signing::{failing, issue_keys, minutes, pdf, refuse, sign, verified};
use soat_tests::{Answer, Person, TestApp, on_every_database};

/// A certificate of the authority for a key of one's own, valid for some days from now.
async fn certified(app: &TestApp, username: &str, key: &Key, days: i64) -> Vec<Certificate> {
    let row = authority::required(app.state.read()).await.unwrap();
    let root = authority::open(&row, &master_key::of(app.state.settings()).await.unwrap()).unwrap();
    let holder = Holder::person(app.state.read(), id_of(username)).await.unwrap();
    let now = app.state.now();
    let (subject, public_key) = (holder.subject(), key.public_key().unwrap());
    let term = Term { from: now.timestamp(), to: now.plus_days(days).timestamp() };
    let certificate = root.issue(&Issue { subject: &subject, public_key, term, revocation_url: None }).unwrap();
    vec![certificate, root.certificate]
}

/// The same, registered for the person.
async fn registered(app: &TestApp, username: &str, days: i64) -> (Key, Vec<Certificate>) {
    let key = Key::generate().unwrap();
    let chain = certified(app, username, &key, days).await;
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let holder = Holder::person(tx.db(), id_of(username)).await.unwrap();
    keys::register(&tx, None, &holder, &chain).await.unwrap();
    tx.commit().await.unwrap();
    (key, chain)
}

/// The document signed by another program.
fn signed_elsewhere(app: &TestApp, bytes: Vec<u8>, field: &str, with: (&Key, &[Certificate])) -> Vec<u8> {
    signed_as_of(app.state.now(), bytes, field, with)
}

/// The same with another time in it.
fn signed_as_of(at: Instant, bytes: Vec<u8>, field: &str, (key, chain): (&Key, &[Certificate])) -> Vec<u8> {
    let base = soat_documents::seal::verify::base_sha256(&bytes).unwrap();
    let at = at.zoned("Asia/Ho_Chi_Minh");
    let signing = Signing { field, base_sha256: base, chain, at: &at, lang: Lang::Vi, reason: None, picture: None };
    prepare(bytes, &signing).unwrap().sign(key).unwrap().finish(None).unwrap()
}

async fn bring(person: &Person<'_>, report: &str, copy: Vec<u8>) -> Answer {
    let etag = person.get(report).await.etag();
    let request = Request::post(format!("/api/v1{report}/signed-copy")).header("content-type", "application/pdf").header("if-match", etag);
    person.send(request.body(Body::from(copy)).unwrap()).await
}

fn codes(problem: &serde_json::Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

on_every_database!(a_token_signs_the_bytes_that_were_given_out, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let etag = cast.lead.get(&report).await.etag();
    let (prepare_path, complete) = (format!("{report}/signatures/prepare"), format!("{report}/signatures/complete"));
    cast.lead.post_seen(&prepare_path, &etag, json!({"field": "lead"})).await.refused(409, "no-registered-certificate");
    let (key, _) = registered(&app, "truongdoan", 30).await;
    let given = cast.lead.post_seen(&prepare_path, &etag, json!({"field": "lead"})).await;
    let at = given.expect(200)["at"].clone();
    assert_eq!(given.text("/sha256"), soat_tests::device::sha256(&BASE64.decode(given.text("/to_sign").as_bytes()).unwrap()));
    // Another key signs the same bytes.
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let message = BASE64.decode(given.text("/to_sign").as_bytes()).unwrap();
    let foreign = pair.sign(&SystemRandom::new(), &message).unwrap();
    let body = json!({"field": "lead", "at": at, "signature": BASE64.encode(foreign.as_ref())});
    let refused = cast.lead.post_seen(&complete, &etag, body.clone()).await.refused(422, "signature-refused");
    assert_eq!(codes(&refused), ["signature-foreign"]);
    app.state.clock().advance_millis(16 * 60_000);
    let cast = Cast::sign_in(&app).await;
    cast.lead.post_seen(&complete, &etag, body).await.refused(422, "signature-refused");
    // The registered key does.
    let given = cast.lead.post_seen(&prepare_path, &etag, json!({"field": "lead"})).await;
    let message = BASE64.decode(given.text("/to_sign").as_bytes()).unwrap();
    let token = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key.to_pkcs8().unwrap()).unwrap();
    let signature = BASE64.encode(token.sign(&SystemRandom::new(), &message).unwrap().as_ref());
    let body = json!({"field": "lead", "at": given.json()["at"], "signature": signature});
    let done = cast.lead.post_seen(&complete, &etag, body).await.expect(200);
    assert_eq!(done["status"], "signing");
    assert_eq!(failing(&verified(&app, pdf(&cast.lead, &report).await).await), ["fully-signed"]);
});

on_every_database!(a_copy_signed_by_another_program_is_taken_when_nothing_is_to_be_said_against_it, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let (key, chain) = registered(&app, "truongdoan", 30).await;
    let ours = pdf(&cast.lead, &report).await;
    let copy = signed_elsewhere(&app, ours.clone(), "lead", (&key, &chain));

    let nothing = bring(&cast.lead, &report, ours.clone()).await.refused(422, "signature-refused");
    assert_eq!(codes(&nothing), ["is-signed"]);
    let mut changed = copy.clone();
    changed[200] ^= 1;
    assert_eq!(codes(&bring(&cast.lead, &report, changed).await.refused(422, "signature-refused")), ["not-our-document"]);
    let mut broken = copy.clone();
    let place = ours.len() + (copy.len() - ours.len()) / 3;
    broken[place] ^= 1;
    assert!(!codes(&bring(&cast.lead, &report, broken).await.refused(422, "signature-refused")).is_empty());
    let mut longer = copy.clone();
    longer.extend_from_slice(b"%% ghi them\n");
    let refused = bring(&cast.lead, &report, longer).await.refused(422, "signature-refused");
    assert!(codes(&refused).contains(&"nothing-follows"), "{refused:#}");
    bring(&cast.lead, &report, b"%PDF-1.7 cua noi khac".to_vec()).await.refused(422, "signature-refused");

    // The key of somebody else, in the field of the lead.
    let (other, others) = registered(&app, "thuky", 30).await;
    let foreign = signed_elsewhere(&app, ours.clone(), "lead", (&other, &others));
    assert_eq!(codes(&bring(&cast.lead, &report, foreign).await.refused(422, "signature-refused")), ["signer-expected"]);
    // A certificate that nobody registered.
    let unknown = Key::generate().unwrap();
    let chain_of_unknown = certified(&app, "truongdoan", &unknown, 30).await;
    let unregistered = signed_elsewhere(&app, ours.clone(), "lead", (&unknown, &chain_of_unknown));
    assert_eq!(codes(&bring(&cast.lead, &report, unregistered).await.refused(422, "signature-refused")), ["signer-expected"]);
    assert_eq!(cast.lead.get(&report).await.json()["status"], "prepared");

    let taken = bring(&cast.lead, &report, copy.clone()).await.expect(200);
    assert_eq!((&taken["status"], &taken["signatures"][2]["state"]), (&json!("signing"), &json!("signed")));
    assert_eq!(pdf(&cast.lead, &report).await, copy);
    bring(&cast.lead, &report, copy).await.refused(422, "signature-refused");
    sign(&cast.head, &report, "unit_head").await.expect(200);
    assert_eq!(failing(&verified(&app, pdf(&cast.lead, &report).await).await), ["fully-signed"]);
});

on_every_database!(a_certificate_that_expired_or_was_revoked_signs_nothing, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let (key, chain) = registered(&app, "truongdoan", 1).await;
    let ours = pdf(&cast.lead, &report).await;
    let from = app.state.now();
    let unregistered = certified(&app, "thanhvien", &Key::generate().unwrap(), 1).await;
    app.state.clock().advance_millis(24 * 3_600_000 + 120_000);
    let cast = Cast::sign_in(&app).await;
    // As of an hour, and of a moment, before the certificate ran out.
    for (seconds, code) in [(23 * 3_600, "claimed-time-plausible"), (24 * 3_600 - 60, "signer-expected")] {
        let backdated = signed_as_of(from.plus_seconds(seconds), ours.clone(), "lead", (&key, &chain));
        assert_eq!(codes(&bring(&cast.lead, &report, backdated).await.refused(422, "signature-refused")), [code]);
    }
    let etag = cast.lead.get(&report).await.etag();
    let path = format!("{report}/signatures/prepare");
    cast.lead.post_seen(&path, &etag, json!({"field": "lead"})).await.refused(409, "no-registered-certificate");
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let holder = Holder::person(tx.db(), id_of("thanhvien")).await.unwrap();
    let late = keys::register(&tx, None, &holder, &unregistered).await.unwrap_err();
    assert_eq!(late.code(), "signature-refused");
    drop(tx);

    let (key, chain) = registered(&app, "truongdoan", 30).await;
    let copy = signed_elsewhere(&app, ours, "lead", (&key, &chain));
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let master = master_key::of(app.state.settings()).await.unwrap();
    for row in keys::of_holder(tx.db(), (Some(id_of("truongdoan")), None)).await.unwrap() {
        keys::revoke(&tx, &master, row, "key-compromise").await.unwrap();
    }
    tx.commit().await.unwrap();
    let refused = bring(&cast.lead, &report, copy).await.refused(422, "signature-refused");
    assert_eq!(codes(&refused), ["not-revoked", "signer-expected"]);
    let stranger = app.sign_in("hopthanh.thuky").await;
    let request =
        Request::post(format!("/api/v1{report}/signed-copy")).header("content-type", "application/pdf").header("if-match", "\"1\"");
    stranger.send(request.body(Body::from("%PDF")).unwrap()).await.refused(404, "not-found");
});

on_every_database!(a_copy_is_the_signature_of_its_signer_whoever_brings_it, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let (key, chain) = registered(&app, "truongdoan", 30).await;
    let copy = signed_elsewhere(&app, pdf(&cast.lead, &report).await, "lead", (&key, &chain));
    let taken = bring(&app.sign_in("thuky").await, &report, copy).await.expect(200);
    assert_eq!(taken["signatures"][2]["user_id"], json!(cast.lead.id));
    let activity = cast.lead.get(&format!("/activity?record={}", report.rsplit('/').next().unwrap())).await.expect(200);
    let entry = activity["items"].as_array().unwrap().iter().find(|row| row["action"] == "sign_field").unwrap().clone();
    assert_eq!((&entry["user_id"], &entry["changes"]["signer"]), (&json!(id_of("thuky")), &json!(cast.lead.id)), "{entry:#}");
});

on_every_database!(a_copy_brings_no_signature_where_signing_was_refused, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    sign(&cast.lead, &report, "lead").await.expect(200);
    refuse(&cast.head, &report, "unit_head", true).await.expect(200);
    let (key, chain) = registered(&app, "thuky", 30).await;
    let own = signed_elsewhere(&app, pdf(&cast.lead, &report).await, "secretary", (&key, &chain));
    let both = signed_elsewhere(&app, own.clone(), "unit_head", (&key, &chain));
    let secretary = app.sign_in("thuky").await;
    let refused = bring(&secretary, &report, both).await.refused(422, "signature-refused");
    assert_eq!((codes(&refused), &refused["errors"][0]["pointer"]), (vec!["signer-expected"], &json!("/unit_head")));
    assert_eq!(bring(&secretary, &report, own).await.expect(200)["status"], "signed");
});
