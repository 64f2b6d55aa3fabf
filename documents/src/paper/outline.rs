//! The outline of a document: what readers show as bookmarks, in two levels.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use crate::layout::{Bookmark, SHEET_HEIGHT};

/// Adds the outline; the id of its root, or `None` when there is no bookmark.
pub fn add(document: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId]) -> Option<ObjectId> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parents: Vec<Option<usize>> = (0..bookmarks.len()).map(|at| parent(bookmarks, at)).collect();
    for (at, bookmark) in bookmarks.iter().enumerate() {
        let Some(page) = pages.get(bookmark.sheet) else { continue };
        let siblings = children(&parents, parents[at]);
        let place = siblings.iter().position(|sibling| *sibling == at).unwrap_or_default();
        let top = Object::Real(SHEET_HEIGHT - bookmark.y + 4.0);
        let target = vec![Object::Reference(*page), Object::Name(b"XYZ".to_vec()), Object::Null, top, Object::Null];
        let mut entry = Dictionary::new();
        entry.set("Title", text(&bookmark.title));
        entry.set("Parent", Object::Reference(parents[at].map_or(root, |parent| ids[parent])));
        entry.set("Dest", Object::Array(target));
        if let Some(previous) = place.checked_sub(1) {
            entry.set("Prev", Object::Reference(ids[siblings[previous]]));
        }
        if let Some(next) = siblings.get(place + 1) {
            entry.set("Next", Object::Reference(ids[*next]));
        }
        span(&mut entry, &children(&parents, Some(at)), &ids, -1);
        document.set_object(ids[at], entry);
    }
    let top = children(&parents, None);
    let mut outline = Dictionary::new();
    outline.set("Type", Object::Name(b"Outlines".to_vec()));
    span(&mut outline, &top, &ids, 1);
    if top.is_empty() {
        return None;
    }
    document.set_object(root, outline);
    Some(root)
}

/// First, last and count of the entries below; a negative count keeps them folded.
fn span(entry: &mut Dictionary, below: &[usize], ids: &[ObjectId], sign: i64) {
    if let (Some(first), Some(last)) = (below.first(), below.last()) {
        entry.set("First", Object::Reference(ids[*first]));
        entry.set("Last", Object::Reference(ids[*last]));
        entry.set("Count", sign * i64::try_from(below.len()).unwrap_or_default());
    }
}

fn parent(bookmarks: &[Bookmark], at: usize) -> Option<usize> {
    bookmarks[..at].iter().rposition(|earlier| earlier.level < bookmarks[at].level)
}

fn children(parents: &[Option<usize>], of: Option<usize>) -> Vec<usize> {
    parents.iter().enumerate().filter(|(_, parent)| **parent == of).map(|(at, _)| at).collect()
}

/// A text string of PDF in UTF-16 (ISO 32000-1, 7.9.2.2).
#[must_use]
pub fn text(text: &str) -> Object {
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
