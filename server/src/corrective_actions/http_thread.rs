//! Extensions and messages of a request, delegations of closing, and what becomes of a finding by hand: its requests have a say.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::delegations::{self, DelegationView, NewDelegation};
use super::extension_lifecycle::Event;
use super::extensions::{self, AskExtension};
use super::messages::{self, MessageView, NewMessage};
use super::service;
use super::views::{self, CarView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::findings;
use crate::findings::http_events::FindingParticulars;
use crate::findings::views::FindingView;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};

/// The operations.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ask))
        .routes(routes!(grant))
        .routes(routes!(refuse))
        .routes(routes!(list_messages, write_message))
        .routes(routes!(list_delegations, delegate))
        .routes(routes!(end_delegation))
        .routes(routes!(close_finding))
        .routes(routes!(withdraw_finding))
}

/// Ask for another due day of whatever the request waits for.
#[utoipa::path(post, path = "/corrective-action-requests/{id}/extensions", tag = "corrective actions", request_body = AskExtension,
    params(("id" = Uuid, Path, description = "The request"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn ask(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<AskExtension>,
) -> Result<Versioned<CarView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = extensions::ask(&tx, &caller, id, seen, input).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Close a finding by hand, with a conclusion: refused while any of its corrective action requests is open.
#[utoipa::path(post, path = "/findings/{id}/close", tag = "findings", request_body = FindingParticulars,
    params(("id" = Uuid, Path, description = "The finding"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = FindingView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn close_finding(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<FindingParticulars>,
) -> Result<Versioned<FindingView>, Problem> {
    finding_moved(&app, &caller, id, seen, findings::lifecycle::Event::Close, input.reason).await
}

/// Withdraw a finding: the team a draft, the lead a recorded one during the visit, the committee a disputed one. Refused while
/// any of its corrective action requests is open.
#[utoipa::path(post, path = "/findings/{id}/withdraw", tag = "findings", request_body = FindingParticulars,
    params(("id" = Uuid, Path, description = "The finding"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = FindingView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn withdraw_finding(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<FindingParticulars>,
) -> Result<Versioned<FindingView>, Problem> {
    finding_moved(&app, &caller, id, seen, findings::lifecycle::Event::Withdraw, input.reason).await
}

async fn finding_moved(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    event: findings::lifecycle::Event,
    reason: Option<String>,
) -> Result<Versioned<FindingView>, Problem> {
    let tx = app.begin(caller).await?;
    let row = service::take_finding(&tx, caller, id, seen, event, reason).await?;
    let (version, view) = (row.version, findings::views::one(tx.db(), caller, row).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// The words of a decision.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExtensionDecision)]
pub struct Words {
    /// Why.
    #[validate(length(min = 1, max = 4_000))]
    pub reason: String,
}

async fn decided(
    app: &AppState,
    caller: &Caller,
    place: (Uuid, i32),
    seen: i64,
    event: Event,
    words: &str,
) -> Result<Versioned<CarView>, Problem> {
    let tx = app.begin(caller).await?;
    let row = extensions::decide(&tx, caller, place, seen, event, words).await?;
    let (version, view) = (row.version, views::one(tx.db(), caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Grant an extension.
#[utoipa::path(post, path = "/corrective-action-requests/{id}/extensions/{n}/grant", tag = "corrective actions", request_body = Words,
    params(("id" = Uuid, Path, description = "The request"), ("n" = i32, Path, description = "Place of the extension"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn grant(
    caller: Caller,
    State(app): State<AppState>,
    Path(place): Path<(Uuid, i32)>,
    IfMatch(seen): IfMatch,
    Valid(words): Valid<Words>,
) -> Result<Versioned<CarView>, Problem> {
    decided(&app, &caller, place, seen, Event::Grant, &words.reason).await
}

/// Refuse an extension.
#[utoipa::path(post, path = "/corrective-action-requests/{id}/extensions/{n}/refuse", tag = "corrective actions", request_body = Words,
    params(("id" = Uuid, Path, description = "The request"), ("n" = i32, Path, description = "Place of the extension"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn refuse(
    caller: Caller,
    State(app): State<AppState>,
    Path(place): Path<(Uuid, i32)>,
    IfMatch(seen): IfMatch,
    Valid(words): Valid<Words>,
) -> Result<Versioned<CarView>, Problem> {
    decided(&app, &caller, place, seen, Event::Refuse, &words.reason).await
}

/// Which part of a conversation.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageQuery {
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// List the messages about a request, the oldest first.
#[utoipa::path(get, path = "/corrective-action-requests/{id}/messages", tag = "corrective actions",
    params(("id" = Uuid, Path, description = "The request"), MessageQuery),
    responses((status = 200, body = Page<MessageView>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list_messages(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<MessageQuery>,
) -> Result<Json<Page<MessageView>>, Problem> {
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = messages::list(app.read(), &caller, id, page.after()?, limit, app.now()).await?;
    Ok(Json(Page::of(rows, limit, |row| row.id).map(MessageView::from)))
}

/// Write a message about a request.
#[utoipa::path(post, path = "/corrective-action-requests/{id}/messages", tag = "corrective actions", request_body = NewMessage,
    params(("id" = Uuid, Path, description = "The request")),
    responses((status = 200, body = MessageView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn write_message(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(input): Valid<NewMessage>,
) -> Result<Json<MessageView>, Problem> {
    let tx = app.begin(&caller).await?;
    let message = messages::write(&tx, &caller, id, input).await?;
    tx.commit().await?;
    Ok(Json(message.into()))
}

/// List the delegations that concern the caller.
#[utoipa::path(get, path = "/delegations", tag = "corrective actions",
    responses((status = 200, body = Vec<DelegationView>), (status = 401, body = ProblemBody)))]
async fn list_delegations(caller: Caller, State(app): State<AppState>) -> Result<Json<Vec<DelegationView>>, Problem> {
    Ok(Json(delegations::list(app.read(), &caller).await?.into_iter().map(DelegationView::from).collect()))
}

/// Let a member of the committee close requests, for a time.
#[utoipa::path(post, path = "/delegations", tag = "corrective actions", request_body = NewDelegation,
    responses((status = 201, body = DelegationView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn delegate(
    caller: Caller,
    State(app): State<AppState>,
    Valid(input): Valid<NewDelegation>,
) -> Result<Created<DelegationView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = delegations::delegate(&tx, &caller, input).await?;
    tx.commit().await?;
    Ok(Created(row.version, row.into()))
}

/// End a delegation before its time.
#[utoipa::path(delete, path = "/delegations/{id}", tag = "corrective actions",
    params(("id" = Uuid, Path, description = "The delegation"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = DelegationView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn end_delegation(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
) -> Result<Versioned<DelegationView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = delegations::end(&tx, &caller, id, seen).await?;
    tx.commit().await?;
    Ok(Versioned(row.version, row.into()))
}
