//! `/conflicts` and `/parked-ops`: what waits for a decision.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::entity::parked_op::{self, State as ParkedState};
use super::{parked, resolve};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::views::ConflictView;
use crate::inspections::{resolution, store, written};
use crate::kernel::clock::Instant;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations of the inbox.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(conflicts))
        .routes(routes!(resolve_conflict))
        .routes(routes!(parked_ops))
        .routes(routes!(apply_parked))
        .routes(routes!(dismiss_parked))
}

/// Which conflicts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConflictQuery {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// `open` or `resolved`.
    pub state: Option<String>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List conflicts, the newest first.
#[utoipa::path(get, path = "/conflicts", tag = "sync", params(ConflictQuery),
    responses((status = 200, body = Page<ConflictView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn conflicts(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ConflictQuery>,
) -> Result<Json<Page<ConflictView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = store::conflicts(app.read(), &caller, query.inspection, query.state.as_deref(), page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| row.id).map(ConflictView::from)))
}

/// The value that shall stand.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// One of the values kept, or another one; null where the field may be empty.
    #[schema(value_type = Object, nullable)]
    #[serde(deserialize_with = "present")]
    pub value: Value,
}

/// A value that must be named, even where it is null.
fn present<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Value, D::Error> {
    Value::deserialize(input)
}

/// Settle a conflict.
#[utoipa::path(post, path = "/conflicts/{id}/resolve", tag = "sync", request_body = Resolution,
    params(("id" = Uuid, Path, description = "The conflict"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ConflictView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn resolve_conflict(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Resolution>,
) -> Result<Versioned<ConflictView>, Problem> {
    let tx = app.begin(&caller).await?;
    let inspection_id = store::conflict(tx.db(), &caller, id).await?.inspection_id;
    let author = resolution::all_seeing(&tx, inspection_id, caller.user.id, caller.device.id).await?;
    resolve::settle(&tx, &caller, id, Some(seen), &author, Some(input.value)).await?;
    let row = store::conflict(tx.db(), &caller, id).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

/// A parked operation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParkedOpView {
    /// The record.
    pub id: Uuid,
    /// The operation.
    pub op_id: Uuid,
    /// The device that sent it.
    pub device_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// The inspection it is for.
    pub inspection_id: Uuid,
    /// The operation whole.
    #[schema(value_type = Object)]
    pub op: Value,
    /// Why it was parked: a code.
    pub reason: String,
    /// What became of it.
    pub state: ParkedState,
    /// The reason given for the decision.
    pub decision: Option<String>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Parked at.
    pub parked_at: Instant,
    /// Version.
    pub version: i64,
}

impl From<parked_op::Model> for ParkedOpView {
    fn from(row: parked_op::Model) -> Self {
        Self {
            id: row.id,
            op_id: row.op_id,
            device_id: row.device_id,
            user_id: row.user_id,
            inspection_id: row.inspection_id,
            op: written::json(&row.op),
            reason: row.reason,
            state: row.state,
            decision: row.decision,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            parked_at: row.parked_at,
            version: row.version,
        }
    }
}

/// Which parked operations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ParkedQuery {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// In this state.
    pub state: Option<ParkedState>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List parked operations that the caller may decide, the newest first.
#[utoipa::path(get, path = "/parked-ops", tag = "sync", params(ParkedQuery),
    responses((status = 200, body = Page<ParkedOpView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn parked_ops(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ParkedQuery>,
) -> Result<Json<Page<ParkedOpView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = parked::list(app.read(), &caller, query.inspection, query.state, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| row.id).map(ParkedOpView::from)))
}

/// Why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParkedDecision)]
pub struct Decision {
    /// The reason.
    #[validate(length(min = 1, max = 2_000))]
    pub reason: String,
}

/// Apply a parked operation: the work is its author's, the permission the caller's.
#[utoipa::path(post, path = "/parked-ops/{id}/apply", tag = "sync", request_body = Decision,
    params(("id" = Uuid, Path, description = "The parked operation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ParkedOpView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn apply_parked(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Decision>,
) -> Result<Versioned<ParkedOpView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = parked::apply_one(&tx, &caller, id, seen, &input.reason, app.settings().evidence_limit_mib).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

/// Dismiss a parked operation; it stays readable.
#[utoipa::path(post, path = "/parked-ops/{id}/dismiss", tag = "sync", request_body = Decision,
    params(("id" = Uuid, Path, description = "The parked operation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ParkedOpView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn dismiss_parked(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Decision>,
) -> Result<Versioned<ParkedOpView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = parked::dismiss_one(&tx, &caller, id, seen, &input.reason).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}
