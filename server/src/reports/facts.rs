//! What this installation can say of a document beside what is in the file: whether it is one of ours, whether it still stands,
//! whether content, evidence and activity are what they were.

use soat_documents::seal::verify::facts::{Fact, Outcome};

use crate::kernel::text::Text;

/// Something that is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Stable code.
    pub code: &'static str,
    held: Text,
    failed: Text,
}

macro_rules! checks {
    ($($name:ident $code:literal $held_vi:literal / $held_en:literal $failed_vi:literal / $failed_en:literal;)+) => {
        $(
            #[doc = $held_en]
            pub const $name: Check = Check {
                code: $code,
                held: Text { vi: $held_vi, en: $held_en },
                failed: Text { vi: $failed_vi, en: $failed_en },
            };
        )+
        /// All of them, in the order in which they are told.
        pub const ALL: &[Check] = &[$($name),+];
    };
}

checks! {
    KNOWN "known-document"
        "Văn bản do hệ thống này lập." / "The document was made by this installation."
        "Hệ thống này không lập văn bản nào như vậy." / "This installation has made no such document.";
    STANDS "document-stands"
        "Văn bản còn giá trị: không bị thay thế, không bị thu hồi." / "The document stands: it is neither superseded nor withdrawn."
        "Văn bản đã bị thay thế, bị thu hồi, hoặc nội dung không còn đúng." / "The document is superseded, withdrawn, or outdated.";
    KEPT "revision-kept"
        "Tệp đúng từng byte với một bản đang lưu." / "The file is, byte for byte, a revision that is kept here."
        "Tệp không phải là bản đang lưu." / "The file is no revision that is kept here.";
    NEWEST "is-newest-revision"
        "Tệp là bản mới nhất của văn bản." / "The file is the newest revision of the document."
        "Tệp không phải là bản mới nhất: đang lưu một bản mới hơn." / "The file is not the newest revision: a newer one is kept here.";
    FULLY_SIGNED "fully-signed"
        "Mọi người phải ký đã ký trong tệp này hoặc đã ghi nhận từ chối ký." / "Everybody expected has signed this file, or has a refusal on record."
        "Còn người phải ký chưa ký trong tệp này." / "Somebody who is expected has not signed this file.";
    CONTENT "content-frozen"
        "Dữ liệu gốc đính kèm đúng với nội dung đã khóa." / "The data carried is the content that was frozen."
        "Dữ liệu gốc đính kèm khác với nội dung đã khóa." / "The data carried is not the content that was frozen.";
    EVIDENCE "evidence-matches"
        "Mọi mã băm bằng chứng trong văn bản đúng với bằng chứng đang lưu." / "Every hash of evidence in the document is that of the evidence kept."
        "Có mã băm bằng chứng không đúng với bằng chứng đang lưu." / "A hash of evidence is not that of the evidence kept.";
    ACTIVITY "activity-chain-matches"
        "Chuỗi nhật ký thay đổi nguyên vẹn và có ghi nội dung này." / "The chain of activity is intact and tells of this content."
        "Chuỗi nhật ký thay đổi bị đứt hoặc không ghi nội dung này." / "The chain of activity is broken, or does not tell of this content.";
}

impl Check {
    /// The fact of an outcome.
    #[must_use]
    pub fn found(self, outcome: impl Into<Outcome>) -> Fact {
        let outcome = outcome.into();
        let (vi, en) = match outcome {
            Outcome::Holds => (self.held.vi.to_owned(), self.held.en.to_owned()),
            Outcome::Fails => (self.failed.vi.to_owned(), self.failed.en.to_owned()),
            Outcome::Unknown => (format!("Chưa xác định được: {}", self.held.vi), format!("Not known: {}", self.held.en)),
        };
        Fact { code: self.code, outcome, vi, en, detail: None }
    }
}
