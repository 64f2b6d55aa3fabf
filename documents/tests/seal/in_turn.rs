//! Lead, secretary and head of the unit sign one after the other; every judge accepts every file on the way.

use serde_json::json;

use soat_documents::seal::verify::facts::{Check, Outcome};

use crate::judges::Bench;
use crate::paper::{failing, signed_in_turn, verified};
use crate::people::OFFICE;

/// Where each revision ends, read from the bytes alone.
fn revision_ends(pdf: &[u8]) -> Vec<usize> {
    pdf.windows(6).enumerate().filter(|(_, window)| *window == b"%%EOF\n").map(|(at, _)| at + 6).collect()
}

#[test]
fn each_signature_only_adds_bytes() {
    let files = signed_in_turn(&OFFICE);
    for pair in files.windows(2) {
        assert!(pair[1].starts_with(&pair[0]) && pair[1].len() > pair[0].len());
    }
    let last = files.last().unwrap();
    let earlier: Vec<_> = revision_ends(last).into_iter().map(|end| last[..end].to_vec()).collect();
    assert_eq!(earlier, files);
}

#[test]
fn qpdf_finds_nothing_to_say_about_any_revision() {
    let bench = Bench::new();
    for (number, file) in signed_in_turn(&OFFICE).iter().enumerate() {
        bench.qpdf(file).unwrap_or_else(|said| panic!("revision {number}: {said}"));
    }
}

#[test]
fn pdfsig_accepts_every_signature_of_every_revision() {
    let bench = Bench::new();
    for (number, file) in signed_in_turn(&OFFICE).iter().enumerate() {
        let said = bench.pdfsig(file);
        assert_eq!(said.iter().filter(|(valid, _)| *valid).count(), number, "{said:?}");
        assert_eq!(said.iter().filter(|(_, total)| *total).count(), usize::from(number > 0), "{said:?}");
    }
}

#[test]
fn pyhanko_accepts_every_signature_of_every_revision_as_pades() {
    let files = signed_in_turn(&OFFICE);
    let answers = Bench::new().pyhanko(&OFFICE, &files.iter().map(Vec::as_slice).collect::<Vec<_>>());
    for (number, answer) in answers.iter().enumerate() {
        let signatures = answer["signatures"].as_array().unwrap_or_else(|| panic!("{answer}"));
        assert_eq!(signatures.len(), number, "{answer}");
        for (index, signature) in signatures.iter().enumerate() {
            let last = index + 1 == number;
            let expected = json!({
                "field": (["lead", "secretary", "unit_head"][index]),
                "sub_filter": "/ETSI.CAdES.detached",
                "intact": true, "valid": true, "trusted": true, "bottom_line": true,
                "coverage": (if last { "ENTIRE_FILE" } else { "ENTIRE_REVISION" }),
                "modification": (if last { "NONE" } else { "FORM_FILLING" }),
                "time_stamp": null,
                "ades": "OK",
            });
            assert_eq!(*signature, expected, "{answer}");
        }
    }
}

#[test]
fn our_own_verification_finds_no_fault_in_any_revision() {
    let files = signed_in_turn(&OFFICE);
    for (number, file) in files.iter().enumerate().skip(1) {
        let record = verified(&OFFICE, file, &files[0]);
        assert_eq!(failing(&record), [""; 0], "{record:#?}");
        assert_eq!(record.signatures.len(), number);
        for (index, signature) in record.signatures.iter().enumerate() {
            let unknown: Vec<_> = signature.facts.iter().filter(|fact| fact.outcome == Outcome::Unknown).map(|fact| fact.code).collect();
            assert_eq!(unknown, [Check::TimeStampValid.code()]);
            assert_eq!(signature.covers_whole_file, index + 1 == number);
            assert_eq!(signature.revision, index + 1);
        }
        let open: Vec<_> = record.fields.iter().filter(|state| !state.signed).map(|state| state.field.as_str()).collect();
        assert_eq!(open, ["lead", "secretary", "unit_head"][number..]);
    }
}
