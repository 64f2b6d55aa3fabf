//! `/devices`.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use uuid::Uuid;

use super::page::{self, DeviceRow};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::people::{service, store};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Account, People};
use crate::sync::parked;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/devices", get(list)).route("/devices/{id}/revoke", post(revoke))
}

#[derive(Template)]
#[template(path = "portal/devices/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static People,
    devices: Vec<DeviceRow>,
    shows_owner: bool,
    back: &'static str,
    this_browser: &'static str,
    next: Option<String>,
}

async fn list(visit: Visit, caller: Caller, State(app): State<AppState>, Query(query): Query<PageQuery>) -> Result<Response, Problem> {
    let limit = query.limit()?;
    let rows = store::devices(app.read(), &caller, query.after()?, limit).await?;
    let Page { items, next } = Page::of(rows, limit, |row| row.id);
    let owners = store::names(app.read(), items.iter().map(|row| row.user_id)).await?;
    let parked = parked::open_counts(app.read(), items.iter().map(|row| row.id)).await?;
    let t = People::of(visit.lang);
    let page = ListPage {
        shell: Shell::new(&visit, t.devices),
        t,
        devices: page::rows(&visit, items, &owners, &parked),
        shows_owner: visit.may_somewhere(Action::ReadUser),
        back: "/devices",
        this_browser: Account::of(visit.lang).this_browser,
        next: next.map(|next| links::with_query("/devices", &[("after", &next)])),
    };
    shell::html(&visit, &page)
}

async fn revoke(caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>, posted: Posted) -> Result<Response, Problem> {
    let tx = app.begin(&caller).await?;
    service::revoke_device(&tx, &caller, id, posted.version()?).await?;
    tx.commit().await?;
    Ok(links::done(links::own(posted.raw("back")).unwrap_or("/devices"), Done::device_revoked))
}
