//! `/notices`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::notify::service;
use crate::notify::views::NoticeView;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/notices", get(page::show)).route("/notices/read", post(read_all)).route("/notices/{id}/read", post(read))
}

/// Marks a notice as read, and goes to what it is about when asked to.
async fn read(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let tx = app.begin(&caller).await?;
    let row = service::read(&tx, &caller, id).await?;
    tx.commit().await?;
    let about = NoticeView::of(row, visit.lang).path.filter(|_| posted.raw("go") == "record");
    Ok(about.map_or_else(|| links::done("/notices", Done::notice_read), |path| links::see(&path)))
}

/// Marks everything as read that was there when the page was shown.
async fn read_all(caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let newest = posted.id("newest").ok_or_else(Problem::not_found)?;
    let tx = app.begin(&caller).await?;
    service::read_until(&tx, &caller, newest).await?;
    tx.commit().await?;
    Ok(links::done("/notices", Done::notices_read))
}
