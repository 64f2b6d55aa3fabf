//! Keys and tools that are not ours: a signature made elsewhere, and a copy signed with another program.

use std::process::Command;

use soat_documents::seal::Refusal;
use soat_documents::seal::sign::{Signing, prepare};

use crate::judges::Bench;
use crate::paper::{asking, failing, framed, sign, verified};
use crate::people::{OFFICE, local};

const AT: &str = "2026-11-28T03:00:00Z";

#[test]
fn a_signature_made_elsewhere_is_taken_when_it_is_of_this_document_and_certificate() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let bench = Bench::new();
    let key = soat_documents::seal::certificate::pem("PRIVATE KEY", &OFFICE.lead.key.to_pkcs8().unwrap());
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
    let key = soat_documents::seal::certificate::pem("PRIVATE KEY", &OFFICE.secretary.key.to_pkcs8().unwrap());
    let key = bench.put("key.pem", key.as_bytes());
    let certificate = bench.put("certificate.pem", OFFICE.secretary.certificate.to_pem().as_bytes());
    let python = std::env::var("SOAT_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.args(["-m", "pyhanko", "sign", "addsig", "--field", "secretary", "--use-pades", "pemder", "--no-pass"]);
    command.arg("--key").arg(key).arg("--cert").arg(certificate).arg(file).arg(&signed);
    let output = command.output().expect("Python 3 with the packages pyhanko and pyhanko-cli");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = std::fs::read(signed).unwrap();
    let record = verified(&OFFICE, &pdf, &base);
    let others: Vec<_> = failing(&record).into_iter().filter(|code| *code != "claimed-time-plausible").collect();
    assert_eq!(others, [""; 0], "{record:#?}");
    assert_eq!(record.signatures.len(), 2);
    // And one of ours goes on top.
    let third = sign(pdf, &base, "unit_head", &OFFICE.head, &local("2026-11-28T04:00:00Z")).unwrap();
    assert_eq!(bench.pdfsig(&third), [(true, false), (true, false), (true, true)]);
}
