//! Attendees of both sides, and the sessions they were present at.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::entity::{attendee, inspection};
use super::records::{self, Collection, Merged};
use super::{shapes, written};
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::ledger::op::Edit;

/// The collection.
pub const COLLECTION: Collection = Collection { name: "attendees", record_kind: "attendee", fields: shapes::ATTENDEES, numbered: false };

/// Writes some fields of an attendee, making the record when it is new.
///
/// # Errors
/// `invalid-body` naming each field; `record-withdrawn`.
pub async fn put(tx: &Tx, inspection: &inspection::Model, edit: &Edit) -> Result<Merged, Problem> {
    let known = attendee::Entity::find_by_id(edit.id).one(tx.db()).await?;
    let current = known.as_ref().map(fields_of);
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, current.as_ref()))?;
    if known.as_ref().is_some_and(|row| row.inspection_id != inspection.id) {
        return Err(Problem::not_found());
    }
    if known.is_none() {
        written::needed(&edit.fields, "name")?;
        written::needed(&edit.fields, "side")?;
    }
    let before = current.unwrap_or_default();
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &before).await?;
    write(tx, inspection.id, known, edit.id, &merged).await?;
    Ok(merged)
}

async fn write(tx: &Tx, inspection_id: Uuid, known: Option<attendee::Model>, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    let is_new = known.is_none();
    let version = known.as_ref().map_or(0, |row| row.version);
    let fresh = || attendee::ActiveModel {
        id: Set(id),
        inspection_id: Set(inspection_id),
        side: Set(String::new()),
        name: Set(String::new()),
        title: Set(String::new()),
        user_id: Set(None),
        present_at: Set("[]".to_owned()),
        withdrawn: Set(false),
        version: Set(1),
    };
    let mut row = known.map_or_else(fresh, IntoActiveModel::into_active_model);
    let values = &merged.values;
    written::text(values, "side", &mut row.side);
    written::text(values, "name", &mut row.name);
    written::text(values, "title", &mut row.title);
    written::optional_id(values, "user_id", &mut row.user_id);
    written::document(values, "present_at", &mut row.present_at);
    row.withdrawn = Set(merged.withdrawn);
    row.version = Set(version + 1);
    if is_new {
        row.insert(tx.db()).await?
    } else {
        row.update(tx.db()).await?
    };
    Ok(())
}

/// Writes what now stands, after a withdrawal or a settled conflict, into the row.
///
/// # Errors
/// `not-found`; database failures.
pub async fn stand(tx: &Tx, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    let row = attendee::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    write(tx, row.inspection_id, Some(row), id, merged).await
}

/// The fields of an attendee as devices write them.
#[must_use]
pub fn fields_of(row: &attendee::Model) -> Map<String, Value> {
    let Value::Object(fields) = json!({
        "side": row.side, "name": row.name, "title": row.title, "user_id": row.user_id, "present_at": written::json(&row.present_at),
    }) else {
        return Map::new();
    };
    fields
}
