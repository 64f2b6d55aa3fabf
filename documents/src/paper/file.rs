//! The file: printpdf makes pages and faces, what it leaves to chance or puts oddly is set right, and the objects are written
//! after the plates that are in the file already.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use printpdf::{PdfDocument, PdfSaveOptions};

use super::plates::{self, Plates};
use super::{ink, object, outline, typeface};
use crate::content::{Flaw, Lang, Moment};
use crate::fonts::Fonts;
use crate::layout::{Bookmark, Mark, PlateId, Sheet};

/// The program that made a file.
const MAKER: &str = "Soát";

/// What a file says about itself.
#[derive(Clone, Debug)]
pub struct Identity<'a> {
    /// Title.
    pub title: &'a str,
    /// In whose name it was made.
    pub author: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Language of its text.
    pub lang: Lang,
    /// The two halves of its identifier are these bytes.
    pub id: [u8; 16],
    /// Made at.
    pub made_at: Moment,
    /// In this zone.
    pub zone: &'a str,
}

/// Puts sheets, outline and plates into one file.
///
/// # Errors
/// [`Flaw::Pdf`], [`Flaw::Zone`].
pub fn assemble(fonts: &Fonts, plates: Plates, sheets: &[Sheet], bookmarks: &[Bookmark], identity: &Identity<'_>) -> Result<Vec<u8>, Flaw> {
    let mut printed = PdfDocument::new(identity.title);
    printed.resources.fonts.map = typeface::faces(fonts, sheets)?;
    printed.pages = sheets.iter().map(ink::page).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut document = printed.to_lopdf_document(&options, &mut Vec::new());
    drop(printed);
    let pages: Vec<ObjectId> = document.page_iter().collect();
    // Plates have the first numbers; the others move up to make room.
    let base = u32::try_from(plates.offsets.len()).map_err(|error| Flaw::Pdf(error.to_string()))?;
    for (page, sheet) in pages.iter().zip(sheets) {
        settle_page(&mut document, *page, sheet, base)?;
    }
    settle_catalogue(&mut document, bookmarks, &pages, identity.lang)?;
    settle_particulars(&mut document, identity)?;
    document.prune_objects();
    document.compress();
    Ok(write(plates, document, base))
}

fn flaw(error: &dyn std::fmt::Display) -> Flaw {
    Flaw::Pdf(error.to_string())
}

/// A page names the plates it shows and no others; its annotations are objects of their own, which later signatures need.
fn settle_page(document: &mut Document, page: ObjectId, sheet: &Sheet, base: u32) -> Result<(), Flaw> {
    let annotations = match document.get_dictionary_mut(page).map_err(|error| flaw(&error))?.remove(b"Annots") {
        Some(Object::Array(annotations)) => annotations,
        _ => Vec::new(),
    };
    let mut references = Vec::new();
    for mut annotation in annotations {
        if let Ok(dictionary) = annotation.as_dict_mut() {
            dictionary.set("P", Object::Reference(page));
            // Links are printed when the page is.
            dictionary.set("F", 4);
        }
        references.push(Object::Reference(document.add_object(annotation)));
    }
    let list = document.add_object(Object::Array(references));
    let dictionary = document.get_dictionary_mut(page).map_err(|error| flaw(&error))?;
    dictionary.set("Annots", Object::Reference(list));
    let resources = dictionary.get(b"Resources").and_then(Object::as_reference).map_err(|error| flaw(&error))?;
    let resources = document.get_dictionary_mut(resources).map_err(|error| flaw(&error))?;
    resources.remove(b"ExtGState");
    resources.remove(b"Shading");
    resources.remove(b"XObject");
    let shown: BTreeSet<PlateId> =
        sheet.marks.iter().filter_map(|mark| if let Mark::Plate { plate, .. } = mark { Some(*plate) } else { None }).collect();
    let mut names = Dictionary::new();
    for plate in &shown {
        names.set(plates::name(*plate), Object::Reference(shifted_back((plate.0, 0), base)));
    }
    if !names.is_empty() {
        resources.set("XObject", Object::Dictionary(names));
    }
    Ok(())
}

/// References to plates go through the same shift as all others, so they are written that much too low.
const fn shifted_back((number, generation): ObjectId, base: u32) -> ObjectId {
    (number.wrapping_sub(base), generation)
}

fn settle_catalogue(document: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId], lang: Lang) -> Result<(), Flaw> {
    let outline = outline::add(document, bookmarks, pages);
    let catalogue = document.catalog_mut().map_err(|error| flaw(&error))?;
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalogue.set("PageLayout", Object::Name(b"SinglePage".to_vec()));
    catalogue.set("Lang", Object::string_literal(lang.tag()));
    catalogue.set("ViewerPreferences", Object::Dictionary(preferences));
    let mode: &[u8] = if outline.is_some() { b"UseOutlines" } else { b"UseNone" };
    catalogue.set("PageMode", Object::Name(mode.to_vec()));
    if let Some(outline) = outline {
        catalogue.set("Outlines", Object::Reference(outline));
    }
    Ok(())
}

fn settle_particulars(document: &mut Document, identity: &Identity<'_>) -> Result<(), Flaw> {
    let made = identity.made_at.0.in_tz(identity.zone).map_err(|_| Flaw::Zone(identity.zone.to_owned()))?;
    let offset = made.strftime("%:z").to_string().replace(':', "'");
    let date = Object::string_literal(format!("D:{}{offset}'", made.strftime("%Y%m%d%H%M%S")));
    let mut information = Dictionary::new();
    for (key, value) in
        [("Title", identity.title), ("Author", identity.author), ("Subject", identity.subject), ("Creator", MAKER), ("Producer", MAKER)]
    {
        information.set(key, outline::text(value));
    }
    information.set("CreationDate", date.clone());
    information.set("ModDate", date);
    let information = document.add_object(information);
    document.trailer.set("Info", Object::Reference(information));
    let half = Object::String(identity.id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![half.clone(), half]));
    Ok(())
}

/// Writes the objects one after the other, letting go of each, then the table that finds them (ISO 32000-1, 7.5.4).
fn write(plates: Plates, mut document: Document, base: u32) -> Vec<u8> {
    let Plates { mut out, offsets } = plates;
    let mut starts: BTreeMap<u32, usize> = (1..).zip(offsets).collect();
    while let Some(((number, generation), mut object)) = document.objects.pop_first() {
        shift(&mut object, base);
        starts.insert(number + base, out.len());
        out.extend_from_slice(format!("{} {generation} obj\n", number + base).as_bytes());
        object::write(&mut out, &object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let size = starts.keys().next_back().map_or(1, |last| last + 1);
    let mut trailer = Object::Dictionary(std::mem::take(&mut document.trailer));
    shift(&mut trailer, base);
    if let Object::Dictionary(trailer) = &mut trailer {
        trailer.set("Size", i64::from(size));
    }
    let start = out.len();
    let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
    for number in 1..size {
        let entry = starts.get(&number).map_or_else(|| "0000000000 65535 f \n".to_owned(), |at| format!("{at:010} 00000 n \n"));
        table.push_str(&entry);
    }
    table.push_str("trailer\n");
    out.extend_from_slice(table.as_bytes());
    object::write(&mut out, &trailer);
    out.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}

/// Moves every reference up.
fn shift(object: &mut Object, base: u32) {
    match object {
        Object::Reference(id) => id.0 = id.0.wrapping_add(base),
        Object::Array(items) => items.iter_mut().for_each(|item| shift(item, base)),
        Object::Dictionary(dictionary) => dictionary.iter_mut().for_each(|(_, value)| shift(value, base)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| shift(value, base)),
        _ => {}
    }
}
