//! Every legal move of an extension. A pair that is absent here is illegal; there is no other place to look.

use super::entity::deadline::Kind;
use super::entity::extension::State::{self, Asked, Granted, Lapsed, Refused};
use super::entity::request::{Effectiveness, Status};
use super::lifecycle::Need;

/// Something that happens to an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Cho gia hạn.
    Grant,
    /// Không cho gia hạn.
    Refuse,
    /// Hết cần: việc xin gia hạn đã xong.
    Lapse,
}

/// Every event.
pub const EVENTS: &[Event] = &[Event::Grant, Event::Refuse, Event::Lapse];

/// The table: from, event, to, needs.
pub const MOVES: &[(State, Event, State, &[Need])] = &[
    (Asked, Event::Grant, Granted, &[Need::Reason, Need::Awaited]),
    (Asked, Event::Refuse, Refused, &[Need::Reason]),
    (Asked, Event::Lapse, Lapsed, &[]),
];

/// Where an event leads from a state, and what it needs.
#[must_use]
pub fn next(from: State, event: Event) -> Option<(State, &'static [Need])> {
    MOVES.iter().find(|(start, by, ..)| *start == from && *by == event).map(|(_, _, to, needs)| (*to, *needs))
}

/// Whether a due day may still come to count, now or after something is returned: else an extension of it lapses.
#[must_use]
pub const fn may_still_count(kind: Kind, status: Status, effectiveness: Effectiveness) -> bool {
    match kind {
        Kind::Plan => {
            matches!(status, Status::Issued | Status::Acknowledged | Status::Disputed | Status::PlanSubmitted | Status::PlanReturned)
        }
        Kind::Implementation => {
            matches!(status, Status::Implementing | Status::ImplementationSubmitted | Status::ImplementationReturned)
        }
        Kind::Effectiveness => matches!((status, effectiveness), (Status::Verified, Effectiveness::Pending)),
    }
}

impl Event {
    /// The name in documents and problems.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "grant_extension",
            Self::Refuse => "refuse_extension",
            Self::Lapse => "lapse_extension",
        }
    }
}
