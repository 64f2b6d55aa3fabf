//! Verdicts, grades, findings, photos, figures.

use super::{Words, words};
use crate::content::{Grade, Verdict};

/// The verdict.
#[must_use]
pub const fn verdict(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Conforming => words("Phù hợp", "Conforming"),
        Verdict::PartlyConforming => words("Phù hợp một phần", "Partly conforming"),
        Verdict::Nonconforming => words("Không phù hợp", "Nonconforming"),
        Verdict::NotApplicable => words("Không áp dụng", "Not applicable"),
    }
}

/// The verdict in the narrow head of a column.
#[must_use]
pub const fn short(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Conforming => words("PH", "C"),
        Verdict::PartlyConforming => words("PHMP", "PC"),
        Verdict::Nonconforming => words("KPH", "NC"),
        Verdict::NotApplicable => words("KAD", "N/A"),
    }
}

/// What the short verdicts stand for.
pub const SHORT_MEANING: Words = words(
    "PH: phù hợp; PHMP: phù hợp một phần; KPH: không phù hợp; KAD: không áp dụng.",
    "C: conforming; PC: partly conforming; NC: nonconforming; N/A: not applicable.",
);

/// The grade.
#[must_use]
pub const fn grade(grade: Grade) -> Words {
    match grade {
        Grade::MajorNonconformity => words("Không phù hợp nặng", "Major nonconformity"),
        Grade::MinorNonconformity => words("Không phù hợp nhẹ", "Minor nonconformity"),
        Grade::Observation => words("Điểm lưu ý", "Observation"),
        Grade::Improvement => words("Khuyến nghị", "Opportunity for improvement"),
        Grade::GoodPractice => words("Điểm mạnh", "Good practice"),
    }
}

/// Without a grade.
pub const UNGRADED: Words = words("Phát hiện không phân loại", "Ungraded finding");
/// An item that is excluded.
pub const EXCLUDED: Words = words("Loại trừ", "Excluded");
/// An item without an answer.
pub const UNANSWERED: Words = words("Chưa trả lời", "Not answered");
/// Yes.
pub const YES: Words = words("Có", "Yes");
/// No.
pub const NO: Words = words("Không", "No");
/// How many items: asked, conforming, partly, not, not applicable.
pub const FULFILMENT: Words = words(
    "Đã kiểm tra {} mục: {} mục phù hợp, {} mục phù hợp một phần, {} mục không phù hợp, {} mục không áp dụng, {} mục ghi nhận số liệu, không đánh giá.",
    "{} items asked: {} conforming, {} partly conforming, {} nonconforming, {} not applicable, {} recorded as figures without a verdict.",
);
/// How many have no answer.
pub const UNANSWERED_ITEMS: Words = words("{} mục không bắt buộc chưa được trả lời.", "{} items that are not required have no answer.");
/// How many were excluded.
pub const EXCLUDED_ITEMS: Words =
    words("{} mục không xem xét vì điều khoản tương ứng được loại trừ.", "{} items left out because their clauses are excluded.");
/// Score: per cent, earned, possible.
pub const SCORE: Words = words("Điểm: {}% ({}/{} điểm).", "Score: {}% ({}/{} points).");
/// Band and scheme.
pub const BAND: Words = words("Xếp loại: {} (theo {}).", "Rating: {} (under {}).");
/// The band before the caps.
pub const CAPPED: Words = words(
    "Theo tỷ lệ điểm đạt mức “{}”, bị giới hạn do có mục bắt buộc không đạt.",
    "By percentage alone the rating would be “{}”; it is capped because a critical point failed.",
);
/// No findings.
pub const NO_FINDINGS: Words = words("Không có phát hiện.", "There are no findings.");
/// No dossiers.
pub const NO_DOSSIERS: Words = words("Không lấy mẫu hồ sơ.", "No dossiers were sampled.");
/// No evidence.
pub const NO_EVIDENCE: Words = words("Không có bằng chứng kèm theo.", "There is no evidence.");
/// In time.
pub const ON_TIME: Words = words("Đúng hạn", "In time");
/// Late by days.
pub const LATE: Words = words("Trễ {} ngày", "{} days late");
/// Not known.
pub const UNKNOWN: Words = words("Chưa xác định", "Not known");
/// All in all.
pub const TOTAL: Words = words("Tổng số", "Total");
/// The requirement of a finding.
pub const REQUIREMENT: Words = words("Yêu cầu:", "Requirement:");
/// What was seen.
pub const OBSERVED: Words = words("Thực tế ghi nhận:", "Observed:");
/// The evidence of a finding.
pub const EVIDENCE: Words = words("Bằng chứng:", "Evidence:");
/// The procedure.
pub const PROCEDURE: Words = words("Quy trình:", "Procedure:");
/// The legal text.
pub const LEGAL: Words = words("Căn cứ pháp lý:", "Legal reference:");
/// A repeat.
pub const REPEAT: Words = words("Lặp lại phát hiện:", "Repeat of finding:");
/// An earlier finding without a number.
pub const EARLIER: Words = words("phát hiện trước đây của đơn vị", "an earlier finding of the unit");
/// Clauses.
pub const CLAUSES: Words = words("Điều khoản:", "Clauses:");
/// A photo and its number.
pub const PHOTO: Words = words("Ảnh {}.", "Photo {}.");
/// The finding a photo belongs to.
pub const PHOTO_FINDING: Words = words("Phát hiện {}", "Finding {}");
/// The dossier a photo belongs to.
pub const PHOTO_DOSSIER: Words = words("Hồ sơ {}", "Dossier {}");
/// The visit as a whole.
pub const PHOTO_VISIT: Words = words("Toàn cuộc kiểm tra", "The inspection as a whole");
/// When it was taken.
pub const TAKEN_AT: Words = words("Chụp lúc {}", "Taken at {}");
/// Where it was taken.
pub const TAKEN_WHERE: Words = words("tại {}, {}", "at {}, {}");
/// When it was taken is not known.
pub const TAKEN_UNKNOWN: Words = words("Không rõ thời điểm chụp", "Time not known");
/// A photo that was not handed in.
pub const PHOTO_ABSENT: Words = words(
    "Không có tệp ảnh để in.\nBản gốc được nhận biết bằng mã băm dưới đây.",
    "No picture to print.\nThe original is identified by the hash below.",
);
/// A photo that is not a JPEG.
pub const PHOTO_NOT_JPEG: Words = words(
    "Tệp ảnh không thuộc định dạng in được.\nBản gốc được nhận biết bằng mã băm dưới đây.",
    "The picture is not of a kind that can be printed.\nThe original is identified by the hash below.",
);
/// A photo that is broken.
pub const PHOTO_BROKEN: Words = words(
    "Tệp ảnh bị hỏng, không in được.\nBản gốc được nhận biết bằng mã băm dưới đây.",
    "The picture is damaged and cannot be printed.\nThe original is identified by the hash below.",
);
/// Evidence that is a picture.
pub const A_PICTURE: Words = words("Ảnh", "Picture");
/// Evidence that is a PDF document.
pub const A_PDF: Words = words("Tài liệu PDF", "PDF document");
/// Evidence that is a sound recording.
pub const A_RECORDING: Words = words("Bản ghi âm", "Recording");
/// Evidence that is a document of an office program.
pub const A_FILE: Words = words("Tài liệu văn phòng", "Office document");
/// A dossier and its procedure, as a heading.
pub const DOSSIER_OF: Words = words("Hồ sơ {} – {}", "Dossier {} – {}");
/// Bytes.
pub const BYTES: Words = words("{} byte", "{} bytes");
