//! `/findings`: the list, and the same as a file.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::{ActiveEnum, Iterable};
use serde::Deserialize;

use super::row::{self, FindingRow};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::findings::entity::finding::Status;
use crate::findings::store::{self, Only, Wanted};
use crate::kernel::extract::Query;
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::frame::{download, links};
use crate::portal::text::{Inspections, named};

/// Rows of a page.
const ROWS: u64 = 25;

/// Which findings. Empty texts come from empty fields of the filter.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    clause: String,
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
    only: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Wanted {
            inspection: self.inspection.parse().ok(),
            within: self.within.parse().ok(),
            grade: given(&self.grade),
            status: Status::iter().find(|status| status.to_value() == self.status),
            clause: given(&self.clause),
            q: given(&self.q),
            oldest_first: self.sort == "oldest",
            units: links::units(&self.of_kind, &self.level),
            recorded_from: links::begins(&self.from),
            recorded_to: links::ends(&self.to),
            only: match self.only.as_str() {
                "standing" => Some(Only::Standing),
                "repeated" => Some(Only::Repeated),
                "nonconformities" => Some(Only::Nonconformities),
                _ => None,
            },
        }
    }

    fn pairs(&self) -> [(&str, &str); 12] {
        [
            ("q", &self.q),
            ("grade", &self.grade),
            ("status", &self.status),
            ("clause", &self.clause),
            ("within", &self.within),
            ("inspection", &self.inspection),
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
}

#[derive(Template)]
#[template(path = "portal/findings/list.html")]
struct ListPage {
    shell: Shell,
    t: &'static Inspections,
    asked: Asked,
    grades: Vec<Choice>,
    statuses: Vec<Choice>,
    within: Option<String>,
    rows: Vec<FindingRow>,
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
    let found = store::list(app.read(), &caller, &asked.wanted(), query.after()?, ROWS).await?;
    let Page { items, next } = Page::of(found, ROWS, |row| row.id);
    let t = Inspections::of(visit.lang);
    let within = match asked.wanted().within {
        Some(id) => Some(organisations::store::organisation(app.read(), &caller, id).await?.name),
        None => None,
    };
    let page = ListPage {
        shell: Shell::new(&visit, t.findings),
        t,
        grades: named::grades(visit.lang).map(|(code, label)| Choice::new(code, label)).collect(),
        statuses: Status::iter().map(|status| Choice::new(status.to_value(), named::finding_status(status).get(visit.lang))).collect(),
        within,
        rows: row::rows(app.read(), &visit, items).await?,
        next: next.map(|next| asked.address("/findings", Some(&next))),
        first: asked.after.is_some().then(|| asked.address("/findings", None)),
        csv: asked.address("/findings.csv", None),
        is_filtered: asked.pairs().iter().any(|(name, value)| *name != "sort" && !value.is_empty()),
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
        let found = store::list(app.read(), &caller, &asked.wanted(), after, download::AT_ONCE).await?;
        let (found, next) = download::cut(found, |row| row.id);
        let full: Vec<[String; 2]> =
            found.iter().filter(|row| !row.withdrawn).map(|row| [row.requirement.clone(), row.observed.clone()]).collect();
        all.extend(row::rows(app.read(), &visit, found).await?.into_iter().zip(full));
        after = next;
        if after.is_none() {
            break;
        }
    }
    let t = Inspections::of(visit.lang);
    let heads = [t.finding_number, t.unit, t.grade, t.clauses, t.requirement, t.observed, t.status, t.recorded_on];
    let cells = all.into_iter().map(|(row, [requirement, observed])| {
        vec![row.number, row.unit, row.grade, row.clauses, requirement, observed, row.status.to_owned(), row.made]
    });
    download::csv("findings", &heads, cells)
}
