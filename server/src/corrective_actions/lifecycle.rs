//! Every legal move of a corrective action request. A pair that is absent here is illegal; there is no other place to look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::request::Status::{
    self, Acknowledged, Closed, Disputed, ImplementationReturned, ImplementationSubmitted, Implementing, Issued, PlanReturned,
    PlanSubmitted, Reissued, Verified, Withdrawn,
};
use crate::kernel::text::Text;

/// Something that happens to a corrective action request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CarEvent)]
pub enum Event {
    /// Đơn vị tiếp nhận.
    Acknowledge,
    /// Đơn vị không nhất trí.
    Dispute,
    /// Ban chỉ đạo giữ nguyên phiếu.
    Uphold,
    /// Ban chỉ đạo rút phiếu.
    Withdraw,
    /// Đơn vị soạn kế hoạch khắc phục.
    DraftPlan,
    /// Thủ trưởng đơn vị duyệt kế hoạch.
    ApprovePlan,
    /// Đơn vị gửi kế hoạch.
    SubmitPlan,
    /// Chấp nhận kế hoạch.
    AcceptPlan,
    /// Trả lại kế hoạch.
    ReturnPlan,
    /// Đơn vị ghi việc đã làm.
    RecordProgress,
    /// Đơn vị gửi kết quả thực hiện.
    SubmitImplementation,
    /// Xác nhận đã thực hiện.
    Verify,
    /// Trả lại kết quả thực hiện.
    ReturnImplementation,
    /// Xác nhận có hiệu lực.
    ConfirmEffective,
    /// Không có hiệu lực: phát hành lại.
    FindIneffective,
    /// Đóng phiếu.
    Close,
    /// Hủy phiếu.
    Cancel,
    /// Đơn vị xin gia hạn.
    AskExtension,
}

/// What a move needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A reason.
    Reason,
    /// Decided by someone other than the inspector who raised it.
    NotRaiser,
    /// The correction: what was done about the case itself.
    Correction,
    /// The root cause, found by a named method.
    RootCause,
    /// At least one corrective action, each with an owner and a due day.
    Actions,
    /// Similar cases were looked for.
    SimilarCases,
    /// The unit head has approved the plan as it stands.
    HeadApproval,
    /// Every action is done.
    ActionsDone,
    /// Verified evidence for every action.
    ActionEvidence,
    /// Judged by someone who is not of the unit.
    IndependentVerifier,
    /// Said whether on site or by file.
    Method,
    /// The day for judging effectiveness has come.
    EffectivenessDay,
    /// Found effective, or effectiveness is not asked for this grade.
    Effective,
    /// Asked on or before the due day.
    InTime,
    /// No extension waits for a decision.
    NoneWaiting,
    /// The due day that an extension moves counts now.
    Awaited,
}

/// Every event, in the order of the work.
pub const EVENTS: &[Event] = &[
    Event::Acknowledge,
    Event::Dispute,
    Event::Uphold,
    Event::Withdraw,
    Event::DraftPlan,
    Event::ApprovePlan,
    Event::SubmitPlan,
    Event::AcceptPlan,
    Event::ReturnPlan,
    Event::RecordProgress,
    Event::SubmitImplementation,
    Event::Verify,
    Event::ReturnImplementation,
    Event::ConfirmEffective,
    Event::FindIneffective,
    Event::Close,
    Event::Cancel,
    Event::AskExtension,
];

const PLAN: &[Need] = &[Need::Correction, Need::RootCause, Need::Actions, Need::SimilarCases, Need::HeadApproval];
const APPROVAL: &[Need] = &[Need::Correction, Need::RootCause, Need::Actions, Need::SimilarCases];
const RESULT: &[Need] = &[Need::ActionsDone, Need::ActionEvidence];
const DECISION: &[Need] = &[Need::Reason, Need::NotRaiser];
const JUDGEMENT: &[Need] = &[Need::IndependentVerifier, Need::EffectivenessDay, Need::Reason];
const EXTENSION: &[Need] = &[Need::Reason, Need::InTime, Need::NoneWaiting];

/// The table: from, event, to, needs.
pub const MOVES: &[(Status, Event, Status, &[Need])] = &[
    (Issued, Event::Acknowledge, Acknowledged, &[]),
    (Issued, Event::Dispute, Disputed, &[Need::Reason]),
    (Acknowledged, Event::Dispute, Disputed, &[Need::Reason]),
    (Disputed, Event::Uphold, Acknowledged, DECISION),
    (Disputed, Event::Withdraw, Withdrawn, DECISION),
    (Acknowledged, Event::DraftPlan, Acknowledged, &[]),
    (PlanReturned, Event::DraftPlan, PlanReturned, &[]),
    (Acknowledged, Event::ApprovePlan, Acknowledged, APPROVAL),
    (PlanReturned, Event::ApprovePlan, PlanReturned, APPROVAL),
    (Acknowledged, Event::SubmitPlan, PlanSubmitted, PLAN),
    (PlanReturned, Event::SubmitPlan, PlanSubmitted, PLAN),
    (PlanSubmitted, Event::AcceptPlan, Implementing, &[]),
    (PlanSubmitted, Event::ReturnPlan, PlanReturned, &[Need::Reason]),
    (Implementing, Event::RecordProgress, Implementing, &[]),
    (ImplementationReturned, Event::RecordProgress, ImplementationReturned, &[]),
    (Implementing, Event::SubmitImplementation, ImplementationSubmitted, RESULT),
    (ImplementationReturned, Event::SubmitImplementation, ImplementationSubmitted, RESULT),
    (ImplementationSubmitted, Event::Verify, Verified, &[Need::IndependentVerifier, Need::Method]),
    (ImplementationSubmitted, Event::ReturnImplementation, ImplementationReturned, &[Need::IndependentVerifier, Need::Reason]),
    (Verified, Event::ConfirmEffective, Verified, JUDGEMENT),
    (Verified, Event::FindIneffective, Reissued, JUDGEMENT),
    (Verified, Event::Close, Closed, &[Need::Effective]),
    (Issued, Event::Cancel, Withdrawn, &[Need::Reason]),
    (Acknowledged, Event::Cancel, Withdrawn, &[Need::Reason]),
    (Disputed, Event::Cancel, Withdrawn, DECISION),
    (PlanSubmitted, Event::Cancel, Withdrawn, &[Need::Reason]),
    (PlanReturned, Event::Cancel, Withdrawn, &[Need::Reason]),
    (Implementing, Event::Cancel, Withdrawn, &[Need::Reason]),
    (Issued, Event::AskExtension, Issued, EXTENSION),
    (Acknowledged, Event::AskExtension, Acknowledged, EXTENSION),
    (PlanReturned, Event::AskExtension, PlanReturned, EXTENSION),
    (Implementing, Event::AskExtension, Implementing, EXTENSION),
    (ImplementationReturned, Event::AskExtension, ImplementationReturned, EXTENSION),
    (Verified, Event::AskExtension, Verified, EXTENSION),
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
            Self::Reason => Text { vi: "lý do", en: "a reason" },
            Self::NotRaiser => {
                Text { vi: "người quyết định không phải người ghi phát hiện", en: "decided by another than who raised it" }
            }
            Self::Correction => Text { vi: "việc khắc phục đã làm", en: "the correction" },
            Self::RootCause => Text { vi: "nguyên nhân gốc", en: "the root cause" },
            Self::Actions => Text {
                vi: "ít nhất một hành động khắc phục, có người phụ trách và thời hạn",
                en: "at least one corrective action with owner and due day",
            },
            Self::SimilarCases => Text { vi: "kết quả rà soát trường hợp tương tự", en: "similar cases looked for" },
            Self::HeadApproval => Text { vi: "thủ trưởng đơn vị duyệt kế hoạch", en: "approval of the unit head" },
            Self::ActionsDone => Text { vi: "mọi hành động đã hoàn thành", en: "every action done" },
            Self::ActionEvidence => {
                Text { vi: "mỗi hành động có bằng chứng đã xác minh", en: "verified evidence for each action" }
            }
            Self::IndependentVerifier => {
                Text { vi: "người xác nhận không thuộc đơn vị", en: "judged by someone not of the unit" }
            }
            Self::Method => Text { vi: "hình thức: tại đơn vị hoặc qua hồ sơ", en: "on site or by file" },
            Self::EffectivenessDay => {
                Text { vi: "đã đến ngày đánh giá hiệu lực", en: "the day for judging effectiveness has come" }
            }
            Self::Effective => Text {
                vi: "đã xác nhận có hiệu lực, hoặc mức độ này không phải đánh giá",
                en: "found effective, or not asked of the grade",
            },
            Self::InTime => Text { vi: "đề nghị trước khi hết hạn", en: "asked before the due day is over" },
            Self::NoneWaiting => Text { vi: "không có đề nghị gia hạn nào đang chờ", en: "no extension waits for a decision" },
            Self::Awaited => Text { vi: "thời hạn đó đang tính", en: "that due day counts now" },
        }
    }
}

impl Event {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Dispute => "dispute",
            Self::Uphold => "uphold",
            Self::Withdraw => "withdraw",
            Self::DraftPlan => "draft_plan",
            Self::ApprovePlan => "approve_plan",
            Self::SubmitPlan => "submit_plan",
            Self::AcceptPlan => "accept_plan",
            Self::ReturnPlan => "return_plan",
            Self::RecordProgress => "record_progress",
            Self::SubmitImplementation => "submit_implementation",
            Self::Verify => "verify",
            Self::ReturnImplementation => "return_implementation",
            Self::ConfirmEffective => "confirm_effective",
            Self::FindIneffective => "find_ineffective",
            Self::Close => "close",
            Self::Cancel => "cancel",
            Self::AskExtension => "ask_extension",
        }
    }

    /// The event of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        EVENTS.iter().copied().find(|event| event.as_str() == name)
    }
}
