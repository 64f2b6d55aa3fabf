//! Codes of the program in words: statuses, kinds, roles, events, fields. What is an enum here is matched whole, so a new variant
//! without its words does not compile.

use crate::access::policy::{Role, TeamRole};
use crate::evidence::entity::evidence::State as EvidenceState;
use crate::findings::entity::finding::Status as FindingStatus;
use crate::inspections::entity::inspection::{Form, Kind, Status};
use crate::inspections::lifecycle::Event;
use crate::kernel::text::{Lang, Text};
use crate::programmes::rules::Stage;
use crate::sync::entity::parked_op::State as ParkedState;

pub(super) const fn both(vi: &'static str, en: &'static str) -> Text {
    Text { vi, en }
}

/// A kind of inspection.
#[must_use]
pub const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::External => both("Kiểm tra", "External inspection"),
        Kind::InternalAudit => both("Đánh giá nội bộ", "Internal audit"),
        Kind::SelfCheck => both("Tự kiểm tra", "Self-check"),
        Kind::FollowUp => both("Kiểm tra lại", "Follow-up"),
    }
}

/// A form of inspection.
#[must_use]
pub const fn form(form: Form) -> Text {
    match form {
        Form::OnSite => both("Trực tiếp tại đơn vị", "On site"),
        Form::ByFile => both("Qua hồ sơ", "By file"),
    }
}

/// A status of an inspection.
#[must_use]
pub const fn status(status: Status) -> Text {
    match status {
        Status::Planned => both("Đã lên kế hoạch", "Planned"),
        Status::Notified => both("Đã thông báo", "Notified"),
        Status::InProgress => both("Đang kiểm tra", "In progress"),
        Status::Concluded => both("Đã kết luận", "Concluded"),
        Status::Signed => both("Đã ký biên bản", "Signed"),
        Status::Issued => both("Đã ban hành", "Issued"),
        Status::Archived => both("Đã lưu trữ", "Archived"),
        Status::Cancelled => both("Đã hủy", "Cancelled"),
    }
}

/// The colour of a status: `quiet`, `busy`, `good` or `bad`.
#[must_use]
pub const fn tone(status: Status) -> &'static str {
    match status {
        Status::Planned | Status::Archived => "quiet",
        Status::Notified | Status::InProgress => "busy",
        Status::Concluded | Status::Signed | Status::Issued => "good",
        Status::Cancelled => "bad",
    }
}

/// An event of an inspection, as its button says it.
#[must_use]
pub const fn event(event: Event) -> Text {
    match event {
        Event::Notify => both("Thông báo cho đơn vị", "Notify the unit"),
        Event::Start => both("Bắt đầu kiểm tra", "Start"),
        Event::Conclude => both("Kết luận", "Conclude"),
        Event::Reopen => both("Mở lại", "Reopen"),
        Event::Sign => both("Ký biên bản", "Sign the minutes"),
        Event::Issue => both("Ban hành", "Issue"),
        Event::Archive => both("Lưu trữ", "Archive"),
        Event::Cancel => both("Hủy cuộc kiểm tra", "Cancel the inspection"),
    }
}

/// A status of a finding.
#[must_use]
pub const fn finding_status(status: FindingStatus) -> Text {
    match status {
        FindingStatus::Draft => both("Dự thảo", "Draft"),
        FindingStatus::Recorded => both("Đã ghi nhận", "Recorded"),
        FindingStatus::Accepted => both("Đơn vị chấp nhận", "Accepted"),
        FindingStatus::Disputed => both("Đơn vị có ý kiến khác", "Disputed"),
        FindingStatus::Upheld => both("Giữ nguyên", "Upheld"),
        FindingStatus::Withdrawn => both("Đã rút", "Withdrawn"),
        FindingStatus::Closed => both("Đã khắc phục xong", "Closed"),
    }
}

/// The colour of a finding's status.
#[must_use]
pub const fn finding_tone(status: FindingStatus) -> &'static str {
    match status {
        FindingStatus::Draft | FindingStatus::Withdrawn => "quiet",
        FindingStatus::Recorded | FindingStatus::Accepted | FindingStatus::Upheld => "busy",
        FindingStatus::Disputed => "bad",
        FindingStatus::Closed => "good",
    }
}

/// A role.
#[must_use]
pub const fn role(role: Role) -> Text {
    match role {
        Role::Administrator => both("Quản trị", "Administrator"),
        Role::ProgrammeManager => both("Cơ quan thường trực", "Standing office"),
        Role::Inspector => both("Thành viên đoàn kiểm tra", "Inspector"),
        Role::UnitRepresentative => both("Thư ký ISO đơn vị", "Unit representative"),
        Role::UnitHead => both("Thủ trưởng đơn vị", "Head of the unit"),
        Role::CommitteeMember => both("Thành viên Ban chỉ đạo ISO", "Committee member"),
        Role::CommitteeChair => both("Trưởng Ban chỉ đạo ISO", "Committee chair"),
        Role::Viewer => both("Chỉ xem", "Viewer"),
    }
}

/// The code of a role in forms.
#[must_use]
pub const fn role_code(role: Role) -> &'static str {
    match role {
        Role::Administrator => "administrator",
        Role::ProgrammeManager => "programme_manager",
        Role::Inspector => "inspector",
        Role::UnitRepresentative => "unit_representative",
        Role::UnitHead => "unit_head",
        Role::CommitteeMember => "committee_member",
        Role::CommitteeChair => "committee_chair",
        Role::Viewer => "viewer",
    }
}

/// A role on a team.
#[must_use]
pub const fn team_role(role: TeamRole) -> Text {
    match role {
        TeamRole::Lead => both("Trưởng đoàn", "Lead"),
        TeamRole::Secretary => both("Thư ký", "Secretary"),
        TeamRole::Member => both("Thành viên", "Member"),
        TeamRole::Observer => both("Quan sát viên", "Observer"),
    }
}

/// How far a line of a plan has come.
#[must_use]
pub const fn stage(stage: Stage) -> Text {
    match stage {
        Stage::Cancelled => both("Đã hủy", "Cancelled"),
        Stage::NotStarted => both("Chưa thực hiện", "Not started"),
        Stage::Notified => both("Đã thông báo", "Notified"),
        Stage::InProgress => both("Đang kiểm tra", "In progress"),
        Stage::Concluded => both("Đã kết luận", "Concluded"),
        Stage::Issued => both("Đã ban hành", "Issued"),
    }
}

/// The colour of a stage.
#[must_use]
pub const fn stage_tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Cancelled => "bad",
        Stage::NotStarted => "quiet",
        Stage::Notified | Stage::InProgress => "busy",
        Stage::Concluded | Stage::Issued => "good",
    }
}

/// How far a piece of evidence has come.
#[must_use]
pub const fn evidence_state(state: EvidenceState) -> Text {
    match state {
        EvidenceState::Declared => both("Chờ thiết bị gửi tệp", "Waiting for the file"),
        EvidenceState::Receiving => both("Đang nhận", "Being received"),
        EvidenceState::Stored => both("Đã nhận, đang xác minh", "Stored, being verified"),
        EvidenceState::Verified => both("Đã xác minh", "Verified"),
        EvidenceState::Refused => both("Bị từ chối", "Refused"),
    }
}

/// What became of a parked operation.
#[must_use]
pub const fn parked_state(state: ParkedState) -> Text {
    match state {
        ParkedState::Open => both("Đang chờ", "Waiting"),
        ParkedState::Applied => both("Đã áp dụng", "Applied"),
        ParkedState::Dismissed => both("Đã bỏ", "Dismissed"),
    }
}

/// A table of codes that come as text.
type Table = &'static [(&'static str, Text)];

const GRADES: Table = &[
    ("major_nonconformity", both("Không phù hợp nặng", "Major nonconformity")),
    ("minor_nonconformity", both("Không phù hợp nhẹ", "Minor nonconformity")),
    ("observation", both("Điểm lưu ý", "Observation")),
    ("improvement", both("Khuyến nghị", "Opportunity for improvement")),
    ("good_practice", both("Điểm mạnh", "Good practice")),
];

const VERDICTS: Table = &[
    ("conforming", both("Phù hợp", "Conforming")),
    ("partly_conforming", both("Phù hợp một phần", "Partly conforming")),
    ("nonconforming", both("Không phù hợp", "Nonconforming")),
    ("not_applicable", both("Không áp dụng", "Not applicable")),
];

const LEVELS: Table = &[
    ("central", both("Trung ương", "Central")),
    ("provincial", both("Cấp tỉnh", "Provincial")),
    ("district", both("Cấp huyện (cũ)", "District (former)")),
    ("communal", both("Cấp xã", "Communal")),
];

const SIDES: Table =
    &[("team", both("Đoàn kiểm tra", "The team")), ("unit", both("Đơn vị được kiểm tra", "The unit")), ("other", both("Khác", "Other"))];

const SESSIONS: Table = &[
    ("opening", both("Họp mở đầu", "Opening")),
    ("room", both("Làm việc tại phòng", "Room")),
    ("closing", both("Họp kết thúc", "Closing")),
];

const MANNERS: Table =
    &[("merge", both("Sáp nhập", "Merger")), ("split", both("Chia tách", "Division")), ("rename", both("Đổi tên", "Change of name"))];

const PARKED_REASONS: Table = &[
    ("left-team", both("Người gửi đã rời đoàn trước khi dữ liệu đến", "The sender had left the team before it arrived")),
    ("not-recording", both("Cuộc kiểm tra không còn ở giai đoạn ghi nhận", "The inspection was not open for recording")),
    ("evidence-closed", both("Cuộc kiểm tra không nhận thêm bằng chứng", "The inspection took no more evidence")),
    ("request-takes-no-evidence", both("Phiếu không nhận thêm bằng chứng", "The request took no more evidence")),
    ("submission-replaced", both("Đơn vị đã gửi nội dung khác với nội dung được xem", "The unit had sent something else than was judged")),
    ("needs-unmet", both("Còn điều kiện chưa đáp ứng khi dữ liệu đến", "Needs were not met when it arrived")),
    ("illegal-move", both("Bước này không được phép vào lúc dữ liệu đến", "The step was not allowed when it arrived")),
];

const COLLECTIONS: Table = &[
    ("inspections", both("Cuộc kiểm tra", "Inspection")),
    ("responses", both("Câu trả lời", "Answer")),
    ("samples", both("Hồ sơ lấy mẫu", "Sampled dossier")),
    ("attendees", both("Người dự", "Attendee")),
    ("findings", both("Phát hiện", "Finding")),
    ("evidence", both("Bằng chứng", "Evidence")),
];

const FIELDS: Table = &[
    ("verdict", both("Đánh giá", "Verdict")),
    ("value", both("Giá trị", "Value")),
    ("note", both("Ghi chú", "Note")),
    ("withdrawn", both("Rút bản ghi", "Withdrawal")),
    ("status", both("Trạng thái", "Status")),
    ("reason", both("Lý do", "Reason")),
    ("conclusion", both("Kết luận", "Conclusion")),
    ("opinion", both("Ý kiến của đơn vị", "The unit's opinion")),
    ("disagreements", both("Ý kiến chưa thống nhất", "Disagreements")),
    ("scope", both("Phạm vi", "Scope")),
    ("agenda", both("Chương trình làm việc", "Agenda")),
    ("sessions", both("Các buổi làm việc", "Sessions")),
    ("exclusions", both("Điều khoản không áp dụng", "Excluded clauses")),
    ("members", both("Thành viên đoàn", "Members")),
    ("planned_from", both("Từ ngày", "From")),
    ("planned_to", both("Đến ngày", "Until")),
    ("form", both("Hình thức", "Form")),
    ("number", both("Số văn bản", "Number")),
    ("checklist", both("Phiếu kiểm tra", "Checklist")),
    ("checklist_digest", both("Phiếu kiểm tra", "Checklist")),
    ("frozen_digest", both("Mã băm nội dung", "Digest of the content")),
    ("notice_number", both("Số thông báo", "Number of the notice")),
    ("notice_sent_on", both("Ngày gửi thông báo", "Notice sent on")),
    ("decision_number", both("Số quyết định", "Number of the decision")),
    ("decided_on", both("Ngày quyết định", "Date of the decision")),
    ("signed_on", both("Ngày ký", "Signed on")),
    ("effective_on", both("Ngày hiệu lực", "Effective on")),
    ("item_id", both("Mục", "Item")),
    ("grade", both("Mức độ", "Grade")),
    ("clauses", both("Điều khoản", "Clauses")),
    ("procedure", both("Quy trình", "Procedure")),
    ("legal_reference", both("Căn cứ pháp lý", "Legal reference")),
    ("requirement", both("Yêu cầu", "Requirement")),
    ("observed", both("Thực tế", "What was seen")),
    ("evidence_statement", both("Bằng chứng", "Evidence")),
    ("local_label", both("Ký hiệu tạm", "Label")),
    ("caption", both("Chú thích", "Caption")),
    ("dossier_code", both("Mã hồ sơ", "Dossier")),
    ("received_on", both("Ngày nhận", "Received on")),
    ("due_on", both("Thời hạn", "Due on")),
    ("returned_on", both("Ngày trả", "Returned on")),
    ("steps", both("Các bước", "Steps")),
    ("side", both("Bên", "Side")),
    ("name", both("Tên", "Name")),
    ("title", both("Chức vụ", "Position")),
    ("present_at", both("Có mặt tại", "Present at")),
    ("display_name", both("Họ và tên", "Full name")),
    ("username", both("Tên đăng nhập", "Username")),
    ("email", both("Thư điện tử", "E-mail")),
    ("phone", both("Điện thoại", "Telephone")),
    ("address", both("Địa chỉ", "Address")),
    ("code", both("Mã", "Code")),
    ("short_name", both("Tên ngắn", "Short name")),
    ("kind", both("Loại", "Kind")),
    ("level", both("Cấp", "Level")),
    ("unit_code", both("Mã đơn vị hành chính", "Administrative code")),
    ("valid_from", both("Từ ngày", "From")),
    ("valid_to", both("Đến ngày", "Until")),
    ("locale", both("Ngôn ngữ", "Language")),
    ("active", both("Được đăng nhập", "May sign in")),
    ("role", both("Vai trò", "Role")),
    ("organisation_id", both("Cơ quan", "Organisation")),
    ("programme_id", both("Chương trình", "Programme")),
    ("q", both("Từ khóa", "Words")),
    ("correction", both("Khắc phục ngay", "Correction")),
    ("root_cause", both("Nguyên nhân gốc", "Root cause")),
    ("whys", both("Vì sao", "Why")),
    ("people", both("Con người", "People")),
    ("documents", both("Văn bản, biểu mẫu", "Documents")),
    ("equipment", both("Thiết bị, phần mềm", "Equipment")),
    ("environment", both("Môi trường làm việc", "Environment")),
    ("management", both("Quản lý, giám sát", "Management")),
    ("method", both("Quy trình, phương pháp", "Method")),
    ("text", both("Nội dung", "Text")),
    ("what", both("Nội dung hành động", "Action")),
    ("owner", both("Người phụ trách", "Owner")),
    ("done_on", both("Ngày hoàn thành", "Done on")),
    ("result", both("Kết quả", "Result")),
    ("similar_cases", both("Trường hợp tương tự", "Similar cases")),
    ("to_on", both("Xin đến ngày", "Until")),
    ("plan", both("Kế hoạch khắc phục", "Plan")),
    ("actions", both("Hành động khắc phục", "Corrective actions")),
];

const ACTIONS: Table = &[
    ("create", both("tạo", "created")),
    ("edit", both("sửa", "edited")),
    ("notify", both("thông báo", "notified")),
    ("start", both("bắt đầu", "started")),
    ("conclude", both("kết luận", "concluded")),
    ("reopen", both("mở lại", "reopened")),
    ("sign", both("ký", "signed")),
    ("issue", both("ban hành", "issued")),
    ("archive", both("lưu trữ", "archived")),
    ("cancel", both("hủy", "cancelled")),
    ("set_team", both("cử đoàn", "set the team")),
    ("record", both("ghi nhận", "recorded")),
    ("withdraw", both("rút", "withdrew")),
    ("resolve_conflict", both("giải quyết xung đột", "resolved a conflict")),
    ("revoke", both("thu hồi", "revoked")),
    ("give", both("cấp vai trò", "gave a role")),
    ("end", both("kết thúc", "ended")),
    ("sign_in", both("đăng nhập", "signed in")),
    ("change_password", both("đổi mật khẩu", "changed the password")),
    ("change_language", both("đổi ngôn ngữ", "changed the language")),
    ("plan", both("sửa kế hoạch", "changed the plan")),
    ("reorganise", both("sắp xếp lại", "reorganised")),
    ("accept", both("chấp nhận", "accepted")),
    ("dispute", both("nêu ý kiến không nhất trí", "disputed")),
    ("uphold", both("giữ nguyên", "upheld")),
    ("acknowledge", both("tiếp nhận", "acknowledged")),
    ("draft_plan", both("soạn kế hoạch", "drafted the plan")),
    ("approve_plan", both("duyệt kế hoạch", "approved the plan")),
    ("submit_plan", both("gửi kế hoạch", "sent the plan")),
    ("accept_plan", both("chấp nhận kế hoạch", "accepted the plan")),
    ("return_plan", both("trả lại kế hoạch", "returned the plan")),
    ("record_progress", both("ghi việc đã làm", "recorded progress")),
    ("submit_implementation", both("gửi kết quả", "sent the result")),
    ("verify", both("xác nhận thực hiện", "verified")),
    ("return_implementation", both("trả lại kết quả", "returned the result")),
    ("confirm_effective", both("xác nhận có hiệu lực", "found it effective")),
    ("close", both("đóng", "closed")),
    ("ask_extension", both("xin gia hạn", "asked for an extension")),
    ("grant_extension", both("đồng ý gia hạn", "granted the extension")),
    ("refuse_extension", both("không đồng ý gia hạn", "refused the extension")),
];

fn named(table: Table, code: &str, lang: Lang) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, text)| text.get(lang))
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident $table:ident;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(code: &str, lang: Lang) -> &str {
            named($table, code, lang).unwrap_or(code)
        }
    )+};
}

lookups! {
    /// A grade of a finding.
    grade GRADES;
    /// A verdict.
    verdict VERDICTS;
    /// A level of organisations.
    level LEVELS;
    /// A side at a meeting.
    side SIDES;
    /// A kind of session.
    session SESSIONS;
    /// How an organisation came to be another.
    manner MANNERS;
    /// Why an operation was parked.
    parked_reason PARKED_REASONS;
    /// A kind of record.
    collection COLLECTIONS;
    /// A field of a record or a form.
    field FIELDS;
    /// What was done, in the activity.
    action ACTIONS;
}

/// All grades with their words, for choices.
pub fn grades(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    GRADES.iter().map(move |(code, text)| (*code, text.get(lang)))
}

/// All levels with their words, for choices.
pub fn levels(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    LEVELS.iter().map(move |(code, text)| (*code, text.get(lang)))
}

/// The colour of a grade.
#[must_use]
pub fn grade_tone(grade: Option<&str>) -> &'static str {
    match grade {
        Some("major_nonconformity") => "bad",
        Some("minor_nonconformity") => "busy",
        Some("good_practice") => "good",
        _ => "quiet",
    }
}

/// The colour of a verdict.
#[must_use]
pub fn verdict_tone(verdict: &str) -> &'static str {
    match verdict {
        "conforming" => "good",
        "partly_conforming" => "busy",
        "nonconforming" => "bad",
        _ => "quiet",
    }
}
