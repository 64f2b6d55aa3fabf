//! The signature fields of a document (ISO 32000-2, 12.7.5.5).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::{Revisions, Unreadable, unreadable};

/// Fields a document may have.
const MAX_FIELDS: usize = 1000;
/// How deep the tree of fields may be.
const MAX_DEPTH: usize = 8;

/// A signature field as one revision sees it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its full name.
    pub name: String,
    pub id: ObjectId,
    pub dictionary: Dictionary,
    /// The signature in it.
    pub signature: Option<ObjectId>,
}

impl Field {
    /// Left, bottom, right, top, in points.
    #[must_use]
    pub fn rectangle(&self) -> Option<[f32; 4]> {
        let numbers: Vec<f32> =
            self.dictionary.get(b"Rect").and_then(Object::as_array).ok()?.iter().filter_map(|number| number.as_float().ok()).collect();
        numbers.try_into().ok()
    }
}

/// All signature fields, in the order of the document.
pub fn signature_fields(file: &Revisions, revision: usize) -> Result<Vec<Field>, Unreadable> {
    let Object::Dictionary(form) = file.value(revision, &file.catalogue(revision)?, "AcroForm")? else { return Ok(Vec::new()) };
    let mut walk = Walk { file, revision, seen: BTreeSet::new(), found: Vec::new() };
    if let Object::Array(fields) = file.value(revision, &form, "Fields")? {
        for field in &fields {
            walk.take(field, "", false, 0)?;
        }
    }
    Ok(walk.found)
}

struct Walk<'a> {
    file: &'a Revisions<'a>,
    revision: usize,
    seen: BTreeSet<ObjectId>,
    found: Vec<Field>,
}

impl Walk<'_> {
    fn take(&mut self, object: &Object, above: &str, inherits: bool, depth: usize) -> Result<(), Unreadable> {
        let Ok(id) = object.as_reference() else { return unreadable(0, "fields given by reference") };
        if depth > MAX_DEPTH || self.seen.len() == MAX_FIELDS || !self.seen.insert(id) {
            return unreadable(0, "a small tree of fields");
        }
        let Object::Dictionary(dictionary) = self.file.object(self.revision, id)? else { return Ok(()) };
        let signs = dictionary.get(b"FT").map_or(inherits, |kind| kind.as_name().is_ok_and(|kind| kind == b"Sig"));
        let partial = self.file.value(self.revision, &dictionary, "T")?;
        let name = match partial.as_str() {
            Ok(partial) if above.is_empty() => decode(partial),
            Ok(partial) => format!("{above}.{}", decode(partial)),
            Err(_) => above.to_owned(),
        };
        if let Object::Array(kids) = self.file.value(self.revision, &dictionary, "Kids")? {
            for kid in &kids {
                self.take(kid, &name, signs, depth + 1)?;
            }
        }
        if signs {
            let signature = dictionary.get(b"V").and_then(Object::as_reference).ok();
            self.found.push(Field { name, id, dictionary, signature });
        }
        Ok(())
    }
}

/// A text string: UTF-16 with its mark, or bytes taken as Latin letters.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => String::from_utf16_lossy(
            &wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)])).collect::<Vec<_>>(),
        ),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
