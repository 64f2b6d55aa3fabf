//! The headers of tus 1.0.0: read with care, because they come from anybody.

use std::str::FromStr;

use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY};
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, HeaderName, header, request::Parts};
use data_encoding::BASE64;
use uuid::Uuid;

use crate::blobs::Sealed;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// The version spoken here.
pub const VERSION: &str = "1.0.0";
/// The extensions spoken here.
pub const EXTENSIONS: &str = "creation,creation-with-upload,creation-defer-length,termination,checksum,expiration";
/// The checksums understood here.
pub const CHECKSUMS: &str = "sha256,sha1";
/// The media type of a stretch of an upload.
pub const OFFSET_STREAM: &str = "application/offset+octet-stream";
/// Longest `Upload-Metadata` taken, in bytes.
const MAX_METADATA: usize = 4_096;

/// Names of headers, which http knows none of.
pub mod name {
    use super::HeaderName;

    /// The version spoken.
    pub const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
    /// The versions understood.
    pub const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
    /// The extensions understood.
    pub const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
    /// The largest upload, in bytes.
    pub const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
    /// The checksums understood.
    pub const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
    /// Bytes that are safe.
    pub const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
    /// Bytes in all.
    pub const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
    /// The length will be told later.
    pub const UPLOAD_DEFER_LENGTH: HeaderName = HeaderName::from_static("upload-defer-length");
    /// Particulars of the upload.
    pub const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
    /// The checksum of this request's body.
    pub const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
    /// When an unfinished upload is forgotten.
    pub const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
    /// The method meant, for clients behind something that lets only POST through.
    pub const METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
}

/// Proof that the client speaks version 1.0.0.
#[derive(Clone, Copy, Debug)]
pub struct Tus;

impl<S: Send + Sync> FromRequestParts<S> for Tus {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let spoken = text(&parts.headers, &name::TUS_RESUMABLE);
        if spoken == Some(VERSION) { Ok(Self) } else { Err(Problem::of(&catalogue::TUS_VERSION).param("expected", VERSION)) }
    }
}

/// A header as text.
pub fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// A header that is a number of bytes, when it is there.
///
/// # Errors
/// `invalid-parameter`.
pub fn bytes(headers: &HeaderMap, name: &HeaderName) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let digits = value.to_str().ok().filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| i64::from_str(digits).ok()).map(Some).ok_or_else(|| invalid(name, "0, 1, 2 …"))
}

/// The refusal of a header.
#[must_use]
pub fn invalid(name: &HeaderName, expected: &str) -> Problem {
    Problem::of(&catalogue::INVALID_PARAMETER).param("name", name).param("expected", expected)
}

/// Whether the request carries a stretch of an upload.
#[must_use]
pub fn carries_bytes(headers: &HeaderMap) -> bool {
    text(headers, &header::CONTENT_TYPE).and_then(|value| value.split(';').next()).map(str::trim) == Some(OFFSET_STREAM)
}

/// `Upload-Metadata`, and the evidence it names under `evidence_id`. A client that sends none, or an empty one, is well too.
///
/// # Errors
/// `invalid-parameter` when it is too long or not as tus says.
pub fn metadata(headers: &HeaderMap) -> Result<(String, Option<Uuid>), Problem> {
    let wrong = || invalid(&name::UPLOAD_METADATA, "key base64,key base64; evidence_id = UUID");
    let Some(value) = headers.get(name::UPLOAD_METADATA) else { return Ok((String::new(), None)) };
    let value = value.to_str().ok().map(str::trim).filter(|text| text.len() <= MAX_METADATA).ok_or_else(wrong)?;
    let mut evidence_id = None;
    for pair in value.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, encoded) = pair.split_once(' ').unwrap_or((pair, ""));
        let decoded = BASE64.decode(encoded.trim().as_bytes()).map_err(|_| wrong())?;
        if key == "evidence_id" {
            let id = std::str::from_utf8(&decoded).ok().and_then(|id| Uuid::parse_str(id.trim()).ok());
            evidence_id = Some(id.ok_or_else(wrong)?);
        }
    }
    Ok((value.to_owned(), evidence_id))
}

/// A moment as `Upload-Expires` writes it (RFC 9110, 5.6.7).
#[must_use]
pub fn http_date(at: Instant) -> String {
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    jiff::Timestamp::from_millisecond(at.0).ok().and_then(|at| printer.timestamp_to_rfc9110_string(&at).ok()).unwrap_or_default()
}

/// What the client says about the body of one request, and how it is checked while the body comes in.
pub struct Checksum {
    expected: Vec<u8>,
    /// For SHA-1; SHA-256 is computed of every piece anyway.
    sha1: Option<Context>,
}

impl std::fmt::Debug for Checksum {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Checksum").field("is_sha1", &self.sha1.is_some()).finish_non_exhaustive()
    }
}

impl Checksum {
    /// Reads `Upload-Checksum`, when it is there.
    ///
    /// # Errors
    /// `checksum-unsupported` for another algorithm or what is no Base64.
    pub fn read(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let Some(value) = headers.get(name::UPLOAD_CHECKSUM) else { return Ok(None) };
        let unsupported = || Problem::of(&catalogue::CHECKSUM_UNSUPPORTED).param("expected", CHECKSUMS);
        let (algorithm, encoded) = value.to_str().ok().and_then(|text| text.trim().split_once(' ')).ok_or_else(unsupported)?;
        let expected = BASE64.decode(encoded.trim().as_bytes()).map_err(|_| unsupported())?;
        let sha1 = match algorithm.to_ascii_lowercase().as_str() {
            "sha256" => None,
            "sha1" => Some(Context::new(&SHA1_FOR_LEGACY_USE_ONLY)),
            _ => return Err(unsupported()),
        };
        Ok(Some(Self { expected, sha1 }))
    }

    /// The running hash into which the body goes, beside that of its piece.
    pub fn running(&mut self) -> Option<&mut Context> {
        self.sha1.as_mut()
    }

    /// Whether the body that became this piece is the one that was meant.
    ///
    /// # Errors
    /// `checksum-mismatch`.
    pub fn check(self, piece: &Sealed) -> Result<(), Problem> {
        let is_right = match self.sha1 {
            Some(hash) => hash.finish().as_ref() == self.expected,
            None => piece.sha256.to_bytes() == self.expected,
        };
        if is_right { Ok(()) } else { Err(Problem::of(&catalogue::CHECKSUM_MISMATCH)) }
    }
}
