//! A changed byte is noticed wherever it is; so is a file that is not ours and updates.

use lopdf::{Document, Object, dictionary};

use soat_documents::seal::pdf::{Revisions, Update};
use soat_documents::seal::verify::facts::{Check, Outcome};

use crate::judges::Bench;
use crate::paper::{failing, framed, framed_from, places, printed, sign, signed_in_turn, verified};
use crate::people::{OFFICE, local};

/// The file with another byte at this place.
fn with_changed_byte(pdf: &[u8], at: usize) -> Vec<u8> {
    let mut changed = pdf.to_vec();
    changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
    changed
}

/// Places in every part of the file: both ends, page content, attachment, signatures, tables, later revisions.
fn telling_places(pdf: &[u8]) -> Vec<usize> {
    let find = |word: &[u8]| pdf.windows(word.len()).position(|window| window == word).unwrap();
    let spread = (1..12).map(|part| pdf.len() * part / 12);
    let named =
        [find(b"endstream") - 8, find(b"EmbeddedFile"), find(b"/ByteRange [") + 12, find(b"/Contents <") + 300, find(b"/M (D:") + 8];
    spread.chain(named).collect()
}

#[test]
fn a_changed_byte_is_noticed_wherever_it_is() {
    let files = signed_in_turn(&OFFICE);
    let last = files.last().unwrap();
    let unseen: Vec<usize> = (0..last.len())
        .step_by(997)
        .chain(telling_places(last))
        .filter(|at| failing(&verified(&OFFICE, &with_changed_byte(last, *at), &files[0])).is_empty())
        .collect();
    // The zeros behind a signature, up to the room that was left for it, say nothing; they are also signed by whoever signs next.
    let padding = |at: &usize| last[at.saturating_sub(64)..*at].iter().all(|byte| *byte == b'0');
    assert!(unseen.iter().all(padding), "{unseen:?}");
}

#[test]
fn outside_judges_notice_a_changed_byte_too() {
    let bench = Bench::new();
    let files = signed_in_turn(&OFFICE);
    let last = files.last().unwrap();
    let places = [
        last.len() / 12,
        last.windows(9).position(|window| window == b"endstream").unwrap() - 8,
        last.windows(6).position(|window| window == b"/M (D:").unwrap() + 8,
    ];
    let changed: Vec<Vec<u8>> = places.iter().map(|at| with_changed_byte(last, *at)).collect();
    for pdf in &changed {
        let said = bench.pdfsig(pdf);
        assert!(said.iter().any(|(valid, _)| !valid), "{said:?}");
    }
    for answer in bench.pyhanko(&OFFICE, &changed.iter().map(Vec::as_slice).collect::<Vec<_>>()) {
        let accepted = answer["signatures"].as_array().is_some_and(|all| all.iter().all(|one| one["bottom_line"] == true));
        assert!(!accepted, "{answer}");
    }
}

#[test]
fn a_document_of_somebody_else_is_not_ours() {
    let base = framed();
    let foreign = framed_from(&printed(), "Another", &places()).unwrap();
    let signed = sign(foreign.clone(), &foreign, "lead", &OFFICE.lead, &local("2026-11-28T03:00:00Z")).unwrap();
    let record = verified(&OFFICE, &signed, &base);
    assert_eq!(failing(&record), ["base-is-ours"]);
}

#[test]
fn a_rewritten_file_is_not_ours_and_updates() {
    let files = signed_in_turn(&OFFICE);
    let mut rewritten = Vec::new();
    Document::load_mem(&files[1]).unwrap().save_to(&mut rewritten).unwrap();
    let record = verified(&OFFICE, &rewritten, &files[0]);
    assert!(failing(&record).contains(&"base-is-ours"), "{record:#?}");
    assert!(failing(&record).contains(&"byte-range-sound"), "{record:#?}");
}

#[test]
fn a_picture_over_a_page_after_signing_is_not_permitted() {
    let files = signed_in_turn(&OFFICE);
    let mut pdf = files[1].clone();
    let update = {
        let file = Revisions::read(&pdf).unwrap();
        let catalogue = file.catalogue(1).unwrap();
        let Object::Dictionary(pages) = file.value(1, &catalogue, "Pages").unwrap() else { panic!("pages") };
        let Object::Array(kids) = file.value(1, &pages, "Kids").unwrap() else { panic!("kids") };
        let page = kids[0].as_reference().unwrap();
        let Object::Dictionary(mut changed) = file.object(1, page).unwrap() else { panic!("page") };
        let mut update = Update::of(&file).unwrap();
        let over = update.add(lopdf::Stream::new(dictionary! {}, b"0 0 500 500 re f".to_vec()));
        changed.set("Contents", over);
        update.replace(page, changed);
        update
    };
    update.write(&mut pdf, 0);
    let record = verified(&OFFICE, &pdf, &files[0]);
    assert_eq!(failing(&record), ["later-changes-permitted", "nothing-follows", "updates-only-sign"]);
    assert_eq!(record.signature("lead").unwrap().outcome(Check::DigestMatches), Outcome::Holds);
}

#[test]
fn a_signature_taken_out_of_its_field_is_noticed() {
    let files = signed_in_turn(&OFFICE);
    let mut pdf = files[1].clone();
    let update = {
        let file = Revisions::read(&pdf).unwrap();
        let field = soat_documents::seal::pdf::fields::signature_fields(&file, 1).unwrap().remove(0);
        let mut emptied = field.dictionary.clone();
        emptied.remove(b"V");
        let mut update = Update::of(&file).unwrap();
        update.replace(field.id, emptied);
        update
    };
    update.write(&mut pdf, 0);
    let record = verified(&OFFICE, &pdf, &files[0]);
    assert_eq!(failing(&record), ["later-changes-permitted", "nothing-follows", "updates-only-sign"]);
    assert!(record.signature("lead").is_some(), "the signature is still told of");
}

#[test]
fn bytes_behind_the_last_revision_are_noticed() {
    let files = signed_in_turn(&OFFICE);
    let mut pdf = files[1].clone();
    pdf.extend_from_slice(b"% and something more\n");
    let record = verified(&OFFICE, &pdf, &files[0]);
    assert_eq!(failing(&record), ["later-changes-permitted", "nothing-follows", "updates-only-sign"]);
}

#[test]
fn other_content_than_what_was_kept_is_noticed() {
    let base = framed();
    let signed = sign(base.clone(), &base, "lead", &OFFICE.lead, &local("2026-11-28T03:00:00Z")).unwrap();
    let expected = soat_documents::seal::verify::Expected { content_sha256: Some([1; 32]), ..Default::default() };
    let record = OFFICE.trusting(|trust| soat_documents::seal::verify::verify(&signed, trust, &expected));
    assert_eq!(failing(&record), ["content-matches"]);
    assert_eq!(soat_documents::seal::verify::embedded_content(&signed).unwrap(), crate::paper::CONTENT);
}

#[test]
fn a_signature_over_other_bytes_is_told_of() {
    let base = framed();
    let at = local("2026-11-28T03:00:00Z");
    let (one, other) = (framed_from(&printed(), "Another", &places()).unwrap(), base.clone());
    let one = sign(one.clone(), &one, "lead", &OFFICE.lead, &at).unwrap();
    let mut pdf = sign(other, &base, "lead", &OFFICE.lead, &at).unwrap();
    let gap = |pdf: &[u8]| pdf.windows(11).position(|window| window == b"/Contents <").unwrap() + 11;
    let (from, to, length) = (gap(&one), gap(&pdf), 16 * 1024);
    pdf[to..to + length].copy_from_slice(&one[from..from + length]);
    let record = verified(&OFFICE, &pdf, &base);
    assert_eq!(failing(&record), ["digest-matches"]);
    assert_eq!(record.signature("lead").unwrap().outcome(Check::SignatureIntact), Outcome::Holds);
}

#[test]
fn a_revision_hidden_from_the_tables_is_noticed() {
    let files = signed_in_turn(&OFFICE);
    let first = format!("/Prev {}", table(&files[0]));
    let second = format!("/Prev {}", table(&files[1]));
    let at = files[2].windows(second.len()).rposition(|window| window == second.as_bytes()).unwrap();
    let mut pdf = files[2].clone();
    pdf[at..at + second.len()].fill(b' ');
    pdf[at..at + first.len()].copy_from_slice(first.as_bytes());
    assert_eq!(failing(&verified(&OFFICE, &pdf, &files[0])), ["structure-readable"]);
}

/// Where the last table of a file stands.
fn table(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(&pdf[pdf.len() - 40..]).into_owned();
    text.split("startxref").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap()
}
