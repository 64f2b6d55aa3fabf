//! `/reports`, and making them: minutes and report of an inspection, the form of a corrective action request.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::entity::report::{Kind, Status};
use super::making::{self, NewCarForm, NewReport};
use super::store::{self, Wanted};
use super::views::{self, ReportView};
use super::{file, service};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::http::Reason;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability with ordinary bodies.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(make))
        .routes(routes!(make_car_form))
        .routes(routes!(withdraw))
        .merge(super::http_signatures::router())
        .merge(super::http_outside::router())
        .merge(super::http_public::router())
}

/// The operation that sends files, which has no limit of time.
pub fn long_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(pdf))
}

/// The operations that take a document in their body.
#[must_use]
pub fn document_router() -> OpenApiRouter<AppState> {
    super::http_outside::document_router().merge(super::http_public::document_router())
}

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of this corrective action request.
    pub car: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// In this status.
    pub status: Option<Status>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List documents, the newest first.
#[utoipa::path(get, path = "/reports", tag = "reports", params(ReportQuery),
    responses((status = 200, body = Page<ReportView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(caller: Caller, State(app): State<AppState>, Query(query): Query<ReportQuery>) -> Result<Json<Page<ReportView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let wanted = Wanted { inspection: query.inspection, car: query.car, kind: query.kind, status: query.status, oldest_first: false };
    let rows = store::list(app.read(), &caller, &wanted, page.after()?, limit, app.now()).await?;
    let page = Page::of(rows, limit, |row| row.id);
    Ok(Json(Page { items: views::of_rows(&app, app.read(), page.items).await?, next: page.next }))
}

/// Read one document, with what the caller may do next.
#[utoipa::path(get, path = "/reports/{id}", tag = "reports", params(("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<ReportView>, Problem> {
    let row = store::report(app.read(), &caller, id, app.now()).await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}

/// The newest revision of the file, or a part of it.
#[utoipa::path(get, path = "/reports/{id}/pdf", tag = "reports",
    params(("id" = Uuid, Path, description = "The document"), ("Range" = Option<String>, Header, description = "bytes=<first>-<last>"), ("If-None-Match" = Option<String>, Header, description = "ETag at hand")),
    responses((status = 200, content_type = "application/pdf", description = "The file; ETag is its SHA-256"), (status = 206, description = "The part asked for"), (status = 304, description = "The file at hand is the same"),
        (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 416, body = ProblemBody)))]
async fn pdf(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Response, Problem> {
    file::send(&app, &caller, id, &headers).await
}

/// Make minutes or report of an inspection; earlier ones that nobody has signed give way.
#[utoipa::path(post, path = "/inspections/{id}/reports", tag = "reports", request_body = NewReport, params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 201, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn make(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(input): Valid<NewReport>,
) -> Result<Created<ReportView>, Problem> {
    let row = making::of_inspection(&app, &caller, id, input).await?;
    Ok(Created(row.version, views::one(&app, &caller, row).await?))
}

/// Make the form of a corrective action request as it stands now.
#[utoipa::path(post, path = "/corrective-action-requests/{id}/reports", tag = "reports", request_body = NewCarForm, params(("id" = Uuid, Path, description = "The request")),
    responses((status = 201, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn make_car_form(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(input): Valid<NewCarForm>,
) -> Result<Created<ReportView>, Problem> {
    let row = making::of_car(&app, &caller, id, input).await?;
    Ok(Created(row.version, views::one(&app, &caller, row).await?))
}

/// Withdraw a document; it stays to be read, and whoever verifies it is told.
#[utoipa::path(post, path = "/reports/{id}/withdraw", tag = "reports", request_body = Reason,
    params(("id" = Uuid, Path, description = "The document"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ReportView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn withdraw(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Reason>,
) -> Result<Versioned<ReportView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::withdraw(&tx, &caller, id, seen, &input.reason).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, views::one(&app, &caller, row).await?))
}
