//! Why something about keys, certificates or signing was refused: a stable code and both languages.

use super::pdf::Unreadable;

/// A refusal. Nothing was signed, issued or opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are not a PDF as Soát writes it.
    DocumentUnreadable(Unreadable),
    /// The first revision is not the document it should be.
    NotOurDocument,
    /// Something other than signatures was added to the document.
    ChangedBeyondSigning(String),
    /// The document has no such signature field.
    NoSuchField(String),
    /// The field holds a signature.
    FieldAlreadySigned(String),
    /// The private key is not that of the certificate.
    KeyOfAnotherCertificate,
    /// The certificate may not be used to sign documents.
    CertificateNotForSigning,
    /// The certificate is not valid at the time of signing.
    CertificateOutsideValidity,
    /// The certificate cannot be read.
    CertificateUnreadable,
    /// The private key cannot be read.
    KeyUnreadable,
    /// A name for a certificate is empty or too long.
    SubjectUnfit(&'static str),
    /// The signature does not belong to this document and this certificate.
    SignatureForeign,
    /// The signature takes more room than was left for it, in bytes.
    SignatureTooLarge { size: usize, room: usize },
    /// The picture of a signature is not a PNG of a fitting size.
    PictureUnfit,
    /// The text of the visible signature does not fit.
    TextUnfit,
    /// The key was locked with another master key.
    WrongMasterKey,
    /// The locked key is not what was stored.
    LockedKeyDamaged,
    /// The master key is not 32 bytes.
    MasterKeyUnfit,
    /// The time-stamping authority said no.
    TimeStampRefused(String),
    /// The answer of the time-stamping authority is not for this signature.
    TimeStampForeign,
    /// The printed document cannot be taken apart.
    PrintUnreadable(String),
    /// A signature box lies on no page, has no room, or has the name of another.
    BoxUnfit(String),
    /// The library of algorithms failed; there is no ordinary reason for it.
    Cryptography,
}

/// Code, Vietnamese, English. Codes are never renamed and never reused.
const TEXTS: &[(&str, &str, &str)] = &[
    ("document-unreadable", "Không đọc được cấu trúc của tệp PDF.", "The structure of the PDF file cannot be read."),
    ("not-our-document", "Tệp này không phải là văn bản do hệ thống phát hành.", "This file is not the document that was issued."),
    ("changed-beyond-signing", "Văn bản đã bị thay đổi ngoài việc ký.", "The document was changed by something other than a signature."),
    ("no-such-field", "Văn bản không có ô chữ ký này.", "The document has no such signature field."),
    ("field-already-signed", "Ô chữ ký này đã được ký.", "This signature field is signed already."),
    ("key-of-another-certificate", "Khóa bí mật không khớp với chứng thư số.", "The private key does not belong to the certificate."),
    (
        "certificate-not-for-signing",
        "Chứng thư số không được phép dùng để ký văn bản.",
        "The certificate may not be used to sign documents.",
    ),
    (
        "certificate-outside-validity",
        "Chứng thư số chưa có hiệu lực hoặc đã hết hạn tại thời điểm ký.",
        "The certificate is not valid yet, or not any more, at the time of signing.",
    ),
    ("certificate-unreadable", "Không đọc được chứng thư số.", "The certificate cannot be read."),
    ("key-unreadable", "Không đọc được khóa bí mật.", "The private key cannot be read."),
    ("subject-unfit", "Tên ghi trong chứng thư số bị trống hoặc quá dài.", "A name for the certificate is empty or too long."),
    (
        "signature-foreign",
        "Chữ ký không phải của văn bản và chứng thư số này.",
        "The signature does not belong to this document and this certificate.",
    ),
    ("signature-too-large", "Chữ ký dài hơn phần đã dành sẵn trong văn bản.", "The signature is larger than the room left for it."),
    (
        "picture-unfit",
        "Ảnh chữ ký phải là tệp PNG đọc được, không quá 2 MB và mỗi cạnh không quá 2000 điểm ảnh.",
        "The picture of a signature must be a readable PNG of at most 2 MB and 2000 pixels a side.",
    ),
    (
        "signature-text-unfit",
        "Nội dung hiển thị của chữ ký không vừa ô chữ ký.",
        "The visible text of the signature does not fit into its field.",
    ),
    ("wrong-master-key", "Khóa này được khóa bằng một khóa chủ khác.", "This key was locked with another master key."),
    ("locked-key-damaged", "Khóa đã lưu bị hỏng hoặc không thuộc về mục này.", "The stored key is damaged or belongs to another entry."),
    (
        "master-key-unfit",
        "Khóa chủ phải gồm đúng 32 byte, viết bằng 64 chữ số thập lục phân.",
        "The master key must be 32 bytes, written as 64 hexadecimal digits.",
    ),
    ("time-stamp-refused", "Tổ chức cấp dấu thời gian từ chối yêu cầu.", "The time-stamping authority refused the request."),
    (
        "time-stamp-foreign",
        "Dấu thời gian nhận được không phải của chữ ký này.",
        "The time-stamp received does not belong to this signature.",
    ),
    ("print-unreadable", "Không xử lý được bản in của văn bản.", "The printed document cannot be taken apart."),
    (
        "signature-box-unfit",
        "Ô chữ ký không nằm trên trang nào, không đủ chỗ hoặc trùng tên.",
        "A signature box lies on no page, has no room, or has the name of another.",
    ),
    ("cryptography-failed", "Thao tác mật mã không thực hiện được.", "A cryptographic operation failed."),
];

impl Refusal {
    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DocumentUnreadable(_) => "document-unreadable",
            Self::NotOurDocument => "not-our-document",
            Self::ChangedBeyondSigning(_) => "changed-beyond-signing",
            Self::NoSuchField(_) => "no-such-field",
            Self::FieldAlreadySigned(_) => "field-already-signed",
            Self::KeyOfAnotherCertificate => "key-of-another-certificate",
            Self::CertificateNotForSigning => "certificate-not-for-signing",
            Self::CertificateOutsideValidity => "certificate-outside-validity",
            Self::CertificateUnreadable => "certificate-unreadable",
            Self::KeyUnreadable => "key-unreadable",
            Self::SubjectUnfit(_) => "subject-unfit",
            Self::SignatureForeign => "signature-foreign",
            Self::SignatureTooLarge { .. } => "signature-too-large",
            Self::PictureUnfit => "picture-unfit",
            Self::TextUnfit => "signature-text-unfit",
            Self::WrongMasterKey => "wrong-master-key",
            Self::LockedKeyDamaged => "locked-key-damaged",
            Self::MasterKeyUnfit => "master-key-unfit",
            Self::TimeStampRefused(_) => "time-stamp-refused",
            Self::TimeStampForeign => "time-stamp-foreign",
            Self::PrintUnreadable(_) => "print-unreadable",
            Self::BoxUnfit(_) => "signature-box-unfit",
            Self::Cryptography => "cryptography-failed",
        }
    }

    /// What it says in Vietnamese and in English.
    #[must_use]
    pub fn texts(&self) -> (&'static str, &'static str) {
        let row = TEXTS.iter().find(|(code, _, _)| *code == self.code());
        row.map_or((self.code(), self.code()), |(_, vi, en)| (vi, en))
    }

    /// What exactly, for the log and for whoever asks.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::DocumentUnreadable(why) => Some(why.to_string()),
            Self::ChangedBeyondSigning(what)
            | Self::NoSuchField(what)
            | Self::FieldAlreadySigned(what)
            | Self::TimeStampRefused(what)
            | Self::PrintUnreadable(what)
            | Self::BoxUnfit(what) => Some(what.clone()),
            Self::SubjectUnfit(part) => Some((*part).to_owned()),
            Self::SignatureTooLarge { size, room } => Some(format!("{size} > {room}")),
            _ => None,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (code, (_, english)) = (self.code(), self.texts());
        match self.detail() {
            Some(detail) => write!(f, "{code}: {english} ({detail})"),
            None => write!(f, "{code}: {english}"),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Unreadable> for Refusal {
    fn from(why: Unreadable) -> Self {
        Self::DocumentUnreadable(why)
    }
}

impl From<aws_lc_rs::error::Unspecified> for Refusal {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Cryptography
    }
}

/// Structures that we build ourselves always encode; if one does not, that is a failure of the library.
impl From<der::Error> for Refusal {
    fn from(_: der::Error) -> Self {
        Self::Cryptography
    }
}
