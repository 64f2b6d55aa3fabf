//! `/evidence/{id}/content`: the bytes, in and out.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use tracing::Instrument;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::entity::evidence::{self, Preview, State as Progress};
use super::sending::{self, File};
use super::views::{self, EvidenceView};
use super::{arrival, reasons, service, store, verification};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::kernel::catalogue;
use crate::kernel::extract::{Path, Query};
use crate::kernel::problem::{FieldError, Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations on content. Their bodies are long and have no limit of time.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(download, upload))
}

/// Which form of a piece of evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum ContentSize {
    /// The bytes as they were recorded. Every look at them is on record.
    #[default]
    #[serde(rename = "original")]
    Original,
    /// At most 1,600 pixels on the longer side, upright, without metadata.
    #[serde(rename = "1600")]
    Large,
    /// At most 320 pixels on the longer side, upright, without metadata.
    #[serde(rename = "320")]
    Small,
}

/// Which form of the content.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContentQuery {
    /// `original` unless given.
    #[serde(default)]
    #[param(inline)]
    pub size: ContentSize,
}

/// Read the content, or a part of it.
#[utoipa::path(get, path = "/evidence/{id}/content", tag = "evidence",
    params(("id" = Uuid, Path, description = "The evidence"), ContentQuery, ("Range" = Option<String>, Header, description = "bytes=<first>-<last>"), ("If-None-Match" = Option<String>, Header, description = "ETag at hand")),
    responses((status = 200, content_type = "application/octet-stream", description = "The file; ETag is its SHA-256"), (status = 206, description = "The part asked for"), (status = 304, description = "The file at hand is the same"),
        (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 410, body = ProblemBody), (status = 416, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn download(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<ContentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    fetch(&app, &caller, id, query.size, &headers).await
}

/// Gives one form of the content to whoever may read the work of its inspection; a look at an original is put on record.
///
/// # Errors
/// `not-found`, `content-not-stored`, `content-deleted`, `no-preview`, `range-not-satisfiable`.
pub async fn fetch(app: &AppState, caller: &Caller, id: Uuid, size: ContentSize, headers: &HeaderMap) -> Result<Response, Problem> {
    let (row, _) = store::evidence(app.read(), caller, id).await?;
    let file = match size {
        ContentSize::Original => original(app, &row).await?,
        ContentSize::Large => derivative(app, &row, "1600").await?,
        ContentSize::Small => derivative(app, &row, "320").await?,
    };
    let response = sending::send(app, &file, headers).await?;
    if size == ContentSize::Original && response.status() != StatusCode::RANGE_NOT_SATISFIABLE {
        let tx = app.begin(caller).await?;
        service::log_view(&tx, caller, id).await?;
        tx.commit().await?;
    }
    Ok(response)
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

async fn original(app: &AppState, row: &evidence::Model) -> Result<File, Problem> {
    if !row.has_bytes() {
        return Err(Problem::of(&catalogue::CONTENT_NOT_STORED));
    }
    if let Some(at) = row.content_deleted_at {
        return Err(Problem::of(&catalogue::CONTENT_DELETED).param("at", at));
    }
    let digest = verification::digest_of(row)?;
    let length = app.blobs().size(&digest).await?.ok_or_else(|| Problem::internal(format!("blob {digest} is missing")))?;
    // What was not verified is not given the type that was claimed for it.
    let kind = super::rules::declared_kind(&row.media_type).filter(|_| row.state == Progress::Verified);
    let media_type = kind.map_or("application/octet-stream", super::media_type::Kind::media_type);
    Ok(File { name: format!("{}{}", row.id, extension(media_type)), digest, length, media_type })
}

async fn derivative(app: &AppState, row: &evidence::Model, size: &str) -> Result<File, Problem> {
    let copies = store::derivatives(app.read(), &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let Some(copy) = copies.into_iter().find(|copy| copy.size == size) else { return Err(no_preview(row)) };
    let digest = Digest::parse(&copy.sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?;
    let length = u64::try_from(copy.bytes).map_err(Problem::internal)?;
    Ok(File { name: format!("{}-{size}.jpg", row.id), digest, length, media_type: "image/jpeg" })
}

fn no_preview(row: &evidence::Model) -> Problem {
    let problem = Problem::of(&catalogue::NO_PREVIEW);
    match (&row.preview_reason, row.preview) {
        (Some(code), _) => {
            let text = reasons::text(code);
            problem.errors(vec![FieldError::words(code, "", text.vi, text.en)]).param("reason", code)
        }
        (None, Preview::Pending | Preview::Ready) => problem.param("reason", "pending"),
        (None, _) if row.has_bytes() => problem.param("reason", "no-picture"),
        (None, _) => problem.param("reason", "content-not-stored"),
    }
}

fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/heic" => ".heic",
        "application/pdf" => ".pdf",
        "audio/mpeg" => ".mp3",
        "audio/mp4" => ".m4a",
        "audio/ogg" => ".ogg",
        "audio/wav" => ".wav",
        "audio/webm" => ".weba",
        _ => ".bin",
    }
}
