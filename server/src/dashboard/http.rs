//! `/dashboard`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::store::{self, Asked};
use super::views::DashboardView;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::Query;
use crate::kernel::problem::{Problem, ProblemBody};
use crate::organisations::units::Units;

/// The operations of this capability.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read))
}

/// What is counted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DashboardQuery {
    /// Units at or below this organisation.
    pub within: Option<Uuid>,
    /// First day of the period.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<LocalDate>,
    /// Last day of the period.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<LocalDate>,
    /// Units of this kind.
    pub kind: Option<String>,
    /// Units of this level.
    pub level: Option<String>,
    /// Findings and requests about this clause.
    pub clause: Option<String>,
}

/// Count what the caller may read: the plan against what was done, findings, corrective actions.
#[utoipa::path(get, path = "/dashboard", tag = "committees", params(DashboardQuery),
    responses((status = 200, body = DashboardView), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
async fn read(caller: Caller, State(app): State<AppState>, Query(query): Query<DashboardQuery>) -> Result<Json<DashboardView>, Problem> {
    let asked = Asked {
        units: Units { within: query.within, kind: query.kind, level: query.level },
        from: query.from,
        to: query.to,
        clause: query.clause,
    };
    Ok(Json(store::count(app.read(), &caller, &asked, app.now()).await?))
}
