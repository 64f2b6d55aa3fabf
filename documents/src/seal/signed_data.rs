//! Signed data (RFC 5652) with the attributes of CAdES and PAdES baseline (ETSI EN 319 122-1, EN 319 142-1): written and opened.

use cms::cert::IssuerAndSerialNumber;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Decode, Encode, Reader, Sequence, SliceReader};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::algorithms::Hash;
use super::certificate::Certificate;
use super::oids;
use super::refusal::Refusal;

/// Certificates a signature may bring along.
const MAX_CERTIFICATES: usize = 32;

/// `SignedData` with its certificates as they came: their bytes are what signatures and digests are over.
#[derive(Sequence)]
struct SignedData {
    version: CmsVersion,
    digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    content: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    certificates: Option<SetOfVec<Any>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    lists: Option<SetOfVec<Any>>,
    signers: SetOfVec<SignerInfo>,
}

/// `SigningCertificateV2` (RFC 5035, 3).
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
    policies: Option<Vec<Any>>,
}

#[derive(Sequence)]
struct CertificateId {
    /// SHA-256 when it is not named.
    hash: Option<AlgorithmIdentifierOwned>,
    sum: OctetString,
    issuer: Option<Any>,
}

pub(super) const fn sha_256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: oids::SHA_256, parameters: None }
}

/// The signed attributes of PAdES baseline; the time of signing stands in the document instead (EN 319 142-1, 6.3).
pub(super) fn attributes(digest: &[u8], signer: &Certificate) -> Result<Attributes, Refusal> {
    let id = CertificateId { hash: None, sum: OctetString::new(signer.sha256().to_vec())?, issuer: None };
    let certificate = SigningCertificate { certificates: vec![id], policies: None };
    Ok(SetOfVec::try_from(vec![
        attribute(oids::CONTENT_TYPE, &oids::DATA)?,
        attribute(oids::MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(oids::SIGNING_CERTIFICATE_V2, &certificate)?,
    ])?)
}

fn attribute(oid: ObjectIdentifier, value: &impl Encode) -> Result<Attribute, Refusal> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::from_der(&value.to_der()?)?])? })
}

/// What makes up one signature.
pub(super) struct Parts<'a> {
    pub attributes: Attributes,
    pub algorithm: AlgorithmIdentifierOwned,
    pub signature: &'a [u8],
    /// The signer's certificate first.
    pub chain: &'a [Certificate],
    /// A time-stamp token over the signature, DER.
    pub time_stamp: Option<&'a [u8]>,
}

/// Signed data without its content, DER.
pub(super) fn assemble(parts: Parts) -> Result<Vec<u8>, Refusal> {
    let signer = &parts.chain.first().ok_or(Refusal::CertificateUnreadable)?.parsed.tbs_certificate;
    let unsigned = match parts.time_stamp {
        Some(token) => {
            let values = SetOfVec::try_from(vec![Any::from_der(token)?])?;
            Some(SetOfVec::try_from(vec![Attribute { oid: oids::TIME_STAMP_TOKEN, values }])?)
        }
        None => None,
    };
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: signer.issuer.clone(),
            serial_number: signer.serial_number.clone(),
        }),
        digest_alg: sha_256(),
        signed_attrs: Some(parts.attributes),
        signature_algorithm: parts.algorithm,
        signature: OctetString::new(parts.signature)?,
        unsigned_attrs: unsigned,
    };
    let certificates = parts.chain.iter().map(|certificate| Any::from_der(certificate.der())).collect::<Result<Vec<_>, _>>()?;
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256()])?,
        content: EncapsulatedContentInfo { econtent_type: oids::DATA, econtent: None },
        certificates: Some(SetOfVec::try_from(certificates)?),
        lists: None,
        signers: SetOfVec::try_from(vec![info])?,
    };
    Ok(ContentInfo { content_type: oids::SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
}

/// Signed data of one signer, opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub content_type: ObjectIdentifier,
    /// The content, where it is inside.
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Certificate>,
    pub signer: SignerInfo,
}

/// Opens signed data; zeros may follow it. Says what is wrong otherwise.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, &'static str> {
    let mut reader = SliceReader::new(bytes).map_err(|_| "length")?;
    let info = ContentInfo::decode(&mut reader).map_err(|_| "content info")?;
    let end = usize::try_from(u32::from(reader.position())).map_err(|_| "length")?;
    if bytes.get(end..).unwrap_or_default().iter().any(|byte| *byte != 0) {
        return Err("bytes after the signature");
    }
    if info.content_type != oids::SIGNED_DATA {
        return Err("content type");
    }
    let data: SignedData = info.content.decode_as().map_err(|_| "signed data")?;
    let mut signers = data.signers.into_vec();
    let (Some(signer), None) = (signers.pop(), signers.pop()) else { return Err("one signer") };
    let content = match data.content.econtent {
        Some(content) => Some(content.decode_as::<OctetString>().map_err(|_| "content")?.into_bytes()),
        None => None,
    };
    let certificates = data.certificates.map(SetOfVec::into_vec).unwrap_or_default();
    if certificates.len() > MAX_CERTIFICATES {
        return Err("fewer certificates");
    }
    let certificates = certificates.iter().filter_map(|any| Certificate::from_der(&any.to_der().ok()?).ok()).collect();
    Ok(Opened { content_type: data.content.econtent_type, content, certificates, signer })
}

impl Opened {
    /// The certificate that the signer named.
    pub fn signer_certificate(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| {
            let tbs = &certificate.parsed.tbs_certificate;
            match &self.signer.sid {
                SignerIdentifier::IssuerAndSerialNumber(named) => named.issuer == tbs.issuer && named.serial_number == tbs.serial_number,
                SignerIdentifier::SubjectKeyIdentifier(named) => {
                    tbs.get::<SubjectKeyIdentifier>().ok().flatten().is_some_and(|(_, id)| id == *named)
                }
            }
        })
    }

    /// The one value of a signed attribute.
    pub fn signed_attribute(&self, oid: ObjectIdentifier) -> Option<&Any> {
        single(self.signer.signed_attrs.as_ref()?, oid)
    }

    /// The one value of an attribute that was added after signing.
    pub fn unsigned_attribute(&self, oid: ObjectIdentifier) -> Option<&Any> {
        single(self.signer.unsigned_attrs.as_ref()?, oid)
    }

    pub fn message_digest(&self) -> Option<Vec<u8>> {
        Some(self.signed_attribute(oids::MESSAGE_DIGEST)?.decode_as::<OctetString>().ok()?.into_bytes())
    }

    /// Whether the signed attributes name this certificate by its digest, first of all.
    pub fn names(&self, certificate: &Certificate) -> bool {
        let Some(value) = self.signed_attribute(oids::SIGNING_CERTIFICATE_V2) else { return false };
        let Ok(named) = value.decode_as::<SigningCertificate>() else { return false };
        let Some(first) = named.certificates.first() else { return false };
        let hash = first.hash.as_ref().map_or(Some(Hash::Sha256), |hash| Hash::of(hash.oid));
        hash.is_some_and(|hash| hash.sum(certificate.der()) == first.sum.as_bytes())
    }

    /// What was signed: the attributes, in the order of DER.
    pub fn message(&self) -> Option<Vec<u8>> {
        self.signer.signed_attrs.as_ref()?.to_der().ok()
    }
}

fn single(attributes: &Attributes, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let (attribute, None) = (found.next()?, found.next()) else { return None };
    (attribute.values.len() == 1).then(|| attribute.values.get(0)).flatten()
}
