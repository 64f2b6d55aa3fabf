//! Any bytes may be dropped on the verification: it ends, in time, with facts.

use proptest::prelude::*;

use soat_documents::seal::verify::facts::{Check, Outcome};
use soat_documents::seal::verify::{Expected, Record, embedded_content, verify};

use crate::paper::signed_in_turn;
use crate::people::OFFICE;

fn facts(pdf: &[u8]) -> Record {
    let _ = embedded_content(pdf);
    OFFICE.trusting(|trust| verify(pdf, trust, &Expected::default()))
}

/// The reason why bytes do not read.
#[track_caller]
fn unreadable(pdf: &[u8]) -> String {
    let record = facts(pdf);
    assert_eq!(record.outcome(Check::StructureReadable), Outcome::Fails);
    record.facts.into_iter().find(|fact| fact.code == "structure-readable").and_then(|fact| fact.detail).unwrap()
}

/// A file of one revision with these objects; `$n` stands for the offset of object n, `$x` for that of the table.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        bytes.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let table = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).as_bytes());
    for offset in offsets {
        bytes.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(format!("trailer\n{trailer}\nstartxref\n{table}\n%%EOF\n").as_bytes());
    bytes
}

#[test]
fn a_file_cut_off_anywhere_does_not_verify() {
    let files = signed_in_turn(&OFFICE);
    let whole = &files[2];
    for end in (0..whole.len()).step_by(61).chain(whole.len() - 400..whole.len()) {
        let record = facts(&whole[..end]);
        let earlier = files.iter().any(|file| file.len().abs_diff(end) <= 1);
        assert!(earlier || record.failures().next().is_some(), "cut at {end}");
    }
}

#[test]
fn nothing_and_noise_do_not_read() {
    assert_eq!(unreadable(b""), "byte 0: the beginning of a PDF file");
    assert_eq!(unreadable(b"%PDF-1.7"), "byte 0: the word startxref near the end");
    assert_eq!(unreadable(b"%PDF-1.7 startxref 99999999999999999999 %%EOF"), "byte 19: a number of at most ten digits");
    assert_eq!(unreadable(b"%PDF-1.7 startxref 4294967296 %%EOF"), "byte 29: a place within the file");
}

#[test]
fn tables_that_go_in_circles_end() {
    let file = file(&["<</Type/Catalog>>"], "<</Root 1 0 R/Size 2/Prev 44>>");
    assert!(unreadable(&file).ends_with("an earlier place for the earlier table") || unreadable(&file).contains("cross-reference table"));
}

#[test]
fn references_that_go_in_circles_end() {
    let circle = file(&["<</Type/Catalog/AcroForm 2 0 R>>", "3 0 R", "2 0 R"], "<</Root 1 0 R/Size 4>>");
    assert!(unreadable(&circle).ends_with("fewer references to references"));
    let kids = file(&["<</AcroForm<</Fields[2 0 R]>>>>", "<</FT/Sig/Kids[2 0 R]>>"], "<</Root 1 0 R/Size 3>>");
    assert!(unreadable(&kids).ends_with("a small tree of fields"));
    let length =
        file(&["<</AF[<</AFRelationship/Source/EF<</F 2 0 R>>>>]>>", "<</Length 2 0 R>>\nstream\n\nendstream"], "<</Root 1 0 R/Size 3>>");
    assert_eq!(facts(&length).outcome(Check::ContentEmbedded), Outcome::Unknown);
}

#[test]
fn nesting_without_end_is_cut_off() {
    let deep = format!("<</AcroForm {}>>", "[".repeat(100_000));
    assert!(unreadable(&file(&[&deep], "<</Root 1 0 R/Size 2>>")).ends_with("less nesting"));
    let deep = format!("<</AcroForm {}>>", "<</A".repeat(100_000));
    assert!(unreadable(&file(&[&deep], "<</Root 1 0 R/Size 2>>")).ends_with("less nesting"));
}

#[test]
fn streams_longer_than_the_file_do_not_read() {
    for length in ["9223372036854775807", "-1", "100000", "2 0 R"] {
        let stream = format!("<</Length {length}>>\nstream\nabc\nendstream");
        let lying = file(&["<</AF[<</AFRelationship/Source/EF<</F 2 0 R>>>>]>>", &stream], "<</Root 1 0 R/Size 3>>");
        assert_eq!(facts(&lying).outcome(Check::StructureReadable), Outcome::Fails, "{length}");
    }
}

#[test]
fn what_unpacks_to_too_much_is_no_content() {
    let mut bomb = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 40 * 1024 * 1024]);
    bomb.compress().unwrap();
    let packed = bomb.content;
    let head =
        format!("<</AFRelationship/Source/EF<</F 3 0 R>>>>\nendobj\n3 0 obj\n<</Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<</AF[2 0 R]>>\nendobj\n".to_vec();
    let second = pdf.len();
    pdf.extend_from_slice(b"2 0 obj\n");
    pdf.extend_from_slice(head.as_bytes());
    let third = second + 8 + head.find("3 0 obj").unwrap();
    pdf.extend_from_slice(&packed);
    pdf.extend_from_slice(b"\nendstream\nendobj\n");
    let table = pdf.len();
    let entries = format!("xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n{second:010} 00000 n \n{third:010} 00000 n \n");
    pdf.extend_from_slice(format!("{entries}trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    let record = facts(&pdf);
    assert_eq!(record.outcome(Check::StructureReadable), Outcome::Holds);
    assert_eq!(record.outcome(Check::ContentEmbedded), Outcome::Fails);
}

#[test]
fn a_table_with_more_objects_than_there_could_be_does_not_read() {
    let pdf = b"%PDF-1.7\nxref\n0 4000000000\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF\n";
    assert!(unreadable(pdf).ends_with("fewer objects"));
}

#[test]
fn an_encrypted_file_does_not_read() {
    let pdf = file(&["<</Type/Catalog>>"], "<</Root 1 0 R/Size 2/Encrypt 1 0 R>>");
    assert!(unreadable(&pdf).ends_with("a file that is not encrypted"));
}

#[test]
fn a_signature_that_is_no_signature_is_told_of() {
    let cases = [
        ("<</Type/Sig/Contents<00>/ByteRange[0 10 20 30]>>", "signature-readable"),
        ("<</Type/Sig/Contents()/ByteRange[0 -1 99999999999 1]>>", "byte-range-sound"),
        ("<</Type/Sig/Contents<3080>/ByteRange 7>>", "signature-readable"),
        ("[]", "signature-readable"),
        ("<</Contents<30820FFFFFFFFF>>>", "signature-readable"),
    ];
    for (signature, code) in cases {
        let pdf = file(&["<</AcroForm<</Fields[2 0 R]>>>>", "<</FT/Sig/T(lead)/V 3 0 R>>", signature], "<</Root 1 0 R/Size 4>>");
        let record = facts(&pdf);
        assert_eq!(record.outcome(Check::StructureReadable), Outcome::Holds, "{signature}");
        let codes: Vec<_> = record.failures().map(|(_, fact)| fact.code).collect();
        assert!(codes.contains(&code), "{signature}: {codes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_ends_in_facts(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let mut pdf = b"%PDF-1.7\n".to_vec();
        pdf.extend(bytes);
        facts(&pdf);
    }

    #[test]
    fn noise_between_words_ends_in_facts(words in prop::collection::vec(prop_oneof![
        Just("<<"), Just(">>"), Just("["), Just("]"), Just("("), Just(")"), Just("<"), Just(">"), Just("/V"), Just("/Fields"), Just("1 0 R"),
        Just("2 0 R"), Just("obj"), Just("endobj"), Just("stream\n"), Just("endstream"), Just("/Length"), Just("99999999999"), Just("-1"),
        Just("0.5"), Just("/FT/Sig"), Just("/Kids"), Just("%%EOF\n"), Just("null"), Just("xref"), Just("trailer"),
    ], 0..40)) {
        let pdf = file(&[&format!("<</AcroForm 2 0 R/AF 2 0 R {}>>", words.join(" ")), &words.join(" ")], "<</Root 1 0 R/Size 3>>");
        facts(&pdf);
    }

    #[test]
    fn a_signed_file_with_scattered_changes_ends_in_facts(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut pdf = signed_in_turn_once().clone();
        for (place, byte) in changes {
            let at = place.index(pdf.len());
            pdf[at] = byte;
        }
        facts(&pdf);
    }

    #[test]
    fn a_signature_with_scattered_changes_ends_in_facts(changes in prop::collection::vec((0..3000_usize, any::<u8>()), 1..6)) {
        let mut pdf = signed_in_turn_once().clone();
        let start = pdf.windows(11).position(|window| window == b"/Contents <").unwrap() + 11;
        for (place, byte) in changes {
            pdf[start + place] = b"0123456789ABCDEF"[usize::from(byte % 16)];
        }
        facts(&pdf);
    }
}

fn signed_in_turn_once() -> &'static Vec<u8> {
    static ONCE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| signed_in_turn(&OFFICE).remove(2));
    &ONCE
}
