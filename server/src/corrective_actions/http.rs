//! `/corrective-action-requests`: issue, list, read; and the decisions of office, team and committee.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::entity::request::Status;
use super::follow_up::{self, NewFollowUp};
use super::issuing::{self, NewCar};
use super::lifecycle::Event;
use super::service::{self, Particulars};
use super::store::{self, Wanted, today};
use super::views::{self, CarDetailView, CarView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::entity::inspection::Form;
use crate::inspections::views::InspectionView;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::extract::{IfMatch, Path, Query, Valid};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::{Created, Versioned};
use crate::organisations::units::Units;

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, issue))
        .routes(routes!(issue_all))
        .routes(routes!(plan_follow_up))
        .routes(routes!(read))
        .routes(routes!(uphold))
        .routes(routes!(withdraw))
        .routes(routes!(accept_plan))
        .routes(routes!(return_plan))
        .routes(routes!(verify))
        .routes(routes!(return_implementation))
        .routes(routes!(confirm_effective))
        .routes(routes!(find_ineffective))
        .routes(routes!(close))
        .routes(routes!(cancel))
        .merge(super::http_answers::router())
        .merge(super::http_thread::router())
}

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CarQuery {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of units at or below this organisation.
    pub within: Option<Uuid>,
    /// In this status.
    pub status: Option<Status>,
    /// Still open, or not.
    pub open: Option<bool>,
    /// Past the day that counts now.
    #[serde(default)]
    pub overdue: bool,
    /// With an extension that waits for a decision.
    #[serde(default)]
    pub extension_asked: bool,
    /// About this clause.
    pub clause: Option<String>,
    /// Of this grade.
    pub grade: Option<String>,
    /// With these words in the unit's name or the number.
    pub q: Option<String>,
    /// Issued on or after.
    #[param(value_type = Option<String>)]
    pub issued_from: Option<Instant>,
    /// Issued before.
    #[param(value_type = Option<String>)]
    pub issued_to: Option<Instant>,
    /// `-id` (the newest first) unless given, or `due_on` (those that are due first come first).
    pub sort: Option<String>,
    /// Rows wanted, 1 to 500; 50 unless given.
    pub limit: Option<u64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl CarQuery {
    fn wanted(&self, now: Instant) -> Result<Wanted, Problem> {
        let by_due_day = match self.sort.as_deref() {
            None | Some("-id") => false,
            Some("due_on") => true,
            Some(_) => return Err(Problem::of(&catalogue::INVALID_PARAMETER).param("name", "sort").param("expected", "-id | due_on")),
        };
        Ok(Wanted {
            inspection: self.inspection,
            within: self.within,
            statuses: self.status.into_iter().collect(),
            open: self.open,
            clause: self.clause.clone(),
            grade: self.grade.clone(),
            q: self.q.clone(),
            units: Units::default(),
            overdue_on: self.overdue.then(|| today(now)),
            issued_from: self.issued_from,
            issued_to: self.issued_to,
            extension_asked: self.extension_asked,
            by_due_day,
            ..Wanted::default()
        })
    }
}

/// List corrective action requests.
#[utoipa::path(get, path = "/corrective-action-requests", tag = "corrective actions", params(CarQuery),
    responses((status = 200, body = Page<CarView>), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn list(caller: Caller, State(app): State<AppState>, Query(query): Query<CarQuery>) -> Result<Json<Page<CarView>>, Problem> {
    let (db, now) = (app.read(), app.now());
    let wanted = query.wanted(now)?;
    let page = PageQuery { limit: query.limit, after: query.after };
    let limit = page.limit()?;
    let rows = store::list(db, &caller, &wanted, page.after()?, limit, now).await?;
    let page = Page::of(rows, limit, store::place_of);
    Ok(Json(Page { items: views::of_rows(db, &caller, page.items, now).await?, next: page.next }))
}

/// Issue a request for one or several findings of a unit.
#[utoipa::path(post, path = "/corrective-action-requests", tag = "corrective actions", request_body = NewCar,
    responses((status = 201, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn issue(caller: Caller, State(app): State<AppState>, Valid(input): Valid<NewCar>) -> Result<Created<CarView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = issuing::issue(&tx, &app, &caller, input).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Created(version, view))
}

/// Nothing to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NothingToSay)]
pub struct Nothing {}

/// Issue a request for every nonconformity of an inspection that has none.
#[utoipa::path(post, path = "/inspections/{id}/corrective-action-requests", tag = "corrective actions", request_body = Nothing,
    params(("id" = Uuid, Path, description = "The inspection")),
    responses((status = 200, body = Vec<CarView>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn issue_all(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Valid(Nothing {}): Valid<Nothing>,
) -> Result<Json<Vec<CarView>>, Problem> {
    let tx = app.begin(&caller).await?;
    let rows = issuing::issue_all(&tx, &app, &caller, id).await?;
    let views = views::of_rows(tx.db(), &caller, rows, tx.now()).await?;
    tx.commit().await?;
    Ok(Json(views))
}

/// Plan a follow-up inspection whose checklist is made from the open requests of a unit.
#[utoipa::path(post, path = "/corrective-action-requests/follow-ups", tag = "corrective actions", request_body = NewFollowUp,
    responses((status = 201, body = InspectionView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn plan_follow_up(
    caller: Caller,
    State(app): State<AppState>,
    Valid(input): Valid<NewFollowUp>,
) -> Result<Created<InspectionView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = follow_up::plan(&tx, &caller, input).await?;
    let (version, view) = (row.version, crate::inspections::service::view(tx.db(), &caller, row).await?);
    tx.commit().await?;
    Ok(Created(version, view))
}

/// Read one request with its history.
#[utoipa::path(get, path = "/corrective-action-requests/{id}", tag = "corrective actions", params(("id" = Uuid, Path, description = "The request")),
    responses((status = 200, body = CarDetailView), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Versioned<CarDetailView>, Problem> {
    let row = store::request(app.read(), &caller, id, app.now()).await?;
    Ok(Versioned(row.version, views::detail(app.read(), &caller, row, app.now()).await?))
}

/// What may be said with an event.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CarParticulars)]
pub struct Said {
    /// Why, or the words of the judgement.
    #[validate(length(max = 4_000))]
    pub reason: Option<String>,
    /// How it was verified.
    pub method: Option<Form>,
}

/// Takes one event; the two languages of every refusal come from the lifecycle.
pub(super) async fn moved(
    app: &AppState,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    event: Event,
    said: Said,
) -> Result<Versioned<CarView>, Problem> {
    let tx = app.begin(caller).await?;
    let particulars = Particulars { reason: said.reason, method: said.method.map(|form| form.as_str().to_owned()) };
    let row = service::take(&tx, caller, id, Some(seen), event, particulars).await?;
    let (version, view) = (row.version, views::one(tx.db(), caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// Writes the handler of an event: they differ in nothing but the event, its address and its words.
macro_rules! events {
    ($($(#[doc = $doc:literal])+ $name:ident $event:ident $path:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[utoipa::path(post, path = $path, tag = "corrective actions", request_body = Said,
                params(("id" = Uuid, Path, description = "The request"), ("If-Match" = String, Header, description = "ETag seen")),
                responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
            async fn $name(
                caller: Caller,
                State(app): State<AppState>,
                Path(id): Path<Uuid>,
                IfMatch(seen): IfMatch,
                Valid(said): Valid<Said>,
            ) -> Result<Versioned<CarView>, Problem> {
                super::http::moved(&app, &caller, id, seen, Event::$event, said).await
            }
        )+
    };
}
pub(super) use events;

events! {
    /// The committee upholds a disputed request.
    uphold Uphold "/corrective-action-requests/{id}/uphold";
    /// The committee withdraws a disputed request.
    withdraw Withdraw "/corrective-action-requests/{id}/withdraw";
    /// Accept the unit's plan; the time for carrying it out begins.
    accept_plan AcceptPlan "/corrective-action-requests/{id}/accept_plan";
    /// Return the plan with a reason.
    return_plan ReturnPlan "/corrective-action-requests/{id}/return_plan";
    /// Verify the implementation, on site or by file.
    verify Verify "/corrective-action-requests/{id}/verify";
    /// Return the implementation with a reason.
    return_implementation ReturnImplementation "/corrective-action-requests/{id}/return_implementation";
    /// Judge that the measures hold.
    confirm_effective ConfirmEffective "/corrective-action-requests/{id}/confirm_effective";
    /// Judge that they do not hold: a new request is issued in place of this one.
    find_ineffective FindIneffective "/corrective-action-requests/{id}/find_ineffective";
    /// Close the request.
    close Close "/corrective-action-requests/{id}/close";
    /// Cancel the request with a reason.
    cancel Cancel "/corrective-action-requests/{id}/cancel";
}
