//! `/committee`, `/delegations`.

use axum::Router;
use axum::routing::{get, post};

use super::{delegations, page};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/committee", get(page::show))
        .route("/delegations", get(delegations::show).post(delegations::give))
        .route("/delegations/{id}/end", post(delegations::end))
}
