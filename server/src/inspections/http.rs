//! `/inspections`: planning, team, events.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::entity::inspection::{Kind, Status};
use super::lifecycle::Event;
use super::planning::{self, EditInspection, NewInspection};
use super::service::{self, Particulars};
use super::store::{self, Wanted};
use super::team::{self, Team};
use super::views::{self, InspectionView};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, edit))
        .routes(routes!(set_team))
        .routes(routes!(notify))
        .routes(routes!(start))
        .routes(routes!(cancel))
        .routes(routes!(issue))
        .routes(routes!(archive))
        .merge(super::http_work::router())
}

/// Which inspections.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InspectionQuery {
    /// Of this programme.
    pub programme: Option<Uuid>,
    /// Of organisations at or below this one.
    pub within: Option<Uuid>,
    /// In this status.
    pub status: Option<Status>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List inspections, the newest first.
#[utoipa::path(get, path = "/inspections", tag = "inspections", params(InspectionQuery),
    responses((status = 200, body = Page<InspectionView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<InspectionQuery>,
) -> Result<Json<Page<InspectionView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let wanted = Wanted { programme: query.programme, within: query.within, status: query.status, kind: query.kind, ..Wanted::default() };
    let rows = store::list(app.read(), &caller, &wanted, page.after()?, limit).await?;
    let page = Page::of(rows, limit, |row| row.id);
    Ok(Json(Page { items: views::of_inspections(app.read(), page.items).await?, next: page.next }))
}

/// Plan an inspection.
#[utoipa::path(post, path = "/inspections", tag = "inspections", request_body = NewInspection,
    responses((status = 201, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(
    caller: Caller,
    State(app): State<AppState>,
    Valid(input): Valid<NewInspection>,
) -> Result<Created<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = planning::plan(&tx, &caller, input).await?;
    let version = row.version;
    let view = service::view(tx.db(), &caller, row).await?;
    tx.commit().await?;
    Ok(Created(version, view))
}

/// Read one inspection, with what the caller may do next.
#[utoipa::path(get, path = "/inspections/{id}", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<InspectionView>, Problem> {
    let row = store::inspection(app.read(), &caller, Action::ReadInspection, id).await?;
    Ok(Versioned(row.version, service::view(app.read(), &caller, row).await?))
}

/// Change the plan (those who plan it) or what is written during the inspection (the team).
#[utoipa::path(patch, path = "/inspections/{id}", tag = "inspections", request_body = EditInspection,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<EditInspection>,
) -> Result<Versioned<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = planning::edit(&tx, &caller, id, seen, input).await?;
    let version = row.version;
    let view = service::view(tx.db(), &caller, row).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Set the team; whoever is not named leaves it.
#[utoipa::path(put, path = "/inspections/{id}/team", tag = "inspections", request_body = Team,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn set_team(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Team>,
) -> Result<Versioned<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = team::set(&tx, &caller, id, seen, input).await?;
    let version = row.version;
    let view = service::view(tx.db(), &caller, row).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// The notice to the unit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its number.
    #[validate(length(min = 1, max = 100))]
    pub notice_number: String,
    /// When it was sent.
    pub notice_sent_on: LocalDate,
}

/// Why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The reason.
    #[validate(length(min = 1, max = 2_000))]
    pub reason: String,
}

/// Nothing more than the event itself.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

async fn take(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    event: Event,
    particulars: Particulars,
) -> Result<Versioned<InspectionView>, Problem> {
    let tx = app.begin(caller).await?;
    let row = service::take(&tx, caller, id, Some(seen), event, particulars).await?;
    let version = row.version;
    let view = service::view(tx.db(), caller, row).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Notify the unit.
#[utoipa::path(post, path = "/inspections/{id}/notify", tag = "inspections", request_body = Notice,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn notify(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Notice>,
) -> Result<Versioned<InspectionView>, Problem> {
    let particulars =
        Particulars { notice_number: Some(input.notice_number), notice_sent_on: Some(input.notice_sent_on), ..Particulars::default() };
    take(&app, &caller, id, seen, Event::Notify, particulars).await
}

/// Start the inspection.
#[utoipa::path(post, path = "/inspections/{id}/start", tag = "inspections", request_body = Nothing,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn start(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(Nothing {}): Valid<Nothing>,
) -> Result<Versioned<InspectionView>, Problem> {
    take(&app, &caller, id, seen, Event::Start, Particulars::default()).await
}

/// Cancel the inspection.
#[utoipa::path(post, path = "/inspections/{id}/cancel", tag = "inspections", request_body = Reason,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn cancel(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Reason>,
) -> Result<Versioned<InspectionView>, Problem> {
    take(&app, &caller, id, seen, Event::Cancel, Particulars { reason: Some(input.reason), ..Particulars::default() }).await
}

/// Issue the report: the minutes are signed and the clerk has given the number.
#[utoipa::path(post, path = "/inspections/{id}/issue", tag = "inspections", request_body = Nothing,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn issue(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(Nothing {}): Valid<Nothing>,
) -> Result<Versioned<InspectionView>, Problem> {
    take(&app, &caller, id, seen, Event::Issue, Particulars::default()).await
}

/// Archive the inspection; devices let go of it some days later.
#[utoipa::path(post, path = "/inspections/{id}/archive", tag = "inspections", request_body = Nothing,
    params(("id" = Uuid, Path, description = "The inspection"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn archive(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(Nothing {}): Valid<Nothing>,
) -> Result<Versioned<InspectionView>, Problem> {
    take(&app, &caller, id, seen, Event::Archive, Particulars::default()).await
}
