//! References to objects that are not there. What they show would be decided by whoever writes next, after others have signed.

use lopdf::{Object, ObjectId};

use super::{Entry, Revisions, Unreadable};

/// The first number that no revision up to this one has laid claim to: an object from there on may be new in the next.
pub fn free_from(file: &Revisions, revision: usize) -> i64 {
    let sizes = file.all()[..=revision].iter().map(|one| one.trailer.get(b"Size").and_then(Object::as_i64).unwrap_or(i64::MAX));
    sizes.max().unwrap_or(i64::MAX)
}

/// A reference, written in this revision, to an object that the next one could bring.
pub fn open(file: &Revisions, revision: usize) -> Result<Option<ObjectId>, Unreadable> {
    let free_from = free_from(file, revision);
    let open = |id: ObjectId| i64::from(id.0) >= free_from && !matches!(file.entry(revision, id.0), Some((_, Entry::At { .. })));
    let written = &file.all()[revision];
    if let Some(found) = written.trailer.iter().find_map(|(_, value)| find(value, &open)) {
        return Ok(Some(found));
    }
    for (&id, entry) in &written.entries {
        let Entry::At { generation, .. } = entry else { continue };
        if let Some(found) = find(&file.object(revision, (id, *generation))?, &open) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether there is a reference anywhere in an object.
pub fn has_any(object: &Object) -> bool {
    find(object, &|_| true).is_some()
}

/// Whether an object refers to this one.
pub fn refers(object: &Object, to: ObjectId) -> bool {
    find(object, &|id| id == to).is_some()
}

/// The first reference in an object that is such a one.
fn find(object: &Object, such: &dyn Fn(ObjectId) -> bool) -> Option<ObjectId> {
    match object {
        Object::Reference(id) => such(*id).then_some(*id),
        Object::Array(items) => items.iter().find_map(|item| find(item, such)),
        Object::Dictionary(dictionary) => dictionary.iter().find_map(|(_, value)| find(value, such)),
        Object::Stream(stream) => stream.dict.iter().find_map(|(_, value)| find(value, such)),
        _ => None,
    }
}
