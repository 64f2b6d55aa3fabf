//! What somebody did at a moment: approved, received, refused to sign.

use serde::{Deserialize, Serialize};

use super::{Moment, Person};

/// What somebody did, when and with which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Who.
    pub by: Person,
    /// When.
    pub at: Moment,
    /// Their words.
    #[serde(default)]
    pub statement: String,
}

/// A refusal to sign, with the dissent in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The field that stays unsigned: `unit_head`, `secretary`, ….
    pub field: String,
    /// Who refused, when, and the dissent.
    #[serde(flatten)]
    pub act: Act,
    /// Who recorded it, when that is somebody else than the one who refused: it rests on their word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recorded_by: String,
}
