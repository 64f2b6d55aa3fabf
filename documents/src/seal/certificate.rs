//! A certificate with the bytes it came in: signatures and digests are over those, not over what a library would write again.

use aws_lc_rs::digest::{SHA256, digest};
use der::asn1::BitString;
use der::{Any, Decode, Encode, Sequence};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};
use x509_cert::time::Time;

use super::key::Key;
use super::refusal::Refusal;
use super::subject::Subject;

/// The outer form of certificates, revocation lists and requests: a body and the signature over it.
#[derive(Clone, Debug, Sequence)]
pub(super) struct Signed {
    pub body: Any,
    pub algorithm: AlgorithmIdentifierOwned,
    pub signature: BitString,
}

/// A certificate (RFC 5280).
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    pub(super) body: Vec<u8>,
    pub(super) parsed: x509_cert::Certificate,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Certificate {
    /// From DER.
    pub fn from_der(der: &[u8]) -> Result<Self, Refusal> {
        let read = || -> der::Result<Self> {
            let body = Signed::from_der(der)?.body.to_der()?;
            Ok(Self { der: der.to_vec(), body, parsed: x509_cert::Certificate::from_der(der)? })
        };
        read().map_err(|_| Refusal::CertificateUnreadable)
    }

    /// From PEM (RFC 7468) with one certificate, or from DER.
    pub fn from_pem_or_der(bytes: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let Some((_, after)) = text.split_once("-----BEGIN CERTIFICATE-----") else { return Self::from_der(bytes) };
        let body = after.split_once("-----END").map_or(after, |(body, _)| body);
        let packed: String = body.chars().filter(|letter| !letter.is_whitespace()).collect();
        let der = data_encoding::BASE64.decode(packed.as_bytes()).map_err(|_| Refusal::CertificateUnreadable)?;
        Self::from_der(&der)
    }

    /// All certificates of a PEM text, in its order.
    pub fn all_from_pem(text: &str) -> Result<Vec<Self>, Refusal> {
        let blocks = text.split("-----BEGIN CERTIFICATE-----").skip(1);
        blocks.map(|block| Self::from_pem_or_der(format!("-----BEGIN CERTIFICATE-----{block}").as_bytes())).collect()
    }

    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As PEM (RFC 7468).
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem("CERTIFICATE", &self.der)
    }

    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        sha256(&self.der)
    }

    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::of_name(&self.parsed.tbs_certificate.subject)
    }

    #[must_use]
    pub fn issuer(&self) -> Subject {
        Subject::of_name(&self.parsed.tbs_certificate.issuer)
    }

    /// The serial number, big-endian.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.parsed.tbs_certificate.serial_number.as_bytes()
    }

    /// From when and until when it is valid, both included.
    #[must_use]
    pub fn validity(&self) -> (Timestamp, Timestamp) {
        let validity = &self.parsed.tbs_certificate.validity;
        (moment(&validity.not_before), moment(&validity.not_after))
    }

    #[must_use]
    pub fn is_valid_at(&self, at: Timestamp) -> bool {
        let (from, to) = self.validity();
        let seconds = at.as_second();
        from.as_second() <= seconds && seconds <= to.as_second()
    }

    /// Whether it speaks of this key.
    #[must_use]
    pub fn is_of(&self, key: &Key) -> bool {
        key.public_key().is_ok_and(|public| public == self.parsed.tbs_certificate.subject_public_key_info)
    }

    /// Whether its key may sign documents: for non-repudiation or as a digital signature (RFC 5280, 4.2.1.3).
    #[must_use]
    pub fn may_sign_documents(&self) -> bool {
        let usage = self.parsed.tbs_certificate.get::<KeyUsage>().ok().flatten();
        usage.is_some_and(|(_, usage)| usage.non_repudiation() || usage.digital_signature()) && self.depth().is_none()
    }

    /// For the certificate of an authority, how many authorities may follow below it.
    pub(super) fn depth(&self) -> Option<u8> {
        let (_, constraints) = self.parsed.tbs_certificate.get::<BasicConstraints>().ok().flatten()?;
        constraints.ca.then(|| constraints.path_len_constraint.unwrap_or(u8::MAX))
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut sum = [0; 32];
    sum.copy_from_slice(digest(&SHA256, bytes).as_ref());
    sum
}

pub(super) fn moment(time: &Time) -> Timestamp {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

/// PEM (RFC 7468): lines of 64 letters.
#[must_use]
pub fn pem(label: &str, der: &[u8]) -> String {
    let packed = data_encoding::BASE64.encode(der);
    let lines: Vec<&str> = (0..packed.len()).step_by(64).map(|at| &packed[at..packed.len().min(at + 64)]).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
