//! Synchronisation operations on inspections, responses, samples and attendees: the same services as HTTP.

use uuid::Uuid;

use super::entity::inspection;
use super::lifecycle::Event;
use super::records::{self, Collection, Merged};
use super::service::{self, Particulars};
use super::{attendees, responses, samples};
use crate::access::caller::Caller;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::ledger::op::{Author, Command, Edit};

/// The collections of this capability.
pub const COLLECTIONS: &[Collection] = &[service::COLLECTION, responses::COLLECTION, samples::COLLECTION, attendees::COLLECTION];

/// Writes some fields of a record; none when the collection is not of this capability.
pub async fn put(tx: &Tx, inspection: &inspection::Model, collection: &str, edit: &Edit) -> Option<Result<Merged, Problem>> {
    Some(match collection {
        "inspections" if edit.id == inspection.id => service::put(tx, inspection, edit).await,
        "inspections" => Err(Problem::not_found()),
        "responses" => responses::put(tx, inspection, edit).await,
        "samples" => samples::put(tx, inspection, edit).await,
        "attendees" => attendees::put(tx, inspection, edit).await,
        _ => return None,
    })
}

/// Withdraws a record with a reason; none when the collection is not of this capability or has nothing to withdraw.
pub async fn withdraw(
    tx: &Tx,
    inspection_id: Uuid,
    collection: &str,
    id: Uuid,
    author: &Author,
    reason: &str,
) -> Option<Result<Merged, Problem>> {
    let collection = [samples::COLLECTION, attendees::COLLECTION].into_iter().find(|one| one.name == collection)?;
    Some(withdraw_in(tx, inspection_id, collection, id, author, reason).await)
}

async fn withdraw_in(
    tx: &Tx,
    inspection_id: Uuid,
    collection: Collection,
    id: Uuid,
    author: &Author,
    reason: &str,
) -> Result<Merged, Problem> {
    let merged = records::withdraw(tx, inspection_id, collection, id, author, reason).await?;
    stand_record(tx, collection.name, id, &merged).await?;
    Ok(merged)
}

/// Writes what now stands into the row of a record; none when the collection is not of this capability.
pub async fn stand(tx: &Tx, inspection: &inspection::Model, collection: &str, id: Uuid, merged: &Merged) -> Option<Result<(), Problem>> {
    match collection {
        "inspections" => Some(service::stand(tx, inspection, merged).await),
        "responses" | "samples" | "attendees" => Some(stand_record(tx, collection, id, merged).await),
        _ => None,
    }
}

async fn stand_record(tx: &Tx, collection: &str, id: Uuid, merged: &Merged) -> Result<(), Problem> {
    match collection {
        "responses" => responses::stand(tx, id, merged).await,
        "samples" => samples::stand(tx, id, merged).await,
        _ => attendees::stand(tx, id, merged).await,
    }
}

/// Takes a named command; none when it is not of this capability.
pub async fn command(tx: &Tx, caller: &Caller, command: &Command) -> Option<Result<(), Problem>> {
    let event = match command.name.as_str() {
        "inspection.start" => Event::Start,
        _ => return None,
    };
    // No version: a device that was offline sends the event, and the lifecycle decides whether it is still legal.
    Some(service::take(tx, caller, command.id, None, event, Particulars::default()).await.map(|_| ()))
}
