//! `/reports`: the list, and the same as a file.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::{ActiveEnum, Iterable};
use serde::Deserialize;

use super::row::{self, Row};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::frame::{download, links};
use crate::portal::text::Reports;
use crate::reports::entity::report::{Kind, Status};
use crate::reports::store::{self, Wanted};
use crate::reports::words;

/// Rows of a page.
const ROWS: u64 = 25;

/// Which documents. Empty texts come from empty fields of the filter.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    inspection: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted {
            inspection: self.inspection.parse().ok(),
            car: None,
            kind: Kind::iter().find(|kind| kind.to_value() == self.kind),
            status: Status::iter().find(|status| status.to_value() == self.status),
            oldest_first: self.sort == "oldest",
        }
    }

    fn address(&self, path: &str, after: Option<&str>) -> String {
        let pairs = [
            ("kind", self.kind.as_str()),
            ("status", &self.status),
            ("inspection", &self.inspection),
            ("sort", &self.sort),
            ("after", after.unwrap_or_default()),
        ];
        links::with_query(path, &pairs)
    }
}

#[derive(Template)]
#[template(path = "portal/reports/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Reports,
    asked: Asked,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    csv: String,
    is_filtered: bool,
}

/// Shows the list.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let found = store::list(app.read(), &caller, &asked.wanted(), query.after()?, ROWS, visit.now).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| row.id);
    let (t, lang) = (Reports::of(visit.lang), visit.lang);
    let page = ListPage {
        shell: Shell::new(&visit, t.title),
        t,
        kinds: Kind::iter().map(|kind| Choice::new(kind.to_value(), words::kind(kind).get(lang))).collect(),
        statuses: Status::iter().map(|status| Choice::new(status.to_value(), words::status(status).get(lang))).collect(),
        rows: row::rows(app.read(), &visit, items).await?,
        next: next.map(|next| asked.address("/reports", Some(&next))),
        first: asked.after.is_some().then(|| asked.address("/reports", None)),
        csv: asked.address("/reports.csv", None),
        is_filtered: [&asked.kind, &asked.status, &asked.inspection].iter().any(|value| !value.is_empty()),
        asked,
    };
    shell::html(&visit, &page)
}

/// Gives the list as a file, all of it.
pub(super) async fn csv(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = store::list(app.read(), &caller, &asked.wanted(), after, download::AT_ONCE, visit.now).await?;
        let (found, next) = download::cut(found, |row| row.id);
        all.extend(row::rows(app.read(), &visit, found).await?);
        after = next;
        if after.is_none() {
            break;
        }
    }
    let t = Reports::of(visit.lang);
    let heads = [t.code, t.kind, t.number, t.unit, t.status, t.signed_fields, t.made];
    let cells =
        all.into_iter().map(|row| vec![row.code, row.kind.to_owned(), row.number, row.unit, row.status.to_owned(), row.signed, row.made]);
    download::csv("reports", &heads, cells)
}
