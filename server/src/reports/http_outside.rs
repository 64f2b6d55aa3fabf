//! Signing with keys that are held elsewhere: `/reports/{id}/signatures/{prepare,complete}`, `/reports/{id}/signed-copy`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::outside;
use super::views::{self, ReportView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::Instant;
use crate::kernel::extract::{IfMatch, Path, Valid, read_all};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations with ordinary bodies.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(prepare)).routes(routes!(complete))
}

/// The operation that takes a document.
pub fn document_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(signed_copy))
}

/// Which field is to be signed elsewhere.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepareField {
    /// The field.
    #[validate(length(min = 1, max = 40))]
    pub field: String,
}

/// What is to be signed elsewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreparedView {
    /// The time of signing that is in the document; give it back with the signature, within 15 minutes.
    pub at: Instant,
    /// The bytes to sign, base64: the CMS signed attributes, DER. ECDSA or RSA (PKCS#1) with SHA-256 over these bytes.
    pub to_sign: String,
    /// SHA-256 of these bytes, lower-case hex, for tokens that sign digests.
    pub sha256: String,
}

/// A signature that was made elsewhere.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteField {
    /// The field.
    #[validate(length(min = 1, max = 40))]
    pub field: String,
    /// The time of signing that was given out.
    pub at: Instant,
    /// The signature, base64: for ECDSA in DER.
    #[validate(length(min = 1, max = 4_000))]
    pub signature: String,
}

/// Prepare a signature with the certificate that is registered for the caller; nothing is stored.
#[utoipa::path(post, path = "/reports/{id}/signatures/prepare", tag = "reports", request_body = PrepareField,
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = PreparedView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn prepare(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<PrepareField>,
) -> Result<Json<PreparedView>, Problem> {
    let prepared = outside::prepare(&app, &caller, id, seen, &input.field).await?;
    let sha256 = crate::blobs::Digest::of(&prepared.to_sign).to_string();
    Ok(Json(PreparedView { at: prepared.at, to_sign: BASE64.encode(&prepared.to_sign), sha256 }))
}

/// Bring the signature that was made elsewhere.
#[utoipa::path(post, path = "/reports/{id}/signatures/complete", tag = "reports", request_body = CompleteField,
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn complete(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<CompleteField>,
) -> Result<Versioned<ReportView>, Problem> {
    let unfit = |_| Problem::invalid_field(&field::FORMAT, "/signature", &[("expected", "base64")]);
    let signature = BASE64.decode(input.signature.as_bytes()).map_err(unfit)?;
    let row = outside::take_back(&app, &caller, id, seen, &input.field, (input.at, signature)).await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}

/// Bring the document back signed by another program: an incremental update of the newest revision that adds sound signatures of
/// expected signers and nothing else.
#[utoipa::path(post, path = "/reports/{id}/signed-copy", tag = "reports", request_body(content_type = "application/pdf", description = "The signed document"),
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn signed_copy(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    request: Request,
) -> Result<Versioned<ReportView>, Problem> {
    let copy = pdf_of(request).await?;
    let row = outside::take_copy(&app, &caller, id, seen, copy).await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}

/// The body of a request that brings a PDF.
///
/// # Errors
/// `unsupported-media-type`, `body-too-large`.
pub async fn pdf_of(request: Request) -> Result<Vec<u8>, Problem> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().map(str::trim) != Some("application/pdf") {
        return Err(Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", "application/pdf"));
    }
    Ok(read_all(request, &()).await?.to_vec())
}
