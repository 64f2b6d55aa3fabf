//! The name of a file: the SHA-256 of its content.

use std::fmt;

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

/// A SHA-256, as 64 lower-case hexadecimal digits. Nothing else becomes part of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digest(String);

impl Digest {
    /// Reads a digest; none unless it is exactly 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The name of some content.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        Self(HEXLOWER.encode(digest::digest(&digest::SHA256, content).as_ref()))
    }

    /// From the 32 bytes of the hash.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(HEXLOWER.encode(bytes))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        HEXLOWER.decode(self.0.as_bytes()).unwrap_or_default()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_become_a_name() {
        assert!(Digest::parse(&"0a".repeat(32)).is_some());
        for other in ["", "../../etc/passwd", &"0A".repeat(32), &"0a".repeat(33), &"/.".repeat(32)] {
            assert_eq!(Digest::parse(other), None, "{other}");
        }
    }
}
