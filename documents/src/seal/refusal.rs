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

/// Code, Vietnamese, English.
type Row = (&'static str, &'static str, &'static str);

// Codes are never renamed and never reused.
const DOCUMENT_UNREADABLE: Row =
    ("document-unreadable", "Không đọc được cấu trúc của tệp PDF.", "The structure of the PDF file cannot be read.");
const NOT_OUR_DOCUMENT: Row =
    ("not-our-document", "Tệp này không phải là văn bản do hệ thống phát hành.", "This file is not the document that was issued.");
const CHANGED_BEYOND_SIGNING: Row =
    ("changed-beyond-signing", "Văn bản đã bị thay đổi ngoài việc ký.", "The document was changed by something other than a signature.");
const NO_SUCH_FIELD: Row = ("no-such-field", "Văn bản không có ô chữ ký này.", "The document has no such signature field.");
const FIELD_ALREADY_SIGNED: Row = ("field-already-signed", "Ô chữ ký này đã được ký.", "This signature field is signed already.");
const KEY_OF_ANOTHER_CERTIFICATE: Row =
    ("key-of-another-certificate", "Khóa bí mật không khớp với chứng thư số.", "The private key does not belong to the certificate.");
const CERTIFICATE_NOT_FOR_SIGNING: Row = (
    "certificate-not-for-signing",
    "Chứng thư số không được phép dùng để ký văn bản.",
    "The certificate may not be used to sign documents.",
);
const CERTIFICATE_OUTSIDE_VALIDITY: Row = (
    "certificate-outside-validity",
    "Chứng thư số chưa có hiệu lực hoặc đã hết hạn tại thời điểm ký.",
    "The certificate is not valid yet, or not any more, at the time of signing.",
);
const CERTIFICATE_UNREADABLE: Row = ("certificate-unreadable", "Không đọc được chứng thư số.", "The certificate cannot be read.");
const KEY_UNREADABLE: Row = ("key-unreadable", "Không đọc được khóa bí mật.", "The private key cannot be read.");
const SUBJECT_UNFIT: Row =
    ("subject-unfit", "Tên ghi trong chứng thư số bị trống hoặc quá dài.", "A name for the certificate is empty or too long.");
const SIGNATURE_FOREIGN: Row = (
    "signature-foreign",
    "Chữ ký không phải của văn bản và chứng thư số này.",
    "The signature does not belong to this document and this certificate.",
);
const SIGNATURE_TOO_LARGE: Row =
    ("signature-too-large", "Chữ ký dài hơn phần đã dành sẵn trong văn bản.", "The signature is larger than the room left for it.");
const PICTURE_UNFIT: Row = (
    "picture-unfit",
    "Ảnh chữ ký phải là tệp PNG đọc được, không quá 2 MB và mỗi cạnh không quá 2000 điểm ảnh.",
    "The picture of a signature must be a readable PNG of at most 2 MB and 2000 pixels a side.",
);
const SIGNATURE_TEXT_UNFIT: Row = (
    "signature-text-unfit",
    "Nội dung hiển thị của chữ ký không vừa ô chữ ký.",
    "The visible text of the signature does not fit into its field.",
);
const WRONG_MASTER_KEY: Row =
    ("wrong-master-key", "Khóa này được khóa bằng một khóa chủ khác.", "This key was locked with another master key.");
const LOCKED_KEY_DAMAGED: Row =
    ("locked-key-damaged", "Khóa đã lưu bị hỏng hoặc không thuộc về mục này.", "The stored key is damaged or belongs to another entry.");
const MASTER_KEY_UNFIT: Row = (
    "master-key-unfit",
    "Khóa chủ phải gồm đúng 32 byte, viết bằng 64 chữ số thập lục phân.",
    "The master key must be 32 bytes, written as 64 hexadecimal digits.",
);
const TIME_STAMP_REFUSED: Row =
    ("time-stamp-refused", "Tổ chức cấp dấu thời gian từ chối yêu cầu.", "The time-stamping authority refused the request.");
const TIME_STAMP_FOREIGN: Row = (
    "time-stamp-foreign",
    "Dấu thời gian nhận được không phải của chữ ký này.",
    "The time-stamp received does not belong to this signature.",
);
const PRINT_UNREADABLE: Row = ("print-unreadable", "Không xử lý được bản in của văn bản.", "The printed document cannot be taken apart.");
const SIGNATURE_BOX_UNFIT: Row = (
    "signature-box-unfit",
    "Ô chữ ký không nằm trên trang nào, không đủ chỗ hoặc trùng tên.",
    "A signature box lies on no page, has no room, or has the name of another.",
);
const CRYPTOGRAPHY_FAILED: Row = ("cryptography-failed", "Thao tác mật mã không thực hiện được.", "A cryptographic operation failed.");

impl Refusal {
    const fn row(&self) -> Row {
        match self {
            Self::DocumentUnreadable(_) => DOCUMENT_UNREADABLE,
            Self::NotOurDocument => NOT_OUR_DOCUMENT,
            Self::ChangedBeyondSigning(_) => CHANGED_BEYOND_SIGNING,
            Self::NoSuchField(_) => NO_SUCH_FIELD,
            Self::FieldAlreadySigned(_) => FIELD_ALREADY_SIGNED,
            Self::KeyOfAnotherCertificate => KEY_OF_ANOTHER_CERTIFICATE,
            Self::CertificateNotForSigning => CERTIFICATE_NOT_FOR_SIGNING,
            Self::CertificateOutsideValidity => CERTIFICATE_OUTSIDE_VALIDITY,
            Self::CertificateUnreadable => CERTIFICATE_UNREADABLE,
            Self::KeyUnreadable => KEY_UNREADABLE,
            Self::SubjectUnfit(_) => SUBJECT_UNFIT,
            Self::SignatureForeign => SIGNATURE_FOREIGN,
            Self::SignatureTooLarge { .. } => SIGNATURE_TOO_LARGE,
            Self::PictureUnfit => PICTURE_UNFIT,
            Self::TextUnfit => SIGNATURE_TEXT_UNFIT,
            Self::WrongMasterKey => WRONG_MASTER_KEY,
            Self::LockedKeyDamaged => LOCKED_KEY_DAMAGED,
            Self::MasterKeyUnfit => MASTER_KEY_UNFIT,
            Self::TimeStampRefused(_) => TIME_STAMP_REFUSED,
            Self::TimeStampForeign => TIME_STAMP_FOREIGN,
            Self::PrintUnreadable(_) => PRINT_UNREADABLE,
            Self::BoxUnfit(_) => SIGNATURE_BOX_UNFIT,
            Self::Cryptography => CRYPTOGRAPHY_FAILED,
        }
    }

    /// The stable code, kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.row().0
    }

    /// What it says in Vietnamese and in English.
    #[must_use]
    pub const fn texts(&self) -> (&'static str, &'static str) {
        let (_, vi, en) = self.row();
        (vi, en)
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
