//! What an item is answered with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::template::Text;

/// The kind of an answer and its bounds.
// The variants without fields have braces because serde would let unknown keys pass on a bare one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Response {
    /// A verdict and nothing else.
    Verdict {},
    /// `true` or `false`.
    YesNo {},
    /// One of the options.
    Choice {
        /// 2 to 30, values unique.
        #[schemars(length(min = 2, max = 30))]
        options: Vec<Choice>,
    },
    /// Any of the options, each once.
    MultiChoice {
        /// 2 to 30, values unique.
        #[schemars(length(min = 2, max = 30))]
        options: Vec<Choice>,
    },
    /// A number within bounds.
    Number {
        /// Unit of measure, such as days or per cent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
        /// Least value allowed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Number>,
        /// Greatest value allowed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Number>,
        /// Decimal places allowed, 0 to 6.
        #[serde(default, skip_serializing_if = "is_zero")]
        #[schemars(range(max = 6))]
        decimals: u32,
    },
    /// A calendar date, `YYYY-MM-DD`.
    Date {},
    /// Free text.
    Text {
        /// In Unicode code points.
        #[serde(default = "usual_length", skip_serializing_if = "is_usual_length")]
        #[schemars(range(min = 1, max = 20_000))]
        max_length: u32,
    },
    /// Answered by samples (dossiers) that point to the item, each with a verdict of its own.
    SampleTable {
        /// Samples needed, 1 to 100.
        #[schemars(range(min = 1, max = 100))]
        minimum: u32,
    },
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stored in the answer, kebab-case.
    #[schemars(length(max = 64), regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub value: String,
    /// Shown.
    pub label: Text,
}

impl Response {
    /// The name used for the kind in documents.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Verdict {} => "verdict",
            Self::YesNo {} => "yes_no",
            Self::Choice { .. } => "choice",
            Self::MultiChoice { .. } => "multi_choice",
            Self::Number { .. } => "number",
            Self::Date {} => "date",
            Self::Text { .. } => "text",
            Self::SampleTable { .. } => "sample_table",
        }
    }

    /// The options of a choice; none for the other kinds.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice { options } | Self::MultiChoice { options } => options,
            _ => &[],
        }
    }

    /// Whether the answer is held in `value`; for the others it is the verdict that counts.
    #[must_use]
    pub const fn takes_value(&self) -> bool {
        !matches!(self, Self::Verdict {} | Self::SampleTable { .. })
    }
}

const fn usual_length() -> u32 {
    4000
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_usual_length(length: &u32) -> bool {
    *length == usual_length()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}
