//! What anybody needs to judge signatures: the root of the built-in authority and its revocation list.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{authority, revocation};
use crate::app::AppState;
use crate::kernel::problem::{Problem, ProblemBody};

/// Below the public address: where the revocation list is, as certificates name it.
pub const LIST_PATH: &str = "/api/v1/certificates/revocation-list";

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(root)).routes(routes!(revocation_list))
}

/// The certificate of the built-in authority.
#[utoipa::path(get, path = "/certificates/root", tag = "reports", security(()),
    responses((status = 200, content_type = "application/x-pem-file", description = "The certificate, PEM"), (status = 404, body = ProblemBody)))]
async fn root(State(app): State<AppState>) -> Result<Response, Problem> {
    let row = authority::stored(app.read()).await?.ok_or_else(Problem::not_found)?;
    Ok(([(header::CONTENT_TYPE, "application/x-pem-file")], row.certificate).into_response())
}

/// What the built-in authority took back.
#[utoipa::path(get, path = "/certificates/revocation-list", tag = "reports", security(()),
    responses((status = 200, content_type = "application/pkix-crl", description = "The list, DER (RFC 5280, 5)"), (status = 404, body = ProblemBody)))]
async fn revocation_list(State(app): State<AppState>) -> Result<Response, Problem> {
    let list = revocation::current(&app).await?.ok_or_else(Problem::not_found)?;
    Ok(([(header::CONTENT_TYPE, "application/pkix-crl")], list).into_response())
}
