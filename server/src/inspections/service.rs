//! What happens to an inspection: notice, start, issue, archiving, cancelling; and who may record in it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::entity::inspection;
use super::lifecycle::{self, Event};
use super::records::{self, Collection, Merged};
use super::{rules, shapes, store, team, views, written};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::catalogue;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::op::Edit;
use crate::ledger::{Entry, Tx, stream};

/// The fields of the inspection itself that are written during it.
pub const COLLECTION: Collection =
    Collection { name: "inspections", record_kind: "inspection", fields: shapes::INSPECTIONS, numbered: false };

/// What comes with an event.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// Number of the notice.
    pub notice_number: Option<String>,
    /// When it was sent.
    pub notice_sent_on: Option<LocalDate>,
    /// Why.
    pub reason: Option<String>,
}

/// The moves that are legal now: those of the table, but for reopening once somebody has signed.
pub fn moves(row: &inspection::Model) -> impl Iterator<Item = Event> {
    let signed = row.signing_began_at.is_some();
    lifecycle::allowed(row.status).filter(move |event| *event != Event::Reopen || !signed)
}

/// The refusal of a move that is not legal now.
#[must_use]
pub fn illegal(row: &inspection::Model, event: &str) -> Problem {
    let allowed: Vec<_> = moves(row).map(Event::as_str).collect();
    Problem::of(&catalogue::ILLEGAL_MOVE)
        .param("event", event)
        .param("status", row.status.as_str())
        .param("allowed", if allowed.is_empty() { "—".to_owned() } else { allowed.join(", ") })
}

/// The refusal of a move whose needs are not met.
#[must_use]
pub fn needs(event: Event, unmet: Vec<FieldError>) -> Problem {
    Problem::of(&catalogue::NEEDS_UNMET).param("event", event.as_str()).errors(unmet)
}

/// Whether the caller plans this inspection: the programme's office, or the unit for its own checks.
///
/// # Errors
/// `forbidden`.
pub async fn require_planner(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model) -> Result<(), Problem> {
    let subject = store::subject(row);
    if row.kind.is_own() && caller.may(db, Action::PlanOwnInspection, subject).await? {
        return Ok(());
    }
    caller.require(db, Action::PlanInspection, subject).await
}

async fn require_for(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model, event: Event) -> Result<(), Problem> {
    match rules::action_of(event) {
        Action::PlanInspection => require_planner(db, caller, row).await,
        action => caller.require(db, action, store::subject(row)).await,
    }
}

/// Takes an event that needs nothing of what was recorded. Conclusion and reopening are in `conclusions`.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `needs-unmet`.
pub async fn take(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    event: Event,
    particulars: Particulars,
) -> Result<inspection::Model, Problem> {
    tx.stream(&stream::of_inspection(id)).await?;
    let before = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    require_for(tx.db(), caller, &before, event).await?;
    if let Some(seen) = seen {
        version::require(seen, before.version)?;
    }
    let (status, wanted) = lifecycle::next(before.status, event).ok_or_else(|| illegal(&before, event.as_str()))?;
    let has_lead = team::has_lead(tx.db(), id).await?;
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let there = rules::Given {
        lead: has_lead,
        notice: given(&particulars.notice_number) && particulars.notice_sent_on.is_some(),
        reason: given(&particulars.reason),
        number: given(&before.number),
    };
    let unmet: Vec<_> = wanted.iter().filter_map(|need| rules::unmet(*need, before.kind, &there)).collect();
    if !unmet.is_empty() {
        return Err(needs(event, unmet));
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.version = Set(before.version + 1);
    match event {
        Event::Notify => {
            row.notice_number = Set(particulars.notice_number.clone());
            row.notice_sent_on = Set(particulars.notice_sent_on.clone());
        }
        Event::Start => row.started_at = Set(Some(tx.now())),
        Event::Cancel => row.reason = Set(particulars.reason.clone()),
        _ => {}
    }
    let after = row.update(tx.db()).await?;
    let mut entry = Entry::new("inspection", id, event.as_str()).changed("status", before.status.as_str(), status.as_str());
    if let Some(reason) = particulars.reason {
        entry = entry.with("reason", reason);
    }
    store::changed(tx, &after, entry).await?;
    Ok(after)
}

/// Notes that the first signature is on the minutes.
///
/// # Errors
/// Database failures.
pub async fn begin_signing(tx: &Tx, before: &inspection::Model) -> Result<inspection::Model, Problem> {
    let mut row = before.clone().into_active_model();
    row.signing_began_at = Set(Some(tx.now()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    store::changed(tx, &after, Entry::new("inspection", after.id, "begin_signing")).await?;
    Ok(after)
}

/// Everybody who was to sign the minutes has signed or refused.
///
/// # Errors
/// `illegal-move`; database failures.
pub async fn finish_signing(tx: &Tx, before: &inspection::Model) -> Result<inspection::Model, Problem> {
    let (status, _) = lifecycle::next(before.status, Event::Sign).ok_or_else(|| illegal(before, Event::Sign.as_str()))?;
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry = Entry::new("inspection", after.id, Event::Sign.as_str()).changed("status", before.status.as_str(), status.as_str());
    store::changed(tx, &after, entry).await?;
    Ok(after)
}

/// The inspection, if the caller may record in it now. Its stream is locked, so that what is read stays so.
///
/// # Errors
/// `not-found`, `forbidden`, `not-recording`.
pub async fn recordable(tx: &Tx, caller: &Caller, id: Uuid) -> Result<inspection::Model, Problem> {
    let row = store::inspection(tx.db(), caller, Action::ReadWork, id).await?;
    caller.require(tx.db(), Action::RecordWork, store::subject(&row)).await?;
    tx.stream(&stream::of_inspection(id)).await?;
    let row = store::inspection(tx.db(), caller, Action::ReadWork, id).await?;
    require_recording(&row)?;
    Ok(row)
}

/// Refuses recording outside the inspection itself.
///
/// # Errors
/// `not-recording`.
pub fn require_recording(row: &inspection::Model) -> Result<(), Problem> {
    if rules::is_recording(row.status) { Ok(()) } else { Err(Problem::of(&catalogue::NOT_RECORDING).param("status", row.status.as_str())) }
}

/// Writes some of the fields that belong to the inspection itself.
///
/// # Errors
/// `invalid-body` naming each field.
pub async fn put(tx: &Tx, inspection: &inspection::Model, edit: &Edit) -> Result<Merged, Problem> {
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, None))?;
    written::accept(rules::flaws_of_exclusions(edit.fields.get("exclusions")))?;
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &fields_of(inspection)).await?;
    stand(tx, inspection, &merged).await?;
    Ok(merged)
}

/// Writes what now stands into the row of the inspection.
///
/// # Errors
/// Database failures.
pub async fn stand(tx: &Tx, inspection: &inspection::Model, merged: &Merged) -> Result<(), Problem> {
    let mut row = inspection.clone().into_active_model();
    let values = &merged.values;
    written::document(values, "agenda", &mut row.agenda);
    written::document(values, "sessions", &mut row.sessions);
    written::document(values, "exclusions", &mut row.exclusions);
    written::document(values, "scope", &mut row.scope);
    written::text(values, "opinion", &mut row.opinion);
    written::text(values, "disagreements", &mut row.disagreements);
    written::text(values, "conclusion", &mut row.conclusion);
    row.version = Set(inspection.version + 1);
    row.update(tx.db()).await?;
    Ok(())
}

fn fields_of(row: &inspection::Model) -> Map<String, Value> {
    let Value::Object(fields) = json!({
        "agenda": written::json(&row.agenda), "sessions": written::json(&row.sessions), "exclusions": written::json(&row.exclusions),
        "scope": written::json(&row.scope), "opinion": row.opinion, "disagreements": row.disagreements, "conclusion": row.conclusion,
    }) else {
        return Map::new();
    };
    fields
}

/// The view of one inspection with what the caller may do next.
///
/// # Errors
/// Database failures.
pub async fn view(db: &impl ConnectionTrait, caller: &Caller, row: inspection::Model) -> Result<views::InspectionView, Problem> {
    let mut allowed = Vec::new();
    for event in moves(&row).collect::<Vec<_>>() {
        if require_for(db, caller, &row, event).await.is_ok() && event != Event::Sign {
            allowed.push(event);
        }
    }
    let mut views = views::of_inspections(db, vec![row]).await?;
    let mut view = views.pop().ok_or_else(Problem::not_found)?;
    view.allowed = Some(allowed);
    Ok(view)
}
