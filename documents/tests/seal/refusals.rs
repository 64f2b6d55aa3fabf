//! What is not signed, and why.

use soat_documents::Lang;
use soat_documents::seal::Refusal;
use soat_documents::seal::sign::{Signing, prepare};

use crate::judges::Bench;
use crate::paper::{asking, framed, framed_from, places, printed, sha256, sign};
use crate::people::{OFFICE, local};

const AT: &str = "2026-11-28T03:00:00Z";

#[test]
fn a_field_is_signed_once() {
    let base = framed();
    let signed = sign(base.clone(), &base, "lead", &OFFICE.lead, &local(AT)).unwrap();
    let again = sign(signed, &base, "lead", &OFFICE.secretary, &local(AT));
    assert_eq!(again.unwrap_err(), Refusal::FieldAlreadySigned("lead".into()));
}

#[test]
fn a_field_that_is_not_there_is_not_signed() {
    let base = framed();
    assert_eq!(sign(base.clone(), &base, "seal", &OFFICE.lead, &local(AT)).unwrap_err(), Refusal::NoSuchField("seal".into()));
}

#[test]
fn a_document_that_is_not_ours_is_not_signed() {
    let other = framed_from(&printed(), "Another", &places()).unwrap();
    assert_eq!(sign(other, &framed(), "lead", &OFFICE.lead, &local(AT)).unwrap_err(), Refusal::NotOurDocument);
    assert_eq!(sign(b"nothing".to_vec(), &framed(), "lead", &OFFICE.lead, &local(AT)).unwrap_err().code(), "document-unreadable");
}

#[test]
fn a_document_that_was_added_to_is_not_signed() {
    let base = framed();
    let mut longer = base.clone();
    longer.extend_from_slice(b"more");
    assert_eq!(sign(longer, &base, "lead", &OFFICE.lead, &local(AT)).unwrap_err().code(), "changed-beyond-signing");
}

#[test]
fn a_key_signs_for_its_own_certificate_alone() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let draft = prepare(base.clone(), &Signing { chain: &chain, ..asking("lead", &base, &at) }).unwrap();
    assert_eq!(draft.sign(&OFFICE.head.key).unwrap_err(), Refusal::KeyOfAnotherCertificate);
}

#[test]
fn a_certificate_signs_within_its_validity_and_for_its_use_alone() {
    let base = framed();
    for at in ["2025-12-31T23:59:59Z", "2029-01-01T00:00:00Z"] {
        assert_eq!(sign(base.clone(), &base, "lead", &OFFICE.lead, &local(at)).unwrap_err(), Refusal::CertificateOutsideValidity);
    }
    let (chain, at) = ([OFFICE.authority.certificate.clone()], local(AT));
    let refused = prepare(base.clone(), &Signing { chain: &chain, ..asking("lead", &base, &at) });
    assert_eq!(refused.unwrap_err(), Refusal::CertificateNotForSigning);
}

#[test]
fn a_picture_is_shown_and_called_a_picture() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let png = drawn(300, 100);
    let signing = Signing { chain: &chain, picture: Some(&png), ..asking("lead", &base, &at) };
    let signed = prepare(base.clone(), &signing).unwrap().sign(&OFFICE.lead.key).unwrap().finish(None).unwrap();
    let bench = Bench::new();
    assert_eq!(bench.pdfsig(&signed), [(true, true)]);
    bench.qpdf(&signed).unwrap();
    let path = bench.put("drawn.pdf", &signed);
    let text = std::process::Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext: install poppler-utils");
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("Hình ảnh chữ ký vẽ tay, không phải chữ ký số") && text.contains("Trưởng đoàn Nguyễn Ỷ Ưỡn"), "{text}");
}

#[test]
fn a_picture_that_is_none_or_too_large_is_refused() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let whole = drawn(30, 10);
    for picture in [&b"no picture"[..], &drawn(2001, 1), &whole[..whole.len() / 2], &whole[..20]] {
        let signing = Signing { chain: &chain, picture: Some(picture), ..asking("lead", &base, &at) };
        assert_eq!(prepare(base.clone(), &signing).unwrap_err(), Refusal::PictureUnfit);
    }
}

#[test]
fn a_signature_can_be_shown_in_english() {
    let (base, at) = (framed(), local(AT));
    let chain = [OFFICE.lead.certificate.clone()];
    let signing = Signing { chain: &chain, lang: Lang::En, ..asking("lead", &base, &at) };
    let signed = prepare(base.clone(), &signing).unwrap().sign(&OFFICE.lead.key).unwrap().finish(None).unwrap();
    let path = Bench::new();
    let path = (path.put("english.pdf", &signed), path);
    let text = std::process::Command::new("pdftotext").arg(&path.0).arg("-").output().expect("pdftotext: install poppler-utils");
    assert!(String::from_utf8_lossy(&text.stdout).contains("Digitally signed by:"));
}

#[test]
fn a_signature_keeps_what_was_signed_before() {
    let base = framed();
    let signed = sign(base.clone(), &base, "unit_head", &OFFICE.head, &local(AT)).unwrap();
    assert_eq!(sha256(&signed[..base.len()]), sha256(&base));
}

/// A PNG of a line on nothing.
fn drawn(width: u32, height: u32) -> Vec<u8> {
    let pixels = (0..width * height).flat_map(|at| if at % width == at / width * 3 { [0, 0, 120, 255] } else { [0; 4] }).collect();
    let image = printpdf::RawImage {
        pixels: printpdf::RawImageData::U8(pixels),
        width: width as usize,
        height: height as usize,
        data_format: printpdf::RawImageFormat::RGBA8,
        tag: Vec::new(),
    };
    image.encode_to_bytes(&[printpdf::OutputImageFormat::Png]).unwrap().0
}
