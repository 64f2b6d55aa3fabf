//! `/evidence`: declare, read, take back, list.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::accesses::{self, AccessView};
use super::entity::evidence::State as Progress;
use super::store::Filter;
use super::views::{self, DeclareEvidence, EvidenceView};
use super::{service, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability whose bodies are short.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(declare))
        .routes(routes!(read))
        .routes(routes!(withdraw))
        .routes(routes!(list))
        .routes(routes!(list_accesses))
        .merge(super::redactions::http::router())
}

/// The operations of this capability that carry files.
#[must_use]
pub fn long_router() -> OpenApiRouter<AppState> {
    super::content::router().merge(super::archive::http::router()).merge(super::uploads::http::router())
}

/// Declare evidence before its bytes come. The same declaration again gives the same record.
#[utoipa::path(post, path = "/evidence", tag = "evidence", request_body = DeclareEvidence,
    responses((status = 201, body = EvidenceView), (status = 200, body = EvidenceView, description = "Declared before"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn declare(caller: Caller, State(app): State<AppState>, Valid(input): Valid<DeclareEvidence>) -> Result<Response, Problem> {
    let tx = app.begin(&caller).await?;
    let declared = service::declare(&tx, &caller, input, app.settings().evidence_limit_mib).await?;
    tx.commit().await?;
    let version = declared.row.version;
    let view = views::of_row(app.read(), declared.row).await?;
    Ok(if declared.is_new { Created(version, view).into_response() } else { Versioned(version, view).into_response() })
}

/// Read one piece of evidence: how far it has come, and where its upload stands.
#[utoipa::path(get, path = "/evidence/{id}", tag = "evidence", params(("id" = Uuid, Path, description = "The evidence")),
    responses((status = 200, body = EvidenceView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<EvidenceView>, Problem> {
    let (row, _) = store::evidence(app.read(), &caller, id).await?;
    Ok(Versioned(row.version, views::of_row(app.read(), row).await?))
}

/// Why evidence is taken back.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawEvidence {
    /// In words.
    #[validate(length(min = 1, max = 1_000))]
    pub reason: String,
}

/// Take evidence back: a spoilt or mistaken photo. Its record and its bytes stay.
#[utoipa::path(post, path = "/evidence/{id}/withdraw", tag = "evidence", request_body = WithdrawEvidence,
    params(("id" = Uuid, Path, description = "The evidence"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = EvidenceView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody),
        (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn withdraw(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<WithdrawEvidence>,
) -> Result<Versioned<EvidenceView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::withdraw(&tx, &caller, id, seen, &input.reason).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, views::of_row(app.read(), row).await?))
}

/// Which evidence of an inspection.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EvidenceQuery {
    /// In this state.
    pub state: Option<Progress>,
    /// Belonging to this record.
    pub attached_to: Option<Uuid>,
    /// What was taken back too.
    #[serde(default)]
    pub withdrawn: bool,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List the evidence of an inspection in the order of its making.
#[utoipa::path(get, path = "/inspections/{id}/evidence", tag = "evidence", params(("id" = Uuid, Path, description = "The inspection"), EvidenceQuery),
    responses((status = 200, body = Page<EvidenceView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<EvidenceQuery>,
) -> Result<Json<Page<EvidenceView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let filter = Filter { state: query.state, attached_to: query.attached_to, withdrawn: query.withdrawn };
    let db = app.read();
    inspections::store::inspection(db, &caller, Action::ReadWork, id).await?;
    let rows = store::of_inspection(db, id, &filter, page.after()?, limit).await?;
    let Page { items, next } = Page::of(rows, limit, |row| row.id);
    Ok(Json(Page { items: views::of_rows(db, items).await?, next }))
}

/// List who looked at the original, the newest first: whoever leads the inspection and the standing office may know.
#[utoipa::path(get, path = "/evidence/{id}/accesses", tag = "evidence", params(("id" = Uuid, Path, description = "The evidence"), PageQuery),
    responses((status = 200, body = Page<AccessView>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list_accesses(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AccessView>>, Problem> {
    let limit = page.limit()?;
    let rows = accesses::page(app.read(), &caller, id, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| row.id)))
}
