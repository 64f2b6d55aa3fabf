//! `/programmes`.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::page::{self, Counts, Group, Line, Task};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::portal::format;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::frame::{download, links};
use crate::portal::text::{Programmes, fill};
use crate::programmes::progress::{self, Place};
use crate::programmes::rules::StageCounts;
use crate::programmes::store::{self, Filter};
use crate::programmes::tasks::{self, TaskView};
use crate::programmes::views::ProgrammeView;

/// Programmes of a page.
const ROWS: u64 = 25;
/// Lines of a plan on a page.
const LINES: u64 = 50;
/// Tasks shown.
const TASKS: u64 = 200;
/// The most lines a plan may have.
const ALL_LINES: u64 = 5_000;

/// The pages of this room.
pub fn router() -> Router<AppState> {
    Router::new().route("/programmes", get(list)).route("/programmes/{id}", get(show)).route("/programmes/{id}/plan.csv", get(csv))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    year: String,
    after: Option<String>,
}

struct Row {
    id: Uuid,
    title: String,
    year: i32,
    decision: String,
    window: String,
}

#[derive(Template)]
#[template(path = "portal/programmes/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Programmes,
    asked: Asked,
    rows: Vec<Row>,
    next: Option<String>,
}

async fn list(visit: Visit, caller: Caller, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let filter = Filter { q: Some(asked.q.clone()), year: asked.year.trim().parse().ok(), within: None };
    let found = store::programmes(app.read(), &caller, filter, query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| (row.year, row.sort_key.clone(), row.id)).map(ProgrammeView::from);
    let t = Programmes::of(visit.lang);
    let row = |view: ProgrammeView| Row {
        id: view.id,
        title: view.title,
        year: view.year,
        decision: view.decision.map(|decision| decision.number).unwrap_or_default(),
        window: view.window.map(|window| format::days(&window.from, &window.to)).unwrap_or_default(),
    };
    let next = next.map(|next| links::with_query("/programmes", &[("q", &asked.q), ("year", &asked.year), ("after", &next)]));
    let rows = items.into_iter().map(row).collect();
    shell::html(&visit, &ListPage { shell: Shell::new(&visit, t.title), t, asked, rows, next })
}

#[derive(Template)]
#[template(path = "portal/programmes/page.html")]
struct ProgrammePage {
    shell: Shell,
    t: &'static Programmes,
    id: Uuid,
    year: i32,
    facts: Vec<(&'static str, String)>,
    total: Counts,
    sum: StageCounts,
    done: u32,
    percent: u32,
    unplanned: u32,
    on_day: String,
    groups: Vec<Group>,
    lines: Vec<Line>,
    next: Option<String>,
    tasks: Vec<Task>,
    may_plan: bool,
}

async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Programmes::of(visit.lang));
    let row = store::programme(db, &caller, id).await?;
    let after: Option<Place> = query.after()?;
    let progress = progress::progress(db, &row, visit.today(), after, LINES).await?;
    let kinds = page::kind_names(db, lang).await?;
    let found = tasks::list(db, id, None, TASKS).await?;
    let today = visit.today();
    let view = ProgrammeView::from(row);
    let done = progress.total.concluded + progress.total.issued;
    let next = progress.organisations.next;
    let page = ProgrammePage {
        shell: Shell::new(&visit, view.title.clone()),
        t,
        id,
        year: view.year,
        facts: page::facts(&view, lang),
        total: page::counts(&progress.total),
        sum: progress.total,
        done,
        percent: format::percent(done, progress.total.planned).unwrap_or(0),
        unplanned: progress.unplanned,
        on_day: fill(t.on_day, &[&format::date(&progress.on)]),
        groups: page::groups(&progress.groups, &kinds, lang),
        lines: progress.organisations.items.into_iter().map(|view| page::line(view, lang)).collect(),
        next: next.map(|next| links::with_query(&format!("/programmes/{id}"), &[("after", &next)])),
        tasks: page::tasks(db, found.into_iter().map(|row| TaskView::on(&today, row)).collect()).await?,
        may_plan: visit.may_somewhere(Action::PlanInspection),
    };
    shell::html(&visit, &page)
}

async fn csv(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Programmes::of(visit.lang));
    let row = store::programme(db, &caller, id).await?;
    let progress = progress::progress(db, &row, visit.today(), None, ALL_LINES).await?;
    let kinds = page::kind_names(db, lang).await?;
    let heads = [t.unit, t.kind, t.level, t.reason, t.due, t.stage, t.late, t.inspection];
    let cells = progress.organisations.items.into_iter().map(|view| {
        let kind = kinds.get(&view.kind).cloned().unwrap_or_else(|| view.kind.clone());
        let level = crate::portal::text::named::level(&view.level, lang).to_owned();
        let late = view.days_late.map(|days| days.to_string()).unwrap_or_default();
        let line = page::line(view, lang);
        let code = line.inspection.map(|(_, code)| code).unwrap_or_default();
        vec![line.unit, kind, level, line.reason, line.due, line.stage.to_owned(), late, code]
    });
    download::csv("plan", &heads, cells)
}
