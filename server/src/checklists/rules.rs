//! What a document must satisfy to be kept, and what it takes to be published. Pure.
//!
//! A draft may hold content that does not hang together yet (a clause that is unknown, a text still missing): people write
//! checklists over days. It may not have another shape than a checklist, nor a key that cannot name one.

use serde_json::Value;
use soat_checklist_schemas::{Checklist, Flaw, RatingScheme};

use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;

/// What keeps a version from being published, or a document from being kept, as the entries of `errors[]`.
#[must_use]
pub fn errors(flaws: &[Flaw]) -> Vec<FieldError> {
    flaws.iter().map(|flaw| FieldError::words(flaw.code, &flaw.pointer, &flaw.detail.vi, &flaw.detail.en)).collect()
}

/// Reads a document as version `number` of its key; the number that it carries itself is replaced.
///
/// # Errors
/// Every flaw of shape, and the key when it cannot name a checklist.
pub fn read_draft(mut document: Value, number: i32) -> Result<Checklist, Vec<FieldError>> {
    if let Value::Object(members) = &mut document {
        members.insert("version".to_owned(), Value::from(number));
    }
    let checklist = Checklist::parse(&document).map_err(|flaws| errors(&flaws))?;
    let key: Vec<Flaw> = checklist.validate().into_iter().filter(|flaw| flaw.pointer == "/key").collect();
    if key.is_empty() { Ok(checklist) } else { Err(errors(&key)) }
}

/// Reads the new content of an existing draft, whose key and number stay.
///
/// # Errors
/// As [`read_draft`], and the key or number when the document carries another.
pub fn read_redraft(document: Value, key: &str, number: i32) -> Result<Checklist, Vec<FieldError>> {
    let given = document.get("version").cloned().unwrap_or_else(|| Value::from(number));
    let checklist = read_draft(document, number)?;
    let mut flaws = Vec::new();
    if checklist.key != key {
        flaws.push(FieldError::of(&field::NOT_CHANGEABLE, "/key", &[]));
    }
    if given.as_i64() != Some(i64::from(number)) {
        flaws.push(FieldError::of(&field::NOT_CHANGEABLE, "/version", &[]));
    }
    if flaws.is_empty() { Ok(checklist) } else { Err(flaws) }
}

/// Whether two versions of one key say the same: everything but their numbers.
#[must_use]
pub fn same_content(one: &Checklist, other: &Checklist) -> bool {
    Checklist { version: other.version, ..one.clone() } == *other
}

/// The same for rating schemes.
#[must_use]
pub fn same_rating(one: &RatingScheme, other: &RatingScheme) -> bool {
    RatingScheme { version: other.version, ..one.clone() } == *other
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({
            "key": "small", "edition": "9001:2015", "title": {"vi": "Phiếu nhỏ", "en": ""}, "purpose": {"vi": "Ví dụ.", "en": "Example."},
            "inspection_kinds": ["self_check"],
            "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
                {"id": "a.1", "clauses": ["99.9"], "response": {"kind": "verdict"}, "question": {"vi": "Có?", "en": "Is it?"}}
            ]}]
        })
    }

    #[test]
    fn a_draft_may_have_flaws_of_content() {
        let draft = read_draft(document(), 3).unwrap();
        assert_eq!((draft.version, draft.validate().is_empty()), (3, false));
    }

    #[test]
    fn a_draft_may_not_have_flaws_of_shape_nor_a_key_that_names_nothing() {
        let mut shapeless = document();
        shapeless["sections"][0]["items"][0]["response"] = json!({"kind": "song"});
        assert_eq!(read_draft(shapeless, 1).unwrap_err()[0].pointer, "/sections/0/items/0/response/kind");
        let mut nameless = document();
        nameless["key"] = json!("Phiếu");
        assert_eq!(read_draft(nameless, 1).unwrap_err()[0].code, "invalid-key");
        assert_eq!(read_draft(json!([]), 1).unwrap_err()[0].pointer, "");
    }

    #[test]
    fn key_and_number_of_a_draft_stay() {
        let mut moved = document();
        moved["version"] = json!(7);
        let flaws = read_redraft(moved, "other", 1).unwrap_err();
        assert_eq!(flaws.iter().map(|flaw| flaw.pointer.as_str()).collect::<Vec<_>>(), ["/key", "/version"]);
    }
}
