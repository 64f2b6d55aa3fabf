//! Findings and their grades.

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Không phù hợp nặng.
    MajorNonconformity,
    /// Không phù hợp nhẹ.
    MinorNonconformity,
    /// Điểm lưu ý.
    Observation,
    /// Khuyến nghị.
    Improvement,
    /// Điểm mạnh.
    GoodPractice,
}

impl Grade {
    /// Every grade, the gravest first.
    pub const ALL: [Self; 5] =
        [Self::MajorNonconformity, Self::MinorNonconformity, Self::Observation, Self::Improvement, Self::GoodPractice];
}

/// A finding: what is required, what was seen, by which evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// `F-2026-0007-01`.
    pub number: Option<String>,
    /// What the device called it before it had a number.
    pub local_label: String,
    /// Clause numbers.
    pub clauses: Vec<String>,
    /// The procedure concerned.
    pub procedure: String,
    /// The legal text concerned.
    pub legal_reference: String,
    /// Grade; absent where the programme does not grade.
    pub grade: Option<Grade>,
    /// What is required.
    pub requirement: String,
    /// What was seen.
    pub observed: String,
    /// The evidence.
    pub evidence_statement: String,
    /// The response it came from.
    pub response_id: Option<String>,
    /// An earlier finding of the same unit, by id.
    pub repeat_of: Option<String>,
    /// The number of that earlier finding.
    pub repeat_of_number: Option<String>,
}

impl Finding {
    /// Its number, or what the device called it.
    #[must_use]
    pub fn label(&self) -> &str {
        self.number.as_deref().unwrap_or(&self.local_label)
    }
}
