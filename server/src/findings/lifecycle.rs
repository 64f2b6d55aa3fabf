//! Every legal move of a finding. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::finding::Status::{self, Accepted, Closed, Disputed, Draft, Recorded, Upheld, Withdrawn};

/// Something that happens to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingEvent)]
pub enum Event {
    /// Đoàn ghi nhận.
    Record,
    /// Đơn vị chấp nhận.
    Accept,
    /// Đơn vị không nhất trí.
    Dispute,
    /// Ban chỉ đạo giữ nguyên.
    Uphold,
    /// Rút phát hiện.
    Withdraw,
    /// Đóng.
    Close,
    /// Trở lại dự thảo cùng cuộc kiểm tra được mở lại.
    Reopen,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// What the finding is about: a clause, a procedure or a legal text.
    Criterion,
    /// The statement: what is required, what was seen, the evidence; of what is no nonconformity only what was seen.
    Statement,
    /// A grade, where the programme grades.
    Grade,
    /// Evidence for a nonconformity.
    Evidence,
    /// A reason.
    Reason,
    /// Decided by someone other than the inspector who raised it.
    NotRaiser,
    /// No corrective action request of it is open.
    NoOpenRequest,
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] = &[Event::Record, Event::Accept, Event::Dispute, Event::Uphold, Event::Withdraw, Event::Close, Event::Reopen];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Draft, Event::Record, Recorded, &[Need::Criterion, Need::Statement, Need::Grade, Need::Evidence]),
    (Recorded, Event::Accept, Accepted, &[]),
    (Recorded, Event::Dispute, Disputed, &[Need::Reason]),
    (Recorded, Event::Withdraw, Withdrawn, &[Need::Reason]),
    (Recorded, Event::Reopen, Draft, &[Need::NoOpenRequest]),
    (Disputed, Event::Uphold, Upheld, &[Need::Reason, Need::NotRaiser]),
    (Disputed, Event::Withdraw, Withdrawn, &[Need::Reason, Need::NotRaiser]),
    (Recorded, Event::Close, Closed, &[Need::Reason, Need::NoOpenRequest]),
    (Accepted, Event::Close, Closed, &[Need::Reason, Need::NoOpenRequest]),
    (Upheld, Event::Close, Closed, &[Need::Reason, Need::NoOpenRequest]),
];

/// Where an event leads from a status, and what it needs.
#[must_use]
pub fn next(from: Status, event: Event) -> Option<(Status, &'static [Need])> {
    MOVES.iter().find(|(start, by, ..)| *start == from && *by == event).map(|(_, _, to, needs)| (*to, *needs))
}

/// The events that are legal from a status.
pub fn allowed(from: Status) -> impl Iterator<Item = Event> {
    EVENTS.iter().copied().filter(move |event| next(from, *event).is_some())
}

impl Event {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Accept => "accept",
            Self::Dispute => "dispute",
            Self::Uphold => "uphold",
            Self::Withdraw => "withdraw",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }
}
