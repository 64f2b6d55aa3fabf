//! `/inspections/{id}/evidence.zip`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{reading, service};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::evidence::accesses;
use crate::evidence::entity::view::Through;
use crate::evidence::sending::{self, Described};
use crate::kernel::extract::Path;
use crate::kernel::problem::{Problem, ProblemBody};

/// The operation. Its answer has no limit of time.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(download))
}

/// Read all evidence of an inspection as one ZIP file, or a part of that file.
///
/// The same evidence gives the same bytes, so a download that broke off goes on with `Range` and `If-Range`. `manifest.json` in it tells
/// of every piece, also of those whose file is left out, and why; `SHA256SUMS` has the sums.
#[utoipa::path(get, path = "/inspections/{id}/evidence.zip", tag = "evidence",
    params(("id" = Uuid, Path, description = "The inspection"), ("Range" = Option<String>, Header, description = "bytes=<first>-<last>"),
        ("If-Range" = Option<String>, Header, description = "ETag of the parts at hand: with another one all of it is sent"), ("If-None-Match" = Option<String>, Header, description = "ETag at hand")),
    responses((status = 200, content_type = "application/zip", description = "The archive; ETag stands for all of its bytes"), (status = 206, description = "The part asked for"),
        (status = 304, description = "The archive at hand is the same"), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 416, body = ProblemBody), (status = 422, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn download(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    fetch(&app, &caller, id, &method, &headers).await
}

/// Gives the archive, or a part of it, to whoever may read the work of the inspection. Every original of which a byte goes out is on
/// record as looked at, once a request; one that asks for the headers alone shows nothing.
///
/// # Errors
/// `not-found`, `storage-unavailable`.
pub async fn fetch(app: &AppState, caller: &Caller, id: Uuid, method: &Method, headers: &HeaderMap) -> Result<Response, Problem> {
    let archive = service::prepare(app, caller, id).await?;
    let described =
        Described { tag: &archive.layout.tag, length: archive.layout.length, media_type: "application/zip", name: &archive.name };
    sending::send_described(&described, headers, async |range| {
        if method == Method::GET {
            accesses::log(app, caller, &archive.shown(&range), Through::Archive).await?;
        }
        Ok(Body::from_stream(reading::stream(app.blobs().clone(), archive.layout.clone(), range)))
    })
    .await
}
