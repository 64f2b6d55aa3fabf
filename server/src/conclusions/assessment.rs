//! Everything recorded in an inspection, gathered for the rules to look at.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde_json::Value;
use soat_checklist_schemas::completeness::{self, Assessment, Circumstances, Exclusion};
use soat_checklist_schemas::{Answer, Checklist, Verdict};
use uuid::Uuid;

use crate::checklists;
use crate::evidence;
use crate::findings::{self, entity::finding};
use crate::inspections::entity::{attendee, inspection, response, sample};
use crate::inspections::{conflicts, store, views, written};
use crate::kernel::problem::Problem;

/// Everything recorded in an inspection.
#[derive(Clone, Debug)]
pub struct Work {
    /// The checklist it is held with.
    pub checklist: Arc<Checklist>,
    /// Responses.
    pub responses: Vec<response::Model>,
    /// Sampled dossiers.
    pub samples: Vec<sample::Model>,
    /// Attendees.
    pub attendees: Vec<attendee::Model>,
    /// Findings that are not withdrawn.
    pub findings: Vec<finding::Model>,
    /// Evidence that is not withdrawn.
    pub evidence: Vec<evidence::entity::evidence::Model>,
    /// Conflicts that wait for the lead.
    pub open_conflicts: u64,
    /// What the checklist's rules are asked with.
    pub circumstances: Circumstances,
}

impl Work {
    /// Gathers what was recorded.
    ///
    /// # Errors
    /// Database failures.
    pub async fn of(db: &impl ConnectionTrait, inspection: &inspection::Model) -> Result<Self, Problem> {
        let row = checklists::store::by_id(db, inspection.checklist_id).await?;
        let checklist = checklists::store::document(&row)?;
        let responses = store::responses(db, inspection.id).await?;
        let samples = store::samples(db, inspection.id).await?;
        let evidence = evidence::store::standing(db, inspection.id).await?;
        let kind = views::unit_of(db, inspection.organisation_id).await?.kind;
        let circumstances = Circumstances {
            organisation_kind: kind,
            amendments: serde_json::from_str(&inspection.amendments).unwrap_or_default(),
            exclusions: exclusions(&inspection.exclusions),
            answers: responses.iter().filter(|row| stands(row, &samples)).map(answer).collect(),
            samples: count(samples.iter().map(|row| row.item_id.clone())),
            evidence: count(evidence.iter().filter_map(|row| item_of(row, &responses, &samples))),
        };
        Ok(Self {
            checklist,
            responses,
            samples,
            attendees: store::attendees(db, inspection.id).await?,
            findings: findings::store::of_inspection(db, inspection.id).await?,
            evidence,
            open_conflicts: conflicts::open_count(db, inspection.id).await?,
            circumstances,
        })
    }

    /// What is answered and what is missing.
    #[must_use]
    pub fn assess(&self) -> Assessment {
        completeness::assess(&self.checklist, &self.circumstances)
    }

    /// How many pieces of evidence are attached to a record.
    #[must_use]
    pub fn evidence_of(&self, id: Uuid) -> usize {
        self.evidence.iter().filter(|row| row.attached_id == id).count()
    }

    /// The verdict of the response that a finding came from.
    #[must_use]
    pub fn verdict_behind(&self, finding: &finding::Model) -> Option<&str> {
        let id = finding.response_id?;
        self.responses.iter().find(|row| row.id == id)?.verdict.as_deref()
    }
}

/// An answer about a sample that was withdrawn counts no more, nor one about a sample that was drawn for another item.
fn stands(row: &response::Model, samples: &[sample::Model]) -> bool {
    row.sample_id.is_none_or(|id| samples.iter().any(|sample| sample.id == id && sample.item_id == row.item_id))
}

fn answer(row: &response::Model) -> Answer {
    let verdict: Option<Verdict> = match &row.verdict {
        Some(verdict) => serde_json::from_value(Value::String(verdict.clone())).ok(),
        None => None,
    };
    Answer {
        item: row.item_id.clone(),
        sample: row.sample_id.map(|id| id.to_string()),
        verdict,
        value: written::json(&row.value),
        note: row.note.clone(),
    }
}

/// The exclusions that can be read: one that cannot must not take the others with it.
fn exclusions(text: &str) -> Vec<Exclusion> {
    let Value::Array(entries) = written::json(text) else { return Vec::new() };
    entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect()
}

fn count(items: impl Iterator<Item = String>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

/// The item that a piece of evidence speaks to, through its response or sample.
fn item_of(row: &evidence::entity::evidence::Model, responses: &[response::Model], samples: &[sample::Model]) -> Option<String> {
    let id = row.attached_id;
    let by_response: HashMap<Uuid, &str> = responses.iter().map(|row| (row.id, row.item_id.as_str())).collect();
    by_response
        .get(&id)
        .map(|item| (*item).to_owned())
        .or_else(|| samples.iter().find(|sample| sample.id == id).map(|sample| sample.item_id.clone()))
}
