//! Concluding and reopening; progress and score.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use serde::Serialize;
use serde_json::{Value, json};
use soat_checklist_schemas::RatingScheme;
use soat_checklist_schemas::completeness::{ItemStatus, Progress, SectionProgress};
use soat_checklist_schemas::score::{self, Score};
use utoipa::ToSchema;
use uuid::Uuid;

use super::assessment::Work;
use super::background::Background;
use super::{content, rules};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::checklists;
use crate::corrective_actions;
use crate::findings::{self, entity::finding::Status};
use crate::inspections::entity::inspection;
use crate::inspections::lifecycle::{self, Event, Need};
use crate::inspections::rules::{Given, unmet};
use crate::inspections::{service, store, views};
use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::{Entry, Tx, stream};

/// How far an inspection has come.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressView {
    /// Items asked, answered, required, incomplete.
    #[schema(value_type = Object)]
    pub total: Progress,
    /// The same by section.
    #[schema(value_type = Vec<Object>)]
    pub sections: Vec<SectionProgress>,
    /// Items that something is missing from.
    #[schema(value_type = Vec<Object>)]
    pub incomplete: Vec<ItemStatus>,
    /// Findings drafted.
    pub findings: usize,
    /// Evidence declared.
    pub evidence: usize,
    /// Evidence declared but not verified.
    pub evidence_awaited: usize,
    /// Conflicts that wait for the lead.
    pub open_conflicts: u64,
}

/// How far an inspection has come.
///
/// # Errors
/// Database failures.
pub async fn progress(db: &impl ConnectionTrait, row: &inspection::Model) -> Result<ProgressView, Problem> {
    let work = Work::of(db, row).await?;
    let assessment = work.assess();
    Ok(ProgressView {
        total: assessment.progress,
        sections: assessment.sections,
        incomplete: assessment.items.into_iter().filter(|item| !item.gaps.is_empty()).collect(),
        findings: work.findings.len(),
        evidence: work.evidence.len(),
        evidence_awaited: work.evidence.iter().filter(|row| row.is_awaited()).count(),
        open_conflicts: work.open_conflicts,
    })
}

/// The score of an inspection by the scheme it is rated with.
///
/// # Errors
/// `no-rating-scheme`; database failures.
pub async fn score(db: &impl ConnectionTrait, row: &inspection::Model) -> Result<Score, Problem> {
    let scheme = scheme(db, row).await?.ok_or_else(|| Problem::of(&catalogue::NO_RATING_SCHEME))?;
    let work = Work::of(db, row).await?;
    Ok(score::score(&work.checklist, &scheme, &work.circumstances))
}

async fn scheme(db: &impl ConnectionTrait, row: &inspection::Model) -> Result<Option<RatingScheme>, Problem> {
    let Some(id) = row.rating_scheme_id else { return Ok(None) };
    let stored = checklists::store::rating(db, id).await?;
    let document: Value = serde_json::from_str(&stored.document).map_err(Problem::internal)?;
    RatingScheme::parse(&document).map(Some).map_err(|flaws| Problem::internal(format!("stored rating scheme {id}: {flaws:?}")))
}

async fn locked(tx: &Tx, caller: &Caller, id: Uuid, seen: Option<i64>) -> Result<inspection::Model, Problem> {
    // Seen before the stream is locked, so that a stranger's guess never makes a stream.
    store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    tx.stream(&stream::of_inspection(id)).await?;
    let row = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    caller.require(tx.db(), Action::ConcludeInspection, store::subject(&row)).await?;
    if let Some(seen) = seen {
        version::require(seen, row.version)?;
    }
    Ok(row)
}

/// Concludes an inspection: all needs are looked at together, so that the lead sees everything that is missing at once. The
/// content is frozen and its digest is what people sign.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` naming each.
pub async fn conclude(tx: &Tx, caller: &Caller, id: Uuid, seen: Option<i64>) -> Result<inspection::Model, Problem> {
    let before = locked(tx, caller, id, seen).await?;
    let (status, needs) = lifecycle::next(before.status, Event::Conclude).ok_or_else(|| service::illegal(&before, "conclude"))?;
    let work = Work::of(tx.db(), &before).await?;
    let assessment = work.assess();
    let mut unmet: Vec<_> = needs.iter().flat_map(|need| rules::unmet(*need, &work, &assessment)).collect();
    for draft in work.findings.iter().filter(|row| row.status == Status::Draft && needs.contains(&Need::WholeFindings)) {
        unmet.extend(findings::events::gaps_of_draft(tx.db(), draft, &before).await?);
    }
    if !unmet.is_empty() {
        return Err(service::needs(Event::Conclude, unmet));
    }
    findings::events::record_drafts(tx, id).await?;
    let work = Work::of(tx.db(), &before).await?;
    let scheme = scheme(tx.db(), &before).await?;
    let score = scheme.as_ref().map(|scheme| json!(score::score(&work.checklist, scheme, &work.circumstances)));
    let background = Background::of(tx.db(), &before, &work, scheme).await?;
    let view = views::of_inspections(tx.db(), vec![before.clone()]).await?.pop().ok_or_else(Problem::not_found)?;
    let (text, digest) = content::freeze(&view, &before, &work, &background, score.as_ref(), tx.now());
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.concluded_at = Set(Some(tx.now()));
    row.frozen_content = Set(Some(text));
    row.frozen_digest = Set(Some(digest.clone()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry =
        Entry::new("inspection", id, "conclude").changed("status", before.status.as_str(), status.as_str()).with("frozen_digest", digest);
    store::changed(tx, &after, entry).await?;
    Ok(after)
}

fn unmet_reason(row: &inspection::Model) -> Vec<FieldError> {
    unmet(Need::Reason, row.kind, &Given::default()).into_iter().collect()
}

/// Reopens a concluded inspection before the first signature. The digest that no longer holds stays in the activity.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet` without a reason.
pub async fn reopen(tx: &Tx, caller: &Caller, id: Uuid, seen: Option<i64>, reason: &str) -> Result<inspection::Model, Problem> {
    let before = locked(tx, caller, id, seen).await?;
    let next = lifecycle::next(before.status, Event::Reopen).filter(|_| before.signing_began_at.is_none());
    let (status, needs) = next.ok_or_else(|| service::illegal(&before, "reopen"))?;
    if needs.contains(&Need::Reason) && reason.trim().is_empty() {
        return Err(service::needs(Event::Reopen, unmet_reason(&before)));
    }
    let mut unanswered = Vec::new();
    for finding in findings::store::of_inspection(tx.db(), id).await? {
        if corrective_actions::store::open_requests_of(tx.db(), finding.id).await?.is_empty() {
            unanswered.push(finding);
        }
    }
    findings::events::reopen_drafts(tx, unanswered, reason).await?;
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.concluded_at = Set(None);
    row.frozen_content = Set(None);
    row.frozen_digest = Set(None);
    row.reason = Set(Some(reason.to_owned()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry = Entry::new("inspection", id, "reopen")
        .changed("status", before.status.as_str(), status.as_str())
        .changed("frozen_digest", before.frozen_digest, Value::Null)
        .with("reason", reason);
    store::changed(tx, &after, entry).await?;
    Ok(after)
}
