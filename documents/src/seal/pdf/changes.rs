//! What a revision changed of the one before, and whether that is more than filling in a signature field.
//!
//! The test is strict on purpose: nothing that is drawn or told to a reader may change after the first signature but the value
//! and the appearance of a signature field, within its own rectangle. (Compare the permitted changes of ISO 32000-2, 12.8.2.2.)

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};
use serde::Serialize;

use super::fields::{Field, decode, signature_fields};
use super::metadata;
use super::references::{free_from, has_any, open};
use super::same::{differing, same};
use super::{Entry, Revisions, Unreadable};

/// Keys of a signature field that signing sets.
const FILLED: &[&[u8]] = &[b"V", b"AP", b"F", b"M", b"MK", b"DA"];
/// Keys of the form that a signing tool may set.
const OF_THE_FORM: &[&[u8]] = &[b"SigFlags", b"DA", b"DR"];
/// Keys of the catalogue that a signing tool may set, with values that refer to nothing: they tell of features alone.
const OF_THE_CATALOGUE: &[&[u8]] = &[b"Extensions", b"Version"];
/// Keys of the document information that a signing tool may set.
const OF_THE_INFORMATION: &[&[u8]] = &[b"ModDate", b"Producer"];
/// Keys of the trailer that differ from revision to revision.
const OF_THE_TRAILER: &[&[u8]] = &[b"Prev", b"Size", b"ID", b"DocChecksum"];

/// One change of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// A signature was put into an empty field.
    Signed { field: String },
    /// Something that tells of the tool and not of the content.
    Housekeeping { what: &'static str },
    /// Anything else.
    Other { what: String },
}

impl Change {
    /// Whether it may follow a signature.
    #[must_use]
    pub const fn is_permitted(&self) -> bool {
        !matches!(self, Self::Other { .. })
    }
}

/// The changes of a revision after the first one.
pub fn changes(file: &Revisions, revision: usize) -> Result<Vec<Change>, Unreadable> {
    let before = revision - 1;
    let fields = signature_fields(file, before)?;
    let mut changes = trailer(file, revision);
    changes.extend(unsettled(file, revision)?);
    let free_from = free_from(file, before);
    for (&id, entry) in &file.all()[revision].entries {
        let change = match (file.entry(before, id), entry) {
            (None | Some((_, Entry::Free)), Entry::Free) => None,
            (None | Some((_, Entry::Free)), Entry::At { .. }) if i64::from(id) >= free_from => None,
            (None | Some((_, Entry::Free)), Entry::At { .. }) => Some(other("an object where none was", id)),
            (Some(_), Entry::Free) => Some(other("an object taken away", id)),
            (Some((_, Entry::At { generation: old, .. })), Entry::At { generation: new, .. }) if old != *new => {
                Some(other("an object put in the place of another", id))
            }
            (Some(_), Entry::At { generation, .. }) => judge(file, before, revision, (id, *generation), &fields)?,
        };
        changes.extend(change);
    }
    Ok(changes)
}

fn other(what: &str, id: u32) -> Change {
    Change::Other { what: format!("{what}: {id}") }
}

/// A reference to nothing, in this revision or in the one that the first signatures are behind.
fn unsettled(file: &Revisions, revision: usize) -> Result<Option<Change>, Unreadable> {
    let found = match open(file, revision)? {
        None if revision == 1 => open(file, 0)?,
        found => found,
    };
    Ok(found.map(|(id, _)| other("a reference to an object that is not there", id)))
}

fn trailer(file: &Revisions, revision: usize) -> Vec<Change> {
    let (old, new) = (&file.all()[revision - 1].trailer, &file.all()[revision].trailer);
    let differing = differing(old, new);
    let keys: BTreeSet<_> = differing.iter().filter(|key| !OF_THE_TRAILER.contains(key)).collect();
    keys.into_iter().map(|key| Change::Other { what: format!("trailer: {}", String::from_utf8_lossy(key)) }).collect()
}

fn judge(file: &Revisions, before: usize, revision: usize, id: ObjectId, fields: &[Field]) -> Result<Option<Change>, Unreadable> {
    let (old, new) = (file.object(before, id)?, file.object(revision, id)?);
    if same(&old, &new) {
        return Ok(None);
    }
    let catalogue = file.catalogue(before)?;
    let refers = |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).and_then(Object::as_reference).ok() == Some(id);
    if metadata::is_renewed(file, revision, id, &old, &new)? {
        return Ok(Some(Change::Housekeeping { what: "metadata" }));
    }
    let (Object::Dictionary(old), Object::Dictionary(new)) = (&old, &new) else { return Ok(Some(other("an object", id.0))) };
    if let Some(field) = fields.iter().find(|field| field.id == id) {
        return Ok(Some(filled(field, new)));
    }
    let judged = if id == file.root(before)? {
        let mut new = new.clone();
        if metadata::is_added(file, revision, old, &new)? {
            new.remove(b"Metadata");
        }
        only(old, &new, OF_THE_CATALOGUE, "catalogue").or_else(|| direct_form(old, &new))
    } else if refers(&catalogue, b"AcroForm") {
        only(old, new, OF_THE_FORM, "form")
    } else if refers(&file.all()[revision].trailer, b"Info") {
        only(&texts(old), &texts(new), OF_THE_INFORMATION, "document information")
    } else {
        None
    };
    Ok(Some(judged.unwrap_or_else(|| other("an object", id.0))))
}

/// Texts may be written in two ways that say the same (ISO 32000-2, 7.9.2.2).
fn texts(dictionary: &Dictionary) -> Dictionary {
    let read = |value: &Object| value.as_str().map_or_else(|_| value.clone(), |bytes| super::text(&decode(bytes)));
    dictionary.iter().map(|(key, value)| (key.clone(), read(value))).collect()
}

/// A field that was empty and has a signature now, and is otherwise as it was.
fn filled(field: &Field, new: &Dictionary) -> Change {
    let keys = differing(&field.dictionary, new);
    let fills = field.signature.is_none() && !field.dictionary.has(b"V") && new.get(b"V").is_ok_and(|value| value.as_reference().is_ok());
    if fills && keys.iter().all(|key| FILLED.contains(key)) {
        Change::Signed { field: field.name.clone() }
    } else {
        Change::Other { what: format!("field: {}", field.name) }
    }
}

fn only(old: &Dictionary, new: &Dictionary, permitted: &[&[u8]], what: &'static str) -> Option<Change> {
    let plain = |key: &[u8]| key == b"DR" || !new.get(key).is_ok_and(has_any);
    differing(old, new).iter().all(|key| permitted.contains(key) && plain(key)).then_some(Change::Housekeeping { what })
}

/// The catalogue may hold the form itself.
fn direct_form(old: &Dictionary, new: &Dictionary) -> Option<Change> {
    let (mut without, mut with) = (old.clone(), new.clone());
    without.remove(b"AcroForm");
    with.remove(b"AcroForm");
    let permitted = only(&without, &with, OF_THE_CATALOGUE, "catalogue").is_some();
    let forms = (old.get(b"AcroForm").and_then(Object::as_dict), new.get(b"AcroForm").and_then(Object::as_dict));
    match forms {
        (Ok(old), Ok(new)) if permitted => only(old, new, OF_THE_FORM, "form"),
        _ => None,
    }
}
