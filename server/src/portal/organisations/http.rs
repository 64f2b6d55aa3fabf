//! `/organisations`.

use axum::Router;
use axum::routing::get;

use super::{edit, import, list, page, reorganise, tree};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/organisations", get(list::show))
        .route("/organisations.csv", get(list::csv))
        .route("/organisations/tree", get(tree::show))
        .route("/organisations/new", get(edit::show_new).post(edit::create))
        .route("/organisations/{id}", get(page::show))
        .route("/organisations/{id}/edit", get(edit::show).post(edit::save))
        .route("/organisations/{id}/import", get(import::show).post(import::send))
        .route("/organisations/{id}/reorganise", get(reorganise::show).post(reorganise::send))
}
