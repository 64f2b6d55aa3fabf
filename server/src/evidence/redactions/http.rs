//! `/evidence/{id}/redactions`.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::service;
use super::views::{self, RedactEvidence, RedactionView};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::evidence::views::{self as evidence_views, EvidenceView};
use crate::evidence::{attachment, store};
use crate::kernel::extract::{IfMatch, Path, Valid};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations on redactions.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(history, redact))
}

/// Cover parts of a picture. The smaller copies show it covered from now on, and so do documents printed from now on; the
/// original stays as it is and goes only to whoever may see originals. The regions that stand already change nothing (200).
#[utoipa::path(post, path = "/evidence/{id}/redactions", tag = "evidence", request_body = RedactEvidence,
    params(("id" = Uuid, Path, description = "The evidence"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 201, body = EvidenceView), (status = 200, body = EvidenceView, description = "These regions are covered already"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody),
        (status = 410, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn redact(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<RedactEvidence>,
) -> Result<Response, Problem> {
    let tx = app.begin(&caller).await?;
    let redacted = service::redact(&tx, &caller, id, seen, input).await?;
    tx.commit().await?;
    let version = redacted.row.version;
    let view = evidence_views::of_row(app.read(), redacted.row).await?;
    Ok(if redacted.is_new { Created(version, view).into_response() } else { Versioned(version, view).into_response() })
}

/// All redactions of a picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct Redactions {
    /// The one that stands first, then those before it.
    pub items: Vec<RedactionView>,
}

/// List the redactions of a picture, with what each covered and why; for whoever may see the original.
#[utoipa::path(get, path = "/evidence/{id}/redactions", tag = "evidence", params(("id" = Uuid, Path, description = "The evidence")),
    responses((status = 200, body = Redactions), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn history(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Redactions>, Problem> {
    let (row, inspection) = store::evidence(app.read(), &caller, id).await?;
    if !attachment::may(app.read(), &caller, Action::ReadOriginal, (&row).into(), &inspection).await? {
        return Err(forbidden(Action::ReadOriginal));
    }
    Ok(Json(Redactions { items: views::history(app.read(), id).await? }))
}
