//! Who a certificate speaks of: a person with title and organisation, or an organisation for its seal.

use der::asn1::{PrintableStringRef, SetOfVec, Utf8StringRef};
use der::{Any, Tagged};
use serde::{Deserialize, Serialize};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

use super::oids;
use super::refusal::Refusal;

/// Letters a part of a name may have.
const MAX_LETTERS: usize = 200;

/// The parts of a name in a certificate (X.520).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The person's full name, or the organisation's when the certificate is that of its seal.
    pub name: String,
    /// What the person is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Tells two of the same name apart, such as the id of an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Two capital letters (ISO 3166-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Subject {
    pub(super) fn to_name(&self) -> Result<Name, Refusal> {
        let mut parts = Vec::new();
        if let Some(country) = &self.country {
            if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
                return Err(Refusal::SubjectUnfit("country"));
            }
            parts.push(part(oids::COUNTRY, Any::encode_from(&PrintableStringRef::new(country)?)?)?);
        }
        let named = [
            (oids::ORGANISATION, self.organisation.as_ref(), "organisation"),
            (oids::TITLE, self.title.as_ref(), "title"),
            (oids::SERIAL_NUMBER, self.identifier.as_ref(), "identifier"),
            (oids::COMMON_NAME, Some(&self.name), "name"),
        ];
        for (kind, value, what) in named {
            let Some(value) = value else { continue };
            if value.trim().is_empty() || value.chars().count() > MAX_LETTERS || value.contains('\0') {
                return Err(Refusal::SubjectUnfit(what));
            }
            let encoded = match PrintableStringRef::new(value) {
                Ok(plain) if kind == oids::SERIAL_NUMBER => Any::encode_from(&plain)?,
                _ => Any::encode_from(&Utf8StringRef::new(value)?)?,
            };
            parts.push(part(kind, encoded)?);
        }
        Ok(RdnSequence(parts))
    }

    /// Reads a name; parts of other kinds are left out, and of several of one kind the last counts.
    #[must_use]
    pub fn of_name(name: &Name) -> Self {
        let mut subject = Self::default();
        for value in name.0.iter().flat_map(|part| part.0.iter()) {
            let Some(text) = readable(&value.value) else { continue };
            match value.oid {
                oids::COMMON_NAME => subject.name = text,
                oids::TITLE => subject.title = Some(text),
                oids::ORGANISATION => subject.organisation = Some(text),
                oids::SERIAL_NUMBER => subject.identifier = Some(text),
                oids::COUNTRY => subject.country = Some(text),
                _ => {}
            }
        }
        subject
    }
}

fn part(oid: const_oid::ObjectIdentifier, value: Any) -> Result<RelativeDistinguishedName, Refusal> {
    Ok(RelativeDistinguishedName(SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?))
}

/// The text of a directory string: UTF-8 or one of its older kin.
fn readable(value: &Any) -> Option<String> {
    match value.tag() {
        der::Tag::BmpString => {
            let units: Vec<u16> = value.value().chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
            Some(String::from_utf16_lossy(&units))
        }
        der::Tag::Utf8String | der::Tag::PrintableString | der::Tag::Ia5String => String::from_utf8(value.value().to_vec()).ok(),
        der::Tag::TeletexString => Some(value.value().iter().map(|byte| char::from(*byte)).collect()),
        _ => None,
    }
}
