//! `/car`: requests, what is due first at the head.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};
use serde::Deserialize;

use super::row::{self, Row};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions::ages::{BANDS, Band};
use crate::corrective_actions::entity::request::{Model, Status};
use crate::corrective_actions::store::{self, Wanted, place_of};
use crate::corrective_actions::views;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::frame::{download, links};
use crate::portal::text::{Corrective, corrective_named, fill, named};

/// Rows of a page.
const ROWS: u64 = 25;
/// In the filter: every status.
const ALL: &str = "all";
/// In the filter: closed, withdrawn, issued again.
const ENDED: &str = "ended";

/// Which requests. Empty texts come from empty fields of the filter.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    clause: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    age: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    inspection: String,
    #[serde(default)]
    of_kind: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

impl Asked {
    fn wanted(&self, today: &LocalDate) -> Wanted {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (oldest, youngest) = Band::named(&self.age).map(|band| band.issued(today)).unzip();
        let status = Status::iter().find(|status| status.to_value() == self.status);
        Wanted {
            inspection: self.inspection.parse().ok(),
            within: self.within.parse().ok(),
            statuses: status.into_iter().collect(),
            open: match (status, self.status.as_str()) {
                (Some(_), _) | (None, ALL) => None,
                (None, ENDED) => Some(false),
                (None, _) => Some(true),
            },
            clause: given(&self.clause),
            grade: given(&self.grade),
            q: given(&self.q),
            units: links::units(&self.of_kind, &self.level),
            overdue_on: (self.only == "overdue").then(|| today.clone()),
            // Of an age and of a period: what is in both.
            issued_from: [oldest.flatten(), links::begins(&self.from)].into_iter().flatten().max(),
            issued_to: [youngest, links::ends(&self.to)].into_iter().flatten().min(),
            extension_asked: self.only == "extension",
            by_due_day: self.sort != "newest",
            ..Wanted::default()
        }
    }

    fn pairs(&self) -> [(&str, &str); 13] {
        [
            ("q", &self.q),
            ("status", &self.status),
            ("clause", &self.clause),
            ("grade", &self.grade),
            ("age", &self.age),
            ("only", &self.only),
            ("within", &self.within),
            ("inspection", &self.inspection),
            ("of_kind", &self.of_kind),
            ("level", &self.level),
            ("from", &self.from),
            ("to", &self.to),
            ("sort", &self.sort),
        ]
    }

    /// What no field of the filter shows, but has to go with it.
    fn carried(&self) -> Vec<(&str, &str)> {
        self.pairs().into_iter().filter(|(name, value)| ["of_kind", "level", "from", "to"].contains(name) && !value.is_empty()).collect()
    }

    fn address(&self, path: &str, after: Option<&str>) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.push(("after", after.unwrap_or_default()));
        links::with_query(path, &pairs)
    }
}

#[derive(Template)]
#[template(path = "portal/corrective/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Corrective,
    asked: Asked,
    statuses: Vec<Choice>,
    grades: Vec<Choice>,
    ages: Vec<Choice>,
    only: [Choice; 2],
    within: Option<String>,
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
    let (db, lang, t) = (app.read(), visit.lang, Corrective::of(visit.lang));
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let wanted = asked.wanted(&visit.today());
    let found = store::list(db, &caller, &wanted, query.after()?, ROWS, visit.now).await?;
    let Page { items, next } = Page::of(found, ROWS, place_of);
    let within = match wanted.within {
        Some(id) => Some(organisations::store::organisation(db, &caller, id).await?.name),
        None => None,
    };
    let page = ListPage {
        shell: Shell::new(&visit, t.title),
        t,
        statuses: statuses(lang),
        grades: named::grades(lang).take(2).map(|(code, label)| Choice::new(code, label)).collect(),
        ages: ages(lang),
        only: [Choice::new("overdue", t.overdue), Choice::new("extension", t.extension_asked)],
        within,
        rows: rows(db, &visit, items).await?,
        next: next.map(|next| asked.address("/car", Some(&next))),
        first: asked.after.is_some().then(|| asked.address("/car", None)),
        csv: asked.address("/car.csv", None),
        is_filtered: asked.pairs().iter().any(|(name, value)| *name != "sort" && !value.is_empty()),
        asked,
    };
    shell::html(&visit, &page)
}

/// Statuses to choose from: open ones unless something else is chosen.
fn statuses(lang: Lang) -> Vec<Choice> {
    let t = Corrective::of(lang);
    let groups = [("", t.open_ones), (ENDED, t.ended_ones), (ALL, t.everything)].map(|(code, label)| Choice::new(code, label));
    let each = Status::iter().map(|status| Choice::new(status.as_str(), corrective_named::status(status).get(lang)));
    groups.into_iter().chain(each).collect()
}

/// A band of ages in words.
pub(crate) fn age(band: &Band, lang: Lang) -> String {
    let t = Corrective::of(lang);
    match band.to {
        Some(to) => fill(t.band_from_to, &[&band.from.to_string(), &to.to_string()]),
        None => fill(t.band_over, &[&(band.from - 1).to_string()]),
    }
}

fn ages(lang: Lang) -> Vec<Choice> {
    BANDS.iter().map(|band| Choice::new(band.code, age(band, lang))).collect()
}

/// Requests as rows.
///
/// # Errors
/// Database failures.
pub(crate) async fn rows(db: &impl ConnectionTrait, visit: &Visit, found: Vec<Model>) -> Result<Vec<Row>, Problem> {
    let (today, lang) = (visit.today(), visit.lang);
    let views = views::plain(db, found, visit.now).await?;
    Ok(views.into_iter().map(|view| row::row(view, &today, lang)).collect())
}

/// Gives the list as a file, all of it.
pub(super) async fn csv(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let wanted = asked.wanted(&visit.today());
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = store::list(app.read(), &caller, &wanted, after, download::AT_ONCE, visit.now).await?;
        let (found, next) = download::cut(found, place_of);
        let statements: Vec<String> = found.iter().map(|row| row.statement.clone()).collect();
        all.extend(rows(app.read(), &visit, found).await?.into_iter().zip(statements));
        after = next;
        if after.is_none() {
            break;
        }
    }
    let t = Corrective::of(visit.lang);
    let heads = [t.number, t.unit, t.clauses, t.grade, t.statement, t.status, t.due_now, t.due, t.overdue, t.extension_asked, t.age];
    let cells = all.into_iter().map(|(row, statement)| {
        let asked = if row.extension_asked { "x" } else { "" }.to_owned();
        let late = row.due.as_ref().filter(|due| due.is_late).map(|due| due.words.clone()).unwrap_or_default();
        let (what, day) = row.due.map(|due| (due.what.to_owned(), due.day)).unwrap_or_default();
        vec![row.number, row.unit, row.clauses, row.grade, statement, row.status.to_owned(), what, day, late, asked, row.age]
    });
    download::csv("corrective-actions", &heads, cells)
}
