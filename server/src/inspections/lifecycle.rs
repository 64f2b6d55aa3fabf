//! Every legal move of an inspection. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::inspection::Status::{self, Archived, Cancelled, Concluded, InProgress, Issued, Notified, Planned, Signed};
use crate::kernel::text::Text;

/// Something that happens to an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Thông báo cho đơn vị.
    Notify,
    /// Bắt đầu.
    Start,
    /// Kết luận.
    Conclude,
    /// Mở lại.
    Reopen,
    /// Ký biên bản.
    Sign,
    /// Ban hành.
    Issue,
    /// Lưu trữ.
    Archive,
    /// Hủy.
    Cancel,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Number and date of the notice.
    Notice,
    /// No notice is due: the unit inspects itself.
    OwnInspection,
    /// A team with a lead.
    Team,
    /// Every required item answered or excluded with a reason.
    Answers,
    /// Every declared photo stored and verified.
    Evidence,
    /// No open conflict.
    NoConflict,
    /// Every nonconformity with evidence.
    NonconformityEvidence,
    /// Every finding says what it has to say before it can be recorded.
    WholeFindings,
    /// A reason.
    Reason,
    /// The number given by the clerk.
    Number,
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] =
    &[Event::Notify, Event::Start, Event::Conclude, Event::Reopen, Event::Sign, Event::Issue, Event::Archive, Event::Cancel];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Planned, Event::Notify, Notified, &[Need::Notice, Need::Team]),
    (Planned, Event::Start, InProgress, &[Need::OwnInspection, Need::Team]),
    (Notified, Event::Start, InProgress, &[Need::Team]),
    (
        InProgress,
        Event::Conclude,
        Concluded,
        &[Need::Answers, Need::Evidence, Need::NoConflict, Need::NonconformityEvidence, Need::WholeFindings],
    ),
    (Concluded, Event::Reopen, InProgress, &[Need::Reason]),
    (Concluded, Event::Sign, Signed, &[]),
    (Signed, Event::Issue, Issued, &[Need::Number]),
    (Issued, Event::Archive, Archived, &[]),
    (Planned, Event::Cancel, Cancelled, &[Need::Reason]),
    (Notified, Event::Cancel, Cancelled, &[Need::Reason]),
    (InProgress, Event::Cancel, Cancelled, &[Need::Reason]),
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
            Self::Notice => Text { vi: "số và ngày thông báo", en: "number and date of the notice" },
            Self::OwnInspection => Text { vi: "đơn vị tự kiểm tra, đánh giá nội bộ", en: "a check of the unit by itself" },
            Self::Team => Text { vi: "đoàn có trưởng đoàn", en: "a team with a lead" },
            Self::Answers => Text {
                vi: "mọi mục bắt buộc đã trả lời hoặc loại trừ có lý do",
                en: "every required item answered or excluded with a reason",
            },
            Self::Evidence => {
                Text { vi: "mọi bằng chứng đã khai báo đều đã xác minh", en: "all declared evidence verified" }
            }
            Self::NoConflict => Text { vi: "không còn xung đột dữ liệu", en: "no open conflict" },
            Self::NonconformityEvidence => {
                Text { vi: "điểm không phù hợp nào cũng có bằng chứng", en: "evidence for every nonconformity" }
            }
            Self::WholeFindings => Text { vi: "phát hiện nào cũng ghi đủ", en: "every finding whole" },
            Self::Reason => Text { vi: "lý do", en: "a reason" },
            Self::Number => Text { vi: "số văn bản do văn thư cấp", en: "the number given by the clerk" },
        }
    }
}

impl Event {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notify => "notify",
            Self::Start => "start",
            Self::Conclude => "conclude",
            Self::Reopen => "reopen",
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::Archive => "archive",
            Self::Cancel => "cancel",
        }
    }
}
