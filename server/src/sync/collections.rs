//! From the name of a collection to its records, and to the inspection that a record belongs to.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, TryGetable};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::entity::user;
use crate::kernel::clock::{DEFAULT_ZONE, Instant};
use crate::kernel::problem::Problem;
use crate::{checklists, corrective_actions, evidence, findings, inspections, organisations};

/// The records of one collection, as devices get them.
///
/// # Errors
/// Database failures.
pub async fn records(db: &impl ConnectionTrait, collection: &str, ids: &[Uuid], now: Instant) -> Result<HashMap<Uuid, Value>, Problem> {
    let pairs = match collection {
        "inspections" | "responses" | "samples" | "attendees" | "conflicts" => {
            inspections::views::for_sync(db, collection, ids, &now.local_date(DEFAULT_ZONE)).await?
        }
        "findings" => findings::views::for_sync(db, ids).await?,
        "corrective_action_requests" => corrective_actions::views::for_sync(db, ids, now).await?,
        "evidence" => evidence::views::for_sync(db, ids).await?.into_iter().collect(),
        "organisations" => organisations::views::for_sync(db, ids).await?,
        "checklists" => checklists::views::for_sync(db, ids).await?,
        "people" => people(db, ids).await?,
        _ => Vec::new(),
    };
    Ok(pairs.into_iter().collect())
}

/// People's names: what a device needs to show who did what, and no more.
async fn people(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, Value)>, Problem> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let view = |row: user::Model| {
        let record = json!({
            "id": row.id, "display_name": row.display_name, "title": row.title, "organisation_id": row.organisation_id, "active": row.active,
        });
        (row.id, record)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The table whose rows are the records of a collection that devices write.
fn table(collection: &str) -> Option<&'static str> {
    Some(match collection {
        "responses" => "response",
        "samples" => "sample",
        "attendees" => "attendee",
        "findings" => "finding",
        "corrective_action_requests" => "corrective_action_request",
        "evidence" => "evidence",
        "conflicts" => "conflict",
        _ => return None,
    })
}

/// The inspections that records belong to, for operations that do not say.
///
/// # Errors
/// Database failures.
pub async fn inspections_of(db: &impl ConnectionTrait, collection: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, Uuid>, Problem> {
    let Some(table) = table(collection) else { return Ok(HashMap::new()) };
    let query =
        Query::select().columns(["id", "inspection_id"]).from(table).and_where(Expr::col("id").is_in(ids.iter().copied())).to_owned();
    let rows = db.query_all(&query).await?;
    let pair = |row: &sea_orm::QueryResult| Ok((Uuid::try_get(row, "", "id")?, Uuid::try_get(row, "", "inspection_id")?));
    rows.iter().map(pair).collect::<Result<_, sea_orm::TryGetError>>().map_err(|error| Problem::internal(format!("{error:?}")))
}
