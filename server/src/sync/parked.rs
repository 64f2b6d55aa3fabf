//! Parked operations: kept whole, shown to the lead and the operator, applied or dismissed with a reason.

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use super::apply::{self, Basis, Held, Terms};
use super::entity::parked_op::{self, State};
use super::lifecycle::{self, Event};
use super::{op, push};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::inspections::store;
use crate::kernel::catalogue::{self, field};
use crate::kernel::problem::Problem;
use crate::kernel::version;
use crate::ledger::op::Author;
use crate::ledger::{Entry, Tx, stream};

/// Keeps an operation that may not be applied now.
///
/// # Errors
/// Database failures.
pub async fn park(tx: &Tx, caller: &Caller, op_id: Uuid, inspection_id: Uuid, raw: &Value, reason: &str) -> Result<(), Problem> {
    let row = parked_op::ActiveModel {
        id: Set(tx.new_id()),
        op_id: Set(op_id),
        device_id: Set(caller.device.id),
        user_id: Set(caller.user.id),
        inspection_id: Set(inspection_id),
        op: Set(raw.to_string()),
        reason: Set(reason.to_owned()),
        state: Set(State::Open),
        decision: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        parked_at: Set(tx.now()),
        version: Set(1),
    }
    .insert(tx.db())
    .await?;
    let entry = Entry::new("parked_op", row.id, "park").with("reason", reason).with("op_id", op_id.to_string());
    tx.note(&stream::of_inspection(inspection_id), entry).await
}

/// Operations of a person's device that wait: told at every pull.
///
/// # Errors
/// Database failures.
pub async fn open_count_of_device(db: &impl ConnectionTrait, device_id: Uuid) -> Result<u64, Problem> {
    Ok(parked_op::Entity::find()
        .filter(parked_op::Column::DeviceId.eq(device_id))
        .filter(parked_op::Column::State.eq(State::Open))
        .count(db)
        .await?)
}

/// How many operations of each of some devices wait; devices without any are left out.
///
/// # Errors
/// Database failures.
pub async fn open_counts(db: &impl ConnectionTrait, devices: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, u64>, Problem> {
    let rows: Vec<(Uuid, i64)> = parked_op::Entity::find()
        .select_only()
        .column(parked_op::Column::DeviceId)
        .column_as(parked_op::Column::Id.count(), "parked")
        .filter(parked_op::Column::DeviceId.is_in(devices))
        .filter(parked_op::Column::State.eq(State::Open))
        .group_by(parked_op::Column::DeviceId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(device, count)| (device, count.unsigned_abs())).collect())
}

fn decidable(caller: &Caller) -> Condition {
    let within = caller.scope(Action::DecideParked).inspections("organisation_id", "id");
    let inspections = Query::select().column("id").from("inspection").cond_where(within).to_owned();
    Condition::all().add(parked_op::Column::InspectionId.in_subquery(inspections))
}

/// A page of parked operations that the caller may decide, the newest first.
///
/// # Errors
/// Database failures.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    inspection_id: Option<Uuid>,
    state: Option<State>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<parked_op::Model>, Problem> {
    let mut query = parked_op::Entity::find().filter(decidable(caller));
    if let Some(id) = inspection_id {
        query = query.filter(parked_op::Column::InspectionId.eq(id));
    }
    if let Some(state) = state {
        query = query.filter(parked_op::Column::State.eq(state));
    }
    if let Some(id) = after {
        query = query.filter(parked_op::Column::Id.lt(id));
    }
    Ok(query.order_by_desc(parked_op::Column::Id).limit(limit + 1).all(db).await?)
}

fn op_of(row: &parked_op::Model) -> Result<op::Op, Problem> {
    let raw: Value = serde_json::from_str(&row.op).map_err(Problem::internal)?;
    Ok(op::Op { inspection_id: Some(row.inspection_id), ..op::read(raw)? })
}

/// One parked operation that the caller may decide, under the lock of its stream and of those that applying it may write to.
async fn open_one(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, event: Event, reason: &str) -> Result<(parked_op::Model, State), Problem> {
    let find = || parked_op::Entity::find_by_id(id).filter(decidable(caller));
    let row = find().one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let mut names = BTreeSet::from([stream::of_inspection(row.inspection_id)]);
    names.extend(push::streams_of_requests(tx.db(), op_of(&row).ok().iter()).await?);
    for name in &names {
        tx.stream(name).await?;
    }
    let row = find().one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    version::require(seen, row.version)?;
    let Some((to, _)) = lifecycle::next(row.state, event) else {
        let (event, status) = (event.as_str(), row.state.as_str());
        return Err(Problem::of(&catalogue::ILLEGAL_MOVE).param("event", event).param("status", status).param("allowed", "—"));
    };
    if reason.trim().is_empty() {
        return Err(Problem::invalid_field(&field::LENGTH, "/reason", &[("min", "1"), ("max", "2000")]));
    }
    Ok((row, to))
}

/// Applies a parked operation: the work is its author's, the decision is the caller's. A command asks for the caller's own right
/// to give it.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, and whatever still keeps the operation from being applied.
pub async fn apply_one(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, reason: &str, limit_mib: u64) -> Result<parked_op::Model, Problem> {
    let (row, to) = open_one(tx, caller, id, seen, Event::Apply, reason).await?;
    let op = op_of(&row)?;
    let author = Author { absent: true, ..push::author_of(&op, row.user_id, row.device_id) };
    let terms = Terms { basis: Basis::Decision, limit_mib };
    if let Err(problem) = Box::pin(apply::apply(tx, caller, &op, author, terms, &mut Held::default())).await {
        return Err(unless_out_of_sight(tx, caller, row.inspection_id, problem).await?);
    }
    decide(tx, caller, row, (Event::Apply, to), reason).await
}

/// Whoever may decide about an operation knows of it, but may not see the work it is about: a command on that is not theirs to
/// give, which is another thing than that it is not there.
async fn unless_out_of_sight(tx: &Tx, caller: &Caller, inspection_id: Uuid, problem: Problem) -> Result<Problem, Problem> {
    if problem.code() != catalogue::NOT_FOUND.code {
        return Ok(problem);
    }
    let inspection = store::by_id(tx.db(), inspection_id).await?;
    let sees = caller.may(tx.db(), Action::ReadWork, store::subject(&inspection)).await?;
    Ok(if sees { problem } else { forbidden(Action::ReadWork) })
}

/// Dismisses a parked operation; it stays readable.
///
/// # Errors
/// `not-found`, `stale-version`, `illegal-move`.
pub async fn dismiss_one(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, reason: &str) -> Result<parked_op::Model, Problem> {
    let (row, to) = open_one(tx, caller, id, seen, Event::Dismiss, reason).await?;
    decide(tx, caller, row, (Event::Dismiss, to), reason).await
}

async fn decide(
    tx: &Tx,
    caller: &Caller,
    before: parked_op::Model,
    (event, state): (Event, State),
    reason: &str,
) -> Result<parked_op::Model, Problem> {
    let (id, inspection_id) = (before.id, before.inspection_id);
    let version = before.version;
    let mut row = before.into_active_model();
    row.state = Set(state);
    row.decision = Set(Some(reason.to_owned()));
    row.decided_by = Set(Some(caller.user.id));
    row.decided_at = Set(Some(tx.now()));
    row.version = Set(version + 1);
    let after = row.update(tx.db()).await?;
    tx.note(&stream::of_inspection(inspection_id), Entry::new("parked_op", id, event.as_str()).with("reason", reason)).await?;
    Ok(after)
}
