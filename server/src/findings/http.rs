//! `/findings`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::entity::finding::Status;
use super::service;
use super::store::{self, Wanted};
use super::views::{self, FindingView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::{resolution, service as inspections};
use crate::kernel::catalogue;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{self, Created, Versioned};
use crate::ledger::op::Edit;

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(draft)).routes(routes!(read, edit)).merge(super::http_events::router())
}

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindingQuery {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of units at or below this organisation.
    pub within: Option<Uuid>,
    /// Of this grade.
    pub grade: Option<String>,
    /// In this status.
    pub status: Option<Status>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// What is written of a finding; absent fields stay as they are.
#[derive(Debug, Default, Deserialize, serde::Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteFinding {
    /// The id, when the client makes it (UUID version 7); only for a new one.
    #[serde(skip_serializing)]
    pub id: Option<Uuid>,
    /// Clause numbers of the edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clauses: Option<Vec<String>>,
    /// The procedure concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    pub procedure: Option<String>,
    /// The legal text concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1_000))]
    pub legal_reference: Option<String>,
    /// Grade, where the programme grades.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 40))]
    pub grade: Option<String>,
    /// What is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 8_000))]
    pub requirement: Option<String>,
    /// What was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 8_000))]
    pub observed: Option<String>,
    /// The evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 8_000))]
    pub evidence_statement: Option<String>,
    /// The response it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_id: Option<Uuid>,
    /// An earlier finding of the same unit and clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<Uuid>,
}

impl WriteFinding {
    fn fields(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }
}

/// List findings, the newest first.
#[utoipa::path(get, path = "/findings", tag = "findings", params(FindingQuery),
    responses((status = 200, body = Page<FindingView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(caller: Caller, State(app): State<AppState>, Query(query): Query<FindingQuery>) -> Result<Json<Page<FindingView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let wanted =
        Wanted { inspection: query.inspection, within: query.within, grade: query.grade, status: query.status, ..Wanted::default() };
    let rows = store::list(app.read(), &caller, &wanted, page.after()?, limit).await?;
    let page = Page::of(rows, limit, |row| row.id);
    Ok(Json(Page { items: views::of_rows(app.read(), &caller, page.items).await?, next: page.next }))
}

/// Draft a finding.
#[utoipa::path(post, path = "/inspections/{id}/findings", tag = "findings", request_body = WriteFinding,
    params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 201, body = FindingView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn draft(
    caller: Caller,
    State(app): State<AppState>,
    Path(inspection_id): Path<Uuid>,
    Valid(input): Valid<WriteFinding>,
) -> Result<Created<FindingView>, Problem> {
    let tx = app.begin(&caller).await?;
    let inspection = inspections::recordable(&tx, &caller, inspection_id).await?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if store::exists(tx.db(), id).await? {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "finding").param("key", id));
    }
    let author = resolution::all_seeing(&tx, inspection_id, caller.user.id, caller.device.id).await?;
    service::put(&tx, &inspection, &Edit { id, fields: input.fields(), author }).await?;
    let row = store::finding(tx.db(), &caller, id).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row).await?);
    tx.commit().await?;
    Ok(Created(version, view))
}

/// Read one finding.
#[utoipa::path(get, path = "/findings/{id}", tag = "findings", params(("id" = Uuid, Path, description = "The finding")),
    responses((status = 200, body = FindingView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<FindingView>, Problem> {
    let row = store::finding(app.read(), &caller, id).await?;
    Ok(Versioned(row.version, views::one(app.read(), &caller, row).await?))
}

/// Change a draft.
#[utoipa::path(patch, path = "/findings/{id}", tag = "findings", request_body = WriteFinding,
    params(("id" = Uuid, Path, description = "The finding"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = FindingView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn edit(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<WriteFinding>,
) -> Result<Versioned<FindingView>, Problem> {
    let tx = app.begin(&caller).await?;
    let inspection_id = store::finding(tx.db(), &caller, id).await?.inspection_id;
    let inspection = inspections::recordable(&tx, &caller, inspection_id).await?;
    // Read again under the lock of the inspection's stream.
    let before = store::finding(tx.db(), &caller, id).await?;
    version::require(seen, before.version)?;
    let author = resolution::all_seeing(&tx, inspection_id, caller.user.id, caller.device.id).await?;
    service::put(&tx, &inspection, &Edit { id, fields: input.fields(), author }).await?;
    let row = store::finding(tx.db(), &caller, id).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}
