//! The list of organisations: searched, filtered, sorted, taken away as a file.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;
use crate::organisations::export;
use crate::organisations::rules::Level;
use crate::organisations::store::{self, Filter, Ordering, Sort};
use crate::portal::frame::fields::Choice;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::programmes::page::kind_names;
use crate::portal::text::{Organisations, named};

/// Organisations of a page.
const ROWS: u64 = 50;

/// What the list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    closed: String,
    #[serde(default)]
    sort: String,
    within: Option<Uuid>,
    after: Option<String>,
}

impl Asked {
    fn filter(&self, visit: &Visit) -> Filter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            q: given(&self.q),
            kind: given(&self.kind),
            level: Level::named(&self.level),
            within: self.within,
            parent_id: None,
            on: self.closed.is_empty().then(|| visit.today()),
        }
    }

    fn address(&self, path: &str, sort: &str, after: &str) -> String {
        let within = self.within.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [("q", &*self.q), ("kind", &self.kind), ("level", &self.level), ("closed", &self.closed)];
        links::with_query(path, &[pairs.as_slice(), &[("within", &within), ("sort", sort), ("after", after)]].concat())
    }
}

/// An organisation as a row.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) level: String,
    pub(super) superior: String,
    pub(super) is_closed: bool,
}

#[derive(Template)]
#[template(path = "portal/organisations/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Organisations,
    asked: Asked,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    sorts: Vec<(String, &'static str, bool)>,
    csv: String,
    next: Option<String>,
    may_add: bool,
}

/// Shows the list.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Organisations::of(visit.lang));
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let filter = asked.filter(&visit);
    let ordering = Ordering::of(Sort::named(&asked.sort), filter.q.as_deref());
    let found = store::organisations(db, &caller, &filter, &ordering, query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| ordering.place(row));
    let sort = |code: &str, label| (asked.address("/organisations", code, ""), label, Sort::named(&asked.sort) == Sort::named(code));
    let page = ListPage {
        shell: Shell::new(&visit, t.title),
        t,
        rows: rows(db, &visit, items).await?,
        kinds: kinds(db, &visit).await?,
        levels: named::levels(lang).map(|(code, label)| Choice::new(code, label)).collect(),
        sorts: vec![sort("name", t.name), sort("code", t.code)],
        csv: asked.address("/organisations.csv", "", ""),
        next: next.map(|next| asked.address("/organisations", &asked.sort, &next)),
        may_add: visit.may_somewhere(Action::EditOrganisation),
        asked,
    };
    shell::html(&visit, &page)
}

/// The kinds as choices.
pub(super) async fn kinds(db: &impl sea_orm::ConnectionTrait, visit: &Visit) -> Result<Vec<Choice>, Problem> {
    let kinds = store::kinds(db).await?.into_iter();
    let vi = visit.lang == crate::kernel::text::Lang::Vi;
    Ok(kinds.map(|kind| Choice::new(kind.code, if vi { kind.name_vi } else { kind.name_en })).collect())
}

/// Organisations as rows, with the names of their superiors.
pub(super) async fn rows(db: &impl sea_orm::ConnectionTrait, visit: &Visit, items: Vec<organisation::Model>) -> Result<Vec<Row>, Problem> {
    let kinds = kind_names(db, visit.lang).await?;
    let parents: Vec<Uuid> = items.iter().filter_map(|row| row.parent_id).collect();
    let parents: HashMap<Uuid, String> = store::by_ids(db, &parents).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let today = visit.today();
    let row = |row: organisation::Model| Row {
        id: row.id,
        kind: kinds.get(&row.kind).cloned().unwrap_or(row.kind),
        level: named::level(&row.level, visit.lang).to_owned(),
        superior: row.parent_id.and_then(|id| parents.get(&id).cloned()).unwrap_or_default(),
        is_closed: row.valid_to.as_ref().is_some_and(|last| *last < today),
        name: row.name,
        code: row.code,
    };
    Ok(items.into_iter().map(row).collect())
}

/// The list as a file, in the columns that an import takes.
pub(super) async fn csv(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let text = export::csv(app.read(), &caller, &asked.filter(&visit)).await?;
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend_from_slice(&text);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"organisations.csv\"")];
    Ok((headers, bytes).into_response())
}
