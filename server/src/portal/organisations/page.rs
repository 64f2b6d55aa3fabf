//! One organisation as its page shows it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::list::{self, Row};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations::detail;
use crate::organisations::store::{self, Filter, Ordering};
use crate::organisations::views::{OrganisationDetail, OrganisationView, StatedTotalView, SuccessionView, Warning};
use crate::people;
use crate::portal::format;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::programmes::page::kind_names;
use crate::portal::text::{Organisations, fill, named};

/// Units directly below of a page.
const BELOW: u64 = 50;
/// Steps upwards that the head of a page names.
const STEPS: usize = 8;

#[derive(Template)]
#[template(path = "portal/organisations/page.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
struct OrganisationPage {
    shell: Shell,
    t: &'static Organisations,
    id: Uuid,
    above: Vec<(Uuid, String)>,
    facts: Vec<(&'static str, String)>,
    is_closed: bool,
    warnings: Vec<String>,
    counts: Vec<(String, String, String, String)>,
    total: (String, String),
    below: Vec<Row>,
    next: Option<String>,
    came_from: Vec<Step>,
    became: Vec<Step>,
    stated: Vec<Stated>,
    may_edit: bool,
    may_plan: bool,
    may_read_people: bool,
    may_read_inspections: bool,
}

/// A step of the history.
struct Step {
    id: Uuid,
    name: String,
    manner: String,
    decision: String,
    is_itself: bool,
}

/// What a document says about numbers, beside what is counted.
#[expect(clippy::struct_field_names, reason = "the words of the template")]
struct Stated {
    what: String,
    source: String,
    day: String,
    stated: String,
    computed: String,
    difference: String,
    differs: bool,
}

/// Shows an organisation.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let (db, lang, today) = (app.read(), visit.lang, visit.today());
    let row = store::organisation(db, &caller, id).await?;
    let above = above(db, &caller, row.parent_id).await?;
    let is_closed = row.valid_to.as_ref().is_some_and(|last| *last < today);
    let detail = detail::of(db, row, &today).await?;
    let ordering = Ordering::of(None, None);
    let filter = Filter { parent_id: Some(id), on: Some(today), ..Filter::default() };
    let found = store::organisations(db, &caller, &filter, &ordering, query.after()?, BELOW).await?;
    let Page { items, next } = Page::of(found, BELOW, |row| ordering.place(row));
    let kinds = kind_names(db, lang).await?;
    let number = |value: i64| format::number(value, lang);
    let kind_name = |code: &str| kinds.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let counts = detail.counts.by_kind.iter();
    let count = |row: &crate::organisations::views::KindCount| {
        (kind_name(&row.kind), named::level(&row.level, lang).to_owned(), number(row.children), number(row.below))
    };
    let place = Subject::of_organisation(id);
    let page = OrganisationPage {
        shell: Shell::new(&visit, detail.organisation.name.clone()),
        t: Organisations::of(lang),
        id,
        above,
        facts: facts(db, &detail.organisation, &kind_name, lang).await?,
        is_closed,
        warnings: warnings(db, &detail, is_closed, lang).await?,
        counts: counts.map(count).collect(),
        total: (number(detail.counts.children), number(detail.counts.below)),
        below: list::rows(db, &visit, items).await?,
        next: next.map(|next| links::with_query(&format!("/organisations/{id}"), &[("after", &next)])),
        came_from: detail.predecessors.iter().map(|view| step(view, id, lang)).collect(),
        became: detail.successors.iter().filter(|view| view.id != id).map(|view| step(view, id, lang)).collect(),
        stated: detail.stated_totals.into_iter().map(|view| stated(view, &kind_name, lang)).collect(),
        may_edit: caller.may(db, Action::EditOrganisation, place).await?,
        may_plan: !is_closed && visit.may_somewhere(Action::PlanInspection),
        may_read_people: caller.may(db, Action::ReadUser, place).await?,
        may_read_inspections: caller.may(db, Action::ReadInspection, place).await?,
    };
    shell::html(&visit, &page)
}

/// The superiors that the caller may read, from the top down.
async fn above(db: &impl ConnectionTrait, caller: &Caller, mut next: Option<Uuid>) -> Result<Vec<(Uuid, String)>, Problem> {
    let mut steps = Vec::new();
    while let Some(id) = next.filter(|_| steps.len() < STEPS) {
        match store::organisation(db, caller, id).await {
            Ok(row) => {
                next = row.parent_id;
                steps.push((row.id, row.name));
            }
            Err(problem) if problem.status().is_client_error() => next = None,
            Err(problem) => return Err(problem),
        }
    }
    steps.reverse();
    Ok(steps)
}

async fn facts(
    db: &impl ConnectionTrait,
    view: &OrganisationView,
    kind_name: &impl Fn(&str) -> String,
    lang: Lang,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let t = Organisations::of(lang);
    let superiors: Vec<Uuid> = [view.parent_id, view.second_superior_id].into_iter().flatten().collect();
    let superiors = store::by_ids(db, &superiors).await?;
    let name = |id: Option<Uuid>| superiors.iter().find(|row| Some(row.id) == id).map(|row| row.name.clone());
    let from = view.valid_from.as_ref().map(|day| format!("{} {}", t.valid_from, format::date(day)));
    let to = view.valid_to.as_ref().map(|day| format!("{} {}", t.valid_to.to_lowercase(), format::date(day)));
    let validity: Vec<String> = [from, to].into_iter().flatten().collect();
    let facts = [
        (t.code, Some(view.code.clone())),
        (t.short_name, view.short_name.clone()),
        (t.kind, Some(kind_name(&view.kind))),
        (t.level, Some(named::level(&view.level, lang).to_owned())),
        (t.superior, name(view.parent_id)),
        (t.second_superior, name(view.second_superior_id)),
        (t.unit_code, view.unit_code.clone()),
        (t.validity, Some(validity.join(", ")).filter(|text| !text.is_empty())),
        (t.address, view.address.clone()),
        (t.phone, view.phone.clone()),
        (t.email, view.email.clone()),
    ];
    Ok(facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect())
}

/// What is to be looked at: differences of numbers, and what was left at an organisation that has ended.
async fn warnings(db: &impl ConnectionTrait, detail: &OrganisationDetail, is_closed: bool, lang: Lang) -> Result<Vec<String>, Problem> {
    let t = Organisations::of(lang);
    let in_lang = |warning: &Warning| if lang == Lang::Vi { warning.detail.vi.clone() } else { warning.detail.en.clone() };
    let mut found: Vec<String> = detail.warnings.iter().map(in_lang).collect();
    if is_closed {
        let grants = people::store::open_grants_at(db, detail.organisation.id).await?;
        for (count, text) in [(detail.counts.children, t.left_below), (i64::try_from(grants).unwrap_or(i64::MAX), t.grants_left)] {
            if count > 0 {
                found.push(fill(text, &[&format::number(count, lang)]));
            }
        }
    }
    Ok(found)
}

fn step(view: &SuccessionView, id: Uuid, lang: Lang) -> Step {
    let decision = fill(Organisations::of(lang).by_decision, &[&view.decision.number, &format::date(&view.decision.effective_on)]);
    Step { id: view.id, name: view.name.clone(), manner: named::manner(&view.manner, lang).to_owned(), decision, is_itself: view.id == id }
}

fn stated(view: StatedTotalView, kind_name: &impl Fn(&str) -> String, lang: Lang) -> Stated {
    let kind = view.kind.as_deref().map(kind_name);
    let level = view.level.as_deref().map(|level| named::level(level, lang).to_owned());
    let what: Vec<String> = [kind, level].into_iter().flatten().collect();
    Stated {
        what: if what.is_empty() { Organisations::of(lang).total.to_owned() } else { what.join(", ") },
        source: view.source,
        day: format::date(&view.stated_on),
        stated: format::number(view.stated, lang),
        computed: format::number(view.computed, lang),
        difference: format::number(view.difference, lang),
        differs: view.difference != 0,
    }
}
