//! Commands of synchronisation: what a team decides about a request on the spot, with or without a signal.

use serde_json::Value;
use uuid::Uuid;

use super::entity::request::{Effectiveness, Status};
use super::lifecycle::{self, Event};
use super::service::{self, Particulars};
use super::{rules, store};
use crate::access::caller::Caller;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::Instant;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::op::Command;
use crate::ledger::{Entry, Tx, stream};

/// The commands, and the event that each stands for.
pub const COMMANDS: &[(&str, Event)] = &[
    ("car.accept_plan", Event::AcceptPlan),
    ("car.return_plan", Event::ReturnPlan),
    ("car.verify", Event::Verify),
    ("car.return_implementation", Event::ReturnImplementation),
    ("car.confirm_effective", Event::ConfirmEffective),
    ("car.find_ineffective", Event::FindIneffective),
];

/// Takes a named command, given in the stream of an inspection; none when it is not of this capability.
pub async fn command(tx: &Tx, caller: &Caller, inspection_id: Uuid, command: &Command) -> Option<Result<(), Problem>> {
    let event = event_of(&command.name)?;
    Some(take(tx, caller, inspection_id, command, event).await)
}

/// The event that a command stands for.
#[must_use]
pub fn event_of(name: &str) -> Option<Event> {
    COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, event)| *event)
}

async fn take(tx: &Tx, caller: &Caller, inspection_id: Uuid, command: &Command, event: Event) -> Result<(), Problem> {
    let particulars = particulars(command)?;
    require_seen(tx, caller, inspection_id, command, event).await?;
    // No version: a device that was offline sends the event, and the lifecycle decides whether it is still legal.
    service::take(tx, caller, command.id, None, event, particulars).await.map(|_| ())
}

/// A judgement is about what its author had before them: `args.submitted_at` says which submission, as the record said it. From a
/// device that does not say, it counts when nothing of the request has changed since the device saw it.
async fn require_seen(tx: &Tx, caller: &Caller, inspection_id: Uuid, command: &Command, event: Event) -> Result<(), Problem> {
    if !rules::judges_submission(event) {
        return Ok(());
    }
    let row = service::locked(tx, caller, command.id).await?;
    let may = store::where_may(tx.db(), caller, rules::action_of(event), &[row.id], tx.now()).await?;
    let saw_it = match command.args.get("submitted_at") {
        Some(said) => instant(said)? == row.submitted_at,
        None if lifecycle::next(row.status, event).is_none() => true,
        None => {
            let known = tx.record(&stream::of_inspection(inspection_id), service::COLLECTION, row.id).await?;
            known.is_none_or(|record| record.change_no <= command.author.base)
        }
    };
    // Whoever may not judge at all is told that, and nothing else.
    if saw_it || may.is_empty() { Ok(()) } else { Err(Problem::of(&catalogue::SUBMISSION_REPLACED).param("number", row.number)) }
}

fn instant(said: &Value) -> Result<Option<Instant>, Problem> {
    if said.is_null() {
        return Ok(None);
    }
    let parsed = said.as_str().and_then(|text| text.parse().ok());
    parsed.map(Some).ok_or_else(|| Problem::invalid_field(&field::FORMAT, "/args/submitted_at", &[("expected", "RFC 3339")]))
}

/// `args`: `reason` and `method`, as over HTTP.
fn particulars(command: &Command) -> Result<Particulars, Problem> {
    let text = |name: &str| command.args.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let mut flaws = Vec::new();
    if text("reason").is_some_and(|text| text.chars().count() > 4_000) {
        flaws.push(FieldError::of(&field::LENGTH, "/args/reason", &[("min", "1"), ("max", "4000")]));
    }
    if text("method").is_some_and(|method| !["on_site", "by_file"].contains(&method)) {
        flaws.push(FieldError::of(&field::FORMAT, "/args/method", &[("expected", "on_site | by_file")]));
    }
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    Ok(Particulars { reason: text("reason").map(ToOwned::to_owned), method: text("method").map(ToOwned::to_owned) })
}

/// Keeps the words of whoever gave a command that was done already: they stand in the history beside the first's.
///
/// # Errors
/// Database failures.
pub async fn note_again(tx: &Tx, command: &Command) -> Result<(), Problem> {
    let Some(event) = event_of(&command.name) else { return Ok(()) };
    let Some(reason) = particulars(command)?.reason else { return Ok(()) };
    let row = store::find(tx.db(), command.id).await?;
    let entry = Entry::new("corrective_action_request", row.id, event.as_str()).with("reason", reason);
    tx.note(&stream::of_inspection(row.inspection_id), entry).await
}

/// Whether a request stands where this event leads.
///
/// # Errors
/// Database failures.
pub async fn has_gone(tx: &Tx, id: Uuid, event: Event) -> Result<bool, Problem> {
    let row = store::find(tx.db(), id).await?;
    if event == Event::ConfirmEffective {
        return Ok(row.status == Status::Verified && row.effectiveness == Effectiveness::Effective);
    }
    Ok(lifecycle::MOVES.iter().any(|(_, by, to, _)| *by == event && *to == row.status))
}
