//! The built-in authority: its root, the certificates it issues, requests for certificates of other authorities, and the list of
//! what it revoked (RFC 5280, RFC 2986).

use std::time::Duration;

use aws_lc_rs::rand;
use const_oid::ObjectIdentifier;
use der::asn1::{BitString, GeneralizedTime, Ia5String, OctetString, SetOfVec, UtcTime};
use der::{Any, DateTime, Decode, Encode};
use jiff::Timestamp;
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::CrlDistributionPoints;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::request::{CertReq, CertReqInfo};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};
use x509_cert::{TbsCertificate, Version};

use super::certificate::{Certificate, sha256};
use super::key::Key;
use super::oids;
use super::refusal::Refusal;
use super::subject::Subject;

/// From when and until when a certificate is to be valid.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// An authority with its key unlocked.
#[derive(Debug)]
pub struct Authority {
    pub certificate: Certificate,
    pub key: Key,
}

/// What a certificate is issued for.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    pub subject: &'a Subject,
    pub public_key: SubjectPublicKeyInfoOwned,
    pub term: Term,
    /// Where the list of revoked certificates can be fetched, if anywhere.
    pub revocation_url: Option<&'a str>,
}

impl Authority {
    /// A new root that signs itself.
    pub fn found(subject: &Subject, term: Term) -> Result<Self, Refusal> {
        let key = Key::generate()?;
        let name = subject.to_name()?;
        let public_key = key.public_key()?;
        let extensions = vec![
            extension(oids::BASIC_CONSTRAINTS, true, &BasicConstraints { ca: true, path_len_constraint: Some(0) })?,
            extension(oids::KEY_USAGE, true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
            extension(oids::SUBJECT_KEY_ID, false, &key_id(&public_key)?)?,
        ];
        let body = TbsCertificate {
            version: Version::V3,
            serial_number: serial()?,
            signature: Key::algorithm(),
            issuer: name.clone(),
            validity: validity(term)?,
            subject: name,
            subject_public_key_info: public_key,
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(extensions),
        };
        Ok(Self { certificate: signed(&key, &body)?, key })
    }

    /// From what was stored.
    pub fn open(certificate: Certificate, key: Key) -> Result<Self, Refusal> {
        if certificate.parsed.tbs_certificate.subject_public_key_info != key.public_key()? {
            return Err(Refusal::KeyOfAnotherCertificate);
        }
        Ok(Self { certificate, key })
    }

    /// A certificate with which documents may be signed and nothing else, valid no longer than that of the authority.
    pub fn issue(&self, issue: &Issue) -> Result<Certificate, Refusal> {
        let own = &self.certificate.parsed.tbs_certificate;
        if !self.certificate.is_valid_at(issue.term.from) || !self.certificate.is_valid_at(issue.term.to) {
            return Err(Refusal::CertificateOutsideValidity);
        }
        let mut extensions = vec![
            extension(oids::BASIC_CONSTRAINTS, true, &BasicConstraints { ca: false, path_len_constraint: None })?,
            extension(oids::KEY_USAGE, true, &KeyUsage(KeyUsages::NonRepudiation.into()))?,
            extension(oids::SUBJECT_KEY_ID, false, &key_id(&issue.public_key)?)?,
            extension(oids::AUTHORITY_KEY_ID, false, &authority_key_id(&own.subject_public_key_info)?)?,
        ];
        if let Some(url) = issue.revocation_url {
            extensions.push(extension(oids::CRL_POINTS, false, &revocation_point(url)?)?);
        }
        let body = TbsCertificate {
            version: Version::V3,
            serial_number: serial()?,
            signature: Key::algorithm(),
            issuer: own.subject.clone(),
            validity: validity(issue.term)?,
            subject: issue.subject.to_name()?,
            subject_public_key_info: issue.public_key.clone(),
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(extensions),
        };
        signed(&self.key, &body)
    }
}

/// A request to another authority for a certificate of this key, DER (PKCS#10).
pub fn request(key: &Key, subject: &Subject) -> Result<Vec<u8>, Refusal> {
    let info = CertReqInfo {
        version: x509_cert::request::Version::V1,
        subject: subject.to_name()?,
        public_key: key.public_key()?,
        attributes: SetOfVec::new(),
    };
    let signature = BitString::from_bytes(&key.sign(&info.to_der()?)?)?;
    Ok(CertReq { info, algorithm: Key::algorithm(), signature }.to_der()?)
}

pub(super) fn extension(id: ObjectIdentifier, critical: bool, value: &impl Encode) -> Result<Extension, Refusal> {
    Ok(Extension { extn_id: id, critical, extn_value: OctetString::new(value.to_der()?)? })
}

pub(super) fn authority_key_id(public_key: &SubjectPublicKeyInfoOwned) -> Result<AuthorityKeyIdentifier, Refusal> {
    Ok(AuthorityKeyIdentifier {
        key_identifier: Some(key_id(public_key)?.0),
        authority_cert_issuer: None,
        authority_cert_serial_number: None,
    })
}

/// The first twenty bytes of the digest of the key (RFC 7093, 2).
fn key_id(public_key: &SubjectPublicKeyInfoOwned) -> Result<SubjectKeyIdentifier, Refusal> {
    Ok(SubjectKeyIdentifier(OctetString::new(&sha256(public_key.subject_public_key.raw_bytes())[..20])?))
}

fn revocation_point(url: &str) -> Result<CrlDistributionPoints, Refusal> {
    let url = GeneralName::UniformResourceIdentifier(Ia5String::new(url)?);
    Ok(CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![url])),
        reasons: None,
        crl_issuer: None,
    }]))
}

/// Sixteen bytes that nobody can guess, positive.
fn serial() -> Result<SerialNumber, Refusal> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes)?;
    bytes[0] = bytes[0] & 0x7F | 0x40;
    Ok(SerialNumber::new(&bytes)?)
}

fn validity(term: Term) -> Result<Validity, Refusal> {
    Ok(Validity { not_before: time(term.from)?, not_after: time(term.to)? })
}

/// A moment to the second; from 2050 on in the longer form (RFC 5280, 4.1.2.5).
pub(super) fn time(at: Timestamp) -> Result<Time, Refusal> {
    let seconds = u64::try_from(at.as_second()).map_err(|_| Refusal::CertificateOutsideValidity)?;
    let date = DateTime::from_unix_duration(Duration::from_secs(seconds))?;
    Ok(UtcTime::from_date_time(date).map_or_else(|_| Time::GeneralTime(GeneralizedTime::from_date_time(date)), Time::UtcTime))
}

fn signed(key: &Key, body: &TbsCertificate) -> Result<Certificate, Refusal> {
    Certificate::from_der(&sealed(key, body)?)
}

/// A body with its signature behind it, DER.
pub(super) fn sealed(key: &Key, body: &impl Encode) -> Result<Vec<u8>, Refusal> {
    let body = body.to_der()?;
    let signature = BitString::from_bytes(&key.sign(&body)?)?;
    Ok(super::certificate::Signed { body: Any::from_der(&body)?, algorithm: Key::algorithm(), signature }.to_der()?)
}
