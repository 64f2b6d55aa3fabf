//! Keys at rest, the authority, its requests and its list, read by openssl too.

use jiff::Timestamp;

use soat_documents::seal::Refusal;
use soat_documents::seal::authority::{Authority, request};
use soat_documents::seal::certificate::{Certificate, pem};
use soat_documents::seal::key::Key;
use soat_documents::seal::revocation::{Reason, Revoked};
use soat_documents::seal::subject::Subject;
use soat_documents::seal::vault::MasterKey;

use crate::judges::Bench;
use crate::people::{OFFICE, Office, moment, subject, term};

#[test]
fn a_locked_key_opens_with_its_master_key_and_for_its_entry_alone() {
    let (master, other) = (MasterKey::generate().unwrap(), MasterKey::generate().unwrap());
    let secret = Key::generate().unwrap().to_pkcs8().unwrap();
    let locked = master.lock("key-1", &secret).unwrap();
    assert_eq!(master.unlock("key-1", &locked).unwrap(), secret);
    assert_eq!(other.unlock("key-1", &locked).unwrap_err(), Refusal::WrongMasterKey);
    assert_eq!(master.unlock("key-2", &locked).unwrap_err(), Refusal::LockedKeyDamaged);
    assert_ne!(master.lock("key-1", &secret).unwrap(), locked, "each time with another nonce");
    assert!(!locked.windows(16).any(|window| secret.windows(16).any(|part| part == window)));
}

#[test]
fn a_locked_key_with_a_changed_byte_does_not_open() {
    let master = MasterKey::generate().unwrap();
    let locked = master.lock("key-1", b"secret").unwrap();
    for at in 0..locked.len() {
        let mut changed = locked.clone();
        changed[at] ^= 1;
        assert!(master.unlock("key-1", &changed).is_err(), "byte {at}");
        assert!(master.unlock("key-1", &locked[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn a_master_key_is_written_in_64_digits() {
    let master = MasterKey::generate().unwrap();
    let again = MasterKey::from_hex(&format!(" {}\n", master.to_hex())).unwrap();
    assert_eq!(again.to_hex(), master.to_hex());
    assert_eq!(format!("{master:?}"), "MasterKey");
    for wrong in ["", "00", &"g".repeat(64), &"0".repeat(66)] {
        assert_eq!(MasterKey::from_hex(wrong).unwrap_err(), Refusal::MasterKeyUnfit, "{wrong}");
    }
}

#[test]
fn an_authority_opens_again_with_its_key_and_no_other() {
    let key = Key::from_pkcs8(&OFFICE.authority.key.to_pkcs8().unwrap()).unwrap();
    let certificate = Certificate::from_pem_or_der(OFFICE.authority.certificate.to_pem().as_bytes()).unwrap();
    assert!(Authority::open(certificate.clone(), key).is_ok());
    assert_eq!(Authority::open(certificate, Key::generate().unwrap()).unwrap_err(), Refusal::KeyOfAnotherCertificate);
}

#[test]
fn a_certificate_says_whose_it_is_and_may_only_sign() {
    let certificate = &OFFICE.lead.certificate;
    assert_eq!(certificate.subject(), subject("Trưởng đoàn Nguyễn Ỷ Ưỡn", "Trưởng đoàn kiểm tra", "Sở Khoa học và Công nghệ"));
    assert_eq!(certificate.validity(), (term().from, term().to));
    assert!(certificate.may_sign_documents() && !OFFICE.authority.certificate.may_sign_documents());
    assert_eq!(certificate.issuer().name, "Soát thử nghiệm");
}

#[test]
fn openssl_follows_the_chain_and_reads_the_list() {
    let mut office = Office::new();
    office.revoked.push(Revoked {
        serial: office.secretary.certificate.serial().to_vec(),
        at: moment("2026-11-29T00:00:00Z"),
        reason: Reason::Superseded,
    });
    let bench = Bench::new();
    bench.put("root.pem", office.authority.certificate.to_pem().as_bytes());
    bench.put("list.pem", pem("X509 CRL", &office.revocation_list()).as_bytes());
    bench.put("lead.pem", office.lead.certificate.to_pem().as_bytes());
    bench.put("secretary.pem", office.secretary.certificate.to_pem().as_bytes());
    let at = moment("2026-11-30T09:00:00Z").as_second().to_string();
    let verify = |name: &str| {
        bench.openssl(&["verify", "-x509_strict", "-crl_check", "-attime", &at, "-CAfile", "root.pem", "-CRLfile", "list.pem", name])
    };
    let (accepted, said) = verify("lead.pem");
    assert!(accepted, "{said}");
    let (accepted, said) = verify("secretary.pem");
    assert!(!accepted && said.contains("certificate revoked"), "{said}");
}

#[test]
fn openssl_reads_a_request_to_another_authority() {
    let bench = Bench::new();
    let key = Key::generate().unwrap();
    let asked = request(&key, &subject("Thư ký Đoàn", "Thư ký", "Sở Khoa học và Công nghệ")).unwrap();
    bench.put("request.pem", pem("CERTIFICATE REQUEST", &asked).as_bytes());
    let (accepted, said) = bench.openssl(&["req", "-in", "request.pem", "-verify", "-noout", "-subject", "-nameopt", "utf8"]);
    assert!(accepted && said.contains("Thư ký Đoàn"), "{said}");
}

#[test]
fn names_that_are_empty_or_endless_are_refused() {
    let found = |subject: Subject| Authority::found(&subject, term()).map(|_| ()).unwrap_err();
    assert_eq!(found(Subject { name: " ".into(), ..Subject::default() }), Refusal::SubjectUnfit("name"));
    assert_eq!(found(Subject { name: "a".repeat(201), ..Subject::default() }), Refusal::SubjectUnfit("name"));
    assert_eq!(
        found(Subject { name: "a".into(), country: Some("Việt Nam".into()), ..Subject::default() }),
        Refusal::SubjectUnfit("country")
    );
    assert_eq!(found(Subject { name: "a".into(), title: Some(String::new()), ..Subject::default() }), Refusal::SubjectUnfit("title"));
}

#[test]
fn a_certificate_lasts_beyond_2050_when_it_is_to() {
    let name = Subject { name: "Lâu dài".into(), ..Subject::default() };
    let to: Timestamp = moment("2066-01-01T00:00:00Z");
    let authority = Authority::found(&name, soat_documents::seal::authority::Term { from: moment("2026-01-01T00:00:00Z"), to }).unwrap();
    assert_eq!(authority.certificate.validity().1, to);
}
