//! `/inspections` and the same as a file.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::Iterable;
use serde::Deserialize;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections::entity::inspection::{Kind, Status};
use crate::inspections::listing::{self, Listed, Sort};
use crate::inspections::store::Wanted;
use crate::inspections::views::{self, MemberView};
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations;
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::frame::{download, links};
use crate::portal::text::{Inspections, named};

/// Rows of a page.
const ROWS: u64 = 25;

/// Which inspections, in which order. Empty texts come from empty fields of the filter.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    programme: String,
    #[serde(default)]
    of_kind: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted {
            programme: self.programme.parse().ok(),
            within: self.within.parse().ok(),
            status: Status::iter().find(|status| status.as_str() == self.status),
            kind: Kind::iter().find(|kind| kind.as_str() == self.kind),
            units: links::units(&self.of_kind, &self.level),
            from: self.from.parse().ok(),
            to: self.to.parse().ok(),
            done: self.only == "done",
            standing: self.only == "standing",
        }
    }

    fn pairs(&self) -> [(&str, &str); 11] {
        [
            ("q", &self.q),
            ("status", &self.status),
            ("kind", &self.kind),
            ("within", &self.within),
            ("programme", &self.programme),
            ("of_kind", &self.of_kind),
            ("level", &self.level),
            ("from", &self.from),
            ("to", &self.to),
            ("only", &self.only),
            ("sort", &self.sort),
        ]
    }

    /// What no field of the filter shows, but has to go with it.
    fn carried(&self) -> Vec<(&str, &str)> {
        self.pairs()
            .into_iter()
            .filter(|(name, value)| ["of_kind", "level", "from", "to", "only"].contains(name) && !value.is_empty())
            .collect()
    }

    fn address(&self, path: &str, after: Option<&str>) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.push(("after", after.unwrap_or_default()));
        links::with_query(path, &pairs)
    }

    fn is_filtered(&self) -> bool {
        self.pairs().iter().any(|(name, value)| *name != "sort" && !value.is_empty())
    }
}

#[derive(Template)]
#[template(path = "portal/inspections/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Inspections,
    asked: Asked,
    statuses: Vec<Choice>,
    kinds: Vec<Choice>,
    sorts: Vec<Choice>,
    within: Option<String>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    csv: String,
    is_filtered: bool,
    may_plan: bool,
}

/// An inspection as a row.
pub struct Row {
    /// The inspection.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// The unit's name.
    pub unit: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its days.
    pub days: String,
    /// Its status.
    pub status: &'static str,
    /// The colour of its status.
    pub tone: &'static str,
    /// Who leads it.
    pub lead: String,
}

/// An inspection as a row.
#[must_use]
pub fn row((inspection, unit): Listed, team: Option<&Vec<MemberView>>, lang: Lang) -> Row {
    Row {
        id: inspection.id,
        unit: unit.map(|unit| unit.name).unwrap_or_default(),
        kind: named::kind(inspection.kind).get(lang),
        days: format::days(&inspection.planned_from, &inspection.planned_to),
        status: named::status(inspection.status).get(lang),
        tone: named::tone(inspection.status),
        lead: team.and_then(|team| team.first()).map(|member| member.display_name.clone()).unwrap_or_default(),
        code: inspection.code,
    }
}

async fn rows(app: &AppState, lang: Lang, listed: Vec<Listed>) -> Result<Vec<Row>, Problem> {
    let teams = views::teams_of(app.read(), listed.iter().map(|(row, _)| row.id).collect()).await?;
    Ok(listed
        .into_iter()
        .map(|listed| {
            let team = teams.get(&listed.0.id);
            row(listed, team, lang)
        })
        .collect())
}

/// Shows the list.
///
/// # Errors
/// `invalid-parameter` for a place that this list never gave.
pub async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let sort = Sort::named(&asked.sort);
    let query = PageQuery { limit: Some(ROWS), after: asked.after.clone() };
    let q = Some(asked.q.as_str()).filter(|q| !q.trim().is_empty());
    let found = listing::page(app.read(), &caller, &asked.wanted(), q, sort, query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |listed| sort.place(listed));
    let t = Inspections::of(visit.lang);
    let within = match asked.wanted().within {
        Some(id) => Some(organisations::store::organisation(app.read(), &caller, id).await?.name),
        None => None,
    };
    let choices = |items: Vec<(&str, &str)>| items.into_iter().map(|(value, label)| Choice::new(value, label)).collect();
    let page = ListPage {
        shell: Shell::new(&visit, t.title),
        t,
        statuses: Status::iter().map(|status| Choice::new(status.as_str(), named::status(status).get(visit.lang))).collect(),
        kinds: Kind::iter().map(|kind| Choice::new(kind.as_str(), named::kind(kind).get(visit.lang))).collect(),
        sorts: choices(vec![("", t.newest), ("day", t.soonest), ("-day", t.latest), ("unit", t.by_unit), ("code", t.by_code)]),
        within,
        rows: rows(&app, visit.lang, items).await?,
        next: next.map(|next| asked.address("/inspections", Some(&next))),
        first: asked.after.is_some().then(|| asked.address("/inspections", None)),
        csv: asked.address("/inspections.csv", None),
        is_filtered: asked.is_filtered(),
        may_plan: visit.may_somewhere(Action::PlanInspection) || visit.may_somewhere(Action::PlanOwnInspection),
        asked,
    };
    shell::html(&visit, &page)
}

/// Gives the list as a file, all of it.
///
/// # Errors
/// Database failures.
pub async fn csv(visit: Visit, caller: Caller, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let sort = Sort::named(&asked.sort);
    let q = Some(asked.q.as_str()).filter(|q| !q.trim().is_empty());
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = listing::page(app.read(), &caller, &asked.wanted(), q, sort, after, download::AT_ONCE).await?;
        let (found, next) = download::cut(found, |listed| sort.place(listed));
        all.extend(rows(&app, visit.lang, found).await?);
        after = next;
        if after.is_none() {
            break;
        }
    }
    let t = Inspections::of(visit.lang);
    let heads = [t.by_code, t.unit, t.kind, t.planned, t.status, t.lead_inspector];
    let cells = all.into_iter().map(|row| vec![row.code, row.unit, row.kind.to_owned(), row.days, row.status.to_owned(), row.lead]);
    download::csv("inspections", &heads, cells)
}
