//! What an inspection came to: degree of fulfilment, score and band, the statement about sampling.

use serde::{Deserialize, Serialize};

use super::Text;

/// How far the criteria are fulfilled: items counted by their verdict (ISO 19011:2018, 6.5.1 h).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fulfilment {
    /// Items asked.
    pub asked: u32,
    /// Phù hợp.
    pub conforming: u32,
    /// Phù hợp một phần.
    pub partly_conforming: u32,
    /// Không phù hợp.
    pub nonconforming: u32,
    /// Không áp dụng.
    pub not_applicable: u32,
    /// Answered with a value and not judged.
    pub not_judged: u32,
    /// Asked and not answered.
    pub unanswered: u32,
    /// Excluded together with their clauses.
    pub excluded: u32,
}

/// How much was sampled, and what that means for the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sampling {
    /// Dossiers drawn.
    pub dossiers: u32,
    /// Pieces of evidence.
    pub evidence: u32,
    /// The statement.
    pub statement: Text,
}

/// The score under the rating scheme of the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Score {
    /// Points earned, an exact fraction.
    pub earned: String,
    /// Points that could be earned.
    pub possible: String,
    /// Two decimals.
    pub percent: Option<String>,
    /// Key of the band after the caps.
    pub band: Option<String>,
    /// Key of the band by percentage alone.
    pub uncapped_band: Option<String>,
    /// By part of the checklist.
    pub sections: Vec<SectionScore>,
}

/// The score of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionScore {
    /// The part, by id.
    pub section: String,
    /// As in [`Score`].
    pub earned: String,
    /// As in [`Score`].
    pub possible: String,
    /// As in [`Score`].
    pub percent: Option<String>,
}

/// The rating scheme: its title and bands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rating {
    /// Key and version, for the record.
    pub key: String,
    /// Version.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// Bands, the best first.
    pub bands: Vec<Band>,
}

impl Rating {
    /// The band of a key.
    #[must_use]
    pub fn band(&self, key: &str) -> Option<&Band> {
        self.bands.iter().find(|band| band.key == key)
    }
}

/// A band.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Band {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Where it begins, per cent.
    pub from_percent: String,
}
