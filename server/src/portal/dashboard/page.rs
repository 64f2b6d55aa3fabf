//! What was counted, as its page shows it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use soat_checklist_schemas::catalogue;
use uuid::Uuid;

use super::bars::{Bar, BarRow};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions::ages::Band;
use crate::dashboard::store::{self, Asked};
use crate::dashboard::views::{DashboardView, PlanCount};
use crate::findings::store::UNGRADED;
use crate::kernel::extract::Query;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations;
use crate::organisations::units::Units;
use crate::portal::corrective_actions::list;
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::inspections::gaps;
use crate::portal::programmes::page::kind_names;
use crate::portal::text::{Corrective, Dashboard, fill, named};

/// The edition whose titles stand beside clause numbers.
const EDITION: &str = "9001:2015";
/// The period that has no ends.
const ALL: &str = "all";

/// What is asked. Empty texts come from empty fields of the filter; without a period it is this year.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    period: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    clause: String,
}

impl Filter {
    fn asked(&self, this_year: i16) -> Asked {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let within: Option<Uuid> = self.within.parse().ok();
        let (from, to) = match self.period.as_str() {
            "" if !self.from.is_empty() || !self.to.is_empty() => (self.from.parse().ok(), self.to.parse().ok()),
            ALL => (None, None),
            year => store::year(year.parse().unwrap_or(this_year)).unzip(),
        };
        Asked { units: Units { within, kind: given(&self.kind), level: given(&self.level) }, from, to, clause: given(&self.clause) }
    }
}

#[derive(Template)]
#[template(path = "portal/dashboard/page.html")]
struct DashboardPage {
    shell: Shell,
    t: &'static Dashboard,
    filter: Filter,
    periods: Vec<Choice>,
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    within: Option<String>,
    as_of: String,
    figures: Vec<Figure>,
    plan: Vec<BarRow>,
    grades: Vec<BarRow>,
    clauses: Vec<BarRow>,
    ages: Vec<BarRow>,
}

/// A number with what it means.
struct Figure {
    label: &'static str,
    value: String,
    href: String,
    beside: String,
    beside_href: String,
    tone: &'static str,
}

/// Shows the dashboard.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Dashboard::of(visit.lang));
    let this_year = visit.today().civil().year();
    let asked = filter.asked(this_year);
    let counts = store::count(db, &caller, &asked, visit.now).await?;
    let within = match asked.units.within {
        Some(id) => Some(organisations::store::organisation(db, &caller, id).await?.name),
        None => None,
    };
    let kinds = kind_names(db, lang).await?;
    let mut kinds: Vec<Choice> = kinds.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    kinds.sort_by_cached_key(|kind| crate::kernel::vietnamese::sort_key(&kind.label));
    let lists = Lists { asked: &asked, lang };
    let page = DashboardPage {
        shell: Shell::new(&visit, t.title),
        t,
        periods: periods(&filter, this_year, t),
        kinds,
        levels: named::levels(lang).map(|(code, label)| Choice::new(code, label)).collect(),
        within,
        as_of: fill(t.as_of, &[&format::date(&counts.on)]),
        figures: figures(&counts, &lists),
        plan: plan(&counts.plan, &lists),
        grades: grades(&counts, &lists),
        clauses: clauses(&counts, &lists),
        ages: ages(&counts, &lists),
        filter,
    };
    shell::html(&visit, &page)
}

fn periods(filter: &Filter, this_year: i16, t: &'static Dashboard) -> Vec<Choice> {
    let years = (0..5).map(|back| (this_year - back).to_string());
    let mut choices: Vec<Choice> = years.map(|year| Choice::new(year.clone(), fill(t.this_year, &[&year]))).collect();
    choices.push(Choice::new(ALL, t.all_time));
    if filter.period.is_empty() && !(filter.from.is_empty() && filter.to.is_empty()) {
        choices.insert(0, Choice::new("", format!("{} – {}", filter.from, filter.to)));
    }
    choices
}

/// Addresses of the lists that show what was counted.
struct Lists<'a> {
    asked: &'a Asked,
    lang: Lang,
}

impl Lists<'_> {
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let text = |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
        let day = |day: &Option<crate::kernel::clock::LocalDate>| day.as_ref().map(ToString::to_string).unwrap_or_default();
        let (from, to) = (day(&self.asked.from), day(&self.asked.to));
        let within = text(self.asked.units.within.as_ref().map(|id| id as _));
        let kind = self.asked.units.kind.clone().unwrap_or_default();
        let level = self.asked.units.level.clone().unwrap_or_default();
        let clause = self.asked.clause.clone().unwrap_or_default();
        let has = |name: &str| more.iter().any(|(given, _)| *given == name);
        let own = [("within", &within), ("of_kind", &kind), ("level", &level), ("from", &from), ("to", &to), ("clause", &clause)];
        let own = own.iter().filter(|(name, _)| !has(name)).map(|(name, value)| (*name, value.as_str()));
        links::with_query(path, &own.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    fn number(&self, value: u64) -> String {
        format::number(i64::try_from(value).unwrap_or(i64::MAX), self.lang)
    }
}

fn figures(counts: &DashboardView, lists: &Lists<'_>) -> Vec<Figure> {
    let t = Dashboard::of(lists.lang);
    let figure = |label, value: u64, href: String| Figure {
        label,
        value: lists.number(value),
        href,
        beside: String::new(),
        beside_href: String::new(),
        tone: "",
    };
    let requests = &counts.requests;
    let none = || t.nothing_yet.to_owned();
    let percent = |part: u64, whole: u64| {
        let (part, whole) = (u32::try_from(part).unwrap_or(u32::MAX), u32::try_from(whole).unwrap_or(u32::MAX));
        format::percent(part, whole).map_or_else(none, |percent| format!("{percent}%"))
    };
    vec![
        Figure {
            beside: fill(t.of_planned, &[&lists.number(counts.inspections.planned)]),
            beside_href: lists.address("/inspections", &[("only", "standing")]),
            ..figure(t.concluded, counts.inspections.concluded, lists.address("/inspections", &[("only", "done")]))
        },
        Figure {
            beside: format!("{} {}", lists.number(counts.findings.repeated), t.repeated),
            beside_href: lists.address("/findings", &[("only", "repeated")]),
            ..figure(t.finding_total, counts.findings.total, lists.address("/findings", &[("only", "standing")]))
        },
        Figure {
            beside: fill(t.of_issued, &[&lists.number(requests.issued)]),
            beside_href: lists.address("/car", &[("status", "all")]),
            ..figure(t.open, requests.open, lists.address("/car", &[]))
        },
        Figure {
            tone: if requests.overdue > 0 { "bad" } else { "good" },
            ..figure(t.overdue, requests.overdue, lists.address("/car", &[("only", "overdue")]))
        },
        Figure {
            beside: requests
                .median_days_to_close
                .map_or_else(none, |days| format!("{}: {}", t.median, fill(t.days, &[&lists.number(u64::from(days))]))),
            ..figure(t.closed, requests.closed, lists.address("/car", &[("status", "closed")]))
        },
        Figure {
            value: percent(requests.sent.on_time, requests.sent.all),
            beside: fill(t.of_sent, &[&lists.number(requests.sent.on_time), &lists.number(requests.sent.all)]),
            ..figure(t.on_time, 0, String::new())
        },
    ]
}

fn plan(counts: &[PlanCount], lists: &Lists<'_>) -> Vec<BarRow> {
    let most = counts.iter().map(|one| one.planned).max().unwrap_or(0);
    let row = |one: &PlanCount| BarRow {
        label: named::level(&one.level, lists.lang).to_owned(),
        count: format!("{} / {}", lists.number(one.done), lists.number(one.planned)),
        href: String::new(),
        part: String::new(),
        part_href: String::new(),
        bar: Bar::new(one.planned, one.done, most),
    };
    counts.iter().map(row).collect()
}

fn grades(counts: &DashboardView, lists: &Lists<'_>) -> Vec<BarRow> {
    let most = counts.findings.by_grade.iter().map(|one| one.count).max().unwrap_or(0);
    let row = |one: &crate::dashboard::views::GradeCount| {
        let code = one.grade.as_deref().unwrap_or(UNGRADED);
        BarRow {
            label: one.grade.as_deref().map_or(Corrective::of(lists.lang).ungraded, |grade| named::grade(grade, lists.lang)).to_owned(),
            count: lists.number(one.count),
            href: lists.address("/findings", &[("only", "standing"), ("grade", code)]),
            part: String::new(),
            part_href: String::new(),
            bar: Bar::new(one.count, 0, most),
        }
    };
    counts.findings.by_grade.iter().map(row).collect()
}

fn clauses(counts: &DashboardView, lists: &Lists<'_>) -> Vec<BarRow> {
    let t = Dashboard::of(lists.lang);
    let most = counts.findings.by_clause.iter().map(|one| one.count).max().unwrap_or(0);
    let edition = catalogue::edition(EDITION);
    let row = |one: &crate::dashboard::views::ClauseCount| {
        let title = edition.and_then(|edition| edition.clause(&one.clause)).map(|clause| gaps::say(&clause.title, lists.lang));
        BarRow {
            label: title.map_or_else(|| one.clause.clone(), |title| format!("{} {title}", one.clause)),
            count: lists.number(one.count),
            href: lists.address("/findings", &[("only", "standing"), ("clause", &one.clause)]),
            part: format!("{} {}", t.of_these_nc, lists.number(one.nonconformities)),
            part_href: lists.address("/findings", &[("only", "nonconformities"), ("clause", &one.clause)]),
            bar: Bar::new(one.count, one.nonconformities, most),
        }
    };
    counts.findings.by_clause.iter().map(row).collect()
}

fn ages(counts: &DashboardView, lists: &Lists<'_>) -> Vec<BarRow> {
    let t = Dashboard::of(lists.lang);
    let most = counts.requests.by_age.iter().map(|one| one.count).max().unwrap_or(0);
    let row = |one: &crate::dashboard::views::AgeCount| BarRow {
        label: Band::named(one.band).map(|band| list::age(&band, lists.lang)).unwrap_or_default(),
        count: lists.number(one.count),
        href: lists.address("/car", &[("age", one.band)]),
        part: format!("{} {}", t.of_these_overdue, lists.number(one.overdue)),
        part_href: lists.address("/car", &[("age", one.band), ("only", "overdue")]),
        bar: Bar::new(one.count, one.overdue, most),
    };
    counts.requests.by_age.iter().map(row).collect()
}
