//! Codes of corrective action requests in words: statuses, events, days, causes.

use super::named::both;
use crate::corrective_actions::entity::deadline;
use crate::corrective_actions::entity::extension;
use crate::corrective_actions::entity::request::Status;
use crate::corrective_actions::lifecycle::Event;
use crate::corrective_actions::plan::Category;
use crate::findings::lifecycle::Event as FindingEvent;
use crate::kernel::text::{Lang, Text};

/// A status of a request.
#[must_use]
pub const fn status(status: Status) -> Text {
    match status {
        Status::Issued => both("Chờ đơn vị tiếp nhận", "Waits for the unit"),
        Status::Acknowledged => both("Đơn vị đang lập kế hoạch", "The unit is planning"),
        Status::Disputed => both("Đơn vị có ý kiến khác", "Disputed"),
        Status::PlanSubmitted => both("Chờ xem xét kế hoạch", "Plan under review"),
        Status::PlanReturned => both("Kế hoạch bị trả lại", "Plan returned"),
        Status::Implementing => both("Đang thực hiện", "Being carried out"),
        Status::ImplementationSubmitted => both("Chờ xác nhận thực hiện", "Result under review"),
        Status::ImplementationReturned => both("Kết quả bị trả lại", "Result returned"),
        Status::Verified => both("Đã xác nhận thực hiện", "Verified"),
        Status::Closed => both("Đã đóng", "Closed"),
        Status::Withdrawn => both("Đã rút", "Withdrawn"),
        Status::Reissued => both("Đã phát hành lại", "Issued again"),
    }
}

/// The colour of a status.
#[must_use]
pub const fn tone(status: Status) -> &'static str {
    match status {
        Status::Issued | Status::Acknowledged | Status::Implementing | Status::PlanSubmitted | Status::ImplementationSubmitted => "busy",
        Status::Disputed | Status::PlanReturned | Status::ImplementationReturned => "bad",
        Status::Verified | Status::Closed => "good",
        Status::Withdrawn | Status::Reissued => "quiet",
    }
}

/// An event, as its button says it.
#[must_use]
pub const fn event(event: Event) -> Text {
    match event {
        Event::Acknowledge => both("Tiếp nhận phiếu", "Acknowledge"),
        Event::Dispute => both("Nêu ý kiến không nhất trí", "Dispute"),
        Event::Uphold => both("Giữ nguyên phiếu", "Uphold"),
        Event::Withdraw => both("Rút phiếu", "Withdraw"),
        Event::DraftPlan => both("Lập kế hoạch khắc phục", "Write the plan"),
        Event::ApprovePlan => both("Duyệt kế hoạch", "Approve the plan"),
        Event::SubmitPlan => both("Gửi kế hoạch", "Send the plan"),
        Event::AcceptPlan => both("Chấp nhận kế hoạch", "Accept the plan"),
        Event::ReturnPlan => both("Trả lại kế hoạch", "Return the plan"),
        Event::RecordProgress => both("Ghi việc đã làm", "Record what was done"),
        Event::SubmitImplementation => both("Gửi kết quả thực hiện", "Send the result"),
        Event::Verify => both("Xác nhận đã thực hiện", "Verify"),
        Event::ReturnImplementation => both("Trả lại kết quả", "Return the result"),
        Event::ConfirmEffective => both("Xác nhận có hiệu lực", "Confirm it is effective"),
        Event::FindIneffective => both("Không có hiệu lực, phát hành lại", "Not effective: issue again"),
        Event::Close => both("Đóng phiếu", "Close"),
        Event::Cancel => both("Hủy phiếu", "Cancel"),
        Event::AskExtension => both("Xin gia hạn", "Ask for an extension"),
    }
}

/// An event of a finding, as its button says it.
#[must_use]
pub const fn finding_event(event: FindingEvent) -> Text {
    match event {
        FindingEvent::Record => both("Ghi nhận phát hiện", "Record"),
        FindingEvent::Accept => both("Chấp nhận phát hiện", "Accept"),
        FindingEvent::Dispute => both("Nêu ý kiến không nhất trí", "Dispute"),
        FindingEvent::Uphold => both("Giữ nguyên phát hiện", "Uphold"),
        FindingEvent::Withdraw => both("Rút phát hiện", "Withdraw"),
        FindingEvent::Close => both("Đóng phát hiện", "Close"),
        FindingEvent::Reopen => both("Mở lại", "Reopen"),
    }
}

/// What is due.
#[must_use]
pub const fn due_kind(kind: deadline::Kind) -> Text {
    match kind {
        deadline::Kind::Plan => both("Gửi kế hoạch", "Plan"),
        deadline::Kind::Implementation => both("Gửi kết quả thực hiện", "Result"),
        deadline::Kind::Effectiveness => both("Đánh giá hiệu lực", "Effectiveness"),
    }
}

/// What became of an extension.
#[must_use]
pub const fn extension_state(state: extension::State) -> Text {
    match state {
        extension::State::Asked => both("Chờ Ban chỉ đạo quyết định", "Waits for the committee"),
        extension::State::Granted => both("Đã đồng ý", "Granted"),
        extension::State::Refused => both("Không đồng ý", "Refused"),
        extension::State::Lapsed => both("Không còn cần quyết định", "Lapsed"),
    }
}

/// The colour of an extension.
#[must_use]
pub const fn extension_tone(state: extension::State) -> &'static str {
    match state {
        extension::State::Asked => "busy",
        extension::State::Granted => "good",
        extension::State::Refused => "bad",
        extension::State::Lapsed => "quiet",
    }
}

/// A category of causes.
#[must_use]
pub const fn category(category: Category) -> Text {
    match category {
        Category::People => both("Con người", "People"),
        Category::Method => both("Quy trình, phương pháp", "Method"),
        Category::Documents => both("Văn bản, biểu mẫu", "Documents"),
        Category::Equipment => both("Thiết bị, phần mềm", "Equipment"),
        Category::Environment => both("Môi trường làm việc", "Environment"),
        Category::Management => both("Quản lý, giám sát", "Management"),
    }
}

/// What was done, as the history tells it; the code itself where it has no words.
#[must_use]
pub fn happened(code: &str, lang: Lang) -> String {
    let text = match code {
        "issue" => both("Phát hành phiếu", "Issued"),
        "acknowledge" => both("Đơn vị tiếp nhận", "Acknowledged by the unit"),
        "dispute" => both("Đơn vị nêu ý kiến không nhất trí", "Disputed by the unit"),
        "uphold" => both("Ban chỉ đạo giữ nguyên phiếu", "Upheld by the committee"),
        "withdraw" => both("Ban chỉ đạo rút phiếu", "Withdrawn by the committee"),
        "draft_plan" => both("Soạn kế hoạch", "Plan drafted"),
        "approve_plan" => both("Thủ trưởng duyệt kế hoạch", "Plan approved by the head"),
        "submit_plan" => both("Gửi kế hoạch", "Plan sent"),
        "accept_plan" => both("Chấp nhận kế hoạch", "Plan accepted"),
        "return_plan" => both("Trả lại kế hoạch", "Plan returned"),
        "record_progress" => both("Ghi việc đã làm", "Progress recorded"),
        "submit_implementation" => both("Gửi kết quả thực hiện", "Result sent"),
        "verify" => both("Xác nhận đã thực hiện", "Verified"),
        "return_implementation" => both("Trả lại kết quả", "Result returned"),
        "confirm_effective" => both("Xác nhận có hiệu lực", "Found effective"),
        "find_ineffective" => both("Không có hiệu lực, phát hành lại", "Not effective: issued again"),
        "close" => both("Đóng phiếu", "Closed"),
        "cancel" => both("Hủy phiếu", "Cancelled"),
        "ask_extension" => both("Xin gia hạn", "Extension asked"),
        "grant_extension" => both("Đồng ý gia hạn", "Extension granted"),
        "refuse_extension" => both("Không đồng ý gia hạn", "Extension refused"),
        "message" => both("Gửi trao đổi", "Message written"),
        other => return other.to_owned(),
    };
    text.get(lang).to_owned()
}
