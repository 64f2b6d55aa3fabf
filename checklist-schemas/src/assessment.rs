//! What an inspection is assessed from, and what the assessment says; the deciding is in [`crate::completeness`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::flaw::Flaw;
use crate::template::Item;

/// What an inspection is assessed from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Circumstances {
    /// Kind of the organisation inspected, such as `commune_peoples_committee`.
    pub organisation_kind: String,
    /// Amendments switched on.
    pub amendments: Vec<String>,
    /// Clauses the unit has excluded, with the reason.
    pub exclusions: Vec<Exclusion>,
    /// Everything recorded, in any order.
    pub answers: Vec<Answer>,
    /// Samples drawn, by item. Samples that have an answer already are counted without being listed here.
    pub samples: BTreeMap<String, u32>,
    /// Pieces of evidence stored, by item.
    pub evidence: BTreeMap<String, u32>,
}

/// A requirement the unit has declared not applicable (clause 4.3 of the 2015 edition, 1.2 of 2008).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Clause number; the clauses beneath it go with it.
    pub clause: String,
    /// Without a reason the exclusion does not count.
    pub reason: String,
}

/// Where every item of a checklist stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// One an item, in document order.
    pub items: Vec<ItemStatus>,
    /// One a section, in document order.
    pub sections: Vec<SectionProgress>,
    /// Over the whole checklist.
    pub progress: Progress,
    /// Answers and exclusions that fit nothing; pointers are into the circumstances.
    pub flaws: Vec<Flaw>,
}

/// Where one item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemStatus {
    /// Id of the item.
    pub item: String,
    /// Standing.
    pub state: ItemState,
    /// What keeps the inspection from being concluded; empty when nothing does.
    pub gaps: Vec<Gap>,
}

/// Standing of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Not for this kind of organisation, or belonging to an amendment that is switched off.
    NotAsked,
    /// Out together with its clauses.
    Excluded,
    /// Its `shown_when` does not hold.
    Hidden,
    /// Asked, and not or not fully answered.
    Unanswered,
    /// Asked and answered.
    Answered,
}

/// What is missing at an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Gap {
    /// The item is required and has no answer.
    Answer,
    /// A recorded answer is not allowed like that.
    InvalidAnswer {
        /// Code of the first flaw.
        code: &'static str,
    },
    /// Fewer samples than the item needs.
    Samples {
        /// Drawn.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// Samples drawn and not judged.
    SampleVerdicts {
        /// Judged.
        have: u32,
        /// Drawn.
        need: u32,
    },
    /// Evidence is required here and there is none.
    Evidence {
        /// Stored.
        have: u32,
        /// Needed.
        need: u32,
    },
}

/// Progress of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionProgress {
    /// Id of the section.
    pub section: String,
    /// Counts.
    #[serde(flatten)]
    pub progress: Progress,
}

/// Counts of items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Asked: neither switched off, excluded nor hidden.
    pub asked: u32,
    /// Asked and answered.
    pub answered: u32,
    /// Asked and required.
    pub required: u32,
    /// Asked, required and answered.
    pub required_answered: u32,
    /// Excluded with their clauses.
    pub excluded: u32,
    /// Items with at least one gap.
    pub incomplete: u32,
}

impl Assessment {
    /// Whether nothing is missing. What keeps a checklist's content from being concluded is exactly the gaps.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.progress.incomplete == 0
    }

    /// The status of an item.
    #[must_use]
    pub fn status(&self, item: &str) -> Option<&ItemStatus> {
        self.items.iter().find(|status| status.item == item)
    }
}

impl ItemState {
    /// Whether the item is put to the unit.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Unanswered | Self::Answered)
    }
}

impl Progress {
    pub(crate) fn count(&mut self, item: &Item, state: ItemState, gaps: &[Gap]) {
        let asked = state.is_asked();
        let answered = state == ItemState::Answered;
        self.add(Self {
            asked: asked.into(),
            answered: answered.into(),
            required: (asked && item.required).into(),
            required_answered: (answered && item.required).into(),
            excluded: (state == ItemState::Excluded).into(),
            incomplete: (!gaps.is_empty()).into(),
        });
    }

    pub(crate) const fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.required += other.required;
        self.required_answered += other.required_answered;
        self.excluded += other.excluded;
        self.incomplete += other.incomplete;
    }
}
