//! `/`.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::card::{self, Card};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{self, Home, named};
use crate::portal::{corrective_actions, devices, findings, inbox, inspections, programmes, reports};

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/", get(show))
}

#[derive(Template)]
#[template(path = "portal/home/page.html")]
struct HomePage {
    shell: Shell,
    t: &'static Home,
    greeting: String,
    cards: Vec<Card>,
    roles: Vec<(&'static str, String)>,
}

async fn show(visit: Visit, caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    let t = Home::of(visit.lang);
    let places: Vec<_> = caller.grants.iter().map(|grant| grant.organisation_id).collect();
    let places = organisations::store::by_ids(app.read(), &places).await?;
    let place = |id| places.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let page = HomePage {
        shell: Shell::new(&visit, t.title),
        t,
        greeting: text::fill(t.greeting, &[&caller.user.display_name]),
        cards: cards(&app, &visit, &caller).await?,
        roles: caller.grants.iter().map(|grant| (named::role(grant.role).get(visit.lang), place(grant.organisation_id))).collect(),
    };
    shell::html(&visit, &page)
}

/// What the rooms put on this page, the most pressing first.
async fn cards(app: &AppState, visit: &Visit, caller: &Caller) -> Result<Vec<Card>, Problem> {
    let db = app.read();
    let mut cards = inbox::waiting::cards(db, visit, caller).await?;
    cards.extend(inspections::waiting::cards(db, visit, caller).await?);
    cards.extend(corrective_actions::waiting::cards(db, visit, caller).await?);
    cards.extend(findings::waiting::cards(db, visit, caller).await?);
    cards.extend(reports::waiting::cards(app, visit, caller).await?);
    cards.extend(programmes::waiting::cards(db, visit, caller).await?);
    cards.extend(devices::waiting::cards(db, visit, caller).await?);
    card::sort(&mut cards);
    Ok(cards)
}
