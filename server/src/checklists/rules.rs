//! What a document must satisfy to be kept, and what it takes to be published. Pure.
//!
//! A draft may hold content that does not hang together yet (a clause that is unknown, a text still missing): people write
//! checklists over days. It may not have another shape than a checklist, nor a key that cannot name one.

use serde_json::Value;
use soat_checklist_schemas::{Checklist, Flaw, RatingScheme};

use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;

/// How the keys of checklists begin that the program makes for one inspection. They say what was found at a unit, so whoever sees
/// the inspection sees them, and nobody else.
pub const MADE: &str = "follow-up-";

/// Whether this is the key of a checklist that the program made for one inspection.
#[must_use]
pub fn is_made(key: &str) -> bool {
    key.starts_with(MADE)
}

/// What keeps a version from being published, or a document from being kept, as the entries of `errors[]`. Flaws that every
/// body can have bear the codes that they have everywhere.
#[must_use]
pub fn errors(flaws: &[Flaw]) -> Vec<FieldError> {
    let code = |flaw: &Flaw| match flaw.code {
        "unknown-key" => field::UNKNOWN_FIELD.code,
        "missing-key" => field::MISSING.code,
        code => code,
    };
    flaws.iter().map(|flaw| FieldError::words(code(flaw), &flaw.pointer, &flaw.detail.vi, &flaw.detail.en)).collect()
}

/// A document that was sent: of the right shape, its number not settled yet.
#[derive(Clone, Debug)]
pub struct Draft {
    checklist: Checklist,
    given_number: Option<Value>,
}

impl Draft {
    /// Reads a document. It may leave its `version` out, because the server gives it.
    ///
    /// # Errors
    /// Every flaw of shape, and the key when it cannot name a checklist that people write.
    pub fn read(mut document: Value) -> Result<Self, Vec<FieldError>> {
        let given_number = match &mut document {
            Value::Object(members) => members.insert("version".to_owned(), Value::from(1)),
            _ => None,
        };
        let checklist = Checklist::parse(&document).map_err(|flaws| errors(&flaws))?;
        if is_made(&checklist.key) {
            let (vi, en) = ("Khóa này dành cho phiếu do chương trình lập", "This key is kept for checklists that the program makes");
            return Err(vec![FieldError::words("reserved-key", "/key", vi, en)]);
        }
        let key: Vec<Flaw> = checklist.validate().into_iter().filter(|flaw| flaw.pointer == "/key").collect();
        if key.is_empty() { Ok(Self { checklist, given_number }) } else { Err(errors(&key)) }
    }

    /// The key it was sent under.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.checklist.key
    }

    /// The document as a new version of its key; the number that it carries itself is replaced.
    #[must_use]
    pub fn numbered(self, number: u32) -> Checklist {
        Checklist { version: number, ..self.checklist }
    }

    /// The document as new content of a draft, whose key and number stay.
    ///
    /// # Errors
    /// The key or the number when the document carries another.
    pub fn in_place_of(self, key: &str, number: u32) -> Result<Checklist, Vec<FieldError>> {
        let mut flaws = Vec::new();
        if self.checklist.key != key {
            flaws.push(FieldError::of(&field::NOT_CHANGEABLE, "/key", &[]));
        }
        if self.given_number.as_ref().is_some_and(|given| given.as_u64() != Some(u64::from(number))) {
            flaws.push(FieldError::of(&field::NOT_CHANGEABLE, "/version", &[]));
        }
        if flaws.is_empty() { Ok(self.numbered(number)) } else { Err(flaws) }
    }
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
        let draft = Draft::read(document()).unwrap().numbered(3);
        assert_eq!((draft.version, draft.validate().is_empty()), (3, false));
    }

    #[test]
    fn a_draft_may_not_have_flaws_of_shape_nor_a_key_that_names_nothing() {
        let mut shapeless = document();
        shapeless["sections"][0]["items"][0]["response"] = json!({"kind": "song"});
        assert_eq!(Draft::read(shapeless).unwrap_err()[0].pointer, "/sections/0/items/0/response/kind");
        let mut nameless = document();
        nameless["key"] = json!("Phiếu");
        assert_eq!(Draft::read(nameless).unwrap_err()[0].code, "invalid-key");
        assert_eq!(Draft::read(json!([])).unwrap_err()[0].pointer, "");
    }

    #[test]
    fn key_and_number_of_a_draft_stay() {
        let mut moved = document();
        moved["version"] = json!(7);
        let flaws = Draft::read(moved).unwrap().in_place_of("other", 1).unwrap_err();
        assert_eq!(flaws.iter().map(|flaw| flaw.pointer.as_str()).collect::<Vec<_>>(), ["/key", "/version"]);
        assert!(Draft::read(document()).unwrap().in_place_of("small", 4).is_ok(), "a number left out is not another one");
    }
}
