//! Keys and tools that are not ours: a signature made elsewhere, and a copy signed with another program.

use std::process::Command;

use der::Decode;
use spki::SubjectPublicKeyInfoOwned;

use soat_documents::seal::Refusal;
use soat_documents::seal::authority::{Issue, request};
use soat_documents::seal::certificate::{Certificate, pem};
use soat_documents::seal::key::Key;
use soat_documents::seal::sign::{Signing, prepare};
use soat_documents::seal::verify::facts::{Check, Outcome};
use soat_documents::seal::verify::{Expected, Trust, verify};

use crate::judges::Bench;
use crate::paper::{asking, failing, framed, sign, verified};
use crate::people::{OFFICE, local, subject, term};

const AT: &str = "2026-11-28T03:00:00Z";

#[test]
fn a_signature_made_elsewhere_is_taken_when_it_is_of_this_document_and_certificate() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let bench = Bench::new();
    let key = pem("PRIVATE KEY", &OFFICE.lead.key.to_pkcs8().unwrap());
    bench.put("key.pem", key.as_bytes());
    let draft = || prepare(base.clone(), &Signing { chain: &chain, ..asking("lead", &base, &at) }).unwrap();
    let elsewhere = |message: &[u8]| {
        bench.put("message", message);
        let (done, said) = bench.openssl(&["dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "message"]);
        assert!(done, "{said}");
        std::fs::read(bench.path().join("signature")).unwrap()
    };
    assert_eq!(draft().accept(elsewhere(b"something else")).unwrap_err(), Refusal::SignatureForeign);
    let ours = draft();
    let signature = elsewhere(&ours.to_sign().unwrap());
    let pdf = ours.accept(signature).unwrap().finish(None).unwrap();
    assert_eq!(failing(&verified(&OFFICE, &pdf, &base)), [""; 0]);
    assert_eq!(bench.pdfsig(&pdf), [(true, true)]);
}

#[test]
fn a_copy_that_another_program_signed_into_our_field_is_accepted() {
    let base = framed();
    let first = sign(base.clone(), &base, "lead", &OFFICE.lead, &local(AT)).unwrap();
    let bench = Bench::new();
    let (file, signed) = (bench.put("first.pdf", &first), bench.path().join("signed.pdf"));
    let key = pem("PRIVATE KEY", &OFFICE.secretary.key.to_pkcs8().unwrap());
    let key = bench.put("key.pem", key.as_bytes());
    let certificate = bench.put("certificate.pem", OFFICE.secretary.certificate.to_pem().as_bytes());
    let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.args(["-m", "pyhanko", "sign", "addsig", "--field", "secretary", "--use-pades", "pemder", "--no-pass"]);
    command.arg("--key").arg(key).arg("--cert").arg(certificate).arg(file).arg(&signed);
    let output = command.output().expect("Python 3 with the packages pyhanko and pyhanko-cli");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = std::fs::read(signed).unwrap();
    let record = verified(&OFFICE, &pdf, &base);
    // The other program signs by the clock of the machine, which is not that of these tests.
    let of_time = ["claimed-time-plausible", "within-validity"];
    let others: Vec<_> = failing(&record).into_iter().filter(|code| !of_time.contains(code)).collect();
    assert_eq!(others, [""; 0], "{record:#?}");
    assert_eq!(record.signatures.len(), 2);
    // And one of ours goes on top.
    let third = sign(pdf, &base, "unit_head", &OFFICE.head, &local("2026-11-28T04:00:00Z")).unwrap();
    assert_eq!(bench.pdfsig(&third), [(true, false), (true, false), (true, true)]);
}

#[test]
fn an_rsa_key_held_elsewhere_signs_too() {
    let (base, at) = (framed(), local(AT));
    let bench = Bench::new();
    assert!(bench.openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem"]).0);
    assert!(bench.openssl(&["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der"]).0);
    let public_key = SubjectPublicKeyInfoOwned::from_der(&std::fs::read(bench.path().join("public.der")).unwrap()).unwrap();
    let whom = subject("Khóa Ngoài", "Thành viên đoàn", "Sở");
    let certificate = OFFICE.authority.issue(&Issue { subject: &whom, public_key, term: term(), revocation_url: None }).unwrap();
    let draft = prepare(base.clone(), &Signing { chain: &[certificate], ..asking("lead", &base, &at) }).unwrap();
    bench.put("message", &draft.to_sign().unwrap());
    assert!(bench.openssl(&["dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "message"]).0);
    let signature = std::fs::read(bench.path().join("signature")).unwrap();
    let pdf = draft.accept(signature).unwrap().finish(None).unwrap();
    assert_eq!(failing(&verified(&OFFICE, &pdf, &base)), ["signer-expected"]);
    assert_eq!(bench.pdfsig(&pdf), [(true, true)]);
}

#[test]
fn a_certificate_of_another_authority_that_signs_with_pss_is_followed() {
    let (base, at) = (framed(), local(AT));
    let bench = Bench::new();
    let key = Key::generate().unwrap();
    let asked = request(&key, &subject("Cấp Ngoài", "Thành viên đoàn", "Sở")).unwrap();
    bench.put("request.pem", pem("CERTIFICATE REQUEST", &asked).as_bytes());
    bench.put("extensions", b"basicConstraints=critical,CA:FALSE\nkeyUsage=critical,nonRepudiation\n");
    let pss = ["-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"];
    let root = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
        "-subj",
        "/CN=Outside",
        "-days",
        "4000",
    ];
    let issued =
        ["x509", "-req", "-in", "request.pem", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "5", "-days", "3999", "-extfile"];
    let (done, said) = bench.openssl(&[&root[..], &pss[..]].concat());
    assert!(done, "{said}");
    let (done, said) = bench.openssl(&[&issued[..], &["extensions", "-out", "issued.pem"], &pss[..]].concat());
    assert!(done, "{said}");
    let read = |name: &str| Certificate::from_pem_or_der(&std::fs::read(bench.path().join(name)).unwrap()).unwrap();
    let (anchors, certificate) = ([read("root.pem")], read("issued.pem"));
    // openssl dates certificates from now on; the signature is dated into their term.
    let now = certificate.validity().0.checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
    let at = now.to_zoned(at.time_zone().clone());
    let signing = Signing { chain: std::slice::from_ref(&certificate), ..asking("lead", &base, &at) };
    let pdf = prepare(base.clone(), &signing).unwrap().sign(&key).unwrap().finish(None).unwrap();
    let trust = Trust { anchors: &anchors, time_stamp_anchors: &[], revocation_lists: &[], taken_back: &[], now };
    let record = verify(&pdf, &trust, &Expected::default());
    assert_eq!(failing(&record), [""; 0]);
    assert_eq!(record.signatures[0].outcome(Check::ChainTrusted), Outcome::Holds);
}
