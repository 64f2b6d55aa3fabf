//! Checklists of Soát: the document types, their validation, conditions, completeness, scoring and the shipped content.
//!
//! The crate is pure: no input or output, no clock, no database. Another program (an importer, an editor, a client) can link
//! it and decide exactly as the server does; programs in other languages check themselves against `vectors/*.json` and
//! `schema/*.json`.
//!
//! ```
//! use soat_checklist_schemas::completeness::{Circumstances, assess};
//! use soat_checklist_schemas::{Checklist, shipped};
//!
//! let document = serde_json::json!({
//!     "key": "small", "version": 1, "edition": "9001:2015",
//!     "title": {"vi": "Phiếu nhỏ", "en": "Small"},
//!     "purpose": {"vi": "Ví dụ.", "en": "An example."},
//!     "inspection_kinds": ["self_check"],
//!     "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
//!         {"id": "a.1", "clauses": ["5.2.1"], "response": {"kind": "verdict"},
//!          "question": {"vi": "Chính sách chất lượng đã được ban hành chưa?", "en": "Is there a quality policy?"}}
//!     ]}]
//! });
//! let checklist = Checklist::parse(&document).map_err(|flaws| flaws.len())?;
//! assert!(checklist.validate().is_empty());
//! assert_eq!(checklist.digest().len(), 64);
//! assert_eq!(assess(&checklist, &Circumstances::default()).progress.incomplete, 1);
//! # Ok::<(), usize>(())
//! ```

mod answer;
mod answer_rules;
mod assessment;
pub mod canonical;
pub mod catalogue;
pub mod completeness;
pub mod condition;
mod condition_rules;
mod decimal;
mod document;
mod flaw;
pub mod follow_up;
mod item_rules;
pub mod message;
pub mod rating;
mod response;
pub mod schema;
pub mod score;
mod shape;
pub mod shipped;
pub mod template;
mod text_rules;
mod validate;

pub use answer::{Answer, Answers, Verdict};
pub use answer_rules::{NOTE_LIMIT, check_answer};
pub use condition::{Condition, Scalar};
pub use flaw::Flaw;
pub use rating::RatingScheme;
pub use response::{Choice, Response};
pub use template::{Checklist, InspectionKind, Item, Section, Source, Text};
pub use validate::ITEM_LIMIT;
