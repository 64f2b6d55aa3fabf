//! `/uploads`: tus 1.0.0.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tower_http::set_header::SetResponseHeaderLayer;
use tracing::Instrument;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::headers::{self, Checksum, OFFSET_STREAM, Tus, name};
use super::receive::{self, Stretch};
use super::service::{self, Begun, NewUpload};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::evidence::entity::upload::{self, UploadState};
use crate::evidence::store;
use crate::kernel::catalogue;
use crate::kernel::extract::{Path, Query};
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations of resumable uploads. Their bodies are long and have no limit of time.
pub fn router() -> OpenApiRouter<AppState> {
    let fixed = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    OpenApiRouter::new()
        .routes(routes!(options, create))
        .routes(routes!(head, patch, delete, act))
        .layer(fixed(name::TUS_RESUMABLE, headers::VERSION))
        .layer(fixed(name::TUS_VERSION, headers::VERSION))
}

/// Which evidence, for a client that cannot send metadata.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CreateQuery {
    /// The evidence, unless `Upload-Metadata` names it.
    pub evidence_id: Option<Uuid>,
}

/// Say which version and extensions of tus are spoken.
#[utoipa::path(options, path = "/uploads", tag = "evidence", security(()), responses((status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm")))]
async fn options(State(app): State<AppState>) -> impl IntoResponse {
    let limit = app.settings().evidence_limit_mib.saturating_mul(1 << 20).to_string();
    let told = [
        (name::TUS_EXTENSION, headers::EXTENSIONS.to_owned()),
        (name::TUS_CHECKSUM_ALGORITHM, headers::CHECKSUMS.to_owned()),
        (name::TUS_MAX_SIZE, limit),
    ];
    (StatusCode::NO_CONTENT, told)
}

/// Begin an upload, with its first bytes when they are in the body.
#[utoipa::path(post, path = "/uploads", tag = "evidence",
    request_body(content_type = "application/offset+octet-stream", description = "Its first bytes, or nothing"),
    params(CreateQuery, ("Tus-Resumable" = String, Header, description = "1.0.0"), ("Upload-Length" = Option<i64>, Header, description = "The declared size"),
        ("Upload-Metadata" = Option<String>, Header, description = "evidence_id <Base64 of the id>")),
    responses((status = 201, description = "Location, Upload-Offset, Upload-Expires"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 413, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(
    caller: Caller,
    _: Tus,
    State(app): State<AppState>,
    Query(query): Query<CreateQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (metadata, named) = headers::metadata(&headers)?;
    let evidence_id = named.or(query.evidence_id).ok_or_else(|| headers::invalid(&name::UPLOAD_METADATA, "evidence_id"))?;
    let length = headers::bytes(&headers, &name::UPLOAD_LENGTH)?;
    if length.is_none() && headers::text(&headers, &name::UPLOAD_DEFER_LENGTH) != Some("1") {
        return Err(headers::invalid(&name::UPLOAD_LENGTH, "0, 1, 2 …"));
    }
    let limit = app.settings().evidence_limit_mib.saturating_mul(1 << 20);
    if length.and_then(|length| u64::try_from(length).ok()).is_some_and(|length| length > limit) {
        return Err(Problem::of(&catalogue::BODY_TOO_LARGE).param("limit_bytes", limit));
    }
    let checksum = Checksum::read(&headers)?;
    let tx = app.begin(&caller).await?;
    let begun = service::begin(&tx, &caller, NewUpload { evidence_id, length, metadata, expires_at: receive::expiry(&app) }).await?;
    tx.commit().await?;
    let Begun::Upload(mut upload) = begun else { return Err(Problem::of(&catalogue::EVIDENCE_WRITE_ONCE)) };
    if headers::carries_bytes(&headers) {
        let stretch = Stretch { offset: 0, whole: None, announced: announced(&headers)?, checksum, body };
        upload = match append(app.clone(), caller, upload.id, stretch).await {
            // The upload stands; the client asks for its offset and goes on.
            Err(problem) if problem.code() == catalogue::BODY_INCOMPLETE.code => store::upload(app.read(), upload.id).await?,
            other => other?,
        };
    }
    let location = format!("/api/v1/uploads/{}", upload.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], progress(&upload)).into_response())
}

/// Say how much of an upload is safe.
#[utoipa::path(head, path = "/uploads/{id}", tag = "evidence",
    params(("id" = Uuid, Path, description = "The upload"), ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses((status = 200, description = "Upload-Offset, Upload-Length, Upload-Expires"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody),
        (status = 410, body = ProblemBody), (status = 412, body = ProblemBody)))]
async fn head(caller: Caller, _: Tus, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    tell(&app, &caller, id).await
}

/// Bring the next bytes of an upload.
#[utoipa::path(patch, path = "/uploads/{id}", tag = "evidence",
    request_body(content_type = "application/offset+octet-stream", description = "The bytes from Upload-Offset on"),
    params(("id" = Uuid, Path, description = "The upload"), ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Offset" = i64, Header, description = "Where the body begins"), ("Upload-Checksum" = Option<String>, Header, description = "sha256 or sha1, and the Base64 of the hash")),
    responses((status = 204, description = "Upload-Offset, Upload-Expires"), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 410, body = ProblemBody), (status = 412, body = ProblemBody),
        (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 422, body = ProblemBody), (status = 460, body = ProblemBody)))]
async fn patch(
    caller: Caller,
    _: Tus,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    bring(app, caller, id, &headers, body).await
}

/// Give an upload up.
#[utoipa::path(delete, path = "/uploads/{id}", tag = "evidence",
    params(("id" = Uuid, Path, description = "The upload"), ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody),
        (status = 410, body = ProblemBody), (status = 412, body = ProblemBody)))]
async fn delete(caller: Caller, _: Tus, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    give_up(&app, &caller, id).await
}

/// Do to an upload what `X-HTTP-Method-Override` says, for clients that can only POST.
#[utoipa::path(post, path = "/uploads/{id}", tag = "evidence",
    request_body(content_type = "application/offset+octet-stream", description = "As for the method meant"),
    params(("id" = Uuid, Path, description = "The upload"), ("Tus-Resumable" = String, Header, description = "1.0.0"), ("X-HTTP-Method-Override" = String, Header, description = "PATCH, HEAD or DELETE")),
    responses((status = 204, description = "As for the method meant"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 405, body = ProblemBody),
        (status = 409, body = ProblemBody), (status = 412, body = ProblemBody)))]
async fn act(
    caller: Caller,
    _: Tus,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    match headers::text(&headers, &name::METHOD_OVERRIDE) {
        Some("PATCH") => bring(app, caller, id, &headers, body).await,
        Some("DELETE") => give_up(&app, &caller, id).await,
        Some("HEAD") => tell(&app, &caller, id).await,
        _ => Err(Problem::of(&catalogue::METHOD_NOT_ALLOWED)),
    }
}

async fn tell(app: &AppState, caller: &Caller, id: Uuid) -> Result<Response, Problem> {
    let upload = service::open(app.read(), caller, id, app.now()).await?;
    let mut response = (StatusCode::OK, [(name::UPLOAD_LENGTH, upload.length.to_string())], progress(&upload)).into_response();
    if let Some(metadata) = Some(&upload.metadata).filter(|text| !text.is_empty()).and_then(|text| HeaderValue::from_str(text).ok()) {
        response.headers_mut().insert(name::UPLOAD_METADATA, metadata);
    }
    Ok(response)
}

async fn bring(app: AppState, caller: Caller, id: Uuid, headers: &HeaderMap, body: Body) -> Result<Response, Problem> {
    if !headers::carries_bytes(headers) {
        return Err(Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", OFFSET_STREAM));
    }
    let offset = headers::bytes(headers, &name::UPLOAD_OFFSET)?.ok_or_else(|| headers::invalid(&name::UPLOAD_OFFSET, "0, 1, 2 …"))?;
    let whole = headers::bytes(headers, &name::UPLOAD_LENGTH)?;
    let stretch = Stretch { offset, whole, announced: announced(headers)?, checksum: Checksum::read(headers)?, body };
    let upload = append(app, caller, id, stretch).await?;
    Ok((StatusCode::NO_CONTENT, progress(&upload)).into_response())
}

async fn give_up(app: &AppState, caller: &Caller, id: Uuid) -> Result<Response, Problem> {
    let tx = app.begin(caller).await?;
    let pieces = service::terminate(&tx, caller, id).await?;
    tx.commit().await?;
    app.blobs().discard(&pieces).await;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// In a task of its own: a connection that dies takes its request's future with it, and what arrived must still be made safe.
async fn append(app: AppState, caller: Caller, id: Uuid, stretch: Stretch) -> Result<upload::Model, Problem> {
    tokio::spawn(receive::append(app, caller, id, stretch).in_current_span()).await.map_err(Problem::internal)?
}

/// The length of the body, unless it is compressed on the way.
fn announced(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let length = headers::bytes(headers, &header::CONTENT_LENGTH)?.and_then(|length| u64::try_from(length).ok());
    Ok(length.filter(|_| !headers.contains_key(header::CONTENT_ENCODING)))
}

fn progress(upload: &upload::Model) -> HeaderMap {
    let mut told = HeaderMap::new();
    told.insert(name::UPLOAD_OFFSET, HeaderValue::from(upload.received));
    let expires = HeaderValue::from_str(&headers::http_date(upload.expires_at)).ok();
    if let Some(expires) = expires.filter(|_| upload.state == UploadState::Receiving) {
        told.insert(name::UPLOAD_EXPIRES, expires);
    }
    told
}
