//! `/people`, `/grants`.

use axum::Router;
use axum::routing::{get, post};

use super::{edit, list, page, roles};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/people", get(list::show))
        .route("/people/new", get(edit::show_new).post(edit::create))
        .route("/people/{id}", get(page::show))
        .route("/people/{id}/edit", get(edit::show).post(edit::save))
        .route("/people/{id}/grants", post(roles::give))
        .route("/people/{id}/grants/{grant}/end", post(roles::end))
}
