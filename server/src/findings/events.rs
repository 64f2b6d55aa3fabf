//! What happens to a finding: recorded by the team, answered by the unit, decided by the committee, closed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use uuid::Uuid;

use super::entity::finding::{self, Status};
use super::lifecycle::{self, Event, Need};
use super::rules::{self, Given};
use super::{service, store};
use crate::access::caller::{Caller, forbidden};
use crate::evidence;
use crate::inspections::entity::inspection;
use crate::inspections::{conflicts, resolution, service as inspections, store as inspection_store};
use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};

/// The refusal of a move that the table does not know.
#[must_use]
pub fn illegal(row: &finding::Model, event: &str) -> Problem {
    // Nobody reopens a finding by itself.
    let of_people = lifecycle::allowed(row.status).filter(|event| *event != Event::Reopen);
    let allowed: Vec<_> = of_people.map(Event::as_str).collect();
    Problem::of(&catalogue::ILLEGAL_MOVE)
        .param("event", event)
        .param("status", row.status.as_str())
        .param("allowed", if allowed.is_empty() { "—".to_owned() } else { allowed.join(", ") })
}

/// What comes with an event.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Why.
    pub reason: Option<String>,
    /// Numbers of corrective action requests that are open; looked up by whoever knows them.
    pub open_requests: Vec<String>,
}

/// A finding that the caller may read, under the lock of its inspection's stream.
///
/// # Errors
/// `not-found`.
pub async fn locked(tx: &Tx, caller: &Caller, id: Uuid) -> Result<finding::Model, Problem> {
    let row = store::finding(tx.db(), caller, id).await?;
    tx.stream(&stream::of_inspection(row.inspection_id)).await?;
    store::finding(tx.db(), caller, id).await
}

/// Takes an event.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `record-withdrawn`, `illegal-move`, `not-recording`, `needs-unmet` naming each.
pub async fn take(tx: &Tx, caller: &Caller, id: Uuid, seen: Option<i64>, event: Event, said: Said) -> Result<finding::Model, Problem> {
    let before = locked(tx, caller, id).await?;
    let action = rules::action_of(before.status, event);
    if store::where_may(tx.db(), caller, action, &[id]).await?.is_empty() {
        return Err(forbidden(action));
    }
    if let Some(seen) = seen {
        version::require(seen, before.version)?;
    }
    if before.withdrawn {
        return Err(Problem::of(&catalogue::RECORD_WITHDRAWN));
    }
    let (to, wanted) = lifecycle::next(before.status, event).ok_or_else(|| illegal(&before, event.as_str()))?;
    let inspection = inspection_store::by_id(tx.db(), before.inspection_id).await?;
    if rules::is_of_the_visit(before.status, event) {
        inspections::require_recording(&inspection)?;
    }
    let given = given(tx.db(), &before, &inspection, caller.user.id, &said).await?;
    let unmet: Vec<_> = wanted.iter().flat_map(|need| rules::unmet(*need, &given)).collect();
    if !unmet.is_empty() {
        return Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", event.as_str()).errors(unmet));
    }
    if before.status == Status::Draft && event == Event::Withdraw {
        return take_back(tx, caller, &before, &said.reason.unwrap_or_default()).await;
    }
    move_to(tx, before, to, event, said.reason).await
}

/// Takes a draft back, the same way as from a device.
async fn take_back(tx: &Tx, caller: &Caller, row: &finding::Model, reason: &str) -> Result<finding::Model, Problem> {
    let author = resolution::all_seeing(tx, row.inspection_id, caller.user.id, caller.device.id).await?;
    service::withdraw(tx, row.inspection_id, row.id, &author, reason).await?;
    store::by_ids(tx.db(), &[row.id]).await?.pop().ok_or_else(Problem::not_found)
}

/// Writes the move, with its entry and word to the devices.
async fn move_to(tx: &Tx, before: finding::Model, to: Status, event: Event, reason: Option<String>) -> Result<finding::Model, Problem> {
    let (from, version) = (before.status, before.version);
    let mut row = before.into_active_model();
    row.status = Set(to);
    if to == Status::Recorded {
        row.recorded_at = Set(Some(tx.now()));
    }
    let mut entry = Entry::new("finding", *row.id.as_ref(), event.as_str()).changed("status", from.as_str(), to.as_str());
    if let Some(reason) = reason {
        entry = entry.with("reason", reason.as_str());
        row.reason = Set(Some(reason));
    }
    row.version = Set(version + 1);
    let after = row.update(tx.db()).await?;
    let stream = stream::of_inspection(after.inspection_id);
    tx.note(&stream, entry).await?;
    tx.change(&stream, service::COLLECTION.name, after.id, Change::told_to_all()).await?;
    Ok(after)
}

async fn given(
    db: &impl ConnectionTrait,
    row: &finding::Model,
    inspection: &inspection::Model,
    user_id: Uuid,
    said: &Said,
) -> Result<Given, Problem> {
    let attached: Vec<Uuid> = [Some(row.id), row.response_id].into_iter().flatten().collect();
    Ok(Given {
        nonconformity: service::is_nonconformity(db, row).await?,
        grading: inspection.grading,
        evidence: evidence::store::count_attached(db, &attached).await? > 0,
        reason: said.reason.as_deref().is_some_and(|text| !text.trim().is_empty()),
        by_raiser: row.raised_by == Some(user_id),
        open_requests: said.open_requests.clone(),
        conflicts: conflicts::open_count_of(db, service::COLLECTION.name, row.id).await?,
        ..Given::of(row)
    })
}

/// What keeps a draft from being recorded, below its own pointer.
///
/// # Errors
/// Database failures.
pub async fn gaps_of_draft(
    db: &impl ConnectionTrait,
    row: &finding::Model,
    inspection: &inspection::Model,
) -> Result<Vec<FieldError>, Problem> {
    let given = given(db, row, inspection, Uuid::nil(), &Said::default()).await?;
    // Evidence is asked for by the conclusion itself, for every nonconformity alike.
    let needs = [Need::Criterion, Need::Statement, Need::Grade];
    let mut gaps: Vec<_> = needs.iter().flat_map(|need| rules::unmet(*need, &given)).collect();
    let name = row.number.as_deref().unwrap_or(&row.local_label);
    for gap in &mut gaps {
        gap.pointer.insert_str(0, &format!("/findings/{}", row.id));
        gap.vi.insert_str(0, &format!("Phát hiện {name}: "));
        gap.en.insert_str(0, &format!("Finding {name}: "));
    }
    Ok(gaps)
}

/// Records every draft of an inspection that is being concluded: what they need has been looked at.
///
/// # Errors
/// Database failures.
pub async fn record_drafts(tx: &Tx, inspection_id: Uuid) -> Result<(), Problem> {
    for row in store::of_inspection(tx.db(), inspection_id).await? {
        if row.status == Status::Draft {
            move_to(tx, row, Status::Recorded, Event::Record, None).await?;
        }
    }
    Ok(())
}

/// Makes findings drafts again, with the inspection that is reopened: those that nobody has answered yet.
///
/// # Errors
/// Database failures.
pub async fn reopen_drafts(tx: &Tx, rows: Vec<finding::Model>, reason: &str) -> Result<(), Problem> {
    for row in rows {
        if let Some((to, _)) = lifecycle::next(row.status, Event::Reopen) {
            move_to(tx, row, to, Event::Reopen, Some(reason.to_owned())).await?;
        }
    }
    Ok(())
}

/// Closes findings whose corrective actions are done; those that stand no more are left alone.
///
/// # Errors
/// Database failures.
pub async fn close_answered(tx: &Tx, ids: &[Uuid], reason: &str) -> Result<(), Problem> {
    for row in store::by_ids(tx.db(), ids).await? {
        if let Some((to, _)) = lifecycle::next(row.status, Event::Close) {
            move_to(tx, row, to, Event::Close, Some(reason.to_owned())).await?;
        }
    }
    Ok(())
}
