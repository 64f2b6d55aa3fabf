//! What was recorded for an item; whether it may be recorded like that is in [`crate::check_answer`].
//!
//! An item of kind `verdict` keeps its answer in `verdict`; the other kinds keep it in `value` and may carry a verdict
//! as the inspector's judgement. A `sample_table` has no value: each of its samples has an answer with a verdict.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::template::Item;

/// The inspector's judgement of one item or one sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Phù hợp.
    Conforming,
    /// Phù hợp một phần.
    PartlyConforming,
    /// Không phù hợp.
    Nonconforming,
    /// Không áp dụng; the note says why.
    NotApplicable,
}

impl Verdict {
    /// The name used in documents and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conforming => "conforming",
            Self::PartlyConforming => "partly_conforming",
            Self::Nonconforming => "nonconforming",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// The record of one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the item.
    pub item: String,
    /// UUID of the sample it is about; absent for the item as a whole.
    #[serde(default)]
    pub sample: Option<String>,
    /// Judgement.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// By the kind of the item: `true`, an option, a list of options, a number, a date, a text; else null.
    #[serde(default)]
    pub value: Value,
    /// Remarks; the reason where the verdict is not applicable.
    #[serde(default)]
    pub note: String,
}

impl Answer {
    /// Whether a verdict or a value is recorded. Null, a blank text and an empty list are no value.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.verdict.is_some() || self.has_value()
    }

    /// Whether the answer says what its item asks: a verdict, or a value for the kinds that take one.
    #[must_use]
    pub fn answers(&self, item: &Item) -> bool {
        match self.verdict {
            Some(Verdict::NotApplicable) => true,
            _ if item.response.takes_value() => self.has_value(),
            verdict => verdict.is_some(),
        }
    }

    fn has_value(&self) -> bool {
        match &self.value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(entries) => !entries.is_empty(),
            _ => true,
        }
    }
}

/// Answers by item, in the order given.
#[derive(Debug, Clone, Default)]
pub struct Answers<'a>(BTreeMap<&'a str, Vec<&'a Answer>>);

impl<'a> Answers<'a> {
    /// The answers to one item: as a whole and for each sample.
    #[must_use]
    pub fn of(&self, item: &str) -> &[&'a Answer] {
        self.0.get(item).map_or(&[], Vec::as_slice)
    }

    /// Take in the answers to one item.
    pub fn admit(&mut self, answers: impl IntoIterator<Item = &'a Answer>) {
        for answer in answers {
            self.0.entry(&answer.item).or_default().push(answer);
        }
    }
}

impl<'a> From<&'a [Answer]> for Answers<'a> {
    fn from(answers: &'a [Answer]) -> Self {
        let mut sheet = Self::default();
        sheet.admit(answers);
        sheet
    }
}
