//! `/sync/digest` and `/sync/receipt`: what the server holds, to compare with and to keep.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::cursor::Cursor;
use super::digest::{self, StreamDigest};
use super::http::{Exchange, require_own_device};
use super::receipt;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::extract::Query;
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations of this file.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(digests)).routes(routes!(receipt_again))
}

/// Where a device believes it is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DigestRequest {
    /// The cursor of the last pull.
    #[validate(length(max = 100_000))]
    pub cursor: String,
    /// The device, as the sign-in named it.
    pub device_id: Uuid,
    /// Number of the record schema that the client knows; 1 now.
    #[serde(default)]
    #[expect(dead_code, reason = "judged before the body is read")]
    schema: Option<u64>,
}

/// What the server holds of each stream.
#[derive(Debug, Serialize, ToSchema)]
pub struct DigestAnswer {
    /// The streams that the person follows.
    pub streams: Vec<StreamDigest>,
    /// The time of the server.
    pub server_time: Instant,
}

/// Digests of the streams at a cursor, to find out whether a device holds what the server holds.
#[utoipa::path(post, path = "/sync/digest", tag = "sync", request_body = DigestRequest,
    responses((status = 200, body = DigestAnswer), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody), (status = 426, body = ProblemBody)))]
async fn digests(
    caller: Caller,
    State(app): State<AppState>,
    Exchange(input): Exchange<DigestRequest>,
) -> Result<Json<DigestAnswer>, Problem> {
    require_own_device(&caller, input.device_id)?;
    let cursor = Cursor::decode(&input.cursor)?;
    let streams = digest::at(app.read(), &caller, &cursor).await?;
    Ok(Json(DigestAnswer { streams, server_time: app.now() }))
}

/// Which inspection.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReceiptQuery {
    /// The inspection.
    pub inspection: Uuid,
}

/// A signed statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptAnswer {
    /// JWS in its compact form, signed with a key of `/.well-known/jwks.json`; its `typ` is `soat-receipt`.
    pub receipt: String,
}

/// The receipt for an inspection, issued anew: what the server holds of it, and every file that is kept.
#[utoipa::path(get, path = "/sync/receipt", tag = "sync", params(ReceiptQuery),
    responses((status = 200, body = ReceiptAnswer), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn receipt_again(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ReceiptQuery>,
) -> Result<Json<ReceiptAnswer>, Problem> {
    let receipt = receipt::of_inspection(&app, &caller, query.inspection).await?;
    Ok(Json(ReceiptAnswer { receipt }))
}
