//! Why a file was refused, or has no preview: stable codes with a text for people in both languages.

use crate::kernel::text::Text;

/// The text for a code; for one that is not known the most general text.
#[must_use]
pub fn text(code: &str) -> Text {
    REASONS.iter().find(|(known, _)| *known == code).map_or(UNKNOWN, |(_, text)| *text)
}

/// The content is nothing Soát knows.
pub const TYPE_UNKNOWN: &str = "type-unknown";
/// The content could run or mislead when somebody opens it.
pub const TYPE_DANGEROUS: &str = "type-dangerous";
/// The content is known and harmless, but not accepted as evidence of an inspection.
pub const TYPE_NOT_ACCEPTED: &str = "type-not-accepted";
/// The content is of another type than was declared.
pub const TYPE_MISMATCH: &str = "type-mismatch";
/// A picture whose format the server cannot decode.
pub const NO_DECODER: &str = "no-decoder";
/// The machine's program for the format did not give a usable picture.
pub const DECODER_FAILED: &str = "decoder-failed";
/// Scaling or encoding failed.
pub const DERIVATIVE_FAILED: &str = "derivative-failed";
/// The content was deleted by a rule of retention.
pub const CONTENT_DELETED: &str = "content-deleted";

/// A PDF that carries other files: a caution, not a fault.
pub const PDF_CARRIES_FILES: &str = "pdf-carries-files";

const UNKNOWN: Text = Text {
    vi: "Tệp không dùng được làm bằng chứng; hãy chụp hoặc ghi lại rồi khai báo bằng chứng mới.",
    en: "The file cannot serve as evidence; take it again and declare new evidence.",
};

const REASONS: &[(&str, Text)] = &[
    (
        TYPE_UNKNOWN,
        Text {
            vi: "Nội dung tệp không thuộc định dạng nào được nhận (ảnh JPEG, PNG, WebP, HEIC; PDF; ghi âm).",
            en: "The content is of no format that is accepted (JPEG, PNG, WebP, HEIC pictures; PDF; sound).",
        },
    ),
    (
        TYPE_DANGEROUS,
        Text {
            vi: "Nội dung tệp có thể gây hại khi mở (mã lệnh, trang web, tệp thực thi hoặc tệp nén), không phải bằng chứng.",
            en: "The content could do harm when opened (script, web page, program or archive); it is no evidence.",
        },
    ),
    (
        TYPE_NOT_ACCEPTED,
        Text {
            vi: "Định dạng này không được nhận làm bằng chứng của cuộc kiểm tra; hãy chuyển sang ảnh, PDF hoặc ghi âm.",
            en: "This format is not accepted as evidence of an inspection; turn it into a picture, a PDF or sound.",
        },
    ),
    (TYPE_MISMATCH, Text { vi: "Nội dung tệp không đúng kiểu đã khai báo.", en: "The content is not of the type that was declared." }),
    (
        NO_DECODER,
        Text {
            vi: "Máy chủ chưa có chương trình đọc định dạng này (HEIC) nên chưa có ảnh xem trước; bản gốc được giữ nguyên làm bằng chứng.",
            en: "The server has no program that reads this format (HEIC), so there is no preview yet; the original is kept as evidence.",
        },
    ),
    (
        DECODER_FAILED,
        Text {
            vi: "Chương trình đọc ảnh HEIC trên máy chủ không tạo được ảnh xem trước; bản gốc được giữ nguyên làm bằng chứng.",
            en: "The server's program for HEIC pictures could not make a preview; the original is kept as evidence.",
        },
    ),
    (
        DERIVATIVE_FAILED,
        Text {
            vi: "Không tạo được ảnh xem trước; bản gốc được giữ nguyên làm bằng chứng.",
            en: "The preview could not be made; the original is kept as evidence.",
        },
    ),
    (
        CONTENT_DELETED,
        Text {
            vi: "Nội dung đã được xóa khi hết thời hạn lưu giữ; thông tin về bằng chứng vẫn còn.",
            en: "The content was deleted when its time of keeping was over; what is known about it stays.",
        },
    ),
    (
        PDF_CARRIES_FILES,
        Text {
            vi: "Tệp PDF có đính kèm tệp khác; chỉ mở tệp đính kèm khi biết rõ nguồn gốc.",
            en: "The PDF carries other files; open those only when you know where they come from.",
        },
    ),
    (
        "pdf-truncated",
        Text {
            vi: "Tệp PDF bị cụt: thiếu phần cuối. Hãy xuất lại tệp rồi khai báo bằng chứng mới.",
            en: "The PDF is cut off: its end is missing. Export it again and declare new evidence.",
        },
    ),
    (
        "pdf-encrypted",
        Text {
            vi: "Tệp PDF bị khóa (mã hóa); hãy bỏ khóa rồi khai báo bằng chứng mới.",
            en: "The PDF is locked (encrypted); take the lock off and declare new evidence.",
        },
    ),
    (
        "pdf-active",
        Text {
            vi: "Tệp PDF có chứa mã lệnh hoặc lệnh mở chương trình; hãy in ra PDF mới rồi khai báo bằng chứng mới.",
            en: "The PDF holds a script or starts a program; print it to a new PDF and declare new evidence.",
        },
    ),
    (
        "pdf-abnormal",
        Text {
            vi: "Tệp PDF có cấu trúc bất thường; hãy in ra PDF mới rồi khai báo bằng chứng mới.",
            en: "The PDF is built abnormally; print it to a new PDF and declare new evidence.",
        },
    ),
    (
        "audio-truncated",
        Text {
            vi: "Bản ghi âm bị cụt: dữ liệu kết thúc trước khi hết bản ghi.",
            en: "The recording is cut off: its data ends before it does.",
        },
    ),
    (
        "audio-damaged",
        Text { vi: "Bản ghi âm bị hỏng hoặc không có âm thanh.", en: "The recording is damaged, or there is no sound in it." },
    ),
    ("image-type-unsupported", Text { vi: "Định dạng ảnh không được hỗ trợ.", en: "The picture's format is not supported." }),
    (
        "image-too-many-pixels",
        Text {
            vi: "Ảnh có quá nhiều điểm ảnh so với giới hạn.", en: "The picture has more pixels than the limit allows."
        },
    ),
    (
        "image-too-much-memory",
        Text {
            vi: "Mở ảnh này cần nhiều bộ nhớ hơn mức cho phép.", en: "Opening the picture would take more memory than is allowed."
        },
    ),
    ("image-zero-size", Text { vi: "Ảnh có kích thước bằng không.", en: "The picture has no width or no height." }),
    (
        "image-truncated",
        Text {
            vi: "Ảnh bị cụt: dữ liệu kết thúc trước khi hết ảnh. Hãy chụp lại.",
            en: "The picture is cut off: its data ends before it does. Take it again.",
        },
    ),
    (
        "image-undecodable",
        Text {
            vi: "Ảnh bị hỏng, không mở được. Hãy chụp lại.", en: "The picture is damaged and cannot be opened. Take it again."
        },
    ),
    ("image-too-slow", Text { vi: "Mở ảnh này mất quá nhiều thời gian.", en: "Opening the picture takes too much time." }),
    (
        "image-too-many-scans",
        Text {
            vi: "Ảnh có cấu trúc bất thường (quá nhiều lượt quét).", en: "The picture is built abnormally (too many scans)."
        },
    ),
    (
        "image-too-many-segments",
        Text {
            vi: "Ảnh có cấu trúc bất thường (quá nhiều phân đoạn).", en: "The picture is built abnormally (too many segments)."
        },
    ),
];
