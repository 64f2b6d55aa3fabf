//! `/reports`.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::{deeds, list, making, page};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::visit::Visit;
use crate::reports::file;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/reports", get(list::show))
        .route("/reports.csv", get(list::csv))
        .route("/reports/{id}", get(show))
        .route("/reports/{id}/file", get(send))
        .route("/reports/{id}/sign", post(deeds::sign))
        .route("/reports/{id}/refuse", post(deeds::refuse))
        .route("/reports/{id}/withdraw", post(deeds::withdraw))
        .route("/inspections/{id}/reports", post(making::of_inspection))
        .route("/car/{id}/reports", post(making::of_car))
}

async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page::show(&app, &visit, &caller, id, &Filled::default()).await
}

async fn send(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Response, Problem> {
    file::send(&app, &caller, id, &headers).await
}
