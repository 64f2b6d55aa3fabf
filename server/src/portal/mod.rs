//! The portal: pages made on the server over the same services as the API. It holds no rule of its own and needs no script.
//!
//! Each room is a folder: `http.rs` (routes and handlers), `page.rs` (what its templates show), `waiting.rs` (what it puts on the
//! first page). Templates are in `server/templates/portal`, words in `text`, what surrounds every page in `frame`.

pub mod account;
pub mod committee;
pub mod corrective_actions;
pub mod dashboard;
pub mod devices;
pub mod findings;
pub mod format;
pub mod frame;
pub mod home;
pub mod inbox;
pub mod inspections;
pub mod notices;
pub mod organisations;
pub mod people;
pub mod planning;
pub mod programmes;
pub mod reports;
pub mod sign_in;
pub mod text;

use axum::Router;
use axum::http::Uri;
use axum::routing::get;

use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// All pages; the frame goes around them.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(sign_in::http::router())
        .merge(account::http::router())
        .merge(home::http::router())
        .merge(notices::http::router())
        .merge(devices::http::router())
        .merge(inspections::http::router())
        .merge(planning::http::router())
        .merge(findings::http::router())
        .merge(corrective_actions::http::router())
        .merge(reports::http::router())
        .merge(committee::http::router())
        .merge(dashboard::http::router())
        .merge(programmes::http::router())
        .merge(inbox::http::router())
        .merge(organisations::http::router())
        .merge(people::http::router())
        .fallback(no_such_page)
        .method_not_allowed_fallback(no_such_page)
}

/// The pages that carry files, in or out, which take as long as they take.
pub fn long_routes() -> Router<AppState> {
    corrective_actions::http::long_router().merge(inspections::http::long_router())
}

/// What pages load; it needs no session.
pub fn assets() -> Router<AppState> {
    Router::new().route("/assets/{name}", get(frame::assets::asset)).route("/favicon.ico", get(frame::assets::icon))
}

/// Any other address: a page that is not there, or an operation that is not.
async fn no_such_page(uri: Uri) -> Problem {
    if uri.path().starts_with("/api/") { Problem::of(&catalogue::NO_SUCH_OPERATION) } else { Problem::of(&catalogue::NO_SUCH_PAGE) }
}
