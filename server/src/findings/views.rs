//! Findings as the API and devices see them.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::finding::{self, Status};
use super::lifecycle::{self, Event};
use super::{rules, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// A finding.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// The finding.
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// `F-<inspection>-<nn>`.
    pub number: Option<String>,
    /// What the device called it.
    pub local_label: String,
    /// Status.
    pub status: Status,
    /// The edition it was raised against.
    pub edition: String,
    /// Clause numbers.
    pub clauses: Vec<String>,
    /// The procedure concerned.
    pub procedure: String,
    /// The legal text concerned.
    pub legal_reference: String,
    /// Grade.
    pub grade: Option<String>,
    /// What is required.
    pub requirement: String,
    /// What was seen.
    pub observed: String,
    /// The evidence.
    pub evidence_statement: String,
    /// The response it came from.
    pub response_id: Option<Uuid>,
    /// An earlier finding of the same unit and clause.
    pub repeat_of: Option<Uuid>,
    /// An earlier finding of the same unit and clause that the program found in the unit's history.
    pub proposed_repeat_of: Option<Uuid>,
    /// The inspector who drafted it.
    pub raised_by: Option<Uuid>,
    /// Recorded at.
    pub recorded_at: Option<Instant>,
    /// Why it was last disputed, upheld, withdrawn or closed.
    pub reason: Option<String>,
    /// Withdrawn while a draft.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
    /// What the caller may do now; absent where nobody asks for themselves.
    pub allowed: Option<Vec<Event>>,
}

impl From<finding::Model> for FindingView {
    fn from(row: finding::Model) -> Self {
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            organisation_id: row.organisation_id,
            number: row.number,
            local_label: row.local_label,
            status: row.status,
            edition: row.edition,
            clauses: serde_json::from_str(&row.clauses).unwrap_or_default(),
            procedure: row.procedure,
            legal_reference: row.legal_reference,
            grade: row.grade,
            requirement: row.requirement,
            observed: row.observed,
            evidence_statement: row.evidence_statement,
            response_id: row.response_id,
            repeat_of: row.repeat_of,
            proposed_repeat_of: row.proposed_repeat_of,
            raised_by: row.raised_by,
            recorded_at: row.recorded_at,
            reason: row.reason,
            withdrawn: row.withdrawn,
            version: row.version,
            created_at: row.created_at,
            allowed: None,
        }
    }
}

/// The views of some findings, with what the caller may do.
///
/// # Errors
/// Database failures.
pub async fn of_rows(db: &impl ConnectionTrait, caller: &Caller, rows: Vec<finding::Model>) -> Result<Vec<FindingView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut places: HashMap<Action, HashSet<Uuid>> = HashMap::new();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let mut allowed = Vec::new();
        for event in lifecycle::allowed(row.status).filter(|event| !row.withdrawn && *event != Event::Reopen) {
            let action = rules::action_of(row.status, event);
            if let Entry::Vacant(place) = places.entry(action) {
                place.insert(store::where_may(db, caller, action, &ids).await?);
            }
            if places.get(&action).is_some_and(|place| place.contains(&row.id)) {
                allowed.push(event);
            }
        }
        views.push(FindingView { allowed: Some(allowed), ..row.into() });
    }
    Ok(views)
}

/// One finding with what the caller may do.
///
/// # Errors
/// Database failures.
pub async fn one(db: &impl ConnectionTrait, caller: &Caller, row: finding::Model) -> Result<FindingView, Problem> {
    of_rows(db, caller, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

/// Findings as devices get them.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, Value)>, Problem> {
    let rows = finding::Entity::find().filter(finding::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, json!(FindingView::from(row)))).collect())
}
