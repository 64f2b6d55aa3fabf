//! Another due day: the unit asks before the day is over, the committee decides, and every old day stays on record.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::extension::{self, State};
use super::entity::request::{self, Effectiveness, Status};
use super::extension_lifecycle::{self, Event};
use super::lifecycle::Event as CarEvent;
use super::news;
use super::rules::{self, Given};
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

/// The extension of a request that waits for a decision: there is one at a time.
///
/// # Errors
/// Database failures.
pub async fn waiting(db: &impl ConnectionTrait, car_id: Uuid) -> Result<Option<extension::Model>, Problem> {
    let of_this = extension::Entity::find().filter(extension::Column::CarId.eq(car_id));
    Ok(of_this.filter(extension::Column::State.eq(State::Asked)).one(db).await?)
}

/// Lets the extension lapse whose due day can count no more once the request stands like this; gives its place.
///
/// # Errors
/// Database failures.
pub(super) async fn lapse(tx: &Tx, car_id: Uuid, status: Status, effectiveness: Effectiveness) -> Result<Option<i32>, Problem> {
    let Some(asked) = waiting(tx.db(), car_id).await? else { return Ok(None) };
    if extension_lifecycle::may_still_count(asked.kind, status, effectiveness) {
        return Ok(None);
    }
    let Some((state, _)) = extension_lifecycle::next(asked.state, Event::Lapse) else { return Ok(None) };
    let seq = asked.seq;
    let mut row = asked.into_active_model();
    row.state = Set(state);
    row.decided_at = Set(Some(tx.now()));
    row.update(tx.db()).await?;
    Ok(Some(seq))
}

/// Asks for another due day of whatever the request waits for now.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move` where nothing is due, `needs-unmet` once the day is over and while
/// another one waits, `invalid-body` when the day asked for is not later, or more than a year later.
pub async fn ask(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: AskExtension) -> Result<request::Model, Problem> {
    let particulars = Particulars { reason: Some(input.reason.clone()), method: None };
    let (before, _) = service::require(tx, caller, id, Some(seen), CarEvent::AskExtension, &particulars).await?;
    let count = store::extensions(tx.db(), &[id]).await?.remove(&id).unwrap_or_default().len();
    let kind = rules::awaited(before.status, before.effectiveness);
    let (Some(kind), Some(from_on)) = (kind, before.due_on.clone()) else {
        return Err(service::illegal(&before, CarEvent::AskExtension.as_str(), tx.now()));
    };
    let longest = rules::longest_extension(&from_on);
    if input.to_on <= from_on || input.to_on > longest {
        return Err(Problem::invalid_field(&field::FORMAT, "/to_on", &[("expected", &format!("> {from_on}, ≤ {longest}"))]));
    }
    let row = extension::ActiveModel {
        id: Set(tx.new_id()),
        car_id: Set(id),
        seq: Set(i32::try_from(count + 1).map_err(Problem::internal)?),
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
    let entry = Entry::new("corrective_action_request", id, CarEvent::AskExtension.as_str())
        .with("kind", json!(kind))
        .with("to_on", input.to_on.as_str())
        .with("reason", input.reason.as_str());
    let after = service::write(tx, &before, before.clone().into_active_model(), entry).await?;
    news::of_extension(tx, &after, &input.to_on, &input.reason).await?;
    Ok(after)
}

/// Decides about an extension. A grant counts from the moment of the decision, also when the old day has passed meanwhile: it
/// was asked in time. A grant takes no day away: where the day that counts is later already (a plan was returned), it stays.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version` (of the request), `illegal-move` when it is decided, `needs-unmet` when the day
/// asked for does not count now.
pub async fn decide(
    tx: &Tx,
    caller: &Caller,
    (id, seq): (Uuid, i32),
    seen: i64,
    event: Event,
    words: &str,
) -> Result<request::Model, Problem> {
    let before = service::locked(tx, caller, id).await?;
    let of_this = store::extensions(tx.db(), &[id]).await?.remove(&id).unwrap_or_default();
    let asked = of_this.into_iter().find(|one| one.seq == seq).ok_or_else(Problem::not_found)?;
    if store::where_may(tx.db(), caller, Action::DecideCar, &[id], tx.now()).await?.is_empty() {
        return Err(forbidden(Action::DecideCar));
    }
    version::require(seen, before.version)?;
    let (state, wanted) = extension_lifecycle::next(asked.state, event).ok_or_else(|| {
        Problem::of(&catalogue::ILLEGAL_MOVE).param("event", event.as_str()).param("status", asked.state.as_str()).param("allowed", "—")
    })?;
    let awaited = rules::awaited(before.status, before.effectiveness) == Some(asked.kind);
    let given = Given { reason: !words.trim().is_empty(), still_counts: awaited, ..Given::default() };
    let unmet: Vec<_> = wanted.iter().flat_map(|need| rules::unmet(*need, &given)).collect();
    if !unmet.is_empty() {
        return Err(Problem::of(&catalogue::NEEDS_UNMET).param("event", event.as_str()).errors(unmet));
    }
    let (kind, extension_id, asked_for) = (asked.kind, asked.id, asked.to_on.clone());
    let mut row = asked.into_active_model();
    row.state = Set(state);
    row.decided_by = Set(Some(caller.user.id));
    row.decided_at = Set(Some(tx.now()));
    row.decision = Set(Some(words.to_owned()));
    row.update(tx.db()).await?;
    let mut next = before.clone().into_active_model();
    let mut entry = Entry::new("corrective_action_request", id, event.as_str()).with("reason", words).with("kind", json!(kind));
    if let Some(counts) = service::counting(&before).filter(|counts| event == Event::Grant && *counts < asked_for) {
        service::set_due_day(&mut next, kind, &asked_for);
        service::add_due_day(tx, id, kind, &asked_for, Some(extension_id)).await?;
        entry = entry.changed("due_on", counts.as_str(), asked_for.as_str());
    }
    let after = service::write(tx, &before, next, entry).await?;
    news::of_decision(tx, &after, event == Event::Grant, words).await?;
    Ok(after)
}
