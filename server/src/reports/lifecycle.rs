//! Every legal move of a document. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::report::Status::{self, Prepared, Signed, Signing, Superseded, Withdrawn};
use crate::kernel::text::Text;

/// Something that happens to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportEvent)]
pub enum Event {
    /// Một ô được ký.
    SignField,
    /// Một người từ chối ký.
    RefuseSigning,
    /// Mọi ô đã ký hoặc từ chối.
    Complete,
    /// Thay bằng bản khác.
    Supersede,
    /// Thu hồi.
    Withdraw,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// It is the expected signer's own field, and it waits.
    OwnField,
    /// The dissent in writing.
    Dissent,
    /// Of minutes: said that the dissent goes into the report, because the document cannot be printed again. That of a form stays
    /// with the form.
    InReport,
    /// Every field is signed or refused, and one is signed.
    EveryField,
    /// A reason.
    Reason,
}

impl Need {
    /// What it asks for, in words.
    #[must_use]
    pub const fn words(self) -> Text {
        let (vi, en) = match self {
            Self::OwnField => ("ô dành cho người ký, chưa ký", "the signer's own field, which waits"),
            Self::Dissent => ("ý kiến bảo lưu bằng văn bản", "the dissent in writing"),
            Self::InReport => ("với biên bản: đồng ý in ý kiến trong báo cáo kết quả", "of minutes: that the dissent goes into the report"),
            Self::EveryField => ("mọi ô đã ký hoặc từ chối, ít nhất một ô đã ký", "every field signed or refused, one at least signed"),
            Self::Reason => ("lý do", "a reason"),
        };
        Text { vi, en }
    }
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] = &[Event::SignField, Event::RefuseSigning, Event::Complete, Event::Supersede, Event::Withdraw];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Prepared, Event::SignField, Signing, &[Need::OwnField]),
    (Signing, Event::SignField, Signing, &[Need::OwnField]),
    (Prepared, Event::RefuseSigning, Prepared, &[Need::Dissent]),
    (Signing, Event::RefuseSigning, Signing, &[Need::Dissent, Need::InReport]),
    (Signing, Event::Complete, Signed, &[Need::EveryField]),
    (Prepared, Event::Supersede, Superseded, &[]),
    (Prepared, Event::Withdraw, Withdrawn, &[Need::Reason]),
    (Signing, Event::Withdraw, Withdrawn, &[Need::Reason]),
    (Signed, Event::Withdraw, Withdrawn, &[Need::Reason]),
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
            Self::SignField => "sign_field",
            Self::RefuseSigning => "refuse_signing",
            Self::Complete => "complete",
            Self::Supersede => "supersede",
            Self::Withdraw => "withdraw",
        }
    }
}
