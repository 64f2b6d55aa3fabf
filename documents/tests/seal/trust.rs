//! Certificates that are expired, revoked, of another person or of another authority: the fact that fails says so.

use soat_documents::seal::Refusal;
use soat_documents::seal::authority::{Authority, Issue, Term};
use soat_documents::seal::key::Key;
use soat_documents::seal::revocation::{Reason, Revoked};
use soat_documents::seal::sign::{Signing, prepare};
use soat_documents::seal::subject::Subject;
use soat_documents::seal::verify::facts::{Check, Outcome};
use soat_documents::seal::verify::{Expected, TakenBack, Trust, verify};

use crate::paper::{asking, failing, framed, sign, sign_stamped, verified};
use crate::people::{OFFICE, Office, Person, local, moment, subject, term};

const AT: &str = "2026-11-28T03:00:00Z";

fn revoked(office: &Office, at: &str, reason: Reason) -> Vec<Revoked> {
    vec![Revoked { serial: office.lead.certificate.serial().to_vec(), at: moment(at), reason }]
}

#[test]
fn the_signature_of_another_person_is_told_of() {
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &OFFICE.secretary, &local(AT)).unwrap();
    assert_eq!(failing(&verified(&OFFICE, &pdf, &base)), ["signer-expected"]);
}

#[test]
fn a_certificate_that_was_revoked_before_signing_is_told_of() {
    let mut office = Office::new();
    office.revoked = revoked(&office, "2026-11-27T00:00:00Z", Reason::Superseded);
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &office.lead, &local(AT)).unwrap();
    assert_eq!(failing(&verified(&office, &pdf, &base)), ["not-revoked"]);
}

#[test]
fn without_a_time_stamp_nobody_knows_whether_a_later_revocation_came_first() {
    let mut office = Office::new();
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &office.lead, &local(AT)).unwrap();
    office.revoked = revoked(&office, "2026-11-29T00:00:00Z", Reason::CessationOfOperation);
    let record = verified(&office, &pdf, &base);
    assert_eq!(record.signature("lead").unwrap().outcome(Check::NotRevoked), Outcome::Unknown);
    office.revoked = revoked(&office, "2026-11-29T00:00:00Z", Reason::KeyCompromise);
    assert_eq!(failing(&verified(&office, &pdf, &base)), ["not-revoked"]);
}

#[test]
fn a_certificate_that_the_one_who_asks_took_back_is_revoked_without_a_list() {
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &OFFICE.lead, &local(AT)).unwrap();
    let anchors = [OFFICE.authority.certificate.clone()];
    let outcome = |at: &str, compromised| {
        let one = TakenBack { certificate_sha256: OFFICE.lead.certificate.sha256(), at: moment(at), compromised };
        let now = moment("2026-11-30T09:00:00Z");
        let trust = Trust { anchors: &anchors, time_stamp_anchors: &[], revocation_lists: &[], taken_back: &[one], now };
        verify(&pdf, &trust, &Expected::default()).signatures[0].outcome(Check::NotRevoked)
    };
    assert_eq!(outcome("2026-11-27T00:00:00Z", false), Outcome::Fails, "before it signed");
    assert_eq!(outcome("2026-11-29T00:00:00Z", false), Outcome::Unknown, "afterwards, as far as it claims");
    assert_eq!(outcome("2026-11-29T00:00:00Z", true), Outcome::Fails);
}

#[test]
fn a_time_stamp_from_before_the_revocation_keeps_the_signature() {
    let mut office = Office::new();
    let base = framed();
    office.stamps = crate::responder::Responder::new();
    let pdf = sign_stamped(base.clone(), &base, "lead", &office.lead, &local(AT));
    office.revoked = revoked(&office, "2026-11-29T00:00:00Z", Reason::KeyCompromise);
    let anchors = [office.authority.certificate.clone()];
    let stamps = [OFFICE.stamps.certificate.clone()];
    let lists = [office.revocation_list()];
    let trust = Trust {
        anchors: &anchors,
        time_stamp_anchors: &stamps,
        revocation_lists: &lists,
        taken_back: &[],
        now: moment("2026-11-30T09:00:00Z"),
    };
    let record = verify(&pdf, &trust, &Expected::default());
    assert_eq!(record.signatures[0].outcome(Check::NotRevoked), Outcome::Holds);
}

#[test]
fn a_list_that_is_overdue_or_of_another_authority_says_nothing() {
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &OFFICE.lead, &local(AT)).unwrap();
    let anchors = [OFFICE.authority.certificate.clone()];
    let (own, foreign) = (OFFICE.revocation_list(), Office::new().revocation_list());
    let outcome = |list: Vec<u8>, now: &str| {
        let lists = [list];
        let trust = Trust { anchors: &anchors, time_stamp_anchors: &[], revocation_lists: &lists, taken_back: &[], now: moment(now) };
        verify(&pdf, &trust, &Expected::default()).signatures[0].outcome(Check::NotRevoked)
    };
    assert_eq!(outcome(own.clone(), "2026-11-30T09:00:00Z"), Outcome::Holds);
    assert_eq!(outcome(own, "2027-06-01T00:00:00Z"), Outcome::Unknown);
    assert_eq!(outcome(foreign, "2026-11-30T09:00:00Z"), Outcome::Unknown);
    assert_eq!(outcome(b"no list".to_vec(), "2026-11-30T09:00:00Z"), Outcome::Unknown);
}

#[test]
fn a_certificate_of_an_authority_that_is_not_trusted_is_told_of() {
    let stranger = Authority::found(
        &Subject {
            name: "Soát thử nghiệm".into(),
            organisation: Some("Sở thử nghiệm".into()),
            country: Some("VN".into()),
            ..Subject::default()
        },
        term(),
    )
    .unwrap();
    let person = Person::of(&stranger, &subject("Trưởng đoàn", "Trưởng đoàn", "Sở"), term());
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &person, &local(AT)).unwrap();
    assert_eq!(failing(&verified(&OFFICE, &pdf, &base)), ["chain-trusted", "signer-expected"]);
}

#[test]
fn a_signature_after_the_certificate_expired_is_told_of() {
    let base = framed();
    let short = Term { from: moment("2026-01-01T00:00:00Z"), to: moment("2026-06-30T00:00:00Z") };
    let person = Person::of(&OFFICE.authority, &subject("Hết hạn", "Thành viên", "Sở"), short);
    let (chain, claimed) = ([person.certificate.clone()], local("2026-06-29T00:00:00Z"));
    let signed = prepare(base.clone(), &Signing { chain: &chain, ..asking("lead", &base, &claimed) }).unwrap().sign(&person.key).unwrap();
    let request = signed.time_stamp_request().unwrap();
    let token = request.accept(&OFFICE.stamps.answer(request.bytes(), moment("2026-07-05T00:00:00Z"))).unwrap();
    let pdf = signed.finish(Some(&token)).unwrap();
    let record = OFFICE.trusting(|trust| verify(&pdf, trust, &Expected::default()));
    assert_eq!(failing(&record), ["within-validity"]);
}

#[test]
fn a_time_of_signing_in_the_future_is_told_of() {
    let base = framed();
    let pdf = sign(base.clone(), &base, "lead", &OFFICE.lead, &local("2027-01-01T00:00:00Z")).unwrap();
    assert_eq!(failing(&verified(&OFFICE, &pdf, &base)), ["claimed-time-plausible"]);
}

#[test]
fn a_certificate_is_not_issued_beyond_that_of_its_authority() {
    let key = Key::generate().unwrap();
    let whom = subject("Quá hạn", "Thành viên", "Sở");
    let term = Term { from: moment("2026-01-01T00:00:00Z"), to: moment("2036-06-30T00:00:00Z") };
    let issue = Issue { subject: &whom, public_key: key.public_key().unwrap(), term, revocation_url: None };
    assert_eq!(OFFICE.authority.issue(&issue).unwrap_err(), Refusal::CertificateOutsideValidity);
}
