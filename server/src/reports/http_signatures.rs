//! `/reports/{id}/signatures` with keys that Soát keeps, and `/reports/{id}/refusals`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::refusing::{self, Refusing};
use super::signing::{self, Signing};
use super::views::{self, ReportView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue::field;
use crate::kernel::extract::{IfMatch, Path, Valid};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations on signatures.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sign)).routes(routes!(refuse))
}

/// Signing a field.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignField {
    /// The field.
    #[validate(length(min = 1, max = 40))]
    pub field: String,
    /// The caller's password, once more.
    #[validate(length(min = 1, max = 1_000))]
    pub password: String,
    /// Picture of a signature drawn by hand: PNG in base64. It is shown beside the text and labelled as a picture.
    #[validate(length(max = 1_000_000))]
    pub picture: Option<String>,
    /// The same as a piece of evidence of the inspection.
    pub picture_evidence: Option<Uuid>,
}

/// The password is shown nowhere.
impl std::fmt::Debug for SignField {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SignField").field("field", &self.field).finish_non_exhaustive()
    }
}

/// Refusing to sign a field.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseField {
    /// The field.
    #[validate(length(min = 1, max = 40))]
    pub field: String,
    /// Why, in writing.
    #[validate(length(min = 1, max = 8_000))]
    pub dissent: String,
    /// Others have signed already: the dissent is kept with the document and printed in the report.
    #[serde(default)]
    pub in_report: bool,
}

/// Sign a field with the key that Soát keeps for the caller, or for the seal.
#[utoipa::path(post, path = "/reports/{id}/signatures", tag = "reports", request_body = SignField,
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody), (status = 429, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn sign(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<SignField>,
) -> Result<Versioned<ReportView>, Problem> {
    let unfit = |_| Problem::invalid_field(&field::FORMAT, "/picture", &[("expected", "base64")]);
    let picture = input.picture.map(|text| data_encoding::BASE64.decode(text.as_bytes()).map_err(unfit)).transpose()?;
    let said = Signing { field: input.field, password: input.password, picture, picture_evidence: input.picture_evidence };
    let row = signing::sign(&app, &caller, id, seen, said).await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}

/// Refuse to sign a field, with the dissent in writing.
#[utoipa::path(post, path = "/reports/{id}/refusals", tag = "reports", request_body = RefuseField,
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn refuse(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<RefuseField>,
) -> Result<Versioned<ReportView>, Problem> {
    let said = Refusing { field: input.field, dissent: input.dissent, in_report: input.in_report };
    let row = refusing::refuse(&app, &caller, id, seen, said).await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}
