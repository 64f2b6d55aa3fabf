//! The manifest of a bundle and the signature over it. Pure.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use uuid::Uuid;

use crate::blobs::Digest;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::kernel::{catalogue, json_input};

/// The name of the manifest within the archive.
pub const MANIFEST: &str = "manifest.json";
/// The name of the signature within the archive.
pub const SIGNATURE: &str = "manifest.jws";
/// The name of the operations within the archive.
pub const OPS: &str = "ops.json";
/// What the names of photos begin with; the id of the evidence follows.
pub const FILES: &str = "files/";
/// Parts that a bundle may have.
pub const MAX_PARTS: usize = 5_000;
/// Bytes that the operations may have.
pub const MAX_OPS_BYTES: u64 = 16 * 1024 * 1024;

/// What a bundle says of itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    version: u32,
    /// The bundle.
    pub bundle_id: Uuid,
    /// The device that made it.
    pub device_id: Uuid,
    /// The person whose device it is.
    pub user_id: Uuid,
    /// When, by the device's clock: a claim.
    pub made_at: Instant,
    /// Number of the record schema; judged before the rest is read.
    #[serde(default, rename = "schema")]
    _schema: Option<u64>,
    /// What it holds, in the order of the archive, the operations first.
    pub parts: Vec<Part>,
}

/// A part of a bundle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name within the archive.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}

impl Part {
    /// The evidence whose photo it is; none for the operations.
    #[must_use]
    pub fn evidence(&self) -> Option<Uuid> {
        let id: Uuid = self.name.strip_prefix(FILES)?.parse().ok()?;
        // One spelling of an id, so that one photo has one name.
        (self.name == format!("{FILES}{id}")).then_some(id)
    }
}

/// What a bundle may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a photo.
    pub file: u64,
    /// Bytes of all parts.
    pub total: u64,
}

/// A refusal that names a part.
#[must_use]
pub fn refuse(problem: &'static catalogue::Definition, part: &str) -> Problem {
    Problem::of(problem).param("part", part)
}

/// A refusal of a part that is too large.
#[must_use]
pub fn too_large(part: &str, limit: u64) -> Problem {
    refuse(&catalogue::BUNDLE_TOO_LARGE, part).param("limit_bytes", limit)
}

impl Manifest {
    /// Reads a manifest whose schema was judged.
    ///
    /// # Errors
    /// `bundle-unreadable`, `bundle-too-large`.
    pub fn read(value: serde_json::Value, limits: Limits) -> Result<Self, Problem> {
        let unreadable = |_| refuse(&catalogue::BUNDLE_UNREADABLE, MANIFEST);
        let manifest: Self = json_input::read(value).map_err(unreadable)?;
        if manifest.format != "soat-bundle" || manifest.version != 1 || manifest.parts.len() > MAX_PARTS {
            return Err(refuse(&catalogue::BUNDLE_UNREADABLE, MANIFEST));
        }
        let (mut names, mut total) = (BTreeSet::new(), 0_u64);
        for (at, part) in manifest.parts.iter().enumerate() {
            let limit = match (at, part.evidence()) {
                (0, None) if part.name == OPS => MAX_OPS_BYTES,
                (1.., Some(_)) => limits.file,
                _ => return Err(refuse(&catalogue::BUNDLE_UNREADABLE, MANIFEST)),
            };
            if Digest::parse(&part.sha256).is_none() || !names.insert(part.name.as_str()) {
                return Err(refuse(&catalogue::BUNDLE_UNREADABLE, &part.name));
            }
            if part.size > limit {
                return Err(too_large(&part.name, limit));
            }
            total = total.saturating_add(part.size);
            if total > limits.total {
                return Err(too_large(&part.name, limits.total));
            }
        }
        if manifest.parts.is_empty() { Err(refuse(&catalogue::BUNDLE_PART_MISSING, OPS)) } else { Ok(manifest) }
    }
}

/// A detached signature (RFC 7515, appendix F).
#[derive(Clone, Debug)]
pub struct Signature {
    /// Names the key.
    pub kid: String,
    header: String,
    bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Protected {
    alg: String,
    kid: String,
    #[serde(default)]
    crit: Option<serde_json::Value>,
    #[serde(default)]
    b64: Option<bool>,
}

impl Signature {
    /// Reads `<header>..<signature>`.
    ///
    /// # Errors
    /// `bundle-signature-invalid` when it is anything else, another algorithm included.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let refused = || Problem::of(&catalogue::BUNDLE_SIGNATURE_INVALID);
        let (header, signature) = text.trim_end().split_once("..").ok_or_else(refused)?;
        let bytes = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| refused())?;
        let decoded = BASE64URL_NOPAD.decode(header.as_bytes()).map_err(|_| refused())?;
        let protected: Protected = serde_json::from_slice(&decoded).map_err(|_| refused())?;
        let is_plain = protected.alg == "EdDSA" && protected.crit.is_none() && protected.b64 != Some(false);
        if is_plain { Ok(Self { kid: protected.kid, header: header.to_owned(), bytes }) } else { Err(refused()) }
    }

    /// What was signed, given the manifest, and the signature itself.
    #[must_use]
    pub fn over(&self, manifest: &[u8]) -> (Vec<u8>, &[u8]) {
        (format!("{}.{}", self.header, BASE64URL_NOPAD.encode(manifest)).into_bytes(), &self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const LIMITS: Limits = Limits { file: 1_000, total: 1_500 };

    fn code(parts: &Value) -> String {
        let id = Uuid::from_u128(1);
        let manifest = json!({"format": "soat-bundle", "version": 1, "bundle_id": id, "device_id": id, "user_id": id,
            "made_at": "2026-03-09T02:15:00Z", "schema": 1, "parts": parts});
        Manifest::read(manifest, LIMITS).map_or_else(|problem| problem.code().to_owned(), |_| "read".to_owned())
    }

    fn part(name: &str, size: u64) -> Value {
        json!({"name": name, "size": size, "sha256": "0".repeat(64)})
    }

    #[test]
    fn the_operations_come_first_and_photos_are_named_by_their_evidence() {
        let photo = format!("files/{}", Uuid::from_u128(7));
        assert_eq!(code(&json!([part("ops.json", 5)])), "read");
        assert_eq!(code(&json!([part("ops.json", 5), part(&photo, 900)])), "read");
        assert_eq!(code(&json!([part(&photo, 5), part("ops.json", 5)])), "bundle-unreadable");
        for name in ["ops.json", "files/../x", "files/", "/etc/passwd", &photo.to_uppercase(), &photo.replace('-', "")] {
            assert_eq!(code(&json!([part("ops.json", 5), part(name, 5)])), "bundle-unreadable", "{name}");
        }
        assert_eq!(code(&json!([part("ops.json", 5), part(&photo, 5), part(&photo, 5)])), "bundle-unreadable");
        assert_eq!(code(&json!([])), "bundle-part-missing");
    }

    #[test]
    fn what_is_too_large_is_refused_before_a_byte_of_it_is_read() {
        let photo = |number: u128| format!("files/{}", Uuid::from_u128(number));
        assert_eq!(code(&json!([part("ops.json", u64::MAX)])), "bundle-too-large");
        assert_eq!(code(&json!([part("ops.json", 5), part(&photo(1), 1_001)])), "bundle-too-large");
        assert_eq!(code(&json!([part("ops.json", 5), part(&photo(1), 1_000), part(&photo(2), 1_000)])), "bundle-too-large");
    }

    #[test]
    fn only_a_detached_signature_of_the_one_algorithm_is_read() {
        let jws = |header: Value| format!("{}..{}", BASE64URL_NOPAD.encode(header.to_string().as_bytes()), BASE64URL_NOPAD.encode(b"x"));
        assert!(Signature::read(&jws(json!({"alg": "EdDSA", "kid": "k"}))).is_ok());
        for header in [
            json!({"alg": "none", "kid": "k"}),
            json!({"alg": "HS256", "kid": "k"}),
            json!({"alg": "EdDSA"}),
            json!({"alg": "EdDSA", "kid": "k", "b64": false, "crit": ["b64"]}),
        ] {
            assert!(Signature::read(&jws(header.clone())).is_err(), "{header}");
        }
        for text in ["", "..", "a.b.c", "e30..", "e30"] {
            assert!(Signature::read(text).is_err(), "{text}");
        }
    }
}
