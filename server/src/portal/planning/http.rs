//! `/inspections/new`, `/inspections/{id}/plan`, `/inspections/{id}/team`.

use axum::Router;
use axum::routing::get;

use super::{edit, new, team};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/inspections/new", get(new::show).post(new::plan))
        .route("/inspections/{id}/plan", get(edit::show).post(edit::save))
        .route("/inspections/{id}/team", get(team::show).post(team::save))
}
