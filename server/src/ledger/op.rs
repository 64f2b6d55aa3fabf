//! A synchronisation operation and its author, as capabilities take them: named fields, or a named command.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::kernel::clock::Instant;

/// Who made an edit, on which device, and what they had seen.
#[derive(Clone, Debug)]
pub struct Author {
    /// The person.
    pub user_id: Uuid,
    /// The device.
    pub device_id: Uuid,
    /// When, by the device's own clock: a claim.
    pub at: Instant,
    /// The device's own counter of operations; none for edits that come one by one over HTTP.
    pub counter: Option<i64>,
    /// The last change of the record that the device had seen; 0 for none.
    pub base: i64,
    /// Somebody else applies this work; the author's device has to be told.
    pub absent: bool,
}

/// An edit of some fields of one record.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The record.
    pub id: Uuid,
    /// The fields, by name.
    pub fields: Map<String, Value>,
    /// Who and what they had seen.
    pub author: Author,
}

/// A named command of a lifecycle: an event, never a state.
#[derive(Clone, Debug)]
pub struct Command {
    /// The record.
    pub id: Uuid,
    /// `inspection.conclude` …
    pub name: String,
    /// Particulars.
    pub args: Map<String, Value>,
    /// Who and what they had seen.
    pub author: Author,
}

/// What became of an edit or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; the number of the change.
    Applied(i64),
    /// Done, beside changes of others that the author had not seen.
    Merged(i64),
    /// Another value of a field stands; the conflict that keeps both.
    Conflict(i64, Uuid),
}

impl Outcome {
    /// The number of the change.
    #[must_use]
    pub fn change(&self) -> i64 {
        match self {
            Self::Applied(change) | Self::Merged(change) | Self::Conflict(change, _) => *change,
        }
    }
}
