//! The list of people.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::entity::user;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::people::store;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::People;

/// People of a page.
const ROWS: u64 = 50;

/// Which people.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    within: Option<Uuid>,
    after: Option<String>,
}

/// A person as a row.
struct Row {
    id: Uuid,
    name: String,
    username: String,
    title: String,
    employer: String,
    is_active: bool,
}

#[derive(Template)]
#[template(path = "portal/people/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static People,
    asked: Asked,
    within: Option<(Uuid, String)>,
    rows: Vec<Row>,
    add: String,
    may_add: bool,
    next: Option<String>,
}

/// Shows the list.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let db = app.read();
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let found = store::users(db, &caller, Some(&asked.q), asked.within, query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| (row.sort_key.clone(), row.id));
    let employers: Vec<Uuid> = items.iter().map(|row| row.organisation_id).collect();
    let employers = organisations::store::by_ids(db, &employers).await?;
    let employers: HashMap<Uuid, String> = employers.into_iter().map(|row| (row.id, row.name)).collect();
    let within = match asked.within {
        Some(id) => Some((id, organisations::store::organisation(db, &caller, id).await?.name)),
        None => None,
    };
    let inside = asked.within.map(|id| id.to_string()).unwrap_or_default();
    let row = |row: user::Model| Row {
        id: row.id,
        employer: employers.get(&row.organisation_id).cloned().unwrap_or_default(),
        name: row.display_name,
        username: row.username,
        title: row.title,
        is_active: row.active,
    };
    let t = People::of(visit.lang);
    let page = ListPage {
        shell: Shell::new(&visit, t.title),
        t,
        within,
        rows: items.into_iter().map(row).collect(),
        add: links::with_query("/people/new", &[("organisation", &inside)]),
        may_add: visit.may_somewhere(Action::EditUser),
        next: next.map(|next| links::with_query("/people", &[("q", &asked.q), ("within", &inside), ("after", &next)])),
        asked,
    };
    shell::html(&visit, &page)
}
