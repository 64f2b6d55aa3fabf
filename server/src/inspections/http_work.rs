//! `/inspections/{id}/…`: what is recorded during the inspection, one record at a time.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::views::{AttendeeView, ResponseView, SampleView};
use super::{attendees, resolution, responses, samples, service, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::extract::{Body, Path, Valid};
use crate::kernel::json_input;
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{self, Created, Versioned};
use crate::ledger::op::Edit;

/// The operations on recorded work.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_responses))
        .routes(routes!(put_response))
        .routes(routes!(list_samples, add_sample))
        .routes(routes!(list_attendees, add_attendee))
}

/// List the responses of an inspection.
#[utoipa::path(get, path = "/inspections/{id}/responses", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Vec<ResponseView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn list_responses(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Vec<ResponseView>>, Problem> {
    store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    Ok(Json(store::responses(app.read(), id).await?.into_iter().map(ResponseView::from).collect()))
}

/// What is written of a response.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteResponse {
    /// The sample, for an answer about one dossier.
    pub sample_id: Option<Uuid>,
    /// `conforming`, `partly_conforming`, `nonconforming`, `not_applicable` or null.
    #[validate(length(max = 40))]
    pub verdict: Option<String>,
    /// The value, by the kind of the item: a truth value, a number, a date or other text, a list of choices; null when there is none.
    #[schema(value_type = Value, required = false)]
    pub value: Option<Value>,
    /// Remarks.
    #[validate(length(max = 8_000))]
    pub note: Option<String>,
}

/// Answer an item. `If-Match` is needed once there is an answer; a first answer has none to have seen.
#[utoipa::path(put, path = "/inspections/{id}/responses/{item_id}", tag = "inspections", request_body = WriteResponse,
    params(("id" = Uuid, Path, description = "The inspection"), ("item_id" = String, Path, description = "The item of the checklist"),
        ("If-Match" = Option<String>, Header, description = "ETag seen, once there is an answer")),
    responses((status = 200, body = ResponseView), (status = 201, body = ResponseView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn put_response(
    caller: Caller,
    State(app): State<AppState>,
    Path((inspection_id, item_id)): Path<(Uuid, String)>,
    headers: HeaderMap,
    Valid(input): Valid<WriteResponse>,
) -> Result<(StatusCode, Versioned<ResponseView>), Problem> {
    let tx = app.begin(&caller).await?;
    let inspection = service::recordable(&tx, &caller, inspection_id).await?;
    let id = responses::id_of(inspection_id, &item_id, input.sample_id);
    let known = store::response(tx.db(), id).await?;
    if let Some(known) = &known {
        version::require(seen_in(&headers)?, known.version)?;
    }
    let mut fields = Map::new();
    if known.is_none() {
        fields.insert("item_id".to_owned(), Value::String(item_id));
        fields.insert("sample_id".to_owned(), serde_json::json!(input.sample_id));
    }
    fields.insert("verdict".to_owned(), serde_json::json!(input.verdict));
    fields.insert("value".to_owned(), input.value.unwrap_or(Value::Null));
    if let Some(note) = input.note {
        fields.insert("note".to_owned(), Value::String(note));
    }
    let author = resolution::all_seeing(&tx, inspection_id, caller.user.id, caller.device.id).await?;
    responses::put(&tx, &inspection, &Edit { id, fields, author }).await?;
    let row = store::response(tx.db(), id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    let status = if known.is_none() { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Versioned(row.version, row.into())))
}

fn seen_in(headers: &HeaderMap) -> Result<i64, Problem> {
    let header = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let header = header.ok_or_else(|| Problem::of(&catalogue::IF_MATCH_REQUIRED))?;
    let expected = || Problem::of(&catalogue::INVALID_PARAMETER).param("name", "If-Match").param("expected", "\"<version>\"");
    header.trim().trim_matches('"').parse().map_err(|_| expected())
}

/// List the sampled dossiers of an inspection with how they kept their time.
#[utoipa::path(get, path = "/inspections/{id}/samples", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Vec<SampleView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn list_samples(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Vec<SampleView>>, Problem> {
    store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    let today = app.now().local_date(DEFAULT_ZONE);
    Ok(Json(store::samples(app.read(), id).await?.into_iter().map(|row| SampleView::on(row, &today)).collect()))
}

/// Draw a dossier. Fields as in the collection `samples` of the synchronisation, with an optional `id`.
#[utoipa::path(post, path = "/inspections/{id}/samples", tag = "inspections", request_body = Object,
    params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 201, body = SampleView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn add_sample(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Body(bytes): Body,
) -> Result<Created<SampleView>, Problem> {
    let tx = app.begin(&caller).await?;
    let inspection = service::recordable(&tx, &caller, id).await?;
    let (record, fields) = new_record(&app, &bytes)?;
    refuse_known(store::sample(tx.db(), record).await?.is_some(), "sample", record)?;
    let author = resolution::all_seeing(&tx, id, caller.user.id, caller.device.id).await?;
    samples::put(&tx, &inspection, &Edit { id: record, fields, author }).await?;
    let row = store::sample(tx.db(), record).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(Created(row.version, SampleView::on(row, &app.now().local_date(DEFAULT_ZONE))))
}

/// List the attendees of an inspection.
#[utoipa::path(get, path = "/inspections/{id}/attendees", tag = "inspections", params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Vec<AttendeeView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn list_attendees(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Json<Vec<AttendeeView>>, Problem> {
    store::inspection(app.read(), &caller, Action::ReadWork, id).await?;
    Ok(Json(store::attendees(app.read(), id).await?.into_iter().map(AttendeeView::from).collect()))
}

/// Record someone present. Fields as in the collection `attendees` of the synchronisation, with an optional `id`.
#[utoipa::path(post, path = "/inspections/{id}/attendees", tag = "inspections", request_body = Object,
    params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 201, body = AttendeeView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn add_attendee(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Body(bytes): Body,
) -> Result<Created<AttendeeView>, Problem> {
    let tx = app.begin(&caller).await?;
    let inspection = service::recordable(&tx, &caller, id).await?;
    let (record, fields) = new_record(&app, &bytes)?;
    refuse_known(store::attendee(tx.db(), record).await?.is_some(), "attendee", record)?;
    let author = resolution::all_seeing(&tx, id, caller.user.id, caller.device.id).await?;
    attendees::put(&tx, &inspection, &Edit { id: record, fields, author }).await?;
    let row = store::attendee(tx.db(), record).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// The fields of a new record, and its id: the client's when it gives one.
fn new_record(app: &AppState, bytes: &[u8]) -> Result<(Uuid, Map<String, Value>), Problem> {
    let mut fields: Map<String, Value> = json_input::parse_as(bytes)?;
    let id = match fields.remove("id") {
        Some(id) => {
            serde_json::from_value(id).map_err(|_| Problem::invalid_field(&catalogue::field::FORMAT, "/id", &[("expected", "UUID")]))?
        }
        None => app.new_id(),
    };
    Ok((id, fields))
}

fn refuse_known(known: bool, what: &str, id: Uuid) -> Result<(), Problem> {
    if known { Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", what).param("key", id)) } else { Ok(()) }
}
