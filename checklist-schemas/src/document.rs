//! Reading and identifying the documents: shape first, then the type, then the canonical digest.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::Answer;
use crate::canonical;
use crate::completeness::Circumstances;
use crate::flaw::Flaw;
use crate::rating::RatingScheme;
use crate::template::Checklist;
use crate::{message, schema, shape};

impl Checklist {
    /// Read a document. Whether its content holds together is a second question: see [`Checklist::validate`].
    ///
    /// # Errors
    /// Every place where the document has not the shape of a checklist.
    pub fn parse(document: &Value) -> Result<Self, Vec<Flaw>> {
        parse(schema::checklist(), document)
    }

    /// The document as it is stored, sent and digested: fields that hold their default are left out.
    #[must_use]
    pub fn to_value(&self) -> Value {
        to_value(self)
    }

    /// What identifies a published version: SHA-256 of the canonical JSON of [`Checklist::to_value`], in hexadecimal.
    /// It does not depend on the order of keys or on defaults being written out.
    #[must_use]
    pub fn digest(&self) -> String {
        canonical::digest(&self.to_value())
    }
}

impl RatingScheme {
    /// Read a document; see [`RatingScheme::validate`] for its content.
    ///
    /// # Errors
    /// Every place where the document has not the shape of a rating scheme.
    pub fn parse(document: &Value) -> Result<Self, Vec<Flaw>> {
        parse(schema::rating(), document)
    }

    /// The document as it is stored, sent and digested.
    #[must_use]
    pub fn to_value(&self) -> Value {
        to_value(self)
    }

    /// SHA-256 of the canonical JSON, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        canonical::digest(&self.to_value())
    }
}

impl Answer {
    /// Read an answer; see [`crate::check_answer`] for whether it fits its item.
    ///
    /// # Errors
    /// Every place where it has not the shape of an answer.
    pub fn parse(document: &Value) -> Result<Self, Vec<Flaw>> {
        parse(schema::answer(), document)
    }

    /// The answer as it is stored.
    #[must_use]
    pub fn to_value(&self) -> Value {
        to_value(self)
    }
}

impl Circumstances {
    /// Read what an inspection is assessed from.
    ///
    /// # Errors
    /// Every place where it has another shape.
    pub fn parse(document: &Value) -> Result<Self, Vec<Flaw>> {
        parse(schema::circumstances(), document)
    }
}

fn parse<T: DeserializeOwned>(schema: &Value, document: &Value) -> Result<T, Vec<Flaw>> {
    let flaws = shape::flaws(schema, document);
    if !flaws.is_empty() {
        return Err(flaws);
    }
    // The schema comes from the types, so this agrees; a property test holds them together.
    T::deserialize(document).map_err(|error| vec![Flaw::new(&message::UNREADABLE, "", &[&error])])
}

/// Our types have string keys and finite numbers only, so this cannot fail; null would show at once.
fn to_value(document: &impl Serialize) -> Value {
    serde_json::to_value(document).unwrap_or_default()
}
