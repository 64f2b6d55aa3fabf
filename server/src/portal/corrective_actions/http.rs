//! `/car`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::{deeds, files, follow_up, issuing, list, page, plan_page, progress, thread};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::visit::Visit;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/car", get(list::show))
        .route("/car.csv", get(list::csv))
        .route("/car/follow-up", get(follow_up::show).post(follow_up::plan))
        .route("/car/{id}", get(show))
        .route("/car/{id}/plan", get(plan_page::show).post(plan_page::save))
        .route("/car/{id}/progress", get(progress::show))
        .route("/car/{id}/extensions", post(thread::ask))
        .route("/car/{id}/extensions/{n}/{decision}", post(thread::decide))
        .route("/car/{id}/messages", post(thread::write))
        .route("/car/{id}/{event}", post(deeds::take))
        .route("/evidence/{id}/withdraw", post(files::withdraw))
        .route("/inspections/{id}/requests", post(issuing::issue))
}

/// The forms that carry evidence: they take their time.
pub fn long_router() -> Router<AppState> {
    Router::new().route("/car/{id}/progress", post(progress::save)).route("/car/{id}/files", post(files::bring))
}

async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page::show(&app, &visit, &caller, id, &Filled::default()).await
}
