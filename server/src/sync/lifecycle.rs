//! Every legal move of a parked operation. A pair that is absent here is illegal; there is no other place to look.

use super::entity::parked_op::State::{self, Applied, Dismissed, Open};
use crate::kernel::text::Text;

/// Something that happens to a parked operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Áp dụng.
    Apply,
    /// Bỏ.
    Dismiss,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A reason.
    Reason,
    /// What kept the operation from being applied is gone.
    Applicable,
}

/// Every event.
pub const EVENTS: &[Event] = &[Event::Apply, Event::Dismiss];

/// The table: from, event, to, needs.
pub const MOVES: &[(State, Event, State, &[Need])] =
    &[(Open, Event::Apply, Applied, &[Need::Reason, Need::Applicable]), (Open, Event::Dismiss, Dismissed, &[Need::Reason])];

/// Where an event leads from a state, and what it needs.
#[must_use]
pub fn next(from: State, event: Event) -> Option<(State, &'static [Need])> {
    MOVES.iter().find(|(start, by, ..)| *start == from && *by == event).map(|(_, _, to, needs)| (*to, *needs))
}

impl Need {
    /// What is needed, for documents and pages.
    #[must_use]
    pub const fn words(self) -> Text {
        match self {
            Self::Reason => Text { vi: "lý do", en: "a reason" },
            Self::Applicable => Text { vi: "điều cản trở không còn", en: "what kept it from being applied is gone" },
        }
    }
}

impl Event {
    /// The name in documents and problems.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Dismiss => "dismiss",
        }
    }
}
