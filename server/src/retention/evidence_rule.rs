//! The rule by which the content of old evidence is deleted, when the operator has set one: documents never are.
//!
//! An inspection is past its time when it was archived so many days ago and no corrective action request of it is open; of its
//! evidence, what came later than that has its own days.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::app::AppState;
use crate::corrective_actions::entity::request;
use crate::evidence::deletion;
use crate::inspections::entity::inspection;
use crate::inspections::lifecycle::Event;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, entry};

/// Delete the content of evidence that is past its time.
pub const DELETE: &str = "evidence.retention";
/// Inspections looked at at a time.
const BATCH: u64 = 100;

/// Applies the rule to every inspection that is archived.
///
/// # Errors
/// Database failures; what was deleted until then stays deleted.
pub async fn apply(app: &AppState) -> Result<(), Problem> {
    let days = app.settings().evidence_retention_days;
    if days == 0 {
        return Ok(());
    }
    let (before, rule) = (app.now().plus_days(-i64::from(days)), format!("evidence_retention_days = {days}"));
    let mut last = Uuid::nil();
    loop {
        let archived = inspection::Entity::find()
            .filter(inspection::Column::Status.eq(inspection::Status::Archived))
            .filter(inspection::Column::Id.gt(last))
            .order_by_asc(inspection::Column::Id)
            .limit(BATCH)
            .all(app.read())
            .await?;
        let Some(end) = archived.last() else { return Ok(()) };
        last = end.id;
        for row in &archived {
            delete_of(app, row.id, before, &rule).await?;
        }
    }
}

async fn delete_of(app: &AppState, inspection_id: Uuid, before: Instant, rule: &str) -> Result<(), Problem> {
    let due = deletion::kept_before(app.read(), inspection_id, before).await?;
    if due.is_empty() || !is_past(app, inspection_id, before).await? {
        return Ok(());
    }
    let tx = app.begin_as(Actor::default()).await?;
    for id in &due {
        deletion::delete(&tx, *id, rule).await?;
    }
    tx.commit().await?;
    tracing::info!(inspection = %inspection_id, pieces = due.len(), rule, "content of evidence was deleted");
    Ok(())
}

/// Whether an inspection was archived before a moment and nothing of it is open.
async fn is_past(app: &AppState, inspection_id: Uuid, before: Instant) -> Result<bool, Problem> {
    let archived = entry::Entity::find()
        .filter(entry::Column::RecordId.eq(inspection_id))
        .filter(entry::Column::Action.eq(Event::Archive.as_str()))
        .order_by_desc(entry::Column::At)
        .one(app.read())
        .await?;
    if archived.is_none_or(|entry| entry.at >= before) {
        return Ok(false);
    }
    let of_this = request::Entity::find().filter(request::Column::InspectionId.eq(inspection_id));
    Ok(of_this.filter(request::Column::Status.is_not_in(request::Status::ENDED)).count(app.read()).await? == 0)
}
