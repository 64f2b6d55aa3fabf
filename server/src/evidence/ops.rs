//! Synchronisation operations on evidence: its declaration, its caption, taking it back. Bytes never travel here.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::entity::evidence;
use super::{service, store};
use crate::access::caller::forbidden;
use crate::access::policy::Action;
use crate::inspections::entity::inspection;
use crate::inspections::records::{self, Collection, Merged};
use crate::inspections::{shapes, written};
use crate::kernel::extract::valid;
use crate::kernel::problem::Problem;
use crate::ledger::op::{Author, Edit, Outcome};
use crate::ledger::{Tx, stream};

/// The collection: of what was declared only the caption changes.
pub const COLLECTION: Collection =
    Collection { name: service::COLLECTION, record_kind: "evidence", fields: shapes::EVIDENCE, numbered: false };
/// The collections of this capability.
pub const COLLECTIONS: &[Collection] = &[COLLECTION];

/// Declares evidence, or changes its caption; none when the collection is another. `limit_mib` is the largest file of the settings.
pub async fn put(
    tx: &Tx,
    inspection: &inspection::Model,
    collection: &str,
    edit: &Edit,
    limit_mib: u64,
) -> Option<Result<Merged, Problem>> {
    if collection == COLLECTION.name { Some(put_evidence(tx, inspection, edit, limit_mib).await) } else { None }
}

async fn put_evidence(tx: &Tx, inspection: &inspection::Model, edit: &Edit, limit_mib: u64) -> Result<Merged, Problem> {
    let known = evidence::Entity::find_by_id(edit.id).one(tx.db()).await?;
    match known {
        Some(row) if edit.fields.keys().all(|name| name == "caption") => recaption(tx, inspection, row, edit).await,
        _ => declare(tx, inspection, edit, limit_mib).await,
    }
}

async fn declare(tx: &Tx, inspection: &inspection::Model, edit: &Edit, limit_mib: u64) -> Result<Merged, Problem> {
    let mut fields = edit.fields.clone();
    fields.insert("id".to_owned(), json!(edit.id));
    fields.insert("inspection_id".to_owned(), json!(inspection.id));
    let taken_by = (edit.author.user_id, edit.author.device_id);
    let declared = service::declare_in(tx, inspection, taken_by, valid(Value::Object(fields))?, limit_mib).await?;
    let place = tx.record(&stream::of_inspection(inspection.id), COLLECTION.name, declared.row.id).await?;
    let change = place.map_or(0, |row| row.change_no);
    Ok(Merged { outcome: Outcome::Applied(change), values: written::Values::new(), withdrawn: declared.row.withdrawn })
}

async fn recaption(tx: &Tx, inspection: &inspection::Model, row: evidence::Model, edit: &Edit) -> Result<Merged, Problem> {
    if row.inspection_id != inspection.id {
        return Err(Problem::not_found());
    }
    require_of_visit(&row)?;
    written::accept(shapes::check(COLLECTION.fields, &edit.fields, None))?;
    let before: Map<String, Value> = [("caption".to_owned(), json!(row.caption))].into_iter().collect();
    let merged = records::put(tx, inspection.id, COLLECTION, edit, &before).await?;
    write(tx, row, &merged).await?;
    Ok(merged)
}

/// Takes evidence back; none when the collection is another.
pub async fn withdraw(
    tx: &Tx,
    inspection_id: Uuid,
    collection: &str,
    id: Uuid,
    author: &Author,
    reason: &str,
) -> Option<Result<Merged, Problem>> {
    if collection == COLLECTION.name { Some(take_back_of_visit(tx, inspection_id, id, author, reason).await) } else { None }
}

async fn take_back_of_visit(tx: &Tx, inspection_id: Uuid, id: Uuid, author: &Author, reason: &str) -> Result<Merged, Problem> {
    require_of_visit(&store::find(tx.db(), id).await?)?;
    take_back(tx, inspection_id, id, author, reason).await
}

/// Evidence of a corrective action travels with the inspection, but belongs to whoever brought it: the team does not write it.
fn require_of_visit(row: &evidence::Model) -> Result<(), Problem> {
    if row.attached_kind.is_of_car() { Err(forbidden(Action::AnswerCar)) } else { Ok(()) }
}

/// Takes evidence back with a reason.
///
/// # Errors
/// Database failures.
pub async fn take_back(tx: &Tx, inspection_id: Uuid, id: Uuid, author: &Author, reason: &str) -> Result<Merged, Problem> {
    let merged = records::withdraw(tx, inspection_id, COLLECTION, id, author, reason).await?;
    write(tx, store::find(tx.db(), id).await?, &merged).await?;
    Ok(merged)
}

/// Writes what now stands into the row; none when the collection is another.
pub async fn stand(tx: &Tx, collection: &str, id: Uuid, merged: &Merged) -> Option<Result<(), Problem>> {
    if collection != COLLECTION.name {
        return None;
    }
    Some(match store::find(tx.db(), id).await {
        Ok(row) => write(tx, row, merged).await,
        Err(problem) => Err(problem),
    })
}

async fn write(tx: &Tx, row: evidence::Model, merged: &Merged) -> Result<(), Problem> {
    let version = row.version;
    let mut row = row.into_active_model();
    written::text(&merged.values, "caption", &mut row.caption);
    row.withdrawn = Set(merged.withdrawn);
    row.version = Set(version + 1);
    row.update(tx.db()).await?;
    Ok(())
}
