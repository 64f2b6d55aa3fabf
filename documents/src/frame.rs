//! From printed bytes to the document that people sign: the first revision, which never changes afterwards.
//!
//! It is put in order for validators (annotations as objects of their own, a page mode that is a name, no claim to a norm that is
//! not kept), carries the frozen content as an associated file, and has an empty signature field for every expected signer, each
//! with a lock, before the first signature. The same input gives the same bytes.

use std::collections::BTreeSet;

use jiff::Zoned;
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::content::Lang;
use crate::printed::Box;
use crate::seal::Refusal;
use crate::seal::pdf::{Revisions, date, fields, text};

/// Widget flags: printed, and not to be moved or removed (ISO 32000-2, 12.5.3).
const PRINT_LOCKED: i64 = 4 + 128;
/// The form has signatures, and may only be added to (ISO 32000-2, 12.7.3).
const APPEND_ONLY: i64 = 1 + 2;

/// The frozen content: what people sign, for machines to read.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// File name, ASCII.
    pub name: &'a str,
    pub description: &'a str,
    /// Canonical JSON, embedded as it is.
    pub json: &'a [u8],
}

/// What the document says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Front<'a> {
    pub title: &'a str,
    pub lang: Lang,
    pub made_at: &'a Zoned,
    pub id: [u8; 16],
    pub boxes: &'a [Box],
    pub attachment: Attachment<'a>,
}

/// Makes the first revision of a document out of what was printed.
pub fn frame(printed: &[u8], front: &Front) -> Result<Vec<u8>, Refusal> {
    let mut document = Document::load_mem(printed).map_err(|why| unreadable(&why))?;
    "1.7".clone_into(&mut document.version);
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut annotations = Vec::new();
    for page in &pages {
        annotations.push(separate_annotations(&mut document, *page)?);
    }
    let fields = lay_fields(&mut document, front.boxes, &pages, &annotations)?;
    let form = document.add_object(dictionary! { "Fields" => fields, "SigFlags" => APPEND_ONLY });
    let file = attach(&mut document, &front.attachment, front.made_at);
    describe(&mut document, front, form, file)?;
    document.prune_objects();
    let mut framed = Vec::with_capacity(printed.len() + front.attachment.json.len());
    document.save_to(&mut framed).map_err(|why| unreadable(&why))?;
    framed.push(b'\n');
    let read = Revisions::read(&framed)?;
    let laid = fields::signature_fields(&read, 0)?;
    if laid.len() == front.boxes.len() { Ok(framed) } else { Err(unreadable(&"a form of its own in the printed document")) }
}

fn unreadable(why: &impl ToString) -> Refusal {
    Refusal::PrintUnreadable(why.to_string())
}

/// Gives a page an array of annotations that is an object of its own, with annotations that are objects of their own.
fn separate_annotations(document: &mut Document, page: ObjectId) -> Result<ObjectId, Refusal> {
    let listed = document.get_dictionary(page).map_err(|why| unreadable(&why))?.get(b"Annots").cloned();
    let listed = match listed {
        Ok(Object::Reference(id)) => document.get_object(id).cloned().map_err(|why| unreadable(&why))?,
        Ok(direct) => direct,
        Err(_) => Object::Array(Vec::new()),
    };
    let Object::Array(listed) = listed else { return Err(unreadable(&"annotations")) };
    let separate = |item| match item {
        Object::Reference(id) => Object::Reference(id),
        direct => Object::Reference(document.add_object(direct)),
    };
    let separated: Vec<Object> = listed.into_iter().map(separate).collect();
    let id = document.add_object(separated);
    document.get_dictionary_mut(page).map_err(|why| unreadable(&why))?.set("Annots", id);
    Ok(id)
}

fn lay_fields(document: &mut Document, boxes: &[Box], pages: &[ObjectId], annotations: &[ObjectId]) -> Result<Vec<Object>, Refusal> {
    let mut names = BTreeSet::new();
    let mut fields = Vec::new();
    for place in boxes {
        let [left, bottom, right, top] = place.rect;
        let plain = !place.field.is_empty() && place.field.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let roomy = place.rect.iter().all(|side| side.is_finite()) && left < right && bottom < top;
        let (Some(page), Some(listed), true) = (pages.get(place.page), annotations.get(place.page), plain && roomy) else {
            return Err(Refusal::BoxUnfit(place.field.clone()));
        };
        if !names.insert(&place.field) {
            return Err(Refusal::BoxUnfit(place.field.clone()));
        }
        let field = document.add_object(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => text(&place.field),
            "F" => PRINT_LOCKED,
            "P" => *page,
            "Rect" => place.rect.iter().map(|side| Object::Real(*side)).collect::<Vec<_>>(),
            "Lock" => lock(&place.field),
        });
        fields.push(Object::Reference(field));
        let listed = document.get_object_mut(*listed).and_then(Object::as_array_mut).map_err(|why| unreadable(&why))?;
        listed.push(Object::Reference(field));
    }
    Ok(fields)
}

/// A signature locks its own field and no other, so that signing goes on in any order (ISO 32000-2, 12.7.5.5).
fn lock(field: &str) -> Dictionary {
    dictionary! { "Type" => "SigFieldLock", "Action" => "Include", "Fields" => vec![text(field)] }
}

/// Embeds the content; `Source` says that the pages were made from it (ISO 32000-2, 14.13).
fn attach(document: &mut Document, attachment: &Attachment, made_at: &Zoned) -> ObjectId {
    let size = i64::try_from(attachment.json.len()).unwrap_or(i64::MAX);
    let parameters = dictionary! { "Size" => size, "CreationDate" => date(made_at), "ModDate" => date(made_at) };
    let described = dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/json", "Params" => parameters };
    let mut stream = Stream::new(described, attachment.json.to_vec());
    // Only the packing can fail, and the content is whole without it.
    let _ = stream.compress();
    let stream = document.add_object(stream);
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text(attachment.name),
        "UF" => text(attachment.name),
        "Desc" => text(attachment.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}

fn describe(document: &mut Document, front: &Front, form: ObjectId, file: ObjectId) -> Result<(), Refusal> {
    let information = dictionary! {
        "Title" => text(front.title),
        "Creator" => text("Soát"),
        "Producer" => text("Soát"),
        "CreationDate" => date(front.made_at),
        "ModDate" => date(front.made_at),
    };
    let information = document.add_object(information);
    let id = Object::String(front.id.to_vec(), StringFormat::Hexadecimal);
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|why| unreadable(&why))?;
    document.trailer = dictionary! { "Root" => root, "Info" => information, "ID" => vec![id.clone(), id] };

    let names = document.catalog().map_err(|why| unreadable(&why))?.get(b"Names").cloned();
    let mut names = match names {
        Ok(Object::Reference(id)) => document.get_dictionary(id).cloned().unwrap_or_default(),
        Ok(Object::Dictionary(names)) => names,
        _ => Dictionary::new(),
    };
    let entry = vec![text(front.attachment.name), Object::Reference(file)];
    names.set("EmbeddedFiles", dictionary! { "Names" => entry });

    let catalogue = document.catalog_mut().map_err(|why| unreadable(&why))?;
    for claim in ["Metadata", "OutputIntents"] {
        catalogue.remove(claim.as_bytes());
    }
    if let Ok(Object::String(mode, _)) = catalogue.get(b"PageMode").cloned() {
        catalogue.set("PageMode", Object::Name(mode));
    }
    catalogue.set("Lang", text(front.lang.tag()));
    catalogue.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalogue.set("AcroForm", form);
    catalogue.set("AF", vec![Object::Reference(file)]);
    catalogue.set("Names", names);
    Ok(())
}
