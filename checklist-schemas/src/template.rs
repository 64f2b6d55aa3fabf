//! The checklist document: sections, items and what each item asks for.
//!
//! Keys, ids and texts are data; what they must satisfy beyond their shape is in [`Checklist::validate`]. Fields that hold
//! their default are left out when a checklist is written, so a field added later does not change the digest of what is
//! already published.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::response::Response;

/// A text for people in both languages, NFC, Vietnamese first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    #[schemars(length(min = 1))]
    pub vi: String,
    /// English.
    #[schemars(length(min = 1))]
    pub en: String,
}

/// One version of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("$id" = "urn:soat:checklist"))]
pub struct Checklist {
    /// Names the checklist across its versions, kebab-case.
    #[schemars(length(max = 64), regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub key: String,
    /// Counts from 1.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub version: u32,
    /// Edition of the standard whose clauses the items name, such as `9001:2015`.
    pub edition: String,
    /// Amendments the checklist knows; their items are asked only where the amendment is switched on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<String>,
    /// Shown in lists and on the printed form.
    pub title: Text,
    /// What the checklist is for and who fills it in.
    pub purpose: Text,
    /// Kinds of inspection it may be used in; at least one.
    #[schemars(length(min = 1))]
    pub inspection_kinds: Vec<InspectionKind>,
    /// At least one, in the order of the visit.
    #[schemars(length(min = 1, max = 100))]
    pub sections: Vec<Section>,
    /// Item ids of earlier versions and the item that carries them on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub migrates: BTreeMap<String, String>,
}

/// A part of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable and unique among the sections.
    #[schemars(length(min = 1, max = 40), regex(pattern = "^[a-z0-9.-]+$"))]
    pub id: String,
    /// Heading.
    pub title: Text,
    /// How to go about this part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Text>,
    /// At least one.
    #[schemars(length(min = 1, max = 300))]
    pub items: Vec<Item>,
}

/// One question and the rules of its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable across versions, unique in the document.
    #[schemars(length(min = 1, max = 40), regex(pattern = "^[a-z0-9.-]+$"))]
    pub id: String,
    /// Clause numbers of the edition; empty only for matters outside the standard.
    pub clauses: Vec<String>,
    /// The question put to the unit.
    pub question: Text,
    /// What to look at and how to judge it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Text>,
    /// Records that would show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 20))]
    pub evidence_hints: Vec<Text>,
    /// Where the answer comes from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Source,
    /// What is recorded.
    pub response: Response,
    /// Whether the inspection can be concluded without an answer; required unless said otherwise.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    /// When at least one piece of evidence must be attached; absent means never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_required: Option<Condition>,
    /// Share in the score, 0 to 100.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[schemars(range(max = 100))]
    pub weight: u32,
    /// Whether a nonconformity here caps the rating of the whole inspection.
    #[serde(default, skip_serializing_if = "is_default")]
    pub critical: bool,
    /// Asked only while this holds; may refer to earlier items only. Absent means always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<Condition>,
    /// Organisation kinds it is asked of; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applies_to: Vec<String>,
    /// Whether it goes out together with its clauses where the unit has excluded them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub excludable: bool,
    /// Asked only where this amendment is switched on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<String>,
}

/// Where an answer comes from: the QMS of a province is kept at two levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The unit visited.
    #[default]
    Unit,
    /// The system of the province or of the whole agency.
    System,
}

/// Kinds of inspection a checklist serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionKind {
    /// Kiểm tra: by the provincial team.
    External,
    /// Đánh giá nội bộ.
    InternalAudit,
    /// Tự kiểm tra.
    SelfCheck,
    /// Kiểm tra lại, on the corrective actions still open.
    FollowUp,
}

impl InspectionKind {
    /// The name used in documents and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::InternalAudit => "internal_audit",
            Self::SelfCheck => "self_check",
            Self::FollowUp => "follow_up",
        }
    }
}

impl Checklist {
    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The item of this id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }

    /// The section that holds the item.
    #[must_use]
    pub fn section_of(&self, item: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.items.iter().any(|held| held.id == item))
    }

    /// The id under which an item of this or an earlier version is found here; `None` when it is gone.
    #[must_use]
    pub fn current_id(&self, id: &str) -> Option<&str> {
        let wanted = self.migrates.get(id).map_or(id, String::as_str);
        self.item(wanted).map(|item| item.id.as_str())
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn yes() -> bool {
    true
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_yes(flag: &bool) -> bool {
    *flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_one(weight: &u32) -> bool {
    *weight == 1
}
