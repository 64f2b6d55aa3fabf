//! `/findings`.

use axum::Router;
use axum::routing::get;

use super::{list, page};
use crate::app::AppState;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/findings", get(list::show)).route("/findings.csv", get(list::csv)).route("/findings/{id}", get(page::show))
}
