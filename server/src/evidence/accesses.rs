//! Who looked at originals: each look is on record before the first byte goes out.
//!
//! The record is a table of its own and no part of the chain of activity: an entry of the chain needs the lock of the
//! inspection's stream, so readers would wait for devices that push, and looking would move what signatures attest.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::view::{self, Through};
use super::store;
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections;
use crate::inspections::store::subject;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::people;

/// Minutes within which the later parts of a file belong to the look that its first part was.
const LOOK_MINUTES: i64 = 30;

/// Puts on record that the caller is about to get originals. What cannot be put on record is not given.
///
/// # Errors
/// Database failures.
pub async fn log(app: &AppState, caller: &Caller, evidence: &[Uuid], through: Through) -> Result<(), Problem> {
    if evidence.is_empty() {
        return Ok(());
    }
    // Not the transaction of a request with an `Idempotency-Key`: the look happens whatever becomes of that request.
    let tx = app.begin_as(caller.actor()).await?;
    let row = |id: &Uuid| entry(&tx, caller, *id, through);
    for evidence in evidence.chunks(500) {
        view::Entity::insert_many(evidence.iter().map(row)).exec_without_returning(tx.db()).await?;
    }
    tx.commit().await
}

fn entry(tx: &Tx, caller: &Caller, evidence_id: Uuid, through: Through) -> view::ActiveModel {
    view::ActiveModel {
        id: Set(tx.new_id()),
        evidence_id: Set(evidence_id),
        user_id: Set(caller.user.id),
        device_id: Set(caller.device.id),
        size: Set("original".to_owned()),
        at: Set(tx.now()),
        through: Set(Some(through)),
    }
}

/// Whether the caller's look at this original is on record already, not long ago and by the same way: a player that seeks in a
/// recording asks for part after part, and writes nothing for each.
///
/// # Errors
/// Database failures.
pub async fn is_looking(app: &AppState, caller: &Caller, id: Uuid, through: Through) -> Result<bool, Problem> {
    let since = app.now().plus_seconds(-LOOK_MINUTES * 60);
    let found = view::Entity::find()
        .filter(view::Column::EvidenceId.eq(id))
        .filter(view::Column::At.gte(since.0))
        .filter(view::Column::UserId.eq(caller.user.id))
        .filter(view::Column::DeviceId.eq(caller.device.id))
        .filter(view::Column::Through.eq(through))
        .count(app.read())
        .await?;
    Ok(found > 0)
}

/// One look at an original.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccessView {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub user_id: Uuid,
    /// Their name.
    pub user_name: String,
    /// On which device.
    pub device_id: Uuid,
    /// Its name.
    pub device_name: String,
    /// By which way; absent for looks before this was recorded.
    pub through: Option<Through>,
}

/// The looks at one original, the newest first.
///
/// # Errors
/// `not-found` for whoever may read neither the evidence nor this record, `forbidden` for whoever may read the evidence alone.
pub async fn page(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: Uuid,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<AccessView>, Problem> {
    require_may_read(db, caller, id).await?;
    let mut query = view::Entity::find().filter(view::Column::EvidenceId.eq(id));
    if let Some(before) = before {
        query = query.filter(view::Column::Id.lt(before));
    }
    let rows = query.order_by_desc(view::Column::Id).limit(limit + 1).all(db).await?;
    let names = people::store::names(db, rows.iter().map(|row| row.user_id)).await?;
    let devices = people::store::device_names(db, rows.iter().map(|row| row.device_id)).await?;
    let view = |row: view::Model| AccessView {
        id: row.id,
        at: row.at,
        user_id: row.user_id,
        user_name: names.get(&row.user_id).cloned().unwrap_or_default(),
        device_id: row.device_id,
        device_name: devices.get(&row.device_id).cloned().unwrap_or_default(),
        through: row.through,
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn require_may_read(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<(), Problem> {
    let row = store::find(db, id).await?;
    let inspection = inspections::store::by_id(db, row.inspection_id).await?;
    if caller.may(db, Action::ReadAccesses, subject(&inspection)).await? {
        return Ok(());
    }
    store::evidence(db, caller, id).await?;
    Err(forbidden(Action::ReadAccesses))
}
