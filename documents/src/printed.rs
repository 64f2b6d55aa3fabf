//! What printing takes beside the content, and what it gives.

use crate::content::Lang;

/// What is not in the frozen content: number, code, identifiers and times, all handed in so that the same input gives the same
/// bytes.
#[derive(Clone, Copy, Debug)]
pub struct Particulars<'a> {
    /// Language.
    pub lang: Lang,
    /// Number and symbol, `15/BB-SKHCN`; absent until the clerk has given them.
    pub number: Option<&'a str>,
    /// The date of the document; the day of the content unless given.
    pub issued_on: Option<&'a str>,
    /// Short code, on every page.
    pub code: &'a str,
    /// Address of verification, in the QR code of every page.
    pub verify_url: &'a str,
    /// Identifier of the file.
    pub id: [u8; 16],
    /// When the file was made, milliseconds since 1970-01-01T00:00:00Z.
    pub made_at_millis: i64,
    /// IANA zone of that moment and of every time in the document.
    pub zone: &'a str,
}

/// Room that was left for a signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Box {
    /// `lead`, `secretary`, `unit_head`, `seal`, `reviewer`, `verifier`, `chair`.
    pub field: String,
    /// Page, from 0.
    pub page: usize,
    /// Points: lower left x, y, upper right x, y.
    pub rect: [f32; 4],
}

/// A printed document, before any signature.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// Rooms for signatures.
    pub boxes: Vec<Box>,
    /// Its title, as in the file's information.
    pub title: String,
    /// Pages.
    pub pages: usize,
}

/// Hands in pictures one at a time, so that only one is in memory beside the file.
pub trait Photos {
    /// The JPEG to print for a piece of evidence, by its id: upright, without personal metadata, of a size that fits print (the
    /// 1600 px copy; the redacted copy where there is one). It is placed byte for byte. Asked once for each photo.
    fn photo(&mut self, evidence: &str) -> Option<Vec<u8>>;

    /// The signature that was drawn for a field on a device, as PNG, JPEG or WebP.
    fn drawn_signature(&mut self, field: &str) -> Option<Vec<u8>> {
        let _ = field;
        None
    }
}

/// No pictures at all.
pub struct NoPhotos;

impl Photos for NoPhotos {
    fn photo(&mut self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

impl<F: FnMut(&str) -> Option<Vec<u8>>> Photos for F {
    fn photo(&mut self, evidence: &str) -> Option<Vec<u8>> {
        self(evidence)
    }
}
