//! What anybody may ask: `POST /reports/verify` and `GET /verify/{code}`.

use axum::Json;
use axum::extract::{Request, State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::http_outside::pdf_of;
use super::verification;
use super::views::{self, PublicReport, VerificationView};
use crate::app::AppState;
use crate::kernel::extract::{Path, Query};
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations with ordinary bodies.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read))
}

/// The operation that takes a document from anybody; it changes nothing.
pub fn document_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(verify))
}

/// Which document the file should be.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CodeQuery {
    /// The short code of the document that the file should be; found by the file itself unless given.
    pub code: Option<String>,
}

/// Find out what is true of a file: independent facts, no verdict. Anybody may ask.
#[utoipa::path(post, path = "/reports/verify", tag = "reports", security(()), params(CodeQuery), request_body(content_type = "application/pdf", description = "Any PDF"),
    responses((status = 200, body = VerificationView), (status = 404, body = ProblemBody), (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 422, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn verify(State(app): State<AppState>, Query(query): Query<CodeQuery>, request: Request) -> Result<Json<VerificationView>, Problem> {
    let place = verification::place()?;
    let asked = match &query.code {
        Some(code) => Some(verification::document_of(app.read(), code).await?),
        None => None,
    };
    let pdf = pdf_of(request).await?;
    let verified = verification::of_file(&app, place, pdf, asked).await?;
    Ok(Json(views::verification(app.read(), verified).await?))
}

/// Read what everybody may know of a document, by its short code.
#[utoipa::path(get, path = "/verify/{code}", tag = "reports", security(()), params(("code" = String, Path, description = "The short code, with or without its hyphens")),
    responses((status = 200, body = PublicReport), (status = 404, body = ProblemBody)))]
async fn read(State(app): State<AppState>, Path(code): Path<String>) -> Result<Json<PublicReport>, Problem> {
    let row = verification::document_of(app.read(), &code).await?;
    Ok(Json(views::public(app.read(), row).await?))
}
