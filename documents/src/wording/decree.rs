//! What Decree 30/2020/NĐ-CP puts on every document.

use super::{Words, words};

/// Quốc hiệu.
pub const NATION: Words = words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM");
/// Tiêu ngữ.
pub const MOTTO: Words = words("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness");
/// Number and symbol.
pub const NUMBER: Words = words("Số: {}", "No. {}");
/// Number and symbol not given yet: room to write them.
pub const NUMBER_TO_COME: Words = words("Số: ............/............", "No. ............/............");
/// Place and date.
pub const PLACE_DATE: Words = words("{}, {}", "{}, {}");
/// Recipients.
pub const RECIPIENTS: Words = words("Nơi nhận:", "Recipients:");
/// The body that had it made, to be told.
pub const TO_REPORT: Words = words("- {} (để báo cáo);", "- {} (for information);");
/// The unit, to act.
pub const TO_ACT: Words = words("- {} (để thực hiện);", "- {} (for action);");
/// The file.
pub const FILED: Words = words("- Lưu: VT, hồ sơ cuộc kiểm tra {}.", "- File: records office, inspection file {}.");
/// The file of a request.
pub const FILED_REQUEST: Words = words("- Lưu: VT, hồ sơ phiếu {}.", "- File: records office, request {}.");
/// Where a page can be verified.
pub const VERIFY: Words = words("Kiểm tra tính xác thực tại:", "Verify this document at:");
/// Short code.
pub const CODE: Words = words("Mã tra cứu:", "Code:");
/// Page numbers.
pub const PAGE: Words = words("Trang {}/{}", "Page {}/{}");
/// An annex and its number.
pub const ANNEX: Words = words("Phụ lục {}", "Annex {}");
/// What an annex goes with.
pub const ANNEX_TO: Words = words("(Kèm theo {})", "(Annexed to {})");
/// Below the place of a signature.
pub const SIGN_HERE: Words = words("(Ký, ghi rõ họ tên)", "(Signature, full name)");
/// A seal.
pub const SEAL: Words = words("(Chữ ký số của cơ quan)", "(Seal of the body)");
/// A drawn signature is a picture.
pub const DRAWN: Words = words("Hình ảnh chữ ký vẽ tay, không phải chữ ký số", "Picture of a drawn signature, not a digital signature");
/// A drawn signature that cannot be shown.
pub const DRAWN_UNREADABLE: Words = words("(Không đọc được hình ảnh chữ ký)", "(The picture of the signature cannot be read)");
/// Instead of a signature.
pub const REFUSED: Words = words("Không ký. Ý kiến được ghi tại mục “{}”.", "Refused to sign. See “{}”.");
