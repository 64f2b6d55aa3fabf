//! `/findings`.

use axum::Router;
use axum::routing::{get, post};

use super::{deeds, list, page};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/findings", get(list::show))
        .route("/findings.csv", get(list::csv))
        .route("/findings/{id}", get(page::show))
        .route("/findings/{id}/{event}", post(deeds::take))
}
