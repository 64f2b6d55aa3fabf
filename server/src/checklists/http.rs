//! `/checklists`, `/standards`, `/rating-schemes`.

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use serde::Deserialize;
use soat_checklist_schemas::{InspectionKind, catalogue as standards};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::entity::checklist::{Model, Status};
use super::rules::Draft;
use super::store::Filter;
use super::views::{ChecklistDocumentView, ChecklistView, ClauseView, ClausesView, RatingSchemeView, StandardView};
use super::{service, store};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{Body, IfMatch, Path, Query};
use crate::kernel::json_input;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, edit))
        .routes(routes!(publish))
        .routes(routes!(retire))
        .routes(routes!(by_digest))
        .routes(routes!(standards_list))
        .routes(routes!(clauses))
        .routes(routes!(ratings))
        .routes(routes!(rating))
}

/// The body of a checklist: a document of the right shape. What is wrong with its content is a second question.
struct Document(Draft);

impl<S: Send + Sync> FromRequest<S> for Document {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Body(bytes) = Body::from_request(request, state).await?;
        Draft::read(json_input::parse(&bytes)?).map(Self).map_err(Problem::invalid)
    }
}

/// Which checklists.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChecklistQuery {
    /// Words of key or title, with or without diacritics.
    pub q: Option<String>,
    /// The versions of one key.
    pub key: Option<String>,
    /// `draft`, `published` or `retired`.
    pub status: Option<Status>,
    /// Edition of the standard, in any common spelling.
    pub edition: Option<String>,
    /// `external`, `internal_audit`, `self_check` or `follow_up`.
    #[param(value_type = Option<String>)]
    pub inspection_kind: Option<InspectionKind>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List versions of checklists by key and number, without their documents. Drafts are seen by those who may edit them.
#[utoipa::path(get, path = "/checklists", tag = "checklists", params(ChecklistQuery),
    responses((status = 200, body = Page<ChecklistView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<ChecklistQuery>,
) -> Result<Json<Page<ChecklistView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let filter = Filter {
        q: query.q,
        key: query.key,
        status: query.status,
        edition: query.edition,
        inspection_kind: query.inspection_kind.map(|kind| kind.as_str().to_owned()),
    };
    let rows = store::checklists(app.read(), &caller, filter, page.after()?, limit).await?;
    let rows = Page::of(rows, limit, |row| (row.key.clone(), row.number));
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        items.push(ChecklistView::of(row, store::may_edit(app.read(), &caller, row.organisation_id).await?));
    }
    Ok(Json(Page { items, next: rows.next }))
}

/// Whose a new checklist is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwnerQuery {
    /// The organisation; needed only by those who may edit checklists of several.
    pub organisation_id: Option<Uuid>,
}

/// Keep a draft. The body is the document; its `version` is given by the server, the next one of its key. Flaws of shape
/// are refused with their places; flaws of content are kept and named in `flaws` until they are mended.
#[utoipa::path(post, path = "/checklists", tag = "checklists", params(OwnerQuery),
    request_body(content = Value, description = "The document, as checklist.schema.json describes it"),
    responses((status = 201, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn create(
    caller: Caller,
    State(app): State<AppState>,
    Query(query): Query<OwnerQuery>,
    Document(document): Document,
) -> Result<Created<ChecklistDocumentView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::draft(&tx, &caller, query.organisation_id, document).await?;
    tx.commit().await?;
    Ok(Created(row.version, ChecklistDocumentView::of(&row, true)?))
}

/// Read one version with its document.
#[utoipa::path(get, path = "/checklists/{key}/versions/{version}", tag = "checklists",
    params(("key" = String, Path, description = "The checklist"), ("version" = i32, Path, description = "Which version")),
    responses((status = 200, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(
    caller: Caller,
    State(app): State<AppState>,
    Path((key, number)): Path<(String, i32)>,
) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let row = store::version(app.read(), &caller, &key, number).await?;
    shown(&app, &caller, &row).await
}

/// Replace the content of a draft; its key and version stay.
#[utoipa::path(put, path = "/checklists/{key}/versions/{version}", tag = "checklists",
    request_body(content = Value, description = "The document, as checklist.schema.json describes it"),
    params(("key" = String, Path, description = "The checklist"), ("version" = i32, Path, description = "Which version"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path((key, number)): Path<(String, i32)>,
    IfMatch(seen): IfMatch,
    Document(document): Document,
) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::redraft(&tx, &caller, (&key, number), seen, document).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, ChecklistDocumentView::of(&row, true)?))
}

/// Publish a draft: from then on it never changes. Refused while its content has flaws.
#[utoipa::path(post, path = "/checklists/{key}/versions/{version}/publish", tag = "checklists",
    params(("key" = String, Path, description = "The checklist"), ("version" = i32, Path, description = "Which version"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn publish(
    caller: Caller,
    State(app): State<AppState>,
    Path((key, number)): Path<(String, i32)>,
    IfMatch(seen): IfMatch,
) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::publish(&tx, &caller, (&key, number), seen).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, ChecklistDocumentView::of(&row, true)?))
}

/// Retire a published version: no new inspection takes it; those begun on it go on.
#[utoipa::path(post, path = "/checklists/{key}/versions/{version}/retire", tag = "checklists",
    params(("key" = String, Path, description = "The checklist"), ("version" = i32, Path, description = "Which version"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn retire(
    caller: Caller,
    State(app): State<AppState>,
    Path((key, number)): Path<(String, i32)>,
    IfMatch(seen): IfMatch,
) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::retire(&tx, &caller, (&key, number), seen).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, ChecklistDocumentView::of(&row, true)?))
}

/// Read the published version of a digest, as an inspection or a report names it.
#[utoipa::path(get, path = "/checklists/by-digest/{sha256}", tag = "checklists",
    params(("sha256" = String, Path, description = "SHA-256 of the canonical document, hexadecimal")),
    responses((status = 200, body = ChecklistDocumentView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn by_digest(
    caller: Caller,
    State(app): State<AppState>,
    Path(digest): Path<String>,
) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let row = store::by_digest(app.read(), &caller, &digest).await?;
    shown(&app, &caller, &row).await
}

async fn shown(app: &AppState, caller: &Caller, row: &Model) -> Result<Versioned<ChecklistDocumentView>, Problem> {
    let may_edit = store::may_edit(app.read(), caller, row.organisation_id).await?;
    Ok(Versioned(row.version, ChecklistDocumentView::of(row, may_edit)?))
}

/// List the editions of the standard and their amendments; all at once.
#[utoipa::path(get, path = "/standards", tag = "checklists",
    responses((status = 200, body = Page<StandardView>), (status = 401, body = ProblemBody)))]
async fn standards_list(_caller: Caller) -> Json<Page<StandardView>> {
    Json(Page { items: standards::editions().iter().map(StandardView::from).collect(), next: None })
}

/// List the clauses of an edition or amendment, numbers and titles, in its order; all at once. The edition may be written in
/// any common spelling, percent-encoded: `9001:2015`, `TCVN%20ISO%209001-2008`, `9001:2015%2FAmd%201:2024`.
#[utoipa::path(get, path = "/standards/{edition}/clauses", tag = "checklists",
    params(("edition" = String, Path, description = "The edition")),
    responses((status = 200, body = ClausesView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn clauses(_caller: Caller, Path(edition): Path<String>) -> Result<Json<ClausesView>, Problem> {
    let edition = standards::edition(&edition).ok_or_else(Problem::not_found)?;
    Ok(Json(ClausesView { standard: StandardView::from(edition), items: edition.clauses.iter().map(ClauseView::from).collect() }))
}

/// List rating schemes by key and version.
#[utoipa::path(get, path = "/rating-schemes", tag = "checklists", params(PageQuery),
    responses((status = 200, body = Page<RatingSchemeView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn ratings(
    _caller: Caller,
    State(app): State<AppState>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<RatingSchemeView>>, Problem> {
    let limit = page.limit()?;
    let rows = store::ratings(app.read(), page.after()?, limit).await?;
    Ok(Json(Page::of(rows, limit, |row| (row.key.clone(), row.number)).map(RatingSchemeView::from)))
}

/// Read one version of a rating scheme; it never changes.
#[utoipa::path(get, path = "/rating-schemes/{key}/versions/{version}", tag = "checklists",
    params(("key" = String, Path, description = "The scheme"), ("version" = i32, Path, description = "Which version")),
    responses((status = 200, body = RatingSchemeView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn rating(
    _caller: Caller,
    State(app): State<AppState>,
    Path((key, number)): Path<(String, i32)>,
) -> Result<Versioned<RatingSchemeView>, Problem> {
    let row = store::rating_version(app.read(), &key, number).await?;
    Ok(Versioned(1, row.into()))
}
