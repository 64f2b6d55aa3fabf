//! A PDF as a chain of revisions (ISO 32000-2, 7.5.6): read strictly and within bounds, extended without touching a byte.
//!
//! The reader takes only what Soát writes and what signing tools add to it: classic cross-reference tables, no encryption, no
//! object streams. Everything else is refused with its place, so that two readers can never see two different documents.

pub mod changes;
mod dates;
pub mod fields;
mod lexer;
mod metadata;
mod references;
mod revisions;
mod same;
mod sections;
mod update;
mod writer;

pub use dates::{date, read_date};
pub use revisions::{Revision, Revisions};
pub use sections::Entry;
pub use update::{Placeholder, Update};
pub use writer::text;

/// Why bytes do not read as a chain of revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where, in bytes from the start of the file.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "byte {}: {}", self.at, self.expected)
    }
}

impl std::error::Error for Unreadable {}

const fn unreadable<T>(at: usize, expected: &'static str) -> Result<T, Unreadable> {
    Err(Unreadable { at, expected })
}
