//! `/organisations`, `/organisation-kinds`.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::import::columns::MAX_BYTES;
use super::import::service::{self as import_service, Target};
use super::input::{EditOrganisation, NewKind, NewOrganisation, Reorganise, StatedTotals};
use super::rules::Level;
use super::store::{self, Filter, Ordering, Sort};
use super::views::{Imported, KindView, OrganisationDetail, OrganisationView, Reorganised};
use super::{detail, export, kinds, reorganise, service};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::{DEFAULT_ZONE, LocalDate};
use crate::kernel::extract::{BodyLimit, IfMatch, Path, Query, Valid, read_all};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    let import =
        OpenApiRouter::new().routes(routes!(import_csv)).layer(DefaultBodyLimit::max(MAX_BYTES)).layer(Extension(BodyLimit(MAX_BYTES)));
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, edit))
        .routes(routes!(reorganise_organisation))
        .routes(routes!(state_totals))
        .routes(routes!(export_csv))
        .routes(routes!(list_kinds, create_kind))
        .merge(import)
}

/// Which organisations, in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganisationQuery {
    /// Words of name, code or former name, with or without diacritics.
    pub q: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this level.
    pub level: Option<Level>,
    /// At or below this organisation.
    pub within: Option<Uuid>,
    /// Directly below this organisation, through either superior.
    pub parent_id: Option<Uuid>,
    /// In force on this day; all, closed ones too, unless given.
    pub on: Option<LocalDate>,
    /// `name` (Vietnamese order), `-name`, `code`, `-code`. Unless given: by name, whole phrases of `q` first.
    pub sort: Option<String>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List organisations.
#[utoipa::path(get, path = "/organisations", tag = "organisations", params(OrganisationQuery),
    responses((status = 200, body = Page<OrganisationView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<OrganisationQuery>,
) -> Result<Json<Page<OrganisationView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let sort = match query.sort.as_deref() {
        None => None,
        Some(name) => Some(Sort::named(name).ok_or_else(|| {
            Problem::of(&catalogue::INVALID_PARAMETER).param("name", "sort").param("expected", "name, -name, code, -code")
        })?),
    };
    let OrganisationQuery { q, kind, level, within, parent_id, on, .. } = query;
    let ordering = Ordering::of(sort, q.as_deref());
    let filter = Filter { q, kind, level, within, parent_id, on };
    let rows = store::organisations(app.read(), &caller, &filter, &ordering, page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| ordering.place(row)).map(OrganisationView::from)))
}

/// Add an organisation below one that the caller administers.
#[utoipa::path(post, path = "/organisations", tag = "organisations", request_body = NewOrganisation,
    responses((status = 201, body = OrganisationView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(
    caller: Caller,
    State(app): State<AppState>,
    Valid(input): Valid<NewOrganisation>,
) -> Result<Created<OrganisationView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::create(&tx, &caller, input).await?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// Read one organisation with predecessors, successors, counts and stated totals.
#[utoipa::path(get, path = "/organisations/{id}", tag = "organisations", params(("id" = Uuid, Path, description = "The organisation")),
    responses((status = 200, body = OrganisationDetail), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<OrganisationDetail>, Problem> {
    let row = store::organisation(app.read(), &caller, id).await?;
    let version = row.version;
    Ok(Versioned(version, detail::of(app.read(), row, &app.now().local_date(DEFAULT_ZONE)).await?))
}

/// Correct an organisation. What a decision changes goes through `reorganise`.
#[utoipa::path(patch, path = "/organisations/{id}", tag = "organisations", request_body = EditOrganisation,
    params(("id" = Uuid, Path, description = "The organisation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = OrganisationView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<EditOrganisation>,
) -> Result<Versioned<OrganisationView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::edit(&tx, &caller, id, seen, input).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}

/// Merge, divide or rename an organisation by decision.
#[utoipa::path(post, path = "/organisations/{id}/reorganise", tag = "organisations", request_body = Reorganise,
    params(("id" = Uuid, Path, description = "The organisation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = Reorganised), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn reorganise_organisation(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Reorganise>,
) -> Result<Versioned<Reorganised>, Problem> {
    let tx = app.begin(&caller).await?;
    let done = reorganise::reorganise(&tx, &caller, id, seen, input).await?;
    tx.commit().await?;
    Ok(Versioned(done.organisation.version, done))
}

/// Enter what documents say about how many organisations there are; replaces what was entered before.
#[utoipa::path(put, path = "/organisations/{id}/stated-totals", tag = "organisations", request_body = StatedTotals,
    params(("id" = Uuid, Path, description = "The organisation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = OrganisationDetail), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn state_totals(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<StatedTotals>,
) -> Result<Versioned<OrganisationDetail>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::state_totals(&tx, &caller, id, seen, input).await?;
    let version = row.version;
    let view = detail::of(tx.db(), row, &app.now().local_date(DEFAULT_ZONE)).await?;
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Where an import goes, and whether it is only a rehearsal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Rows without a superior come below this organisation.
    pub within: Uuid,
    /// Say what would happen and write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// A body of CSV text.
#[derive(Clone, Debug)]
struct Csv(Bytes);

impl<S: Send + Sync> FromRequest<S> for Csv {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if media_type.split(';').next().map(str::trim) != Some("text/csv") {
            return Err(Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", "text/csv"));
        }
        read_all(request, state).await.map(Self)
    }
}

/// Import organisations from CSV: all rows or none.
#[utoipa::path(post, path = "/organisations/import", tag = "organisations", params(ImportQuery),
    request_body(content = String, content_type = "text/csv", description = "Columns as in the export, or `code,name,level,parent_code`"),
    responses((status = 200, body = Imported), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn import_csv(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ImportQuery>,
    Csv(bytes): Csv,
) -> Result<Json<Imported>, Problem> {
    import_service::permit(app.read(), &caller, query.within).await?;
    let table = import_service::read(&bytes)?;
    let target = Target { within: Some(query.within), reader: Some(caller.scope(Action::ReadOrganisation)), ..Target::default() };
    if query.dry_run {
        return Ok(Json(import_service::rehearse(app.read(), app.now(), table, &target).await?));
    }
    let tx = app.begin(&caller).await?;
    import_service::permit(tx.db(), &caller, query.within).await?;
    let done = import_service::import(&tx, table, &target).await?;
    tx.commit().await?;
    Ok(Json(done))
}

/// Which organisations to export.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// Those below this organisation; all that the caller may read unless given.
    pub within: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this level.
    pub level: Option<Level>,
    /// In force on this day; all, closed ones too, unless given.
    pub on: Option<LocalDate>,
}

/// Export organisations as CSV, in the columns that the import takes.
#[utoipa::path(get, path = "/organisations/export", tag = "organisations", params(ExportQuery),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn export_csv(caller: Caller, State(app): State<AppState>, Query(query): Query<ExportQuery>) -> Result<Response, Problem> {
    let ExportQuery { within, kind, level, on } = query;
    let filter = Filter { kind, level, within, on, ..Filter::default() };
    let text = export::csv(app.read(), &caller, &filter).await?;
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"organisations.csv\"")];
    Ok((headers, text).into_response())
}

/// List the kinds of organisations.
#[utoipa::path(get, path = "/organisation-kinds", tag = "organisations",
    responses((status = 200, body = Vec<KindView>), (status = 401, body = ProblemBody)))]
async fn list_kinds(_: Caller, State(app): State<AppState>) -> Result<Json<Vec<KindView>>, Problem> {
    Ok(Json(store::kinds(app.read()).await?.into_iter().map(KindView::from).collect()))
}

/// Add a kind of organisation.
#[utoipa::path(post, path = "/organisation-kinds", tag = "organisations", request_body = NewKind,
    responses((status = 201, body = KindView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create_kind(caller: Caller, State(app): State<AppState>, Valid(input): Valid<NewKind>) -> Result<Created<KindView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = kinds::create(&tx, &caller, input).await?;
    tx.commit().await?;
    Ok(Created(1, row.into()))
}
