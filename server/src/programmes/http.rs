//! `/programmes`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::progress::{self, ProgressView};
use super::store::Filter;
use super::tasks::{self, EditTask, NewTask, TaskView};
use super::views::{EditProgramme, NewProgramme, PlanInput, PlanView, PlannedView, ProgrammeView};
use super::{service, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::clock::{DEFAULT_ZONE, LocalDate};
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, edit))
        .routes(routes!(read_plan, replace_plan))
        .routes(routes!(read_progress))
        .routes(routes!(list_tasks, create_task))
        .routes(routes!(edit_task))
}

fn today(app: &AppState) -> LocalDate {
    app.now().local_date(DEFAULT_ZONE)
}

/// Which programmes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeQuery {
    /// Words of the title or the decision's number, with or without diacritics.
    pub q: Option<String>,
    /// Of this year.
    pub year: Option<i32>,
    /// Owned at or below this organisation.
    pub within: Option<Uuid>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List programmes, the newest year first, then by title.
#[utoipa::path(get, path = "/programmes", tag = "programmes", params(ProgrammeQuery),
    responses((status = 200, body = Page<ProgrammeView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ProgrammeQuery>,
) -> Result<Json<Page<ProgrammeView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let filter = Filter { q: query.q, year: query.year, within: query.within };
    let rows = store::programmes(app.read(), &caller, filter, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| (row.year, row.sort_key.clone(), row.id)).map(ProgrammeView::from)))
}

/// Make a programme.
#[utoipa::path(post, path = "/programmes", tag = "programmes", request_body = NewProgramme,
    responses((status = 201, body = ProgrammeView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(caller: Caller, State(app): State<AppState>, Valid(input): Valid<NewProgramme>) -> Result<Created<ProgrammeView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::create(&tx, &caller, input).await?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// Read one programme.
#[utoipa::path(get, path = "/programmes/{id}", tag = "programmes", params(("id" = Uuid, Path, description = "The programme")),
    responses((status = 200, body = ProgrammeView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<ProgrammeView>, Problem> {
    let row = store::programme(app.read(), &caller, id).await?;
    Ok(Versioned(row.version, row.into()))
}

/// Change a programme.
#[utoipa::path(patch, path = "/programmes/{id}", tag = "programmes", request_body = EditProgramme,
    params(("id" = Uuid, Path, description = "The programme"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ProgrammeView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<EditProgramme>,
) -> Result<Versioned<ProgrammeView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::edit(&tx, &caller, id, seen, input).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

/// Read the plan of a programme, all of it. Its `ETag` is the programme's.
#[utoipa::path(get, path = "/programmes/{id}/planned-organisations", tag = "programmes",
    params(("id" = Uuid, Path, description = "The programme")),
    responses((status = 200, body = PlanView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read_plan(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<PlanView>, Problem> {
    let programme = store::programme(app.read(), &caller, id).await?;
    let items = store::plan(app.read(), id).await?.into_iter().map(PlannedView::from).collect();
    Ok(Versioned(programme.version, PlanView { items }))
}

/// Replace the plan of a programme as a whole. `If-Match` is the programme's version, which goes up.
#[utoipa::path(put, path = "/programmes/{id}/planned-organisations", tag = "programmes", request_body = PlanInput,
    params(("id" = Uuid, Path, description = "The programme"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = PlanView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn replace_plan(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<PlanInput>,
) -> Result<Versioned<PlanView>, Problem> {
    let tx = app.begin(&caller).await?;
    let (programme, rows) = service::replace_plan(&tx, &caller, id, seen, input.items).await?;
    tx.commit().await?;
    Ok(Versioned(programme.version, PlanView { items: rows.into_iter().map(PlannedView::from).collect() }))
}

/// Compare the plan with what was done: counts by level and kind of organisation, and a page of the plan's lines.
#[utoipa::path(get, path = "/programmes/{id}/progress", tag = "programmes",
    params(("id" = Uuid, Path, description = "The programme"), PageQuery),
    responses((status = 200, body = ProgressView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn read_progress(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Json<ProgressView>, Problem> {
    let limit = page.limit()?;
    let programme = store::programme(app.read(), &caller, id).await?;
    Ok(Json(progress::progress(app.read(), &programme, today(&app), page.after()?, limit).await?))
}

/// List the tasks of a programme, the oldest first.
#[utoipa::path(get, path = "/programmes/{id}/tasks", tag = "programmes",
    params(("id" = Uuid, Path, description = "The programme"), PageQuery),
    responses((status = 200, body = Page<TaskView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list_tasks(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TaskView>>, Problem> {
    let limit = page.limit()?;
    let programme = store::programme(app.read(), &caller, id).await?;
    let rows = tasks::list(app.read(), programme.id, page.after()?, limit).await?;
    let today = today(&app);
    Ok(Json(Page::of(rows, limit, |row| row.id).map(|row| TaskView::on(&today, row))))
}

/// Add a task to a programme.
#[utoipa::path(post, path = "/programmes/{id}/tasks", tag = "programmes", request_body = NewTask,
    params(("id" = Uuid, Path, description = "The programme")),
    responses((status = 201, body = TaskView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create_task(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(input): Valid<NewTask>,
) -> Result<Created<TaskView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = tasks::create(&tx, &caller, id, input).await?;
    tx.commit().await?;
    Ok(Created(row.version, TaskView::on(&today(&app), row)))
}

/// Change a task, or say how far it is.
#[utoipa::path(patch, path = "/programmes/{id}/tasks/{task_id}", tag = "programmes", request_body = EditTask,
    params(("id" = Uuid, Path, description = "The programme"), ("task_id" = Uuid, Path, description = "The task"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = TaskView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit_task(
    caller: Caller,
    State(app): State<AppState>,
    Path((id, task_id)): Path<(Uuid, Uuid)>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<EditTask>,
) -> Result<Versioned<TaskView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = tasks::edit(&tx, &caller, id, task_id, seen, input).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, TaskView::on(&today(&app), row)))
}
