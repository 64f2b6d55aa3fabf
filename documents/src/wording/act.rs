//! What people did: refused to sign.

use super::{Words, words};

/// Who refused and when.
pub const REFUSED: Words = words("{} từ chối ký lúc {}.", "{} refused to sign at {}.");
/// Who refused and when, and on whose word it rests.
pub const REFUSED_ON_WORD: Words = words("{} từ chối ký lúc {}, theo ghi nhận của {}.", "{} refused to sign at {}, as recorded by {}.");
/// The dissent.
pub const DISSENT: Words = words("Ý kiến bảo lưu:", "Dissent:");
/// No dissent in writing.
pub const NO_DISSENT: Words = words("Không nêu ý kiến bằng văn bản.", "No dissent in writing.");
/// Who and when.
pub const BY_AT: Words = words("{}, lúc {}", "{}, at {}");
