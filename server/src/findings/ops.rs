//! Synchronisation operations on findings: the same services as HTTP.

use uuid::Uuid;

use super::service;
use crate::inspections::entity::inspection;
use crate::inspections::records::{Collection, Merged};
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::ledger::op::{Author, Edit};

/// The collections of this capability.
pub const COLLECTIONS: &[Collection] = &[service::COLLECTION];

/// Writes some fields of a finding; none when the collection is another.
pub async fn put(tx: &Tx, inspection: &inspection::Model, collection: &str, edit: &Edit) -> Option<Result<Merged, Problem>> {
    if collection == "findings" { Some(service::put(tx, inspection, edit).await) } else { None }
}

/// Withdraws a finding; none when the collection is another.
pub async fn withdraw(
    tx: &Tx,
    inspection_id: Uuid,
    collection: &str,
    id: Uuid,
    author: &Author,
    reason: &str,
) -> Option<Result<Merged, Problem>> {
    if collection == "findings" { Some(service::withdraw(tx, inspection_id, id, author, reason).await) } else { None }
}

/// Writes what now stands into the row of a finding; none when the collection is another.
pub async fn stand(tx: &Tx, collection: &str, id: Uuid, merged: &Merged) -> Option<Result<(), Problem>> {
    if collection == "findings" { Some(service::stand(tx, id, merged).await) } else { None }
}
