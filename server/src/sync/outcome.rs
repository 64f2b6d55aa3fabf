//! What became of an operation: a value, never an error of the request.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::kernel::problem::Problem;

/// The outcome of one operation.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Done now.
    Applied {
        /// Number of the change.
        change: i64,
    },
    /// Done, beside changes that the device had not seen.
    Merged {
        /// Number of the change.
        change: i64,
        /// The record as it is now.
        record: Value,
    },
    /// Another value of a field stands; both are kept.
    Conflict {
        /// Number of the change.
        change: i64,
        /// The conflict.
        conflict_id: Uuid,
        /// The record as it is now.
        record: Value,
    },
    /// May not be applied now; kept whole.
    Parked {
        /// Why: a code.
        reason: String,
        /// The same in words.
        problem: Value,
    },
    /// Can never be valid.
    Refused {
        /// What is wrong, where, and what to do, in both languages.
        problem: Value,
    },
    /// What it rests on is not there: an earlier operation of this push was not applied, or the one that makes the record has
    /// not arrived. The same operation may come again.
    Blocked {
        /// That earlier operation, when it is of this push.
        by: Option<Uuid>,
    },
}

impl Outcome {
    /// A refusal.
    #[must_use]
    pub fn refused(problem: &Problem) -> Self {
        Self::Refused { problem: problem.in_both_languages() }
    }

    /// Whether the operation took effect.
    #[must_use]
    pub fn took_effect(&self) -> bool {
        matches!(self, Self::Applied { .. } | Self::Merged { .. } | Self::Conflict { .. })
    }

    /// Whether this is the last word, so that the same operation sent again gets it again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Blocked { .. })
    }

    /// The outcome as it travels, without the operation's id.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Applied { change } => json!({"status": "applied", "change": change}),
            Self::Merged { change, record } => json!({"status": "merged", "change": change, "record": record}),
            Self::Conflict { change, conflict_id, record } => {
                json!({"status": "conflict", "change": change, "conflict_id": conflict_id, "record": record})
            }
            Self::Parked { reason, problem } => json!({"status": "parked", "reason": reason, "problem": problem}),
            Self::Refused { problem } => json!({"status": "refused", "problem": problem}),
            Self::Blocked { by } => json!({"status": "blocked", "by": by}),
        }
    }
}

/// The answer to an operation that was seen before: the first answer, unchanged, in an envelope.
#[must_use]
pub fn repeated(first: &Value) -> Value {
    json!({"status": "repeated", "outcome": first})
}

/// Problems that pass with time or with a decision, so that the operation is kept; the code is the reason.
#[must_use]
pub fn parks(problem: &Problem) -> bool {
    ["not-recording", "illegal-move", "needs-unmet", "left-team", "evidence-closed", "request-takes-no-evidence", "submission-replaced"]
        .contains(&problem.code())
}

/// An edit of a record that the server does not know, without what would make it: the operation that makes it was overtaken.
#[must_use]
pub fn lacks_its_record(problem: &Problem) -> bool {
    let identity = ["/item_id", "/name", "/side"];
    let errors = problem.field_errors();
    !errors.is_empty() && errors.iter().all(|error| error.code == "missing" && identity.contains(&error.pointer.as_str()))
}
