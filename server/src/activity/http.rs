//! `GET /activity`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::store;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::ledger::entry;

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which record.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ActivityQuery {
    /// The record whose activity is wanted.
    pub record: Uuid,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// One entry of the activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Place in its chain, from 1.
    pub seq: i64,
    /// When the server wrote it.
    pub at: Instant,
    /// When the device says it happened.
    pub claimed_at: Option<Instant>,
    /// Who; absent for the program itself.
    pub user_id: Option<Uuid>,
    /// On which device.
    pub device_id: Option<Uuid>,
    /// Kind of the record.
    pub record_kind: String,
    /// The record.
    pub record_id: Uuid,
    /// What was done.
    pub action: String,
    /// `{field: [from, to]}` and particulars.
    #[schema(value_type = Object)]
    pub changes: Value,
    /// Hash of the entry before it in the chain.
    pub prev_hash: String,
    /// Hash of this entry.
    pub hash: String,
}

impl From<entry::Model> for EntryView {
    fn from(row: entry::Model) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            claimed_at: row.claimed_at,
            user_id: row.user_id,
            device_id: row.device_id,
            record_kind: row.record_kind,
            record_id: row.record_id,
            action: row.action,
            changes: serde_json::from_str(&row.changes).unwrap_or_default(),
            prev_hash: row.prev_hash,
            hash: row.hash,
        }
    }
}

/// Who changed a record, when, and from what to what.
#[utoipa::path(get, path = "/activity", tag = "activity", params(ActivityQuery),
    responses((status = 200, body = Page<EntryView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(caller: Caller, State(app): State<AppState>, Query(query): Query<ActivityQuery>) -> Result<Json<Page<EntryView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = store::of_record(app.read(), &caller, query.record, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| (row.stream_id, row.seq)).map(EntryView::from)))
}
