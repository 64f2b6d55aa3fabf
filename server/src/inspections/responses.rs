//! Responses: the answer to one item of the checklist, or to one item for one sample.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use soat_checklist_schemas::{Answer, Checklist, Item, check_answer};
use uuid::Uuid;

use super::entity::{inspection, response, sample};
use super::records::{self, Collection, Merged};
use super::{shapes, written};
use crate::checklists;
use crate::kernel::catalogue::field;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::Tx;
use crate::ledger::op::{Author, Edit};

/// The collection.
pub const COLLECTION: Collection = Collection { name: "responses", record_kind: "response", fields: shapes::RESPONSES, numbered: false };

/// The id of a response: made from its inspection, item and sample (UUID version 5), so that two devices that answer the
/// same item offline write to the same record.
#[must_use]
pub fn id_of(inspection_id: Uuid, item_id: &str, sample_id: Option<Uuid>) -> Uuid {
    let name = match sample_id {
        Some(sample_id) => format!("{item_id}/{sample_id}"),
        None => item_id.to_owned(),
    };
    Uuid::new_v5(&inspection_id, name.as_bytes())
}

/// Writes some fields of a response, making it when it is new.
///
/// # Errors
/// `invalid-body` naming each field; `record-withdrawn`.
pub async fn put(tx: &Tx, inspection: &inspection::Model, edit: &Edit) -> Result<Merged, Problem> {
    let known = response::Entity::find_by_id(edit.id).one(tx.db()).await?;
    let current = known.as_ref().map(fields_of);
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, current.as_ref()))?;
    let (item_id, sample_id) = match &known {
        Some(row) if row.inspection_id == inspection.id => (row.item_id.clone(), row.sample_id),
        Some(_) => return Err(Problem::not_found()),
        None => identify(tx.db(), inspection.id, edit).await?,
    };
    let checklist = checklists::store::document_by_id(tx.db(), inspection.checklist_id).await?;
    check_against_item(&checklist, &item_id, sample_id, known.as_ref(), &edit.fields)?;
    let before = current.unwrap_or_default();
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &before).await?;
    write(tx, inspection.id, known, edit.id, Some(&edit.author), &item_id, sample_id, &merged).await?;
    Ok(merged)
}

async fn identify(db: &impl ConnectionTrait, inspection_id: Uuid, edit: &Edit) -> Result<(String, Option<Uuid>), Problem> {
    let item_id = written::needed(&edit.fields, "item_id")?.to_owned();
    let sample_id: Option<Uuid> = edit.fields.get("sample_id").and_then(Value::as_str).and_then(|text| text.parse().ok());
    if id_of(inspection_id, &item_id, sample_id) != edit.id {
        let expected = id_of(inspection_id, &item_id, sample_id).to_string();
        return Err(Problem::invalid(vec![FieldError::of(&field::FORMAT, "/id", &[("expected", &expected)])]));
    }
    if let Some(sample_id) = sample_id
        && let Some(sample) = sample::Entity::find_by_id(sample_id).one(db).await?
        && (sample.inspection_id != inspection_id || sample.item_id != item_id)
    {
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/sample_id", &[]));
    }
    Ok((item_id, sample_id))
}

/// Whether what is written fits the item. Only what the edit itself says is judged: whether an answer is whole depends on
/// what others write, and is asked at the conclusion.
fn check_against_item(
    checklist: &Checklist,
    item_id: &str,
    sample_id: Option<Uuid>,
    known: Option<&response::Model>,
    fields: &Map<String, Value>,
) -> Result<(), Problem> {
    let item: &Item = checklist.item(item_id).ok_or_else(|| Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/item_id", &[]))?;
    let verdict = fields.get("verdict").cloned().unwrap_or(Value::Null);
    let note = match fields.get("note").and_then(Value::as_str) {
        Some(note) => note.to_owned(),
        None => known.map(|row| row.note.clone()).unwrap_or_default(),
    };
    let answer = json!({
        "item": item_id, "sample": sample_id, "verdict": verdict, "value": fields.get("value").cloned().unwrap_or(Value::Null), "note": note,
    });
    let flaws = match Answer::parse(&answer) {
        Ok(answer) => check_answer(item, &answer),
        Err(flaws) => flaws,
    };
    // The reason for "not applicable" may be written by the next edit; it is asked for at the conclusion.
    let flaws = flaws.into_iter().filter(|flaw| flaw.code != "reason-missing");
    written::accept(flaws.map(|flaw| FieldError::words(flaw.code, flaw.pointer, flaw.detail.vi, flaw.detail.en)).collect())
}

#[expect(clippy::too_many_arguments, reason = "a row and where it comes from")]
async fn write(
    tx: &Tx,
    inspection_id: Uuid,
    known: Option<response::Model>,
    id: Uuid,
    author: Option<&Author>,
    item_id: &str,
    sample_id: Option<Uuid>,
    merged: &Merged,
) -> Result<(), Problem> {
    let is_new = known.is_none();
    let version = known.as_ref().map_or(0, |row| row.version);
    let fresh = || response::ActiveModel {
        id: Set(id),
        inspection_id: Set(inspection_id),
        item_id: Set(item_id.to_owned()),
        sample_id: Set(sample_id),
        verdict: Set(None),
        value: Set("null".to_owned()),
        note: Set(String::new()),
        answered_by: Set(None),
        answered_at: Set(None),
        withdrawn: Set(false),
        version: Set(1),
    };
    let mut row = known.map_or_else(fresh, IntoActiveModel::into_active_model);
    written::optional_text(&merged.values, "verdict", &mut row.verdict);
    written::document(&merged.values, "value", &mut row.value);
    written::text(&merged.values, "note", &mut row.note);
    if let Some(author) = author {
        row.answered_by = Set(Some(author.user_id));
        row.answered_at = Set(Some(author.at));
    }
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
    let row = response::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let (inspection_id, item_id, sample_id) = (row.inspection_id, row.item_id.clone(), row.sample_id);
    write(tx, inspection_id, Some(row), id, None, &item_id, sample_id, merged).await
}

/// The fields of a response as devices write them.
#[must_use]
pub fn fields_of(row: &response::Model) -> Map<String, Value> {
    let Value::Object(fields) = json!({
        "item_id": row.item_id, "sample_id": row.sample_id, "verdict": row.verdict, "value": written::json(&row.value), "note": row.note,
    }) else {
        return Map::new();
    };
    fields
}
