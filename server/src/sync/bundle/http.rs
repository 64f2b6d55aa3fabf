//! `/sync/bundles`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header;
use futures_util::TryStreamExt;
use tokio_util::io::StreamReader;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::import::{self, ImportedBundle};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::problem::{Problem, ProblemBody};

/// The media type of a bundle.
pub const MEDIA_TYPE: &str = "application/x-tar";

/// The operation; its body may be long.
#[must_use]
pub fn long_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(import_bundle))
}

/// Take in a bundle: operations and photos of a device in one file that it has signed. Taking it in again changes nothing.
#[utoipa::path(post, path = "/sync/bundles", tag = "sync", request_body(content = String, content_type = "application/x-tar", description = "The bundle"),
    responses((status = 200, body = ImportedBundle), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 408, body = ProblemBody), (status = 409, body = ProblemBody), (status = 410, body = ProblemBody), (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 422, body = ProblemBody), (status = 426, body = ProblemBody)))]
async fn import_bundle(caller: Caller, State(app): State<AppState>, request: Request) -> Result<Json<ImportedBundle>, Problem> {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().map(str::trim) != Some(MEDIA_TYPE) {
        return Err(Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", MEDIA_TYPE));
    }
    let bytes = request.into_body().into_data_stream().map_err(std::io::Error::other);
    Box::pin(import::import(&app, Some(&caller), StreamReader::new(bytes))).await.map(Json)
}
