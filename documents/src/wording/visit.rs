//! Kinds, roles, sessions, and the sentences about the visit.

use super::{Words, words};
use crate::content::{Form, Kind, SessionKind, Side, TeamRole};

/// The kind, as it begins a title.
#[must_use]
pub const fn kind(kind: Kind) -> Words {
    match kind {
        Kind::External => words("Kiểm tra", "Inspection"),
        Kind::InternalAudit => words("Đánh giá nội bộ", "Internal audit"),
        Kind::SelfCheck => words("Tự kiểm tra", "Self-check"),
        Kind::FollowUp => words("Kiểm tra lại", "Follow-up inspection"),
    }
}

/// The team, as the body that issues the minutes.
#[must_use]
pub const fn team(kind: Kind) -> Words {
    match kind {
        Kind::External | Kind::FollowUp => words("Đoàn kiểm tra", "Inspection team"),
        Kind::InternalAudit => words("Đoàn đánh giá nội bộ", "Internal audit team"),
        Kind::SelfCheck => words("Tổ tự kiểm tra", "Self-check team"),
    }
}

/// The form.
#[must_use]
pub const fn form(form: Form) -> Words {
    match form {
        Form::OnSite => words("trực tiếp tại đơn vị", "on site"),
        Form::ByFile => words("qua hồ sơ, báo cáo", "from files and reports"),
    }
}

/// The role on the team.
#[must_use]
pub const fn role(role: TeamRole) -> Words {
    match role {
        TeamRole::Lead => words("Trưởng đoàn", "Lead"),
        TeamRole::Secretary => words("Thư ký", "Secretary"),
        TeamRole::Member => words("Thành viên", "Member"),
        TeamRole::Observer => words("Quan sát viên", "Observer"),
    }
}

/// The side somebody was present on.
#[must_use]
pub const fn side(side: Side) -> Words {
    match side {
        Side::Team => words("Đoàn kiểm tra", "Team"),
        Side::Unit => words("Đơn vị được kiểm tra", "Audited unit"),
        Side::Other => words("Thành phần khác", "Others"),
    }
}

/// The kind of a session.
#[must_use]
pub const fn session(kind: SessionKind) -> Words {
    match kind {
        SessionKind::Opening => words("Họp khai mạc", "Opening meeting"),
        SessionKind::Room => words("Làm việc tại", "At work in"),
        SessionKind::Closing => words("Họp kết thúc", "Closing meeting"),
    }
}

/// Rests on the decision that set up the team.
pub const BY_TEAM_DECISION: Words =
    words("Căn cứ Quyết định số {}{} về việc thành lập {};", "Pursuant to Decision No. {}{} setting up the {};");
/// Rests on the programme.
pub const BY_PROGRAMME: Words = words("Căn cứ {} ban hành kèm theo Quyết định số {}{};", "Pursuant to {}, issued with Decision No. {}{};");
/// Rests on the programme, which has no decision.
pub const BY_BARE_PROGRAMME: Words = words("Căn cứ {};", "Pursuant to {};");
/// Rests on the notice.
pub const BY_NOTICE: Words =
    words("Căn cứ Thông báo số {}{} gửi đơn vị được kiểm tra,", "Pursuant to Notice No. {}{} to the audited unit,");
/// A date that goes with a number.
pub const DATED: Words = words(" {}", " of {}");
/// The opening sentence of the minutes: day, place, team, kind, unit.
pub const TODAY: Words = words(
    "Hôm nay, {}{}, {} tiến hành {} đối với {} và lập biên bản với các nội dung sau:",
    "On {}{}, the {} held this {} at {} and drew up these minutes:",
);
/// The place in that sentence.
pub const AT_PLACE: Words = words(", tại {}", ", at {}");
/// One day.
pub const ON_DAY: Words = words("ngày {}", "on {}");
/// The opening sentence of the report: team, kind, unit, days.
pub const REPORTING: Words =
    words("{} đã tiến hành {} đối với {} {}. Kết quả cụ thể như sau:", "The {} held the {} at {} {}. The results are as follows:");
/// The last sentence of the minutes: hour and day.
pub const CLOSING: Words = words(
    "Biên bản được lập xong hồi {}, {}; đã đọc cho những người tham dự cùng nghe, thống nhất và cùng ký tên dưới đây./.",
    "These minutes were completed at {} on {}, read out to those present and signed below./.",
);
/// The last sentence of the minutes when disagreements are recorded in them.
pub const CLOSING_DISAGREED: Words = words(
    "Biên bản được lập xong hồi {}, {}; đã đọc cho những người tham dự cùng nghe; các ý kiến chưa thống nhất được ghi trong biên bản; những người có tên cùng ký tên dưới đây./.",
    "These minutes were completed at {} on {} and read out to those present; disagreements are recorded in them; signed below./.",
);
/// The last sentence of the minutes when somebody refused to sign.
pub const CLOSING_REFUSED: Words = words(
    "Biên bản được lập xong hồi {}, {}; đã đọc cho những người tham dự cùng nghe; việc từ chối ký và ý kiến bảo lưu được ghi trong biên bản./.",
    "These minutes were completed at {} on {} and read out to those present; refusals to sign and dissent are recorded in them./.",
);
/// The last sentence of the report.
pub const REPORT_CLOSING: Words = words("{} báo cáo {} xem xét, chỉ đạo./.", "Submitted by the {} to {} for consideration./.");
/// Client.
pub const CLIENT: Words = words("Cơ quan yêu cầu kiểm tra:", "Audit client:");
/// Unit.
pub const UNIT: Words = words("Đơn vị được kiểm tra:", "Audited unit:");
/// Programme.
pub const PROGRAMME: Words = words("Chương trình:", "Programme:");
/// Code of the inspection.
pub const INSPECTION: Words = words("Cuộc kiểm tra:", "Inspection:");
/// Form.
pub const FORM: Words = words("Hình thức:", "Form:");
/// Time.
pub const TIME: Words = words("Thời gian:", "Time:");
/// Procedures covered.
pub const PROCEDURES: Words = words("Quy trình:", "Procedures:");
/// Fields covered.
pub const FIELDS: Words = words("Lĩnh vực:", "Fields:");
/// Excluded clauses.
pub const EXCLUSIONS: Words = words("Điều khoản không áp dụng:", "Clauses that do not apply:");
/// One excluded clause.
pub const EXCLUSION: Words = words("Điều khoản {}: {}", "Clause {}: {}");
/// Checklist and digest.
pub const CHECKLIST: Words = words("Phiếu kiểm tra: {}, phiên bản {} (SHA-256: {}).", "Checklist: {}, version {} (SHA-256: {}).");
/// Nothing more was said about the scope.
pub const WHOLE_SCOPE: Words = words("Toàn bộ hệ thống quản lý chất lượng của đơn vị.", "The whole quality management system of the unit.");
/// Nobody is on record.
pub const NOBODY: Words = words("Không ghi nhận.", "None recorded.");
/// No opinion.
pub const NO_OPINION: Words = words("Đơn vị không có ý kiến khác.", "The unit has no other opinion.");
/// No disagreements.
pub const NO_DISAGREEMENTS: Words = words("Không có.", "None.");
/// No conclusion in words.
pub const NO_CONCLUSION: Words = words("Không có kết luận bổ sung ngoài các kết quả nêu trên.", "No conclusion beyond the results above.");
/// From and to.
pub const FROM_TO: Words = words("từ {} đến {}", "from {} to {}");
/// Hours of one day.
pub const HOURS_OF_DAY: Words = words("từ {} đến {} ngày {}", "from {} to {} on {}");
/// A title for somebody who signs for the team.
pub const FOR_TEAM: Words = words("TM. {}", "ON BEHALF OF THE {}");
/// The lead signs.
pub const LEAD: Words = words("TRƯỞNG ĐOÀN", "LEAD");
/// The secretary signs.
pub const SECRETARY: Words = words("THƯ KÝ", "SECRETARY");
/// The unit signs.
pub const UNIT_SIDE: Words = words("ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA", "FOR THE AUDITED UNIT");
