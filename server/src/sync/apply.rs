//! One operation meets the service of its capability.

use uuid::Uuid;

use super::op::{self, Kind, Op};
use super::outcome::Outcome;
use super::{collections, resolve};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::inspections::entity::inspection;
use crate::inspections::records::Merged;
use crate::inspections::{self, service, store, team};
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::op::{Author, Command, Edit, Outcome as Effect};
use crate::ledger::{Tx, stream};
use crate::{conclusions, corrective_actions, evidence, findings};

/// On whose word a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The author's own right to record.
    OwnWork,
    /// A decision of someone who may apply parked operations; they need not be on the team themselves.
    Decision,
}

/// What holds for a whole push, or for one decision.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// On whose word.
    pub basis: Basis,
    /// The largest evidence file of the settings, in MiB.
    pub limit_mib: u64,
}

/// Collections whose records are written without touching the row of the inspection, its status or its team.
const BESIDE_THE_INSPECTION: &[&str] = &["responses", "samples", "attendees", "evidence"];

/// What one operation of a push leaves for the next: the inspection into which the caller was found to be allowed to record.
/// Its stream is locked, so nobody else changes inspection or team meanwhile; an operation that might do so itself drops it.
#[derive(Debug, Default)]
pub struct Held(Option<inspection::Model>);

impl Held {
    /// The inspection, if it is the one.
    fn take(&mut self, id: Uuid) -> Option<inspection::Model> {
        self.0.take().filter(|held| held.id == id)
    }
}

/// Applies an operation in the name of its author; the caller's rights decide. The inspection's stream is locked already.
///
/// # Errors
/// Whatever the service refuses with; the caller turns it into an outcome.
pub async fn apply(tx: &Tx, caller: &Caller, op: &Op, author: Author, terms: Terms, held: &mut Held) -> Result<Outcome, Problem> {
    let inspection_id = op.inspection_id.ok_or_else(|| missing("/inspection_id", "inspection_id"))?;
    let held_before = held.take(inspection_id);
    match &op.kind {
        Kind::Put => {
            let inspection = match held_before {
                Some(inspection) => inspection,
                None => recordable(tx, caller, terms.basis, inspection_id).await?,
            };
            let edit = Edit { id: op.id, fields: op.fields.clone(), author };
            let merged = put(tx, &inspection, &op.collection, &edit, terms.limit_mib).await?;
            held.0 = Some(inspection).filter(|_| BESIDE_THE_INSPECTION.contains(&op.collection.as_str()));
            describe(tx, op, merged.outcome).await
        }
        Kind::Withdraw => {
            let inspection = recordable(tx, caller, terms.basis, inspection_id).await?;
            let merged = withdraw(tx, &inspection, op, &author).await?;
            describe(tx, op, merged.outcome).await
        }
        Kind::Command(name) => {
            let inspection = reachable(tx, caller, terms.basis, inspection_id).await?;
            if !belongs(tx, op, &inspection).await? {
                return Err(Problem::not_found());
            }
            if name == "conflict.resolve" {
                let merged = resolve::settle(tx, caller, op.id, None, &author, op.args.get("value").cloned()).await?;
                return describe(tx, op, merged.outcome).await;
            }
            command(tx, caller, &inspection, op, name, author).await
        }
    }
}

fn missing(pointer: &str, name: &str) -> Problem {
    Problem::invalid(vec![FieldError::of(&field::MISSING, pointer, &[("name", name)])])
}

/// The inspection, if the caller is on it; whoever has left it is told so, a stranger is told nothing.
async fn reachable(tx: &Tx, caller: &Caller, basis: Basis, id: Uuid) -> Result<inspection::Model, Problem> {
    let action = match basis {
        Basis::OwnWork => Action::ReadWork,
        Basis::Decision => Action::DecideParked,
    };
    match store::inspection(tx.db(), caller, action, id).await {
        Err(problem) if problem.code() == catalogue::NOT_FOUND.code => Err(unless_left(tx, caller, id, problem).await?),
        other => other,
    }
}

/// The same, if the caller may record into it and it is open for that.
async fn recordable(tx: &Tx, caller: &Caller, basis: Basis, id: Uuid) -> Result<inspection::Model, Problem> {
    let inspection = match basis {
        // Asked at once, since nearly everybody who pushes may; only a refusal looks for its reason.
        Basis::OwnWork => match store::inspection(tx.db(), caller, Action::RecordWork, id).await {
            Err(problem) if problem.code() == catalogue::NOT_FOUND.code => {
                reachable(tx, caller, basis, id).await?;
                return Err(unless_left(tx, caller, id, forbidden(Action::RecordWork)).await?);
            }
            found => found?,
        },
        Basis::Decision => reachable(tx, caller, basis, id).await?,
    };
    service::require_recording(&inspection)?;
    Ok(inspection)
}

/// Whoever has left the team is told so, whatever else they may or may not see: their work is kept for a decision.
async fn unless_left(tx: &Tx, caller: &Caller, id: Uuid, otherwise: Problem) -> Result<Problem, Problem> {
    Ok(if team::has_left(tx.db(), id, caller.user.id).await? { Problem::of(&catalogue::LEFT_TEAM) } else { otherwise })
}

async fn put(tx: &Tx, inspection: &inspection::Model, collection: &str, edit: &Edit, limit_mib: u64) -> Result<Merged, Problem> {
    if let Some(done) = inspections::ops::put(tx, inspection, collection, edit).await {
        return done;
    }
    if let Some(done) = findings::ops::put(tx, inspection, collection, edit).await {
        return done;
    }
    match evidence::ops::put(tx, inspection, collection, edit, limit_mib).await {
        Some(done) => done,
        None => Err(missing("/collection", "collection")),
    }
}

async fn withdraw(tx: &Tx, inspection: &inspection::Model, op: &Op, author: &Author) -> Result<Merged, Problem> {
    let reason = op.args.get("reason").and_then(serde_json::Value::as_str).map(str::trim).unwrap_or_default();
    if reason.is_empty() || reason.chars().count() > 2_000 {
        return Err(Problem::invalid(vec![FieldError::of(&field::LENGTH, "/args/reason", &[("min", "1"), ("max", "2000")])]));
    }
    let known = collections::inspections_of(tx.db(), &op.collection, &[op.id]).await?;
    if known.get(&op.id) != Some(&inspection.id) {
        return Err(Problem::not_found());
    }
    if let Some(done) = inspections::ops::withdraw(tx, inspection.id, &op.collection, op.id, author, reason).await {
        return done;
    }
    if let Some(done) = findings::ops::withdraw(tx, inspection.id, &op.collection, op.id, author, reason).await {
        return done;
    }
    match evidence::ops::withdraw(tx, inspection.id, &op.collection, op.id, author, reason).await {
        Some(done) => done,
        None => Err(missing("/collection", "collection")),
    }
}

/// Whether the record of a command is of this inspection, or travels with it: its streams are the ones that are locked.
async fn belongs(tx: &Tx, op: &Op, inspection: &inspection::Model) -> Result<bool, Problem> {
    if op.collection == "inspections" {
        return Ok(op.id == inspection.id);
    }
    if op.collection == corrective_actions::service::COLLECTION {
        let row = corrective_actions::store::find(tx.db(), op.id).await?;
        let carrying = corrective_actions::store::streams(tx.db(), &row).await?;
        return Ok(carrying.contains(&stream::of_inspection(inspection.id)));
    }
    let known = collections::inspections_of(tx.db(), &op.collection, &[op.id]).await?;
    Ok(known.get(&op.id) == Some(&inspection.id))
}

async fn command(
    tx: &Tx,
    caller: &Caller,
    inspection: &inspection::Model,
    op: &Op,
    name: &str,
    author: Author,
) -> Result<Outcome, Problem> {
    tx.claim_time(Some(author.at));
    let command = Command { id: op.id, name: name.to_owned(), args: op.args.clone(), author };
    let mut done = taken(tx, caller, inspection.id, &command).await;
    // Two of the team pressed the same button offline: the second finds it done, and their words are kept beside the first's.
    let is_done = match &done {
        Err(problem) if problem.code() == catalogue::ILLEGAL_MOVE.code => is_there_already(tx, inspection, op, name).await?,
        _ => false,
    };
    if is_done {
        done = note_again(tx, &command).await;
    }
    tx.claim_time(None);
    match done {
        Ok(()) if is_done => {
            let collection = op::COMMANDS.iter().find(|(known, _)| *known == name).map_or("inspections", |(_, collection)| *collection);
            let change = tx.record(&stream::of_inspection(inspection.id), collection, op.id).await?.map_or(0, |row| row.change_no);
            describe(tx, op, Effect::Merged(change)).await
        }
        Ok(()) => {
            let change = tx.stream(&stream::of_inspection(inspection.id)).await?.change_seq;
            describe(tx, op, Effect::Applied(change)).await
        }
        Err(problem) => Err(problem),
    }
}

/// The capability whose command it is takes it.
async fn taken(tx: &Tx, caller: &Caller, inspection_id: Uuid, command: &Command) -> Result<(), Problem> {
    if let Some(done) = inspections::ops::command(tx, caller, command).await {
        return done;
    }
    if let Some(done) = conclusions::ops::command(tx, caller, command).await {
        return done;
    }
    if findings::ops::event_of(&command.name).is_some() {
        let open_requests = corrective_actions::store::open_requests_of(tx.db(), command.id).await?;
        return findings::ops::command(tx, caller, command, open_requests).await.unwrap_or_else(|| Err(missing("/kind", "kind")));
    }
    match Box::pin(corrective_actions::ops::command(tx, caller, inspection_id, command)).await {
        Some(done) => done,
        None => Err(missing("/kind", "kind")),
    }
}

/// Keeps the words of a command that was done already, with the record.
async fn note_again(tx: &Tx, command: &Command) -> Result<(), Problem> {
    findings::ops::note_again(tx, command).await?;
    corrective_actions::ops::note_again(tx, command).await
}

/// Whether the record of a command stands where the command would have led it.
async fn is_there_already(tx: &Tx, inspection: &inspection::Model, op: &Op, name: &str) -> Result<bool, Problem> {
    if let Some(event) = findings::ops::event_of(name) {
        return findings::ops::has_gone(tx, op.id, event).await;
    }
    if let Some(event) = corrective_actions::ops::event_of(name) {
        return corrective_actions::ops::has_gone(tx, op.id, event).await;
    }
    Ok(match name {
        "inspection.start" | "inspection.reopen" => inspection.status == inspection::Status::InProgress,
        "inspection.conclude" => inspection.status == inspection::Status::Concluded,
        _ => false,
    })
}

/// The outcome as it travels: with the record where the device could not know it.
async fn describe(tx: &Tx, op: &Op, effect: Effect) -> Result<Outcome, Problem> {
    if let Effect::Applied(change) = effect {
        return Ok(Outcome::Applied { change });
    }
    let mut records = collections::records(tx.db(), &op.collection, &[op.id], tx.now()).await?;
    let record = records.remove(&op.id).unwrap_or_default();
    Ok(match effect {
        Effect::Conflict(change, conflict_id) => Outcome::Conflict { change, conflict_id, record },
        Effect::Merged(change) | Effect::Applied(change) => Outcome::Merged { change, record },
    })
}
