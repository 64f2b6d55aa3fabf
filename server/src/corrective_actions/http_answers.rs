//! `/corrective-action-requests`: what the unit answers.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use validator::Validate;

use super::http::{Said, events};
use super::lifecycle::Event;
use super::plan::{WritePlan, WriteProgress};
use super::planning;
use super::views::{self, CarView};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{IfMatch, Path, Valid};
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::version::Versioned;

/// The operations of the unit.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(acknowledge))
        .routes(routes!(dispute))
        .routes(routes!(write_plan))
        .routes(routes!(approve_plan))
        .routes(routes!(submit_plan))
        .routes(routes!(write_progress))
        .routes(routes!(submit_implementation))
}

events! {
    /// Acknowledge the request.
    acknowledge Acknowledge "/corrective-action-requests/{id}/acknowledge";
    /// Dispute the request with a reason: the committee decides.
    dispute Dispute "/corrective-action-requests/{id}/dispute";
    /// Approve the plan as it stands.
    approve_plan ApprovePlan "/corrective-action-requests/{id}/approve_plan";
    /// Send the plan.
    submit_plan SubmitPlan "/corrective-action-requests/{id}/submit_plan";
    /// Send what was done.
    submit_implementation SubmitImplementation "/corrective-action-requests/{id}/submit_implementation";
}

/// Save parts of the plan; an approval given before has to be given again.
#[utoipa::path(patch, path = "/corrective-action-requests/{id}/plan", tag = "corrective actions", request_body = WritePlan,
    params(("id" = Uuid, Path, description = "The request"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn write_plan(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<WritePlan>,
) -> Result<Versioned<CarView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = planning::write_plan(&tx, &caller, id, seen, input).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}

/// What was done.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CarProgress)]
pub struct Progress {
    /// Of which actions.
    #[validate(length(min = 1, max = 50), nested)]
    pub actions: Vec<WriteProgress>,
}

/// Save what was done of the actions.
#[utoipa::path(patch, path = "/corrective-action-requests/{id}/progress", tag = "corrective actions", request_body = Progress,
    params(("id" = Uuid, Path, description = "The request"), ("If-Match" = String, Header, description = "ETag seen")),
    responses((status = 200, body = CarView), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody), (status = 412, body = ProblemBody), (status = 422, body = ProblemBody), (status = 428, body = ProblemBody)))]
async fn write_progress(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    IfMatch(seen): IfMatch,
    Valid(input): Valid<Progress>,
) -> Result<Versioned<CarView>, Problem> {
    let tx = app.begin(&caller).await?;
    let row = planning::write_progress(&tx, &caller, id, seen, input.actions).await?;
    let (version, view) = (row.version, views::one(tx.db(), &caller, row, tx.now()).await?);
    tx.commit().await?;
    Ok(Versioned(version, view))
}
