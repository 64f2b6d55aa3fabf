//! `/inspections/{id}/{progress,score,conclude,reopen,content}`.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use soat_checklist_schemas::score::Score;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::service::{self, ProgressView};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections::http::{Nothing, Reason};
use crate::inspections::service as inspections;
use crate::inspections::store;
use crate::inspections::views::InspectionView;
use crate::kernel::extract::{IfMatch, Path, Valid};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(progress))
        .routes(routes!(score))
        .routes(routes!(conclude))
        .routes(routes!(reopen))
        .routes(routes!(content))
}

/// How far the inspection has come, and what is missing for its conclusion.
#[utoipa::path(get, path = "/inspections/{id}/progress", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = ProgressView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn progress(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<ProgressView>, Problem> {
    let row = store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    Ok(Json(service::progress(app.read(), &row).await?))
}

/// The score by section, in total and in bands.
#[utoipa::path(get, path = "/inspections/{id}/score", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Object), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
async fn score(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Score>, Problem> {
    let row = store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    Ok(Json(service::score(app.read(), &row).await?))
}

/// Conclude: everything missing is named at once; the content is frozen.
#[utoipa::path(post, path = "/inspections/{id}/conclude", tag = "inspections", request_body = Nothing,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn conclude(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(Nothing {}): Valid<Nothing>,
) -> Result<Versioned<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::conclude(&tx, &caller, id, Some(seen)).await?;
    let version = row.version;
    let view = inspections::view(tx.db(), &caller, row).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Reopen a concluded inspection before the first signature.
#[utoipa::path(post, path = "/inspections/{id}/reopen", tag = "inspections", request_body = Reason,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn reopen(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Reason>,
) -> Result<Versioned<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::reopen(&tx, &caller, id, Some(seen), &input.reason).await?;
    let version = row.version;
    let view = inspections::view(tx.db(), &caller, row).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// The frozen content, byte for byte as its digest was taken: canonical JSON (RFC 8785).
#[utoipa::path(get, path = "/inspections/{id}/content", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Object), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn content(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let row = store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    let text = row.frozen_content.ok_or_else(Problem::not_found)?;
    let tag = format!("\"{}\"", row.frozen_digest.unwrap_or_default());
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::ETAG, tag)], text).into_response())
}
