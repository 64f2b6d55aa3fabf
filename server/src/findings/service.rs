//! Drafting findings, from a device or over HTTP.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::entity::finding::{self, Status};
use super::{events, rules, store};
use crate::checklists;
use crate::inspections::entity::{inspection, response};
use crate::inspections::records::{self, Collection, Merged};
use crate::inspections::{shapes, written};
use crate::kernel::catalogue::field;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::op::{Author, Edit};
use crate::ledger::transaction::Change;
use crate::ledger::{Tx, stream};

/// The collection.
pub const COLLECTION: Collection = Collection { name: "findings", record_kind: "finding", fields: shapes::FINDINGS, numbered: true };

/// Writes some fields of a draft, making and numbering it when it is new.
///
/// # Errors
/// `invalid-body` naming each field; `illegal-move` once it is no draft; `record-withdrawn`.
pub async fn put(tx: &Tx, inspection: &inspection::Model, edit: &Edit) -> Result<Merged, Problem> {
    let known = finding::Entity::find_by_id(edit.id).one(tx.db()).await?;
    let current = known.as_ref().map(fields_of);
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, current.as_ref()))?;
    if let Some(row) = &known {
        if row.inspection_id != inspection.id {
            return Err(Problem::not_found());
        }
        require_draft(row, "edit")?;
    }
    let edition = match &known {
        Some(row) => row.edition.clone(),
        None => checklists::store::document_by_id(tx.db(), inspection.checklist_id).await?.edition.clone(),
    };
    written::accept(rules::flaws(&edit.fields, &edition, inspection.grading))?;
    check_references(tx, inspection, edit, current.as_ref()).await?;
    let before = current.unwrap_or_default();
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &before).await?;
    let known = match known {
        Some(row) => row.into_active_model(),
        None => number_new(tx, inspection, edit, edition).await?.into_active_model(),
    };
    let row = write(tx, known, &merged).await?;
    if edit.fields.contains_key("clauses") {
        propose_repeat(tx, row).await?;
    }
    Ok(merged)
}

/// What was recorded is changed by events only.
fn require_draft(row: &finding::Model, event: &str) -> Result<(), Problem> {
    if row.status == Status::Draft { Ok(()) } else { Err(events::illegal(row, event)) }
}

/// Whether a finding is a nonconformity: by its grade, or without one by the verdict of the response it came from.
///
/// # Errors
/// Database failures.
pub async fn is_nonconformity(db: &impl ConnectionTrait, row: &finding::Model) -> Result<bool, Problem> {
    if row.grade.is_some() {
        return Ok(rules::is_nonconformity(row.grade.as_deref()));
    }
    let Some(id) = row.response_id else { return Ok(false) };
    let behind = response::Entity::find_by_id(id).one(db).await?;
    Ok(behind.is_some_and(|response| response.verdict.as_deref() == Some("nonconforming")))
}

async fn check_references(
    tx: &Tx,
    inspection: &inspection::Model,
    edit: &Edit,
    current: Option<&Map<String, Value>>,
) -> Result<(), Problem> {
    let id = |name: &str| edit.fields.get(name).and_then(Value::as_str).and_then(|text| text.parse::<Uuid>().ok());
    if let Some(response_id) = id("response_id")
        && let Some(row) = response::Entity::find_by_id(response_id).one(tx.db()).await?
        && row.inspection_id != inspection.id
    {
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/response_id", &[]));
    }
    if let Some(earlier) = id("repeat_of") {
        let clauses = edit.fields.get("clauses").or_else(|| current.and_then(|fields| fields.get("clauses")));
        require_repeatable(tx, inspection, earlier, clauses).await?;
    }
    Ok(())
}

/// A repeat is of something that was found earlier at the same unit, stands on record, and is about the same.
async fn require_repeatable(tx: &Tx, inspection: &inspection::Model, earlier: Uuid, clauses: Option<&Value>) -> Result<(), Problem> {
    let history = store::history_of(tx.db(), inspection, tx.now()).await?;
    let Some(row) = finding::Entity::find_by_id(earlier).filter(history).one(tx.db()).await? else {
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/repeat_of", &[]));
    };
    let clauses: Vec<String> = clauses.and_then(|clauses| serde_json::from_value(clauses.clone()).ok()).unwrap_or_default();
    if rules::share_a_clause(&clauses, &row.clauses) {
        return Ok(());
    }
    let (vi, en) = (
        "Phát hiện tái diễn phải có ít nhất một điều khoản chung với phát hiện trước",
        "A repeat shares at least one clause with the earlier finding",
    );
    Err(Problem::invalid(vec![FieldError::words("no-common-clause", "/repeat_of", vi, en)]))
}

/// A new draft with the next number of its inspection, whose stream is locked: numbers never repeat.
async fn number_new(tx: &Tx, inspection: &inspection::Model, edit: &Edit, edition: String) -> Result<finding::Model, Problem> {
    let current = inspection::Entity::find_by_id(inspection.id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let seq = current.finding_seq + 1;
    let mut counted = current.into_active_model();
    counted.finding_seq = Set(seq);
    counted.update(tx.db()).await?;
    let row = finding::ActiveModel {
        id: Set(edit.id),
        inspection_id: Set(inspection.id),
        organisation_id: Set(inspection.organisation_id),
        number: Set(Some(rules::number(&inspection.code, seq))),
        local_label: Set(String::new()),
        status: Set(Status::Draft),
        edition: Set(edition),
        clauses: Set("[]".to_owned()),
        procedure: Set(String::new()),
        legal_reference: Set(String::new()),
        grade: Set(None),
        requirement: Set(String::new()),
        observed: Set(String::new()),
        evidence_statement: Set(String::new()),
        response_id: Set(None),
        repeat_of: Set(None),
        proposed_repeat_of: Set(None),
        raised_by: Set(Some(edit.author.user_id)),
        recorded_at: Set(None),
        reason: Set(None),
        withdrawn: Set(false),
        version: Set(0),
        created_at: Set(tx.now()),
    };
    Ok(row.insert(tx.db()).await?)
}

/// Proposes the latest finding of the unit's history about one of the same clauses; the team says whether it is a repeat.
async fn propose_repeat(tx: &Tx, row: finding::Model) -> Result<(), Problem> {
    let clauses: Vec<String> = serde_json::from_str(&row.clauses).unwrap_or_default();
    let inspection = inspection::Entity::find_by_id(row.inspection_id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let earlier = store::latest_about(tx.db(), &inspection, &clauses, tx.now()).await?;
    if row.proposed_repeat_of == earlier {
        return Ok(());
    }
    let (id, inspection_id) = (row.id, row.inspection_id);
    let mut row = row.into_active_model();
    row.proposed_repeat_of = Set(earlier);
    row.update(tx.db()).await?;
    // The device that wrote the clauses does not know what was found in the history.
    tx.change(&stream::of_inspection(inspection_id), COLLECTION.name, id, Change::told_to_all()).await?;
    Ok(())
}

async fn write(tx: &Tx, mut row: finding::ActiveModel, merged: &Merged) -> Result<finding::Model, Problem> {
    let values = &merged.values;
    written::text(values, "local_label", &mut row.local_label);
    written::document(values, "clauses", &mut row.clauses);
    written::text(values, "procedure", &mut row.procedure);
    written::text(values, "legal_reference", &mut row.legal_reference);
    written::optional_text(values, "grade", &mut row.grade);
    written::text(values, "requirement", &mut row.requirement);
    written::text(values, "observed", &mut row.observed);
    written::text(values, "evidence_statement", &mut row.evidence_statement);
    written::optional_id(values, "response_id", &mut row.response_id);
    written::optional_id(values, "repeat_of", &mut row.repeat_of);
    row.withdrawn = Set(merged.withdrawn);
    row.version = Set(row.version.take().unwrap_or_default() + 1);
    Ok(row.update(tx.db()).await?)
}

/// Withdraws a draft with a reason.
///
/// # Errors
/// `not-found`; `illegal-move` once it is no draft; database failures.
pub async fn withdraw(tx: &Tx, inspection_id: Uuid, id: Uuid, author: &Author, reason: &str) -> Result<Merged, Problem> {
    let row = finding::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    require_draft(&row, "withdraw")?;
    let merged = records::withdraw(tx, inspection_id, COLLECTION, id, author, reason).await?;
    stand(tx, id, &merged).await?;
    Ok(merged)
}

/// Writes what now stands, after a withdrawal or a settled conflict, into the row.
///
/// # Errors
/// `not-found`; database failures.
pub async fn stand(tx: &Tx, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    let row = finding::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let row = write(tx, row.into_active_model(), merged).await?;
    if merged.values.contains_key("clauses") { propose_repeat(tx, row).await } else { Ok(()) }
}

/// The fields of a finding as devices write them.
#[must_use]
pub fn fields_of(row: &finding::Model) -> Map<String, Value> {
    let Value::Object(fields) = json!({
        "local_label": row.local_label, "clauses": written::json(&row.clauses), "procedure": row.procedure,
        "legal_reference": row.legal_reference, "grade": row.grade, "requirement": row.requirement, "observed": row.observed,
        "evidence_statement": row.evidence_statement, "response_id": row.response_id, "repeat_of": row.repeat_of,
    }) else {
        return Map::new();
    };
    fields
}
