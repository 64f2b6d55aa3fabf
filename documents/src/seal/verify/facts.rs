//! What can be said of a file and of a signature: each fact by itself, with a code that stays and both languages.

use serde::Serialize;

/// How a fact turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Holds,
    Fails,
    /// It could not be found out, for want of what it rests on.
    Unknown,
}

impl From<bool> for Outcome {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Stable, kebab-case: programs switch on it.
    pub code: &'static str,
    pub outcome: Outcome,
    pub vi: String,
    pub en: String,
    /// The particulars, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

macro_rules! checks {
    ($($name:ident $code:literal $held_vi:literal / $held_en:literal $failed_vi:literal / $failed_en:literal;)+) => {
        /// Everything that is looked at. Codes are never renamed and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Check {
            $(#[doc = $held_en] $name,)+
        }

        impl Check {
            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What is said when it holds and when it fails, in Vietnamese and in English.
            const fn texts(self) -> [(&'static str, &'static str); 2] {
                match self {
                    $(Self::$name => [($held_vi, $held_en), ($failed_vi, $failed_en)],)+
                }
            }
        }
    };
}

checks! {
    StructureReadable "structure-readable"
        "Đọc được tệp PDF và các lần bổ sung của tệp." / "The PDF file and its revisions can be read."
        "Không đọc được cấu trúc của tệp PDF." / "The structure of the PDF file cannot be read.";
    BaseIsOurs "base-is-ours"
        "Phần gốc đúng từng byte với văn bản đã phát hành." / "The first revision is, byte for byte, the document that was issued."
        "Phần gốc không phải là văn bản đã phát hành: tệp là của nơi khác hoặc đã bị ghi lại." / "The first revision is not the document that was issued: the file is foreign or was rewritten.";
    UpdatesOnlySign "updates-only-sign"
        "Sau phần gốc chỉ có thêm chữ ký." / "After the first revision, nothing but signatures was added."
        "Sau phần gốc có thay đổi không phải là chữ ký." / "After the first revision, something other than signatures was changed.";
    NothingFollows "nothing-follows"
        "Chữ ký cuối cùng bao trùm toàn bộ tệp." / "The last signature covers the whole file."
        "Có nội dung nằm ngoài chữ ký cuối cùng." / "There is content that the last signature does not cover.";
    ContentEmbedded "content-embedded"
        "Tệp có đính kèm dữ liệu gốc mà văn bản được in ra từ đó." / "The file carries the data that its pages were made from."
        "Tệp không đính kèm dữ liệu gốc đọc được." / "The file carries no readable data that its pages were made from.";
    ContentMatches "content-matches"
        "Dữ liệu gốc đính kèm đúng với mã băm đã lưu." / "The data carried has the digest that was kept."
        "Dữ liệu gốc đính kèm khác với mã băm đã lưu." / "The data carried has another digest than the one that was kept.";
    IsSigned "is-signed"
        "Văn bản có chữ ký số." / "The document is digitally signed."
        "Văn bản chưa có chữ ký số nào." / "The document has no digital signature.";

    ProfileKept "profile-kept"
        "Chữ ký theo định dạng PAdES cơ sở." / "The signature is in the PAdES baseline form."
        "Chữ ký không theo định dạng PAdES cơ sở." / "The signature is not in the PAdES baseline form.";
    ByteRangeSound "byte-range-sound"
        "Vùng được ký gồm toàn bộ tệp tại thời điểm ký, trừ chính chữ ký." / "What was signed is the whole file as it was then, but for the signature itself."
        "Vùng được ký không gồm toàn bộ tệp tại thời điểm ký." / "What was signed is not the whole file as it was then.";
    SignatureReadable "signature-readable"
        "Đọc được dữ liệu chữ ký." / "The data of the signature can be read."
        "Không đọc được dữ liệu chữ ký." / "The data of the signature cannot be read.";
    DigestMatches "digest-matches"
        "Nội dung được ký không bị thay đổi." / "What was signed is unchanged."
        "Nội dung đã bị thay đổi sau khi ký." / "What was signed has been changed.";
    AttributesSound "attributes-sound"
        "Các thuộc tính được ký đầy đủ và đúng." / "The signed attributes are complete and right."
        "Các thuộc tính được ký thiếu hoặc sai." / "The signed attributes are incomplete or wrong.";
    CertificateBound "certificate-bound"
        "Chữ ký gắn với đúng chứng thư số của người ký." / "The signature names the certificate of its signer."
        "Chữ ký không gắn với chứng thư số đi kèm." / "The signature does not name the certificate that comes with it.";
    AlgorithmsTaken "algorithms-taken"
        "Thuật toán của chữ ký được chấp nhận." / "The algorithms of the signature are accepted."
        "Thuật toán của chữ ký không được chấp nhận." / "The algorithms of the signature are not accepted.";
    SignatureIntact "signature-intact"
        "Chữ ký được tạo bằng khóa của chứng thư số này." / "The signature was made with the key of this certificate."
        "Chữ ký không được tạo bằng khóa của chứng thư số này." / "The signature was not made with the key of this certificate.";
    ChainTrusted "chain-trusted"
        "Chứng thư số do tổ chức được tin cậy cấp." / "The certificate was issued by an authority that is trusted."
        "Chứng thư số không do tổ chức được tin cậy cấp." / "The certificate was not issued by an authority that is trusted.";
    WithinValidity "within-validity"
        "Chứng thư số còn hiệu lực tại thời điểm ký." / "The certificate was valid at the time of signing."
        "Chứng thư số chưa có hiệu lực hoặc đã hết hạn tại thời điểm ký." / "The certificate was not valid yet, or not any more, at the time of signing.";
    NotRevoked "not-revoked"
        "Chứng thư số chưa bị thu hồi." / "The certificate was not revoked."
        "Chứng thư số đã bị thu hồi." / "The certificate was revoked.";
    UsageFits "usage-fits"
        "Chứng thư số được phép dùng để ký văn bản." / "The certificate may be used to sign documents."
        "Chứng thư số không được phép dùng để ký văn bản." / "The certificate may not be used to sign documents.";
    SignerExpected "signer-expected"
        "Người ký đúng là người được ký ở ô này." / "The signer is the one who was to sign in this field."
        "Người ký không phải là người được ký ở ô này." / "The signer is not the one who was to sign in this field.";
    ClaimedTimePlausible "claimed-time-plausible"
        "Thời gian ký do người ký khai là hợp lý." / "The time of signing that the signer claims is plausible."
        "Thời gian ký do người ký khai không hợp lý." / "The time of signing that the signer claims is not plausible.";
    TimeStampValid "time-stamp-valid"
        "Dấu thời gian hợp lệ." / "The time-stamp is valid."
        "Dấu thời gian không hợp lệ." / "The time-stamp is not valid.";
    LaterChangesPermitted "later-changes-permitted"
        "Sau chữ ký này chỉ có thêm chữ ký của người khác." / "After this signature, nothing but signatures of others was added."
        "Sau chữ ký này văn bản đã bị thay đổi." / "After this signature, the document was changed.";
}

/// What is said of every file, in this order.
pub const OF_THE_FILE: &[Check] = &[
    Check::StructureReadable,
    Check::BaseIsOurs,
    Check::UpdatesOnlySign,
    Check::NothingFollows,
    Check::ContentEmbedded,
    Check::ContentMatches,
    Check::IsSigned,
];

/// What is said of every signature, in this order.
pub const OF_A_SIGNATURE: &[Check] = &[
    Check::ProfileKept,
    Check::ByteRangeSound,
    Check::SignatureReadable,
    Check::DigestMatches,
    Check::AttributesSound,
    Check::CertificateBound,
    Check::AlgorithmsTaken,
    Check::SignatureIntact,
    Check::ChainTrusted,
    Check::WithinValidity,
    Check::NotRevoked,
    Check::UsageFits,
    Check::SignerExpected,
    Check::ClaimedTimePlausible,
    Check::TimeStampValid,
    Check::LaterChangesPermitted,
];

/// Facts as they are found, in any order.
#[derive(Default)]
pub(super) struct Findings(Vec<(Check, Outcome, Option<String>)>);

impl Findings {
    pub fn say(&mut self, check: Check, outcome: impl Into<Outcome>) {
        self.0.push((check, outcome.into(), None));
    }

    pub fn detail(&mut self, check: Check, outcome: impl Into<Outcome>, detail: impl Into<String>) {
        self.0.push((check, outcome.into(), Some(detail.into())));
    }

    /// All facts of the list; what nothing was said of is unknown.
    pub fn complete(self, checks: &[Check]) -> Vec<Fact> {
        checks
            .iter()
            .map(|check| {
                let found = self.0.iter().find(|(found, _, _)| found == check);
                let (_, outcome, detail) = found.cloned().unwrap_or((*check, Outcome::Unknown, None));
                let [held, failed] = check.texts();
                let (vi, en) = match outcome {
                    Outcome::Holds => (held.0.to_owned(), held.1.to_owned()),
                    Outcome::Fails => (failed.0.to_owned(), failed.1.to_owned()),
                    Outcome::Unknown => (format!("Chưa xác định được: {}", held.0), format!("Not known: {}", held.1)),
                };
                Fact { code: check.code(), outcome, vi, en, detail }
            })
            .collect()
    }
}
