//! Settling a conflict, over HTTP or as an operation: the same service for the records of every capability.

use serde_json::Value;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::inspections::entity::inspection;
use crate::inspections::records::{Collection, Merged};
use crate::inspections::{self, resolution, service, store};
use crate::kernel::catalogue::field;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::op::Author;
use crate::ledger::{Tx, stream};
use crate::{evidence, findings};

/// Settles a conflict with a value. An author whose base is older than a value of the conflict does not replace it: it stays
/// in a conflict.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `not-recording`, `illegal-move`, `invalid-body`.
pub async fn settle(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: Option<i64>,
    author: &Author,
    value: Option<Value>,
) -> Result<Merged, Problem> {
    let conflict = store::conflict(tx.db(), caller, id).await?;
    tx.stream(&stream::of_inspection(conflict.inspection_id)).await?;
    let conflict = store::conflict(tx.db(), caller, id).await?;
    let inspection = store::inspection(tx.db(), caller, Action::ReadWork, conflict.inspection_id).await?;
    let subject = Subject::of_inspection(inspection.organisation_id, inspection.id);
    caller.require(tx.db(), Action::ResolveConflict, subject).await?;
    if let Some(seen) = seen {
        version::require(seen, conflict.version)?;
    }
    service::require_recording(&inspection)?;
    let value = value.ok_or_else(|| Problem::invalid(vec![FieldError::of(&field::MISSING, "/value", &[("name", "value")])]))?;
    let collection = collection(&conflict.collection).ok_or_else(|| Problem::internal("conflict of an unknown collection"))?;
    let merged = resolution::settle(tx, &conflict, collection, author, value).await?;
    stand(tx, &inspection, collection.name, conflict.record_id, &merged).await?;
    Ok(merged)
}

fn collection(name: &str) -> Option<Collection> {
    let all = inspections::ops::COLLECTIONS.iter().chain(findings::ops::COLLECTIONS).chain(evidence::ops::COLLECTIONS);
    all.copied().find(|one| one.name == name)
}

async fn stand(tx: &Tx, inspection: &inspection::Model, collection: &str, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    if let Some(done) = inspections::ops::stand(tx, inspection, collection, id, merged).await {
        return done;
    }
    if let Some(done) = findings::ops::stand(tx, collection, id, merged).await {
        return done;
    }
    evidence::ops::stand(tx, collection, id, merged).await.unwrap_or(Ok(()))
}
