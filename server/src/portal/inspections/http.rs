//! `/inspections`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::{answers, deeds, evidence, list, page, piece, redact};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::visit::Visit;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/inspections", get(list::show))
        .route("/inspections.csv", get(list::csv))
        .route("/inspections/{id}", get(show))
        .route("/inspections/{id}/answers", get(answers::show))
        .route("/inspections/{id}/evidence", get(evidence::gallery))
        .route("/inspections/{id}/number", post(deeds::set_number))
        .route("/inspections/{id}/{event}", post(deeds::take))
        .route("/evidence/{id}", get(piece::show))
        .route("/evidence/{id}/redact", get(redact::show).post(redact::save))
        .route("/evidence/{id}/{size}", get(piece::bytes))
}

/// The pages of this room whose answers take as long as they take.
pub fn long_router() -> Router<AppState> {
    Router::new().route("/inspections/{id}/evidence.zip", get(evidence::archive))
}

async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page::show(&app, &visit, &caller, id, &Filled::default()).await
}
