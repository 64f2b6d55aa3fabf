//! Samples: dossiers drawn to trace a procedure step by step. The dossier's code is kept, never the citizen's name.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use soat_checklist_schemas::Response;
use uuid::Uuid;

use super::entity::{inspection, sample};
use super::records::{self, Collection, Merged};
use super::{shapes, written};
use crate::checklists;
use crate::kernel::catalogue::field;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::ledger::op::Edit;

/// The collection.
pub const COLLECTION: Collection = Collection { name: "samples", record_kind: "sample", fields: shapes::SAMPLES, numbered: false };

/// Writes some fields of a sample, making it when it is new.
///
/// # Errors
/// `invalid-body` naming each field; `record-withdrawn`.
pub async fn put(tx: &Tx, inspection: &inspection::Model, edit: &Edit) -> Result<Merged, Problem> {
    let known = sample::Entity::find_by_id(edit.id).one(tx.db()).await?;
    let current = known.as_ref().map(fields_of);
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, current.as_ref()))?;
    if known.as_ref().is_some_and(|row| row.inspection_id != inspection.id) {
        return Err(Problem::not_found());
    }
    if known.is_none() {
        let item_id = written::needed(&edit.fields, "item_id")?;
        let checklist = checklists::store::document_by_id(tx.db(), inspection.checklist_id).await?;
        if !checklist.item(item_id).is_some_and(|item| matches!(item.response, Response::SampleTable { .. })) {
            return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/item_id", &[]));
        }
    }
    let before = current.unwrap_or_default();
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &before).await?;
    write(tx, inspection.id, known, edit.id, &merged).await?;
    Ok(merged)
}

async fn write(tx: &Tx, inspection_id: Uuid, known: Option<sample::Model>, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    let is_new = known.is_none();
    let version = known.as_ref().map_or(0, |row| row.version);
    let fresh = || sample::ActiveModel {
        id: Set(id),
        inspection_id: Set(inspection_id),
        item_id: Set(String::new()),
        procedure: Set(String::new()),
        dossier_code: Set(String::new()),
        received_on: Set(None),
        due_on: Set(None),
        returned_on: Set(None),
        steps: Set("[]".to_owned()),
        note: Set(String::new()),
        withdrawn: Set(false),
        version: Set(1),
    };
    let mut row = known.map_or_else(fresh, IntoActiveModel::into_active_model);
    let values = &merged.values;
    written::text(values, "item_id", &mut row.item_id);
    written::text(values, "procedure", &mut row.procedure);
    written::text(values, "dossier_code", &mut row.dossier_code);
    written::optional_date(values, "received_on", &mut row.received_on);
    written::optional_date(values, "due_on", &mut row.due_on);
    written::optional_date(values, "returned_on", &mut row.returned_on);
    written::document(values, "steps", &mut row.steps);
    written::text(values, "note", &mut row.note);
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
    let row = sample::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    write(tx, row.inspection_id, Some(row), id, merged).await
}

/// The fields of a sample as devices write them.
#[must_use]
pub fn fields_of(row: &sample::Model) -> Map<String, Value> {
    let Value::Object(fields) = json!({
        "item_id": row.item_id, "procedure": row.procedure, "dossier_code": row.dossier_code, "received_on": row.received_on,
        "due_on": row.due_on, "returned_on": row.returned_on, "steps": written::json(&row.steps), "note": row.note,
    }) else {
        return Map::new();
    };
    fields
}
