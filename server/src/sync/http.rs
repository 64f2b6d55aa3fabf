//! `/sync/pull` and `/sync/push`.

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::cursor::Cursor;
use super::health::{self, Outbox, Said};
use super::{ndjson, poll, pull, push, receipt, schema};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue::field;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::extract::{Body, flatten, valid};
use crate::kernel::json_input;
use crate::kernel::problem::{Problem, ProblemBody};

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(pull_changes))
        .routes(routes!(push_ops))
        .merge(super::http_proof::router())
        .merge(super::http_inbox::router())
        .merge(super::http_events::router())
}

/// A pull.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PullRequest {
    /// The cursor of the last pull; none for the first.
    #[validate(length(max = 100_000))]
    pub cursor: Option<String>,
    /// Records wanted, 1 to 5,000; 500 unless given.
    #[validate(range(min = 1, max = 5_000))]
    pub limit: Option<u64>,
    /// The device, as the sign-in named it.
    pub device_id: Uuid,
    /// Number of the record schema that the client knows; 1 now.
    #[serde(default)]
    #[expect(dead_code, reason = "judged before the body is read")]
    schema: Option<u64>,
    /// Names of streams to be told again from their beginning, whatever the cursor says.
    #[validate(length(max = 200))]
    #[serde(default)]
    pub again: Vec<String>,
    /// Version of the app.
    #[validate(length(min = 1, max = 60))]
    pub app_version: Option<String>,
    /// What waits on the device.
    #[validate(nested)]
    pub outbox: Option<Outbox>,
}

/// A page of changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PullAnswer {
    /// `{stream, collection, id, change, deleted, record}`.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Value>,
    /// Streams to let go of.
    pub streams_removed: Vec<String>,
    /// Give it at the next pull.
    pub cursor: String,
    /// There is more now.
    pub has_more: bool,
    /// Operations of this device that are parked.
    pub pending_ops: u64,
    /// Seconds after which to ask again when there is nothing to do.
    pub next_poll_s: u32,
    /// The time of the server.
    pub server_time: Instant,
}

/// A JSON body of an exchange: its `schema` is judged before anything else of it is read.
#[derive(Clone, Debug)]
pub struct Exchange<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest<AppState> for Exchange<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Problem> {
        let Body(bytes) = Body::from_request(request, app).await?;
        let body = json_input::parse_uncleaned(&bytes)?;
        schema::require(&body, &app.now().local_date(DEFAULT_ZONE))?;
        valid(body).map(Self)
    }
}

/// Refuses a request in the name of another device than that of the token.
///
/// # Errors
/// `invalid-body` at `/device_id`.
pub(super) fn require_own_device(caller: &Caller, named: Uuid) -> Result<(), Problem> {
    if caller.device.id == named {
        Ok(())
    } else {
        Err(Problem::invalid_field(&field::FORMAT, "/device_id", &[("expected", &caller.device.id.to_string())]))
    }
}

/// What changed since the cursor. With `Accept: application/x-ndjson` the changes come a line each, then a line with the rest.
#[utoipa::path(post, path = "/sync/pull", tag = "sync", request_body = PullRequest,
    responses((status = 200, body = PullAnswer), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 422, body = ProblemBody), (status = 426, body = ProblemBody)))]
async fn pull_changes(
    caller: Caller,
    State(app): State<AppState>,
    headers: HeaderMap,
    Exchange(input): Exchange<PullRequest>,
) -> Result<Response, Problem> {
    require_own_device(&caller, input.device_id)?;
    let mut cursor = input.cursor.as_deref().map(Cursor::decode).transpose()?.unwrap_or_default();
    pull::forget(app.read(), &caller, &mut cursor, input.again).await?;
    let limit = input.limit.unwrap_or(pull::DEFAULT_LIMIT);
    let said = Said { app_version: input.app_version, outbox: input.outbox, time: None };
    if health::is_worth_noting(&caller.device, &said, app.now()) {
        let tx = app.begin(&caller).await?;
        health::note_pull(tx.db(), caller.device.id, &said, tx.now()).await?;
        tx.commit().await?;
    }
    if headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("application/x-ndjson")) {
        return Ok(ndjson::stream(app, caller, cursor, limit).into_response());
    }
    let page = pull::page(app.read(), &caller, cursor, limit, app.now()).await?;
    let next_poll_s = poll::seconds(app.read(), &caller, page.quiet_ms, app.settings(), app.now()).await?;
    Ok(Json(PullAnswer {
        changes: page.changes,
        streams_removed: page.streams_removed,
        cursor: page.cursor.encode(),
        has_more: page.has_more,
        pending_ops: page.pending_ops,
        next_poll_s,
        server_time: app.now(),
    })
    .into_response())
}

/// A push.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PushRequest {
    /// The device, as the sign-in named it.
    pub device_id: Uuid,
    /// Its clock now: a claim, from which the offset is computed.
    pub device_time: Instant,
    /// Number of the record schema that the client knows; 1 now.
    #[serde(default)]
    #[expect(dead_code, reason = "judged before the body is read")]
    schema: Option<u64>,
    /// Version of the app.
    #[validate(length(min = 1, max = 60))]
    pub app_version: Option<String>,
    /// What waits on the device, these operations included.
    #[validate(nested)]
    pub outbox: Option<Outbox>,
    /// At most 1,000 operations.
    #[schema(value_type = Vec<Object>)]
    pub ops: Vec<Value>,
}

/// The answers, in the order of the operations.
#[derive(Debug, Serialize, ToSchema)]
pub struct PushAnswer {
    /// `{op_id, status, …}` for each operation.
    #[schema(value_type = Vec<Object>)]
    pub outcomes: Vec<Value>,
    /// What the server now holds of the inspections that the push is about: JWS in its compact form, signed with a key of
    /// `/.well-known/jwks.json`; its `typ` is `soat-receipt`.
    pub receipt: String,
    /// The time of the server.
    pub server_time: Instant,
}

/// Reads a push; its operations stay as they came, to be judged one by one.
fn read_push(bytes: &[u8], today: &LocalDate) -> Result<PushRequest, Problem> {
    let mut body = json_input::parse_uncleaned(bytes)?;
    schema::require(&body, today)?;
    let ops = body.get_mut("ops").filter(|ops| ops.is_array()).map(|ops| std::mem::replace(ops, Value::Array(Vec::new())));
    let mut input: PushRequest = json_input::read(json_input::cleaned(body)?)?;
    input.validate().map_err(|errors| Problem::invalid(flatten(&errors, "")))?;
    if let Some(Value::Array(ops)) = ops {
        input.ops = ops;
    }
    Ok(input)
}

/// Operations from a device; each gets an outcome, and the same one when it comes again.
#[utoipa::path(post, path = "/sync/push", tag = "sync", request_body = PushRequest,
    responses((status = 200, body = PushAnswer), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 413, body = ProblemBody), (status = 422, body = ProblemBody), (status = 426, body = ProblemBody)))]
async fn push_ops(caller: Caller, State(app): State<AppState>, Body(bytes): Body) -> Result<Json<PushAnswer>, Problem> {
    let input = read_push(&bytes, &app.now().local_date(DEFAULT_ZONE))?;
    require_own_device(&caller, input.device_id)?;
    if input.ops.len() > push::MAX_OPS {
        return Err(Problem::invalid_field(&field::LENGTH, "/ops", &[("min", "0"), ("max", &push::MAX_OPS.to_string())]));
    }
    let tx = app.begin(&caller).await?;
    let said = Said { app_version: input.app_version, outbox: input.outbox, time: Some(input.device_time) };
    let pushed = push::push(&tx, &caller, &said, input.ops, app.settings().evidence_limit_mib).await?;
    let receipt = receipt::of_push(&tx, app.held(), &caller, &pushed.inspections).await?;
    let server_time = tx.now();
    tx.commit().await?;
    Ok(Json(PushAnswer { outcomes: pushed.outcomes, receipt: receipt.issue(&app, &caller)?, server_time }))
}
