//! `/account`.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use crate::access::caller::Caller;
use crate::access::service;
use crate::app::AppState;
use crate::kernel::catalogue::field;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Lang;
use crate::portal::devices::page::{self, DeviceRow};
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Account, People, named};
use crate::sync::parked;
use crate::{organisations, people};

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/account", get(show)).route("/account/password", post(change_password))
}

#[derive(Template)]
#[template(path = "portal/account/page.html")]
struct AccountPage<'a> {
    shell: Shell,
    t: &'static Account,
    t_devices: &'static People,
    t_this: &'static str,
    filled: &'a Filled,
    name: String,
    username: String,
    position: String,
    employer: String,
    roles: Vec<(&'static str, String)>,
    devices: Vec<DeviceRow>,
    shows_owner: bool,
    back: &'static str,
}

async fn show(visit: Visit, caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, filled: &Filled) -> Result<Response, Problem> {
    let t = Account::of(visit.lang);
    let places: Vec<_> = caller.grants.iter().map(|grant| grant.organisation_id).chain([caller.user.organisation_id]).collect();
    let places = organisations::store::by_ids(app.read(), &places).await?;
    let place = |id| places.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let devices = people::store::devices_of(app.read(), caller.user.id).await?;
    let parked = parked::open_counts(app.read(), devices.iter().map(|row| row.id)).await?;
    let page = AccountPage {
        shell: Shell::new(visit, t.title),
        t,
        t_devices: People::of(visit.lang),
        t_this: t.this_browser,
        filled,
        name: caller.user.display_name.clone(),
        username: caller.user.username.clone(),
        position: caller.user.title.clone(),
        employer: place(caller.user.organisation_id),
        roles: caller.grants.iter().map(|grant| (named::role(grant.role).get(visit.lang), place(grant.organisation_id))).collect(),
        devices: page::rows(visit, devices, &HashMap::new(), &parked),
        shows_owner: false,
        back: "/account",
    };
    shell::html(visit, &page)
}

async fn change_password(visit: Visit, caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let done = change(&app, &caller, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, &filled).await).await
}

async fn change(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Response, Problem> {
    let t = (Account::of(Lang::Vi), Account::of(Lang::En));
    let mut flaws = Vec::new();
    for name in ["old_password", "new_password", "new_password_again"].into_iter().filter(|name| posted.raw(name).is_empty()) {
        flaws.push(FieldError::of(&field::MISSING, format!("/{name}"), &[("name", name)]));
    }
    if posted.raw("new_password") != posted.raw("new_password_again") {
        flaws.push(FieldError::words("passwords-differ", "/new_password_again", t.0.passwords_differ, t.1.passwords_differ));
    }
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    let (old, new) = (posted.raw("old_password").to_owned(), posted.raw("new_password").to_owned());
    service::change_password(app, caller, old, new).await.map_err(|problem| match problem.code() {
        "sign-in-refused" => {
            Problem::invalid(vec![FieldError::words("wrong-password", "/old_password", t.0.wrong_old_password, t.1.wrong_old_password)])
        }
        _ => problem,
    })?;
    Ok(links::done("/account", Done::password_changed))
}
