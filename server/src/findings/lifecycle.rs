//! Every legal move of a finding. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::finding::Status::{self, Accepted, Closed, Disputed, Draft, Recorded, Upheld, Withdrawn};
use crate::kernel::text::Text;

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
    /// No field of it is contested: what is recorded changes no more.
    NoConflict,
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] = &[Event::Record, Event::Accept, Event::Dispute, Event::Uphold, Event::Withdraw, Event::Close, Event::Reopen];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Draft, Event::Record, Recorded, &[Need::Criterion, Need::Statement, Need::Grade, Need::Evidence, Need::NoConflict]),
    // A draft that was taken back stays a draft, so that an edit made offline meanwhile can speak for keeping it.
    (Draft, Event::Withdraw, Draft, &[Need::Reason]),
    (Recorded, Event::Accept, Accepted, &[]),
    (Recorded, Event::Dispute, Disputed, &[Need::Reason]),
    (Recorded, Event::Withdraw, Withdrawn, &[Need::Reason, Need::NoOpenRequest]),
    (Recorded, Event::Reopen, Draft, &[Need::NoOpenRequest]),
    (Disputed, Event::Uphold, Upheld, &[Need::Reason, Need::NotRaiser]),
    (Disputed, Event::Withdraw, Withdrawn, &[Need::Reason, Need::NotRaiser, Need::NoOpenRequest]),
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

impl Need {
    /// What is needed, for documents and pages.
    #[must_use]
    pub const fn words(self) -> Text {
        match self {
            Self::Criterion => {
                Text { vi: "điều khoản, quy trình hoặc văn bản làm căn cứ", en: "a clause, a procedure or a legal text" }
            }
            Self::Statement => Text {
                vi: "yêu cầu, điều quan sát được, bằng chứng (nếu không phải điểm không phù hợp thì chỉ cần điều quan sát được)",
                en: "requirement, what was seen, evidence (of what is no nonconformity only what was seen)",
            },
            Self::Grade => Text { vi: "mức độ, nếu chương trình phân mức", en: "a grade, where the programme grades" },
            Self::Evidence => Text { vi: "bằng chứng, nếu là điểm không phù hợp", en: "evidence of a nonconformity" },
            Self::Reason => Text { vi: "lý do", en: "a reason" },
            Self::NotRaiser => {
                Text { vi: "người quyết định không phải người ghi phát hiện", en: "decided by another than who raised it" }
            }
            Self::NoOpenRequest => Text {
                vi: "không còn phiếu yêu cầu hành động khắc phục đang mở",
                en: "no open corrective action request",
            },
            Self::NoConflict => Text { vi: "không còn xung đột dữ liệu của phát hiện", en: "no open conflict of it" },
        }
    }
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
