//! Conditions over answers: a small typed tree, evaluated alike by the server and by every client.
//!
//! There is no expression language on purpose: a checklist comes from outside and must not bring code along. What the
//! operators mean is pinned by `vectors/conditions.json`. A leaf about an item with several answers (one for each
//! sample) holds when it holds for any of them; without an answer it does not hold.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::answer::{Answer, Answers, Verdict};
use crate::canonical::as_double;

/// A condition on the answers to other items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A verdict or a value is recorded. Null, a blank text and an empty list are no value.
    Answered {
        /// Item referred to.
        item: String,
    },
    /// The verdict is one of these.
    VerdictIs {
        /// Item referred to.
        item: String,
        /// At least one.
        #[schemars(length(min = 1))]
        any_of: Vec<Verdict>,
    },
    /// The value equals this one; numbers are compared by value (1 equals 1.0).
    Equals {
        /// Item referred to.
        item: String,
        /// Compared with the answer's value.
        value: Scalar,
    },
    /// The value equals one of these.
    AnyOf {
        /// Item referred to.
        item: String,
        /// At least one.
        #[schemars(length(min = 1))]
        values: Vec<Scalar>,
    },
    /// The list of chosen options holds this one.
    Contains {
        /// Item referred to.
        item: String,
        /// Value of the option.
        value: String,
    },
    /// The value is a number and not less than this.
    AtLeast {
        /// Item referred to.
        item: String,
        /// Lower bound, included.
        value: Number,
    },
    /// The value is a number and not more than this.
    AtMost {
        /// Item referred to.
        item: String,
        /// Upper bound, included.
        value: Number,
    },
    /// Every one holds.
    All {
        /// At least one.
        #[schemars(length(min = 1))]
        of: Vec<Condition>,
    },
    /// At least one holds.
    Any {
        /// At least one.
        #[schemars(length(min = 1))]
        of: Vec<Condition>,
    },
    /// The inner one does not hold.
    Not {
        /// Negated.
        of: Box<Condition>,
    },
}

/// A value that an answer can be compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// For yes/no.
    Flag(bool),
    /// For numbers.
    Number(Number),
    /// For choices, dates (`YYYY-MM-DD`) and texts.
    Text(String),
}

impl Condition {
    /// Whether the condition holds on these answers.
    #[must_use]
    pub fn holds(&self, answers: &Answers<'_>) -> bool {
        let any = |item: &str, test: &dyn Fn(&Answer) -> bool| answers.of(item).iter().any(|answer| test(answer));
        match self {
            Self::Answered { item } => any(item, &Answer::is_given),
            Self::VerdictIs { item, any_of } => any(item, &|answer| answer.verdict.is_some_and(|verdict| any_of.contains(&verdict))),
            Self::Equals { item, value } => any(item, &|answer| value.equals(&answer.value)),
            Self::AnyOf { item, values } => any(item, &|answer| values.iter().any(|value| value.equals(&answer.value))),
            Self::Contains { item, value } => {
                any(item, &|answer| answer.value.as_array().is_some_and(|chosen| chosen.iter().any(|option| option == value.as_str())))
            }
            Self::AtLeast { item, value } => any(item, &|answer| number(&answer.value).is_some_and(|given| given >= as_double(value))),
            Self::AtMost { item, value } => any(item, &|answer| number(&answer.value).is_some_and(|given| given <= as_double(value))),
            Self::All { of } => of.iter().all(|inner| inner.holds(answers)),
            Self::Any { of } => of.iter().any(|inner| inner.holds(answers)),
            Self::Not { of } => !of.holds(answers),
        }
    }

    /// The operator's name in documents.
    #[must_use]
    pub const fn op(&self) -> &'static str {
        match self {
            Self::Answered { .. } => "answered",
            Self::VerdictIs { .. } => "verdict_is",
            Self::Equals { .. } => "equals",
            Self::AnyOf { .. } => "any_of",
            Self::Contains { .. } => "contains",
            Self::AtLeast { .. } => "at_least",
            Self::AtMost { .. } => "at_most",
            Self::All { .. } => "all",
            Self::Any { .. } => "any",
            Self::Not { .. } => "not",
        }
    }

    /// The item a leaf refers to; `None` for `all`, `any` and `not`.
    #[must_use]
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Answered { item }
            | Self::VerdictIs { item, .. }
            | Self::Equals { item, .. }
            | Self::AnyOf { item, .. }
            | Self::Contains { item, .. }
            | Self::AtLeast { item, .. }
            | Self::AtMost { item, .. } => Some(item),
            Self::All { .. } | Self::Any { .. } | Self::Not { .. } => None,
        }
    }
}

impl Scalar {
    /// Whether a recorded value is this one.
    #[must_use]
    pub fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Flag(wanted), Value::Bool(given)) => wanted == given,
            (Self::Text(wanted), Value::String(given)) => wanted == given,
            // Both are doubles to every client, so they are compared as such.
            (Self::Number(wanted), Value::Number(given)) => as_double(wanted).partial_cmp(&as_double(given)).is_some_and(Ordering::is_eq),
            _ => false,
        }
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(as_double(number)),
        _ => None,
    }
}
