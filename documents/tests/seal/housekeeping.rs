//! What a tool tells of itself behind a signature is no way to change what was signed.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use soat_documents::seal::Refusal;
use soat_documents::seal::pdf::changes::{Change, changes};
use soat_documents::seal::pdf::fields::signature_fields;
use soat_documents::seal::pdf::{Revisions, Update};

use crate::paper::{failing, framed, sign, signed_in_turn, verified};
use crate::people::{OFFICE, local};

/// One more revision that brings this.
fn updated(pdf: &[u8], bring: impl FnOnce(&Revisions, &mut Update)) -> Vec<u8> {
    let mut changed = pdf.to_vec();
    let update = {
        let file = Revisions::read(pdf).unwrap();
        let mut update = Update::of(&file).unwrap();
        bring(&file, &mut update);
        update
    };
    update.write(&mut changed, 0);
    changed
}

/// The first page, and the stream that is drawn on it.
fn drawn_first(file: &Revisions) -> ObjectId {
    let newest = file.newest();
    let catalogue = file.catalogue(newest).unwrap();
    let Object::Dictionary(pages) = file.value(newest, &catalogue, "Pages").unwrap() else { panic!("pages") };
    let Object::Array(kids) = file.value(newest, &pages, "Kids").unwrap() else { panic!("kids") };
    let Object::Dictionary(page) = file.resolve(newest, &kids[0]).unwrap() else { panic!("page") };
    match page.get(b"Contents").unwrap() {
        Object::Array(parts) => parts[0].as_reference().unwrap(),
        one => one.as_reference().unwrap(),
    }
}

fn with(mut dictionary: Dictionary, key: &str, value: impl Into<Object>) -> Dictionary {
    dictionary.set(key, value);
    dictionary
}

fn catalogue_with(file: &Revisions, update: &mut Update, key: &str, value: impl Into<Object>) {
    let newest = file.newest();
    update.replace(file.root(newest).unwrap(), with(file.catalogue(newest).unwrap(), key, value));
}

/// The page is called metadata, emptied, and called nothing again.
fn emptied_under_another_name(pdf: &[u8]) -> Vec<u8> {
    let named = updated(pdf, |file, update| catalogue_with(file, update, "Metadata", drawn_first(file)));
    let emptied = updated(&named, |file, update| update.replace(drawn_first(file), Stream::new(dictionary! {}, b"q Q".to_vec())));
    updated(&emptied, |file, update| {
        let mut plain = file.catalogue(file.newest()).unwrap();
        plain.remove(b"Metadata");
        update.replace(file.root(file.newest()).unwrap(), plain);
    })
}

#[test]
fn a_page_that_is_called_metadata_is_replaced_by_nobody() {
    let base = framed();
    let refused = sign(emptied_under_another_name(&base), &base, "lead", &OFFICE.lead, &local("2026-11-28T03:00:00Z"));
    assert!(matches!(refused, Err(Refusal::ChangedBeyondSigning(_))), "{refused:?}");
    let files = signed_in_turn(&OFFICE);
    let record = verified(&OFFICE, &emptied_under_another_name(&files[1]), &files[0]);
    assert_eq!(failing(&record), ["later-changes-permitted", "nothing-follows", "updates-only-sign"]);
}

/// A signature whose picture refers to an object that is yet to come.
fn with_a_picture_to_come(pdf: &[u8], number: u32) -> Vec<u8> {
    updated(pdf, |file, update| {
        let fields = signature_fields(file, file.newest()).unwrap();
        let field = fields.iter().find(|field| field.name == "lead").unwrap();
        let signature = update.add(dictionary! { "Type" => "Sig" });
        let filled = with(field.dictionary.clone(), "AP", dictionary! { "N" => Object::Reference((number, 0)) });
        update.replace(field.id, with(filled, "V", signature));
    })
}

fn permitted(pdf: &[u8]) -> bool {
    let file = Revisions::read(pdf).unwrap();
    (1..=file.newest()).all(|revision| changes(&file, revision).unwrap().iter().all(Change::is_permitted))
}

#[test]
fn the_picture_of_a_signature_does_not_wait_for_a_later_revision() {
    let base = framed();
    assert!(permitted(&updated(&base, |_, update| {
        update.add(dictionary! {});
    })));
    assert!(!permitted(&with_a_picture_to_come(&base, 900)));
}

/// The file with another size in its last trailer, behind which nothing is counted in bytes.
fn claiming(pdf: &[u8], size: usize) -> Vec<u8> {
    let at = pdf.windows(6).rposition(|window| window == b"/Size ").unwrap() + 6;
    let digits = pdf[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    [&pdf[..at], size.to_string().as_bytes(), &pdf[at + digits..]].concat()
}

#[test]
fn a_number_that_was_laid_claim_to_is_not_new_later() {
    let claimed = claiming(&with_a_picture_to_come(&framed(), 500), 900);
    assert!(permitted(&claimed));
    let fewer = claiming(&updated(&claimed, |_, _| {}), 100);
    let brought = updated(&fewer, |_, update| update.replace((500, 0), Stream::new(dictionary! {}, b"0 0 9 9 re f".to_vec())));
    assert!(!permitted(&brought));
}

#[test]
fn features_are_told_without_references() {
    let base = framed();
    let told = |value: Object| updated(&base, |file, update| catalogue_with(file, update, "Extensions", value));
    assert!(permitted(&told(Object::Dictionary(dictionary! { "ESIC" => dictionary! { "BaseVersion" => Object::Name(b"1.7".to_vec()) } }))));
    assert!(!permitted(&updated(&base, |file, update| catalogue_with(file, update, "Extensions", drawn_first(file)))));
    assert!(!permitted(&updated(&base, |file, update| catalogue_with(file, update, "Metadata", drawn_first(file)))));
}

fn metadata(words: &[u8]) -> Stream {
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, words.to_vec())
}

fn named_metadata(file: &Revisions) -> ObjectId {
    file.catalogue(file.newest()).unwrap().get(b"Metadata").unwrap().as_reference().unwrap()
}

#[test]
fn metadata_that_are_nothing_else_are_added_and_renewed() {
    let added = updated(&framed(), |file, update| {
        let id = update.add(metadata(b"<x/>"));
        catalogue_with(file, update, "Metadata", id);
    });
    assert!(permitted(&added));
    let renewed = updated(&added, |file, update| update.replace(named_metadata(file), metadata(b"<y/>")));
    assert!(permitted(&renewed));
    assert!(!permitted(&updated(&renewed, |file, update| update.replace(named_metadata(file), dictionary! {}))));
}

#[test]
fn a_picture_of_a_signature_that_is_called_metadata_is_not_renewed() {
    let shown = updated(&framed(), |file, update| {
        let picture = update.add(metadata(b"q Q"));
        catalogue_with(file, update, "Metadata", picture);
        let fields = signature_fields(file, file.newest()).unwrap();
        let signature = update.add(dictionary! { "Type" => "Sig" });
        let filled = with(fields[0].dictionary.clone(), "AP", dictionary! { "N" => picture });
        update.replace(fields[0].id, with(filled, "V", signature));
    });
    assert!(permitted(&shown));
    assert!(!permitted(&updated(&shown, |file, update| update.replace(named_metadata(file), metadata(b"0 0 9 9 re f")))));
}
