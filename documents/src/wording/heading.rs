//! Titles, headings and heads of columns.

use super::{Words, words};

/// Biên bản.
pub const MINUTES: Words = words("BIÊN BẢN", "MINUTES");
/// Báo cáo.
pub const REPORT: Words = words("BÁO CÁO", "REPORT");
/// Phiếu yêu cầu hành động khắc phục.
pub const CAR: Words = words("PHIẾU YÊU CẦU HÀNH ĐỘNG KHẮC PHỤC", "CORRECTIVE ACTION REQUEST");
/// What the minutes are about: kind, standard, unit.
pub const MINUTES_OF: Words =
    words("{} việc áp dụng hệ thống quản lý chất lượng theo {} tại {}", "{} of the quality management system under {} at {}");
/// What the report is about.
pub const REPORT_OF: Words = words(
    "Kết quả {} việc áp dụng hệ thống quản lý chất lượng theo {} tại {}",
    "Results of the {} of the quality management system under {} at {}",
);

/// I.
pub const GENERAL: Words = words("THÔNG TIN CHUNG", "GENERAL");
/// Those present.
pub const PRESENT: Words = words("THÀNH PHẦN THAM DỰ", "THOSE PRESENT");
/// Objectives, scope, criteria.
pub const CONTENT: Words = words("MỤC TIÊU, PHẠM VI, CHUẨN MỰC", "OBJECTIVES, SCOPE, CRITERIA");
/// Results.
pub const RESULTS: Words = words("KẾT QUẢ KIỂM TRA", "RESULTS");
/// Findings.
pub const FINDINGS: Words = words("CÁC PHÁT HIỆN", "FINDINGS");
/// The unit's opinion.
pub const OPINION: Words = words("Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA", "OPINION OF THE AUDITED UNIT");
/// Disagreements.
pub const DISAGREEMENTS: Words = words("NHỮNG ĐIỂM CHƯA THỐNG NHẤT", "UNRESOLVED DISAGREEMENTS");
/// Conclusion.
pub const CONCLUSION: Words = words("KẾT LUẬN", "CONCLUSION");
/// Refusals.
pub const REFUSALS: Words = words("TỪ CHỐI KÝ VÀ Ý KIẾN BẢO LƯU", "REFUSALS TO SIGN AND DISSENT");

/// Objectives.
pub const OBJECTIVES: Words = words("Mục tiêu", "Objectives");
/// Scope.
pub const SCOPE: Words = words("Phạm vi", "Scope");
/// Criteria.
pub const CRITERIA: Words = words("Chuẩn mực", "Criteria");
/// Form, dates and places.
pub const SESSIONS: Words = words("Hình thức, thời gian, địa điểm", "Form, dates and places");
/// Degree of fulfilment.
pub const FULFILMENT: Words = words("Mức độ đáp ứng", "Degree of fulfilment");
/// Dossiers.
pub const DOSSIERS: Words = words("Hồ sơ lấy mẫu", "Sampled dossiers");
/// Summary of findings.
pub const SUMMARY: Words = words("Tổng hợp phát hiện", "Summary of findings");
/// Sampling statement.
pub const SAMPLING: Words = words("Tuyên bố về việc lấy mẫu", "Statement on sampling");

/// Annex: the checklist.
pub const ANNEX_CHECKLIST: Words = words("KẾT QUẢ GHI NHẬN THEO PHIẾU KIỂM TRA", "RESULTS BY THE CHECKLIST");
/// Annex: clauses.
pub const ANNEX_CLAUSES: Words = words("TỔNG HỢP THEO ĐIỀU KHOẢN CỦA TIÊU CHUẨN", "SUMMARY BY CLAUSE OF THE STANDARD");
/// Annex: dossiers.
pub const ANNEX_DOSSIERS: Words = words("DIỄN BIẾN CÁC HỒ SƠ LẤY MẪU", "COURSE OF THE SAMPLED DOSSIERS");
/// Annex: photos.
pub const ANNEX_PHOTOS: Words = words("ẢNH GHI NHẬN TẠI CUỘC KIỂM TRA", "PHOTOS TAKEN DURING THE INSPECTION");
/// Annex: evidence.
pub const ANNEX_EVIDENCE: Words = words("DANH MỤC BẰNG CHỨNG VÀ MÃ BĂM", "LIST OF EVIDENCE AND HASHES");

/// Row number.
pub const NO: Words = words("STT", "No.");
/// Name.
pub const NAME: Words = words("Họ và tên", "Full name");
/// Position.
pub const POSITION: Words = words("Chức vụ, đơn vị", "Position");
/// Role.
pub const ROLE: Words = words("Vai trò", "Role");
/// Present at.
pub const PRESENT_AT: Words = words("Có mặt tại", "Present at");
/// Part of the checklist.
pub const PART: Words = words("Nội dung", "Part");
/// Items.
pub const ITEMS: Words = words("Số mục", "Items");
/// Score.
pub const SCORE: Words = words("Điểm", "Score");
/// Question.
pub const QUESTION: Words = words("Nội dung kiểm tra và ghi nhận", "Question and record");
/// Clause.
pub const CLAUSE: Words = words("Điều khoản", "Clause");
/// Title of a clause.
pub const CLAUSE_TITLE: Words = words("Tên điều khoản", "Title");
/// Verdict.
pub const VERDICT: Words = words("Đánh giá", "Verdict");
/// Finding numbers.
pub const FINDING_NUMBERS: Words = words("Phát hiện", "Findings");
/// Grade.
pub const GRADE: Words = words("Mức độ", "Grade");
/// Count.
pub const COUNT: Words = words("Số lượng", "Count");
/// Dossier code.
pub const DOSSIER: Words = words("Mã hồ sơ", "Dossier");
/// Procedure.
pub const PROCEDURE: Words = words("Quy trình", "Procedure");
/// Received on.
pub const RECEIVED: Words = words("Ngày tiếp nhận", "Received");
/// Due on.
pub const DUE: Words = words("Ngày hẹn trả", "Due");
/// Returned on.
pub const RETURNED: Words = words("Ngày trả", "Returned");
/// In time or late.
pub const TIMELINESS: Words = words("Thời hạn", "In time");
/// A step.
pub const STEP: Words = words("Bước thực hiện", "Step");
/// Who did it.
pub const DONE_BY: Words = words("Người thực hiện", "Done by");
/// Planned days.
pub const PLANNED_DAYS: Words = words("Số ngày quy định", "Days planned");
/// Actual days.
pub const ACTUAL_DAYS: Words = words("Số ngày thực tế", "Days taken");
/// Done on.
pub const DONE_ON: Words = words("Ngày xong", "Done on");
/// Evidence.
pub const EVIDENCE: Words = words("Bằng chứng", "Evidence");
/// Taken at.
pub const TAKEN: Words = words("Thời điểm", "Taken");
/// Size.
pub const SIZE: Words = words("Dung lượng", "Size");
/// Hash.
pub const HASH: Words = words("Mã băm SHA-256 của bản gốc", "SHA-256 of the original");
/// Deadline.
pub const DEADLINE: Words = words("Thời hạn", "Deadline");
/// Day in force.
pub const IN_FORCE: Words = words("Ngày hiện hành", "Day in force");
/// Earlier days.
pub const EARLIER: Words = words("Các ngày trước đó", "Earlier days");
/// What is done.
pub const ACTION: Words = words("Hành động khắc phục", "Corrective action");
/// Who answers for it.
pub const OWNER: Words = words("Người chịu trách nhiệm", "Owner");
/// What came of it.
pub const OUTCOME: Words = words("Kết quả", "Result");
/// A moment.
pub const MOMENT: Words = words("Thời điểm", "Time");
/// An event.
pub const EVENT: Words = words("Sự kiện", "Event");
/// Who.
pub const WHO: Words = words("Người thực hiện", "By");
/// Words that go with it.
pub const NOTE: Words = words("Ghi chú", "Note");
/// Category of a fishbone.
pub const CATEGORY: Words = words("Nhóm nguyên nhân", "Category");
/// Causes.
pub const CAUSES: Words = words("Nguyên nhân", "Causes");
