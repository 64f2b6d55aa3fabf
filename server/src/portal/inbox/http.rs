//! `/conflicts`, `/parked`.

use axum::Router;
use axum::routing::{get, post};

use super::{conflicts, parked};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/conflicts", get(conflicts::show))
        .route("/conflicts/{id}/resolve", post(conflicts::settle))
        .route("/parked", get(parked::show))
        .route("/parked/{id}/{decision}", post(parked::decide))
}
