//! Signing one field: prepared, signed, perhaps time-stamped, finished. Every step is bytes to bytes, so that the key may be here
//! or elsewhere, and the time-stamp may be fetched in between.

use jiff::Zoned;
use lopdf::{Dictionary, Object, dictionary};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attributes;

use der::Encode;

use super::algorithms::{self, Hash};
use super::appearance::{self, Appearance};
use super::certificate::{Certificate, sha256};
use super::key::Key;
use super::oids;
use super::pdf::changes::changes;
use super::pdf::fields::{Field, signature_fields};
use super::pdf::{Revisions, Update, date, text};
use super::refusal::Refusal;
use super::signed_data::{self, Parts};
use super::timestamp::{self, Request, Token};
use crate::content::Lang;

/// Bytes left for a signature with its certificates and a time-stamp.
const ROOM: usize = 16 * 1024;

/// What is to be signed, where, by whom.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// The field that was laid out for this signer.
    pub field: &'a str,
    /// SHA-256 of the first revision, as [`crate::frame::frame`] made it.
    pub base_sha256: [u8; 32],
    /// The signer's certificate, then those of the authorities above it.
    pub chain: &'a [Certificate],
    /// The moment, in the zone to be shown.
    pub at: &'a Zoned,
    pub lang: Lang,
    pub reason: Option<&'a str>,
    /// A PNG of a signature drawn by hand, to be shown beside the text.
    pub picture: Option<&'a [u8]>,
}

/// A document with its next signature missing.
#[derive(Debug)]
pub struct Draft {
    file: Vec<u8>,
    gap: std::ops::Range<usize>,
    attributes: Attributes,
    chain: Vec<Certificate>,
}

/// Prepares a signature: the document with room for it.
pub fn prepare(pdf: Vec<u8>, signing: &Signing) -> Result<Draft, Refusal> {
    let signer = signing.chain.first().ok_or(Refusal::CertificateUnreadable)?;
    if !signer.may_sign_documents() {
        return Err(Refusal::CertificateNotForSigning);
    }
    if !signer.is_valid_at(signing.at.timestamp()) {
        return Err(Refusal::CertificateOutsideValidity);
    }
    let update = {
        let file = Revisions::read(&pdf)?;
        let field = free_field(&file, signing)?;
        update(&file, &field, signing, signer)?
    };
    let mut file = pdf;
    let gap = update.write(&mut file, ROOM).gap;
    let digest = Hash::Sha256.sum_of(&[&file[..gap.start], &file[gap.end..]]);
    let attributes = signed_data::attributes(&digest, signer)?;
    Ok(Draft { file, gap, attributes, chain: signing.chain.to_vec() })
}

/// The field, when the document is ours, only signatures were added to it, and the field is empty.
fn free_field(file: &Revisions, signing: &Signing) -> Result<Field, Refusal> {
    if sha256(file.as_of(0)) != signing.base_sha256 {
        return Err(Refusal::NotOurDocument);
    }
    if file.loose_end() > 0 {
        return Err(Refusal::ChangedBeyondSigning("bytes after the last revision".to_owned()));
    }
    for revision in 1..=file.newest() {
        if let Some(change) = changes(file, revision)?.iter().find(|change| !change.is_permitted()) {
            return Err(Refusal::ChangedBeyondSigning(format!("{change:?}")));
        }
    }
    let fields = signature_fields(file, file.newest())?;
    let field = fields.into_iter().find(|field| field.name == signing.field);
    let field = field.ok_or_else(|| Refusal::NoSuchField(signing.field.to_owned()))?;
    if field.dictionary.has(b"V") { Err(Refusal::FieldAlreadySigned(field.name)) } else { Ok(field) }
}

fn update(file: &Revisions, field: &Field, signing: &Signing, signer: &Certificate) -> Result<Update, Refusal> {
    let subject = signer.subject();
    let mut update = Update::of(file)?;
    let mut filled = field.dictionary.clone();
    if let Some([left, bottom, right, top]) = field.rectangle().filter(|[left, bottom, right, top]| left < right && bottom < top) {
        let shown = Appearance { subject: &subject, at: signing.at, lang: signing.lang, picture: signing.picture };
        let drawn = appearance::draw(&shown, (right - left, top - bottom), &mut update)?;
        filled.set("AP", dictionary! { "N" => drawn });
    }
    let mut signature = dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "M" => date(signing.at),
        "Name" => text(&subject.name),
        "Reference" => vec![Object::Dictionary(lock(field, file)?)],
    };
    if let Some(reason) = signing.reason {
        signature.set("Reason", text(reason));
    }
    filled.set("V", update.add_signature(signature));
    update.replace(field.id, filled);
    Ok(update)
}

/// The lock of the field, repeated in the signature so that it is signed (ISO 32000-2, 12.8.2.4).
fn lock(field: &Field, file: &Revisions) -> Result<Dictionary, Refusal> {
    let parameters = dictionary! { "Type" => "TransformParams", "V" => "1.2", "Action" => "Include", "Fields" => vec![text(&field.name)] };
    Ok(dictionary! {
        "Type" => "SigRef",
        "TransformMethod" => "FieldMDP",
        "TransformParams" => parameters,
        "Data" => file.root(file.newest())?,
    })
}

impl Draft {
    /// The bytes that a key elsewhere has to sign: the signed attributes, DER.
    pub fn to_sign(&self) -> Result<Vec<u8>, Refusal> {
        Ok(self.attributes.to_der()?)
    }

    /// Signs with a key that is here.
    pub fn sign(self, key: &Key) -> Result<Signed, Refusal> {
        if self.signer()?.parsed.tbs_certificate.subject_public_key_info != key.public_key()? {
            return Err(Refusal::KeyOfAnotherCertificate);
        }
        let signature = key.sign(&self.to_sign()?)?;
        Ok(Signed { draft: self, algorithm: Key::algorithm(), signature })
    }

    /// Takes a signature made elsewhere over [`Draft::to_sign`]: ECDSA or RSA (PKCS#1) with SHA-256.
    pub fn accept(self, signature: Vec<u8>) -> Result<Signed, Refusal> {
        let key = &self.signer()?.parsed.tbs_certificate.subject_public_key_info;
        let algorithm = match key.algorithm.oid {
            oids::EC_PUBLIC_KEY => Key::algorithm(),
            _ => AlgorithmIdentifierOwned { oid: oids::RSA_SHA_256, parameters: Some(der::Any::null()) },
        };
        if !algorithms::verify(key, &algorithm, None, &self.to_sign()?, &signature) {
            return Err(Refusal::SignatureForeign);
        }
        Ok(Signed { draft: self, algorithm, signature })
    }

    fn signer(&self) -> Result<&Certificate, Refusal> {
        self.chain.first().ok_or(Refusal::CertificateUnreadable)
    }
}

/// A document with its next signature made and not yet put in.
#[derive(Debug)]
pub struct Signed {
    draft: Draft,
    algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
}

impl Signed {
    /// What to ask a time-stamping authority.
    pub fn time_stamp_request(&self) -> Result<Request, Refusal> {
        Request::of(&self.signature)
    }

    /// The signed document: B-B, or B-T with a time-stamp.
    pub fn finish(self, time_stamp: Option<&Token>) -> Result<Vec<u8>, Refusal> {
        let ours = |token: &Token| timestamp::read(&token.der).is_some_and(|read| read.is_of(&self.signature));
        if time_stamp.is_some_and(|token| !ours(token)) {
            return Err(Refusal::TimeStampForeign);
        }
        let Draft { mut file, gap, attributes, chain } = self.draft;
        let time_stamp = time_stamp.map(|token| token.der.as_slice());
        let parts = Parts { attributes, algorithm: self.algorithm, signature: &self.signature, chain: &chain, time_stamp };
        let signed = signed_data::assemble(parts)?;
        let written = data_encoding::HEXUPPER.encode(&signed);
        if written.len() > gap.len() - 2 {
            return Err(Refusal::SignatureTooLarge { size: signed.len(), room: ROOM });
        }
        file[gap.start + 1..gap.start + 1 + written.len()].copy_from_slice(written.as_bytes());
        Ok(file)
    }
}
