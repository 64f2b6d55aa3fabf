//! `/dashboard`.

use axum::Router;
use axum::routing::get;

use super::page;
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/dashboard", get(page::show))
}
