//! Commands of synchronisation: concluding and reopening.

use crate::access::caller::Caller;
use crate::kernel::catalogue::field;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::Tx;
use crate::ledger::op::Command;

use super::service;

/// Takes a named command; none when it is not of this capability.
pub async fn command(tx: &Tx, caller: &Caller, command: &Command) -> Option<Result<(), Problem>> {
    match command.name.as_str() {
        "inspection.conclude" => Some(service::conclude(tx, caller, command.id, None).await.map(|_| ())),
        "inspection.reopen" => Some(reopen(tx, caller, command).await),
        _ => None,
    }
}

async fn reopen(tx: &Tx, caller: &Caller, command: &Command) -> Result<(), Problem> {
    let reason = command.args.get("reason").and_then(serde_json::Value::as_str).map(str::trim).unwrap_or_default();
    if reason.is_empty() || reason.chars().count() > 2_000 {
        return Err(Problem::invalid(vec![FieldError::of(&field::LENGTH, "/args/reason", &[("min", "1"), ("max", "2000")])]));
    }
    service::reopen(tx, caller, command.id, None, reason).await.map(|_| ())
}
