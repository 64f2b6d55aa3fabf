//! The file of a document: its newest revision, or a part of it.

use axum::http::HeaderMap;
use axum::response::Response;
use uuid::Uuid;

use super::{rules, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::evidence::sending::{self, File};
use crate::kernel::problem::Problem;

/// Sends the newest revision of a document that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn send(app: &AppState, caller: &Caller, id: Uuid, asked: &HeaderMap) -> Result<Response, Problem> {
    let row = store::report(app.read(), caller, id, app.now()).await?;
    let digest = Digest::parse(&row.sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?;
    let length = u64::try_from(row.size).map_err(Problem::internal)?;
    let name = format!("{}-{}.pdf", row.kind.as_str().replace('_', "-"), rules::in_groups(&row.code));
    sending::send(app, &File { digest, length, media_type: "application/pdf", name }, asked).await
}
