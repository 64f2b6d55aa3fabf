//! What happened to a request, read from the activity: who, when, from where to where, and why.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::request;
use crate::access::entity::user;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{entry, stream};

/// One step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// When.
    pub at: Instant,
    /// When the device says it happened, where it came from one.
    pub claimed_at: Option<Instant>,
    /// Who; none for the program itself.
    pub user_id: Option<Uuid>,
    /// Their name.
    pub display_name: String,
    /// What was done.
    pub event: String,
    /// The status before, where it changed.
    pub from: Option<String>,
    /// The status after, where it changed.
    pub to: Option<String>,
    /// Why, or the words of the judgement.
    pub reason: Option<String>,
    /// Everything that was kept of it.
    #[schema(value_type = Object)]
    pub particulars: Map<String, Value>,
}

/// The steps of a request, the oldest first.
///
/// # Errors
/// Database failures.
pub async fn of(db: &impl ConnectionTrait, row: &request::Model) -> Result<Vec<StepView>, Problem> {
    let name = stream::of_inspection(row.inspection_id);
    let Some(chain) = stream::Entity::find().filter(stream::Column::Name.eq(name)).one(db).await? else { return Ok(Vec::new()) };
    let entries = entry::Entity::find()
        .filter(entry::Column::RecordId.eq(row.id))
        .filter(entry::Column::StreamId.eq(chain.id))
        .order_by_asc(entry::Column::Seq)
        .all(db)
        .await?;
    let names = names(db, entries.iter().filter_map(|entry| entry.user_id)).await?;
    Ok(entries.into_iter().map(|entry| step(entry, &names)).collect())
}

async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Problem> {
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.display_name)).collect())
}

fn step(entry: entry::Model, names: &HashMap<Uuid, String>) -> StepView {
    let mut particulars: Map<String, Value> = serde_json::from_str(&entry.changes).unwrap_or_default();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(ToOwned::to_owned);
    let status = particulars.remove("status");
    let side = |at: usize| text(status.as_ref().and_then(|pair| pair.get(at)));
    StepView {
        at: entry.at,
        claimed_at: entry.claimed_at,
        display_name: entry.user_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        user_id: entry.user_id,
        event: entry.action,
        from: side(0),
        to: side(1),
        reason: text(particulars.get("reason")),
        particulars,
    }
}
