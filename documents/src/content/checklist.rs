//! The checklist as it was asked, and the clauses it names.

use serde::{Deserialize, Serialize};

use super::Text;

/// The checklist an inspection was held with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// Names it across versions.
    pub key: String,
    /// Version.
    pub version: u32,
    /// SHA-256 of the version, lower-case hex.
    pub digest: String,
    /// Title.
    pub title: Text,
    /// Its parts, with the items that were asked or excluded.
    #[serde(default)]
    pub sections: Vec<Section>,
}

impl Checklist {
    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The item of an id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }
}

/// A part of a checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// Its items.
    pub items: Vec<Item>,
}

/// Whether an item was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Asked and answered.
    #[default]
    Answered,
    /// Asked, without an answer.
    Unanswered,
    /// Out together with its clauses.
    Excluded,
}

/// How an item was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Phù hợp.
    Conforming,
    /// Phù hợp một phần.
    PartlyConforming,
    /// Không phù hợp.
    Nonconforming,
    /// Không áp dụng.
    NotApplicable,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Clause numbers.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// The question.
    pub question: Text,
    /// `verdict`, `yes_no`, `choice`, `multi_choice`, `number`, `date`, `text`, `sample_table`.
    pub kind: String,
    /// Unit of a number.
    #[serde(default)]
    pub unit: Option<Text>,
    /// Options of a choice.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// A nonconformity here caps the rating.
    #[serde(default)]
    pub critical: bool,
    /// Whether it was asked.
    #[serde(default)]
    pub state: ItemState,
    /// The verdict on the item as a whole, or the worst one among its samples.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// As stored in the answer.
    pub value: String,
    /// As shown.
    pub label: Text,
}

/// A clause of the standard: number and title, never its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Such as `8.5.3`.
    pub number: String,
    /// Official title.
    pub title: Text,
}

/// An edition of the standard or an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Such as `9001:2015`.
    pub edition: String,
    /// Short name, as it stands in a title.
    pub name: Text,
    /// Full title.
    #[serde(default)]
    pub title: Text,
}

/// The standard an inspection was held against.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// The edition.
    #[serde(flatten)]
    pub edition: Edition,
    /// Amendments that were asked.
    #[serde(default)]
    pub amendments: Vec<Edition>,
}
