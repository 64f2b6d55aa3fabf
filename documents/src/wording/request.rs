//! The form of a corrective action request.

use super::{Words, words};
use crate::content::{CauseMethod, DeadlineKind};

/// Part 1.
pub const PART_REQUEST: Words = words("PHẦN 1. YÊU CẦU", "PART 1. REQUEST");
/// Part 2.
pub const PART_MEASURES: Words = words("PHẦN 2. NGUYÊN NHÂN VÀ BIỆN PHÁP", "PART 2. CAUSE AND MEASURES");
/// Part 3.
pub const PART_APPROVAL: Words = words("PHẦN 3. PHÊ DUYỆT", "PART 3. APPROVAL");
/// Part 4.
pub const PART_RESULT: Words = words("PHẦN 4. KẾT QUẢ", "PART 4. RESULT");
/// The history.
pub const PART_HISTORY: Words = words("DIỄN BIẾN XỬ LÝ", "HISTORY");
/// The evidence.
pub const PART_EVIDENCE: Words = words("DANH MỤC BẰNG CHỨNG VÀ MÃ BĂM", "LIST OF EVIDENCE AND HASHES");
/// Photos.
pub const PART_PHOTOS: Words = words("ẢNH BẰNG CHỨNG", "PHOTOS");
/// What the form is about.
pub const ABOUT: Words = words("Đối với các phát hiện tại {}", "On findings at {}");
/// Addressed to.
pub const ADDRESSED: Words = words("Kính gửi: {}", "To: {}");
/// The inspection it came from.
pub const FROM_INSPECTION: Words = words("Cuộc kiểm tra:", "Inspection:");
/// Number of the minutes and day.
pub const MINUTES_NO: Words = words("{}, Biên bản số {}", "{}, minutes No. {}");
/// Concluded on.
pub const CONCLUDED: Words = words(", kết luận ngày {}", ", concluded on {}");
/// Standard.
pub const STANDARD: Words = words("Tiêu chuẩn:", "Standard:");
/// Grade.
pub const GRADE: Words = words("Mức độ:", "Grade:");
/// Replaces.
pub const REISSUED_FROM: Words = words("Ban hành lại thay cho phiếu:", "Re-issued in place of request:");
/// Replaced by.
pub const REISSUED_AS: Words = words("Được thay bằng phiếu:", "Replaced by request:");
/// Status.
pub const STATUS: Words = words("Tình trạng:", "Status:");
/// Issued by.
pub const ISSUED: Words = words("Người yêu cầu:", "Issued by:");
/// Taken note of by.
pub const ACKNOWLEDGED: Words = words("Đơn vị tiếp nhận:", "Acknowledged by:");
/// Deadlines.
pub const DEADLINES: Words = words("Các thời hạn", "Deadlines");
/// Findings.
pub const FINDINGS: Words = words("Nội dung phát hiện", "Findings");
/// Dispute.
pub const DISPUTE: Words = words("Khiếu nại của đơn vị", "Dispute");
/// Decision on the dispute.
pub const UPHELD: Words = words("Quyết định: giữ nguyên yêu cầu.", "Decision: the request stands.");
/// Decision on the dispute.
pub const WITHDRAWN: Words = words("Quyết định: rút yêu cầu.", "Decision: the request is withdrawn.");
/// Not decided yet.
pub const UNDECIDED: Words = words("Chưa quyết định.", "Not decided yet.");
/// Correction.
pub const CORRECTION: Words = words("Khắc phục", "Correction");
/// Root cause.
pub const CAUSE: Words = words("Nguyên nhân gốc", "Root cause");
/// How it was found.
pub const METHOD: Words = words("Phương pháp phân tích:", "Method:");
/// One answer to "why".
pub const WHY: Words = words("Tại sao (lần {}): {}", "Why ({}): {}");
/// The cause in words.
pub const CAUSE_STATED: Words = words("Nguyên nhân gốc:", "Root cause:");
/// Actions.
pub const ACTIONS: Words = words("Hành động khắc phục", "Corrective actions");
/// Similar cases.
pub const SIMILAR: Words = words("Rà soát trường hợp tương tự", "Similar cases");
/// Approval of the plan by the unit.
pub const PLAN_APPROVED: Words = words("Thủ trưởng đơn vị phê duyệt kế hoạch:", "Plan approved by the head of the unit:");
/// Review of the plan.
pub const PLAN_REVIEW: Words = words("Thẩm xét kế hoạch khắc phục", "Review of the plan");
/// Accepted.
pub const ACCEPTED: Words = words("Chấp nhận", "Accepted");
/// Sent back.
pub const SENT_BACK: Words = words("Trả lại", "Sent back");
/// Extensions.
pub const EXTENSIONS: Words = words("Gia hạn", "Extensions");
/// An extension asked: deadline, from, to.
pub const EXTENSION: Words = words("Đề nghị gia hạn {}: từ {} đến {}.", "Extension asked for {}: from {} to {}.");
/// Granted.
pub const GRANTED: Words = words("Đồng ý", "Granted");
/// Refused.
pub const REFUSED: Words = words("Không đồng ý", "Refused");
/// Implementation.
pub const IMPLEMENTATION: Words = words("Báo cáo thực hiện của đơn vị", "Implementation by the unit");
/// Verification.
pub const VERIFICATION: Words = words("Kiểm tra xác nhận", "Verification");
/// Form of verification.
pub const VERIFIED: Words = words("Hình thức: {}.", "Form: {}.");
/// Effectiveness.
pub const EFFECTIVENESS: Words = words("Đánh giá hiệu lực", "Effectiveness");
/// Effective.
pub const EFFECTIVE: Words = words("Hành động khắc phục có hiệu lực.", "The corrective action is effective.");
/// Not effective.
pub const INEFFECTIVE: Words = words("Hành động khắc phục chưa có hiệu lực.", "The corrective action is not effective.");
/// Not asked for.
pub const NOT_REQUIRED: Words =
    words("Không yêu cầu đánh giá hiệu lực đối với mức độ này.", "No review of effectiveness is asked for this grade.");
/// To be looked at from a day on.
pub const EFFECTIVENESS_DUE: Words = words("Đánh giá hiệu lực từ ngày {}.", "Effectiveness is reviewed from {}.");
/// Closing.
pub const CLOSED: Words = words("Đóng phiếu", "Closing");
/// Not there yet.
pub const NOT_YET: Words = words("Chưa thực hiện.", "Not done yet.");
/// Not filled in yet: room to write.
pub const TO_FILL: Words = words(
    "...........................................................................................................................................",
    "...........................................................................................................................................",
);
/// Head of the unit signs.
pub const UNIT_HEAD: Words = words("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT");
/// The one who issues signs.
pub const ISSUER: Words = words("NGƯỜI YÊU CẦU", "ISSUED BY");
/// The reviewer signs.
pub const REVIEWER: Words = words("NGƯỜI PHÊ DUYỆT KẾ HOẠCH", "REVIEWER OF THE PLAN");
/// The verifier signs.
pub const VERIFIER: Words = words("NGƯỜI KIỂM TRA XÁC NHẬN", "VERIFIER");
/// The chair signs.
pub const CHAIR: Words = words("TM. BAN CHỈ ĐẠO ISO", "FOR THE STEERING COMMITTEE");

/// How the root cause was found.
#[must_use]
pub const fn method(method: CauseMethod) -> Words {
    match method {
        CauseMethod::FiveWhy => words("hỏi “tại sao” nhiều lần (5-why)", "repeated “why” (5-why)"),
        CauseMethod::Fishbone => words("sơ đồ xương cá", "fishbone diagram"),
        CauseMethod::Free => words("mô tả tự do", "free description"),
    }
}

/// What a deadline is for.
#[must_use]
pub const fn deadline(kind: DeadlineKind) -> Words {
    match kind {
        DeadlineKind::Plan => words("Gửi nguyên nhân và kế hoạch khắc phục", "Cause and plan"),
        DeadlineKind::Implementation => words("Hoàn thành khắc phục", "Implementation"),
        DeadlineKind::Effectiveness => words("Đánh giá hiệu lực", "Effectiveness"),
    }
}

/// A status of the lifecycle.
#[must_use]
pub fn status(status: &str) -> Option<Words> {
    Some(match status {
        "issued" => words("Đã phát hành", "Issued"),
        "acknowledged" => words("Đơn vị đã tiếp nhận", "Acknowledged"),
        "disputed" => words("Đang khiếu nại", "Disputed"),
        "plan_submitted" => words("Đã gửi kế hoạch, chờ thẩm xét", "Plan submitted"),
        "plan_returned" => words("Kế hoạch bị trả lại", "Plan returned"),
        "implementing" => words("Đang thực hiện", "Implementing"),
        "implementation_submitted" => words("Đã báo cáo thực hiện, chờ xác nhận", "Implementation submitted"),
        "implementation_returned" => words("Báo cáo thực hiện bị trả lại", "Implementation returned"),
        "verified" => words("Đã xác nhận", "Verified"),
        "closed" => words("Đã đóng", "Closed"),
        "reissued" => words("Đã ban hành lại", "Re-issued"),
        "withdrawn" => words("Đã rút", "Withdrawn"),
        _ => return None,
    })
}

/// An event of the lifecycle.
#[must_use]
pub fn event(event: &str) -> Option<Words> {
    Some(match event {
        "issue" => words("Phát hành phiếu", "Issued"),
        "acknowledge" => words("Tiếp nhận", "Acknowledged"),
        "dispute" => words("Khiếu nại", "Disputed"),
        "uphold" => words("Giữ nguyên yêu cầu", "Upheld"),
        "withdraw" => words("Rút yêu cầu", "Withdrawn"),
        "submit_plan" => words("Gửi kế hoạch khắc phục", "Plan submitted"),
        "accept_plan" => words("Chấp nhận kế hoạch", "Plan accepted"),
        "return_plan" => words("Trả lại kế hoạch", "Plan returned"),
        "submit_implementation" => words("Báo cáo thực hiện", "Implementation submitted"),
        "verify" => words("Xác nhận thực hiện", "Verified"),
        "return_implementation" => words("Trả lại báo cáo thực hiện", "Implementation returned"),
        "confirm_effective" => words("Xác nhận có hiệu lực", "Found effective"),
        "find_ineffective" => words("Xác định chưa có hiệu lực", "Found ineffective"),
        "close" => words("Đóng phiếu", "Closed"),
        "cancel" => words("Hủy phiếu", "Cancelled"),
        "request_extension" => words("Đề nghị gia hạn", "Extension asked"),
        "grant_extension" => words("Đồng ý gia hạn", "Extension granted"),
        "refuse_extension" => words("Không đồng ý gia hạn", "Extension refused"),
        "reissue" => words("Ban hành lại", "Re-issued"),
        _ => return None,
    })
}
