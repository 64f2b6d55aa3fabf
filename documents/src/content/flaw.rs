//! Why a document could not be printed.

use std::fmt;

/// Why a document could not be printed. A photo that cannot be shown is not among them: it gets a labelled placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The content is not what this program froze; the reader's own words say where.
    Content(String),
    /// The content has another format than the one named here.
    Format(String),
    /// The zone is not in the time-zone database.
    Zone(String),
    /// The embedded fonts could not be read.
    Font,
    /// The QR code has no room for the address.
    Address,
    /// The file could not be put together; the words of the library.
    Pdf(String),
}

impl fmt::Display for Flaw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(detail) => write!(out, "the content cannot be read: {detail}"),
            Self::Format(found) => write!(out, "the content has the format {found:?}, which this program does not print"),
            Self::Zone(name) => write!(out, "the time zone {name:?} is not known"),
            Self::Font => write!(out, "the embedded fonts cannot be read"),
            Self::Address => write!(out, "the address of verification is too long for a QR code"),
            Self::Pdf(detail) => write!(out, "the PDF file cannot be put together: {detail}"),
        }
    }
}

impl std::error::Error for Flaw {}
