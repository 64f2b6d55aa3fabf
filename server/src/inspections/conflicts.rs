//! Conflicts: the values of a field that differ, with their authors and times, until the lead decides.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::conflict;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::merge::FieldState;
use crate::ledger::op::Author;
use crate::ledger::transaction::Change;
use crate::ledger::{Tx, stream};

/// The collection in which conflicts travel.
pub const COLLECTION: &str = "conflicts";
/// A conflict that waits for the lead.
pub const OPEN: &str = "open";
/// A conflict that the lead, or agreement, has ended.
pub const RESOLVED: &str = "resolved";

/// Brings the conflict record of a field into line with its state: opens, updates or ends it. Gives the id of the open one.
///
/// # Errors
/// Database failures.
pub async fn keep(
    tx: &Tx,
    inspection_id: Uuid,
    collection: &'static str,
    record_id: Uuid,
    field: &str,
    state: &FieldState,
    author: &Author,
) -> Result<Option<Uuid>, Problem> {
    // A field that was never contested has no conflict record to look for.
    if !state.is_contested() && !state.was_ever_contested() {
        return Ok(None);
    }
    let open = open_of(tx.db(), collection, record_id, field).await?;
    if state.is_contested() {
        let id = write_open(tx, open, inspection_id, (collection, record_id, field), state).await?;
        tell(tx, inspection_id, id).await?;
        return Ok(Some(id));
    }
    if let Some(row) = open {
        let id = row.id;
        let version = row.version;
        let mut row = row.into_active_model();
        row.state = Set(RESOLVED.to_owned());
        row.resolution = Set(state.standing().map(ToString::to_string));
        row.resolved_by = Set(Some(author.user_id));
        row.resolved_at = Set(Some(tx.now()));
        row.version = Set(version + 1);
        row.update(tx.db()).await?;
        tell(tx, inspection_id, id).await?;
    }
    Ok(None)
}

async fn write_open(
    tx: &Tx,
    open: Option<conflict::Model>,
    inspection_id: Uuid,
    (collection, record_id, field): (&str, Uuid, &str),
    state: &FieldState,
) -> Result<Uuid, Problem> {
    let kept: Vec<Value> = state
        .assertions
        .iter()
        .map(|kept| json!({"value": kept.value, "by": kept.by, "device_id": kept.device, "at": Instant(kept.at.0), "change": kept.change}))
        .collect();
    let values_kept = Value::Array(kept).to_string();
    if let Some(row) = open {
        let id = row.id;
        let version = row.version;
        let mut row = row.into_active_model();
        row.values_kept = Set(values_kept);
        row.version = Set(version + 1);
        row.update(tx.db()).await?;
        return Ok(id);
    }
    let row = conflict::ActiveModel {
        id: Set(tx.new_id()),
        inspection_id: Set(inspection_id),
        collection: Set(collection.to_owned()),
        record_id: Set(record_id),
        field: Set(field.to_owned()),
        values_kept: Set(values_kept),
        state: Set(OPEN.to_owned()),
        resolution: Set(None),
        resolved_by: Set(None),
        resolved_at: Set(None),
        opened_at: Set(tx.now()),
        version: Set(1),
    };
    Ok(row.insert(tx.db()).await?.id)
}

async fn tell(tx: &Tx, inspection_id: Uuid, id: Uuid) -> Result<(), Problem> {
    tx.change(&stream::of_inspection(inspection_id), COLLECTION, id, Change::told_to_all()).await?;
    Ok(())
}

async fn open_of(db: &impl ConnectionTrait, collection: &str, record_id: Uuid, field: &str) -> Result<Option<conflict::Model>, Problem> {
    // Ids are made by devices: two records of different collections may bear the same one.
    Ok(conflict::Entity::find()
        .filter(conflict::Column::Collection.eq(collection))
        .filter(conflict::Column::RecordId.eq(record_id))
        .filter(conflict::Column::Field.eq(field))
        .filter(conflict::Column::State.eq(OPEN))
        .one(db)
        .await?)
}

/// How many conflicts of one record wait for the lead.
///
/// # Errors
/// Database failures.
pub async fn open_count_of(db: &impl ConnectionTrait, collection: &str, record_id: Uuid) -> Result<u64, Problem> {
    Ok(conflict::Entity::find()
        .filter(conflict::Column::Collection.eq(collection))
        .filter(conflict::Column::RecordId.eq(record_id))
        .filter(conflict::Column::State.eq(OPEN))
        .count(db)
        .await?)
}

/// How many conflicts of an inspection wait for the lead.
///
/// # Errors
/// Database failures.
pub async fn open_count(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<u64, Problem> {
    Ok(conflict::Entity::find()
        .filter(conflict::Column::InspectionId.eq(inspection_id))
        .filter(conflict::Column::State.eq(OPEN))
        .count(db)
        .await?)
}
