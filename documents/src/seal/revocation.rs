//! The list of certificates that an authority took back (RFC 5280, 5): written, and asked.

use der::asn1::{OctetString, Uint};
use der::{Decode, Encode, Enumerated};
use jiff::Timestamp;
use x509_cert::Version;
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsage;
use x509_cert::serial_number::SerialNumber;

use super::algorithms;
use super::authority::{Authority, authority_key_id, extension, sealed, time};
use super::certificate::{Certificate, Signed, moment};
use super::key::Key;
use super::oids;
use super::refusal::Refusal;

/// Why a certificate was taken back (RFC 5280, 5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enumerated)]
#[repr(u8)]
pub enum Reason {
    /// Somebody else may have the key.
    KeyCompromise = 1,
    /// The person has another title or organisation.
    AffiliationChanged = 3,
    /// Another certificate takes its place.
    Superseded = 4,
    /// The person or the organisation signs no more.
    CessationOfOperation = 5,
}

/// One certificate that was taken back.
#[derive(Clone, Debug)]
pub struct Revoked {
    /// Serial number, big-endian.
    pub serial: Vec<u8>,
    pub at: Timestamp,
    pub reason: Reason,
}

/// The list as of a moment, DER. `number` grows with every list; `next` is when the next one is due at the latest.
pub fn list(authority: &Authority, revoked: &[Revoked], number: u64, at: Timestamp, next: Timestamp) -> Result<Vec<u8>, Refusal> {
    let own = &authority.certificate.parsed.tbs_certificate;
    let entries = revoked.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let body = TbsCertList {
        version: Version::V2,
        signature: Key::algorithm(),
        issuer: own.subject.clone(),
        this_update: time(at)?,
        next_update: Some(time(next)?),
        revoked_certificates: (!entries.is_empty()).then_some(entries),
        crl_extensions: Some(vec![
            extension(oids::AUTHORITY_KEY_ID, false, &authority_key_id(&own.subject_public_key_info)?)?,
            extension(oids::CRL_NUMBER, false, &Uint::new(&number.to_be_bytes())?)?,
        ]),
    };
    sealed(&authority.key, &body)
}

fn entry(revoked: &Revoked) -> Result<RevokedCert, Refusal> {
    let reason = Extension { extn_id: oids::CRL_REASON, critical: false, extn_value: OctetString::new(revoked.reason.to_der()?)? };
    Ok(RevokedCert {
        serial_number: SerialNumber::new(&revoked.serial)?,
        revocation_date: time(revoked.at)?,
        crl_entry_extensions: Some(vec![reason]),
    })
}

/// What the lists at hand say of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A list in force does not name it.
    Good,
    /// It was taken back then; `compromised` when somebody else may have the key.
    Revoked { at: Timestamp, compromised: bool },
    /// There is no list in force from its issuer.
    Unknown,
}

/// Asks the lists of this issuer, as of `now`. A list that names the certificate counts even when a newer one was due.
pub(super) fn standing(certificate: &Certificate, issuer: &Certificate, lists: &[Vec<u8>], now: Timestamp) -> Standing {
    let mut best = Standing::Unknown;
    for list in lists.iter().filter_map(|list| genuine(list, issuer)) {
        if moment(&list.this_update) > now {
            continue;
        }
        let serial = &certificate.parsed.tbs_certificate.serial_number;
        let named = list.revoked_certificates.iter().flatten().find(|entry| entry.serial_number == *serial);
        if let Some(entry) = named {
            return Standing::Revoked { at: moment(&entry.revocation_date), compromised: compromised(entry) };
        }
        if list.next_update.is_none_or(|next| moment(&next) >= now) {
            best = Standing::Good;
        }
    }
    best
}

/// Whether the key may be in other hands. Without a reason it may.
fn compromised(entry: &RevokedCert) -> bool {
    let reason = entry.crl_entry_extensions.iter().flatten().find(|extension| extension.extn_id == oids::CRL_REASON);
    let reason = reason.and_then(|extension| Reason::from_der(extension.extn_value.as_bytes()).ok());
    reason.is_none_or(|reason| reason == Reason::KeyCompromise)
}

/// The list, when this issuer signed it and it limits itself to nothing that we do not know.
fn genuine(list: &[u8], issuer: &Certificate) -> Option<TbsCertList> {
    let signed = Signed::from_der(list).ok()?;
    let body = CertificateList::from_der(list).ok()?.tbs_cert_list;
    let tbs = &issuer.parsed.tbs_certificate;
    let may_sign = tbs.get::<KeyUsage>().ok().flatten().is_none_or(|(_, usage)| usage.crl_sign());
    let plain = body.crl_extensions.iter().flatten().all(|extension| !extension.critical);
    let message = signed.body.to_der().ok()?;
    let intact = algorithms::verify(&tbs.subject_public_key_info, &signed.algorithm, None, &message, signed.signature.raw_bytes());
    (body.issuer == tbs.subject && may_sign && plain && intact).then_some(body)
}
