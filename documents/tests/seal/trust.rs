//! Certificates that are expired, revoked, of another person or of another authority: the fact that fails says so.

use soat_documents::seal::authority::{Authority, Term};
use soat_documents::seal::revocation::{Reason, Revoked};
use soat_documents::seal::subject::Subject;
use soat_documents::seal::verify::facts::{Check, Outcome};
use soat_documents::seal::verify::{Expected, Trust, verify};

use crate::paper::{failing, framed, sign, sign_stamped, verified};
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
fn a_time_stamp_from_before_the_revocation_keeps_the_signature() {
    let mut office = Office::new();
    let base = framed();
    office.stamps = crate::responder::Responder::new();
    let pdf = sign_stamped(base.clone(), &base, "lead", &office.lead, &local(AT));
    office.revoked = revoked(&office, "2026-11-29T00:00:00Z", Reason::KeyCompromise);
    let anchors = [office.authority.certificate.clone()];
    let stamps = [OFFICE.stamps.certificate.clone()];
    let lists = [office.revocation_list()];
    let trust = Trust { anchors: &anchors, time_stamp_anchors: &stamps, revocation_lists: &lists, now: moment("2026-11-30T09:00:00Z") };
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
        let trust = Trust { anchors: &anchors, time_stamp_anchors: &[], revocation_lists: &lists, now: moment(now) };
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
    // Signed while valid, then claimed to be of a later time: the signature covers the claim, so it has to be made that way.
    let base = framed();
    let short = Term { from: moment("2026-01-01T00:00:00Z"), to: moment("2026-06-30T00:00:00Z") };
    let person = Person::of(&OFFICE.authority, &subject("Hết hạn", "Thành viên", "Sở"), short);
    let longer = Person { certificate: OFFICE.authority.issue(&issue(&person)).unwrap(), key: person.key };
    let pdf = sign(base.clone(), &base, "lead", &longer, &local(AT)).unwrap();
    let anchors = [OFFICE.authority.certificate.clone()];
    let check = |now: &str| {
        let trust = Trust { anchors: &anchors, time_stamp_anchors: &[], revocation_lists: &[], now: moment(now) };
        verify(&pdf, &trust, &Expected::default()).signatures.remove(0)
    };
    assert_eq!(check("2026-11-30T09:00:00Z").outcome(Check::WithinValidity), Outcome::Holds);
    assert_eq!(check("2026-11-27T09:00:00Z").outcome(Check::ClaimedTimePlausible), Outcome::Fails);
}

fn issue(person: &Person) -> soat_documents::seal::authority::Issue<'static> {
    static SUBJECT: std::sync::LazyLock<Subject> = std::sync::LazyLock::new(|| subject("Hết hạn", "Thành viên", "Sở"));
    soat_documents::seal::authority::Issue {
        subject: &SUBJECT,
        public_key: person.key.public_key().unwrap(),
        term: term(),
        revocation_url: None,
    }
}
