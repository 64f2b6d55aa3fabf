//! Another due day: the unit asks before the day is over, the committee decides, and every old day stays on record.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::extension::{self, State};
use super::entity::request;
use super::lifecycle::Event;
use super::rules;
use super::service::{self, Particulars};
use super::store;
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::kernel::version;
use crate::ledger::{Entry, Tx};

/// What a unit asks.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    /// The day asked for.
    pub to_on: LocalDate,
    /// Why.
    #[validate(length(min = 1, max = 4_000))]
    pub reason: String,
}

/// How the committee decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The day asked for counts from now on.
    Grant,
    /// The day stays as it is.
    Refuse,
}

/// Asks for another due day of whatever the request waits for now.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move` (also while another one waits), `needs-unmet` once the day is over,
/// `invalid-body` when the day asked for is not later.
pub async fn ask(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: AskExtension) -> Result<request::Model, Problem> {
    let asked = store::extensions(tx.db(), &[id]).await?.remove(&id).unwrap_or_default();
    let particulars = Particulars { reason: Some(input.reason.clone()), method: None };
    let (before, _) = service::require(tx, caller, id, Some(seen), Event::AskExtension, &particulars).await?;
    if asked.iter().any(|one| one.state == State::Asked) {
        return Err(service::illegal(&before, Event::AskExtension.as_str()));
    }
    let kind = rules::awaited(before.status, before.effectiveness);
    let (Some(kind), Some(from_on)) = (kind, before.due_on.clone()) else {
        return Err(service::illegal(&before, Event::AskExtension.as_str()));
    };
    if input.to_on <= from_on {
        return Err(Problem::invalid_field(&field::FORMAT, "/to_on", &[("expected", &format!("> {from_on}"))]));
    }
    let row = extension::ActiveModel {
        id: Set(tx.new_id()),
        car_id: Set(id),
        seq: Set(i32::try_from(asked.len() + 1).map_err(Problem::internal)?),
        kind: Set(kind),
        from_on: Set(from_on),
        to_on: Set(input.to_on.clone()),
        reason: Set(input.reason.clone()),
        state: Set(State::Asked),
        asked_by: Set(caller.user.id),
        asked_at: Set(tx.now()),
        decided_by: Set(None),
        decided_at: Set(None),
        decision: Set(None),
    };
    row.insert(tx.db()).await?;
    let entry = Entry::new("corrective_action_request", id, Event::AskExtension.as_str())
        .with("kind", json!(kind))
        .with("to_on", input.to_on.as_str())
        .with("reason", input.reason);
    service::write(tx, &before, before.clone().into_active_model(), entry).await
}

/// Decides about an extension. A grant counts from the moment of the decision, also when the old day has passed meanwhile: it
/// was asked in time.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version` (of the request), `illegal-move` when it is decided or the request has moved on.
pub async fn decide(
    tx: &Tx,
    caller: &Caller,
    (id, seq): (Uuid, i32),
    seen: i64,
    decision: Decision,
    words: &str,
) -> Result<request::Model, Problem> {
    let before = service::locked(tx, caller, id).await?;
    let of_this = store::extensions(tx.db(), &[id]).await?.remove(&id).unwrap_or_default();
    let asked = of_this.into_iter().find(|one| one.seq == seq).ok_or_else(Problem::not_found)?;
    if store::where_may(tx.db(), caller, Action::DecideCar, &[id], tx.now()).await?.is_empty() {
        return Err(forbidden(Action::DecideCar));
    }
    version::require(seen, before.version)?;
    let (event, state) = match decision {
        Decision::Grant => ("grant_extension", State::Granted),
        Decision::Refuse => ("refuse_extension", State::Refused),
    };
    let still_awaited = rules::awaited(before.status, before.effectiveness) == Some(asked.kind);
    if asked.state != State::Asked || (decision == Decision::Grant && !still_awaited) {
        return Err(Problem::of(&catalogue::ILLEGAL_MOVE)
            .param("event", event)
            .param("status", if still_awaited { asked.state.as_str() } else { before.status.as_str() })
            .param("allowed", "—"));
    }
    let (kind, extension_id, from_on, to_on) = (asked.kind, asked.id, asked.from_on.clone(), asked.to_on.clone());
    let mut row = asked.into_active_model();
    row.state = Set(state);
    row.decided_by = Set(Some(caller.user.id));
    row.decided_at = Set(Some(tx.now()));
    row.decision = Set(Some(words.to_owned()));
    row.update(tx.db()).await?;
    let mut next = before.clone().into_active_model();
    let mut entry = Entry::new("corrective_action_request", id, event).with("reason", words).with("kind", json!(kind));
    if decision == Decision::Grant {
        service::set_due_day(&mut next, kind, &to_on);
        service::add_due_day(tx, id, kind, &to_on, Some(extension_id)).await?;
        entry = entry.changed("due_on", from_on.as_str(), to_on.as_str());
    }
    service::write(tx, &before, next, entry).await
}
