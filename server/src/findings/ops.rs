//! Synchronisation operations on findings: the same services as HTTP.

use serde_json::Value;
use uuid::Uuid;

use super::events::{self, Said};
use super::lifecycle::{self, Event};
use super::service;
use crate::access::caller::Caller;
use crate::inspections::entity::inspection;
use crate::inspections::records::{Collection, Merged};
use crate::kernel::catalogue::field;
use crate::kernel::problem::Problem;
use crate::ledger::op::{Author, Command, Edit};
use crate::ledger::{Entry, Tx, stream};

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

/// The commands, and the event that each stands for.
pub const COMMANDS: &[(&str, Event)] = &[("finding.record", Event::Record), ("finding.withdraw", Event::Withdraw)];

/// The event that a command stands for.
#[must_use]
pub fn event_of(name: &str) -> Option<Event> {
    COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, event)| *event)
}

fn reason_of(command: &Command) -> Option<&str> {
    command.args.get("reason").and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// Keeps the words of whoever gave a command that was done already.
///
/// # Errors
/// Database failures.
pub async fn note_again(tx: &Tx, command: &Command) -> Result<(), Problem> {
    let (Some(event), Some(reason)) = (event_of(&command.name), reason_of(command)) else { return Ok(()) };
    let row = super::store::by_ids(tx.db(), &[command.id]).await?.pop().ok_or_else(Problem::not_found)?;
    let entry = Entry::new("finding", row.id, event.as_str()).with("reason", reason);
    tx.note(&stream::of_inspection(row.inspection_id), entry).await
}

/// Takes a named command; none when it is not of this capability. `open_requests`: the corrective action requests of the finding
/// that are open, by their numbers.
pub async fn command(tx: &Tx, caller: &Caller, command: &Command, open_requests: Vec<String>) -> Option<Result<(), Problem>> {
    let event = event_of(&command.name)?;
    let reason = reason_of(command);
    if reason.is_some_and(|text| text.chars().count() > 4_000) {
        return Some(Err(Problem::invalid_field(&field::LENGTH, "/args/reason", &[("min", "1"), ("max", "4000")])));
    }
    let said = Said { reason: reason.map(ToOwned::to_owned), open_requests };
    Some(events::take(tx, caller, command.id, None, event, said).await.map(|_| ()))
}

/// Whether a finding has come by this event, or stands where it leads.
///
/// # Errors
/// Database failures.
pub async fn has_gone(tx: &Tx, id: Uuid, event: Event) -> Result<bool, Problem> {
    let row = super::store::by_ids(tx.db(), &[id]).await?.pop();
    Ok(row.is_some_and(|row| lifecycle::MOVES.iter().any(|(_, by, to, _)| *by == event && *to == row.status)))
}
