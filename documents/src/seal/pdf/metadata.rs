//! Metadata of the document (XMP), which signing tools add and renew. What the catalogue calls metadata is believed to be that
//! only while nothing else refers to it: a page or a picture that is called so could else be replaced after it was signed.

use lopdf::{Dictionary, Object, ObjectId};

use super::references::{free_from, refers};
use super::{Entry, Revisions, Unreadable};

const METADATA: &[u8] = b"Metadata";

/// Whether the catalogue of a revision names metadata that came with it, where there were none.
pub fn is_added(file: &Revisions, revision: usize, old: &Dictionary, new: &Dictionary) -> Result<bool, Unreadable> {
    let (false, Ok(Object::Reference(id))) = (old.has(METADATA), new.get(METADATA)) else { return Ok(false) };
    let is_new = file.all()[revision].entries.contains_key(&id.0) && i64::from(id.0) >= free_from(file, revision - 1);
    Ok(is_new && is_metadata(&file.object(revision, *id)?))
}

/// Whether a changed object was and is the metadata of the document, and nothing else.
pub fn is_renewed(file: &Revisions, revision: usize, id: ObjectId, old: &Object, new: &Object) -> Result<bool, Unreadable> {
    for catalogue in [file.catalogue(revision - 1)?, file.catalogue(revision)?] {
        if catalogue.get(METADATA).and_then(Object::as_reference).ok() != Some(id) {
            return Ok(false);
        }
    }
    Ok(is_metadata(old) && is_metadata(new) && !is_named_elsewhere(file, revision, id)?)
}

fn is_metadata(object: &Object) -> bool {
    matches!(object, Object::Stream(stream) if stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == METADATA))
}

/// Whether anything, in this revision or in an earlier one, refers to the object but a catalogue that calls it metadata.
fn is_named_elsewhere(file: &Revisions, revision: usize, id: ObjectId) -> Result<bool, Unreadable> {
    for number in 0..=revision {
        let (written, root) = (&file.all()[number], file.root(number)?);
        if refers(&Object::Dictionary(written.trailer.clone()), id) {
            return Ok(true);
        }
        for (&at, entry) in &written.entries {
            let Entry::At { generation, .. } = entry else { continue };
            let mut object = file.object(number, (at, *generation))?;
            if let (true, Object::Dictionary(catalogue)) = ((at, *generation) == root, &mut object) {
                catalogue.remove(METADATA);
            }
            if refers(&object, id) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
