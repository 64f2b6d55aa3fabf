//! `/evidence/{id}/content`: the bytes, in and out.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use tracing::Instrument;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::entity::view::Through;
use super::giving::{self, ContentSize};
use super::views::{self, EvidenceView};
use super::{accesses, arrival, sending, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations on content. Their bodies are long and have no limit of time.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(download, upload))
}

/// Which form of the content.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContentQuery {
    /// The most that the caller may see unless given: the original, or for whoever may not see the original of redacted
    /// evidence, its redacted copy.
    #[param(inline)]
    pub size: Option<ContentSize>,
}

/// Read the content, or a part of it.
#[utoipa::path(get, path = "/evidence/{id}/content", tag = "evidence",
    params(("id" = Uuid, Path, description = "The evidence"), ContentQuery, ("Range" = Option<String>, Header, description = "bytes=<first>-<last>"), ("If-None-Match" = Option<String>, Header, description = "ETag at hand")),
    responses((status = 200, content_type = "*/*", description = "The file, of the type that was verified; ETag is its SHA-256"), (status = 206, description = "The part asked for"), (status = 304, description = "The file at hand is the same"),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 410, body = ProblemBody), (status = 416, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn download(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<ContentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    fetch(&app, &caller, id, query.size, Through::Api, &headers).await
}

/// Gives one form of the content to whoever may read it; a look at an original is put on record before it goes out.
///
/// # Errors
/// `not-found`, `forbidden`, `content-not-stored`, `content-deleted`, `no-preview`, `range-not-satisfiable`.
pub async fn fetch(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    size: Option<ContentSize>,
    through: Through,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let (row, inspection) = store::evidence(app.read(), caller, id).await?;
    let given = giving::bytes_for(app, caller, &row, &inspection, size).await?;
    let response = sending::send(app, &given.file, headers).await?;
    let is_look = given.is_original && response.status() != StatusCode::RANGE_NOT_SATISFIABLE;
    if is_look && !(is_later_part(&response) && accesses::is_looking(app, caller, id, through).await?) {
        accesses::log(app, caller, &[id], through).await?;
    }
    Ok(response)
}

/// Whether an answer holds a part of a file that does not begin with its first byte.
fn is_later_part(response: &Response) -> bool {
    let range = response.headers().get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok());
    range.is_some_and(|range| !range.starts_with("bytes 0-"))
}

/// Bring the whole content in one request.
#[utoipa::path(put, path = "/evidence/{id}/content", tag = "evidence",
    request_body(content_type = "application/octet-stream", description = "The bytes that were declared"), params(("id" = Uuid, Path, description = "The evidence")),
    responses((status = 200, body = EvidenceView), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody),
        (status = 408, body = ProblemBody), (status = 409, body = ProblemBody), (status = 413, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn upload(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>, body: Body) -> Result<Versioned<EvidenceView>, Problem> {
    // In a task of its own: a connection that dies must not take the settling of what arrived whole with it.
    let work = tokio::spawn(arrival::put(app.clone(), caller, id, body).in_current_span());
    let row = work.await.map_err(Problem::internal)??;
    Ok(Versioned(row.version, views::of_row(app.read(), row).await?))
}
