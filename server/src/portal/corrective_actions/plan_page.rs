//! `/car/{id}/plan`: the unit's plan, step by step; each step can be saved half filled in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::{self, Answer};
use super::deeds::{self, Deed};
use super::measures;
use super::plan_form::{PlanForm, RowForm, STEPS, Step, branch_field};
use super::row::{self, Due};
use super::story::{self, Notice};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions::entity::request::Model;
use crate::corrective_actions::lifecycle::{self, Event};
use crate::corrective_actions::plan::WritePlan;
use crate::corrective_actions::views::{self, CarDetailView};
use crate::corrective_actions::{planning, service, store};
use crate::kernel::extract::{Path, Query, valid};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::people;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Corrective, corrective_named, fill};

/// Rows of corrective actions that a plan may have.
const MOST_ROWS: usize = 50;
/// Whys that a chain may have.
const MOST_WHYS: usize = 10;
/// Whys that are asked of an empty chain.
const FIRST_WHYS: usize = 3;

/// Which step, and how many rows at least.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    step: String,
    #[serde(default)]
    rows: String,
}

/// A step in the list of steps.
struct Mark {
    code: &'static str,
    label: &'static str,
    is_now: bool,
    is_filled: bool,
}

/// What all pages of the plan show around the form.
struct Around {
    id: Uuid,
    version: i64,
    number: String,
    unit: String,
    statement: String,
    due: Option<Due>,
    notice: Option<Notice>,
    marks: Vec<Mark>,
    step_sentence: String,
}

#[derive(Template)]
#[template(path = "portal/corrective/plan.html")]
struct StepPage<'a> {
    shell: Shell,
    t: &'static Corrective,
    filled: &'a Filled,
    around: Around,
    step: &'static str,
    plan: PlanForm,
    whys: Vec<(String, String, String)>,
    branches: Vec<(String, &'static str, String)>,
    rows: Vec<RowFields>,
}

/// The fields of a row of the corrective actions.
struct RowFields {
    at: usize,
    title: String,
    remove: String,
    names: [String; 4],
    row: RowForm,
}

#[derive(Template)]
#[template(path = "portal/corrective/review.html")]
struct ReviewPage<'a> {
    shell: Shell,
    t: &'static Corrective,
    i: &'static crate::portal::text::Inspections,
    filled: &'a Filled,
    around: Around,
    answer: Answer,
    missing: Vec<(String, Option<&'static str>, &'static str)>,
    deeds: Vec<Deed>,
}

/// Shows a step.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    match Step::named(&asked.step) {
        Step::Review => review(&app, &visit, &caller, id, &Filled::default()).await,
        step => {
            let (row, detail) = match opened(&app, &visit, &caller, id).await? {
                Ok(opened) => opened,
                Err(elsewhere) => return Ok(elsewhere),
            };
            let plan = PlanForm::of_view(&detail.car);
            page(&visit, &row, &detail, step, plan, asked.rows.parse().unwrap_or(0), &Filled::default())
        }
    }
}

/// The request, for whoever writes its plan while it may be written; else where they are sent on to.
async fn opened(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid) -> Result<Result<(Model, CarDetailView), Response>, Problem> {
    let db = app.read();
    let row = store::request(db, caller, id, visit.now).await?;
    if store::where_may(db, caller, Action::AnswerCar, &[id], visit.now).await?.is_empty() {
        return Err(forbidden(Action::AnswerCar));
    }
    if lifecycle::next(row.status, Event::DraftPlan).is_none() {
        return Ok(Err(links::see(&format!("/car/{id}"))));
    }
    let detail = views::detail(db, caller, row.clone(), visit.now).await?;
    Ok(Ok((row, detail)))
}

fn page(
    visit: &Visit,
    row: &Model,
    detail: &CarDetailView,
    step: Step,
    mut plan: PlanForm,
    rows: usize,
    filled: &Filled,
) -> Result<Response, Problem> {
    let (t, lang) = (Corrective::of(visit.lang), visit.lang);
    let around = around(visit, row, detail, step);
    // One empty row more than there are, so that nobody has to ask for the first.
    let (whys, measures) = ((plan.whys.len() + 1).max(FIRST_WHYS).max(rows), (plan.rows.len() + 1).max(rows));
    plan.whys.resize(whys.min(MOST_WHYS), String::new());
    plan.rows.resize(measures.min(MOST_ROWS), RowForm::default());
    let why = |(at, text): (usize, &String)| (format!("root_cause/whys/{at}"), fill(t.why, &[&(at + 1).to_string()]), text.clone());
    let branch = |(category, text): &(_, String)| (branch_field(*category), corrective_named::category(*category).get(lang), text.clone());
    let page = StepPage {
        shell: Shell::new(visit, format!("{}: {}", t.answer, label(step, t))),
        t,
        filled,
        around,
        step: step.code(),
        whys: plan.whys.iter().enumerate().map(why).collect(),
        branches: plan.branches.iter().map(branch).collect(),
        rows: plan.rows.iter().enumerate().map(|(at, row)| row_fields(at, row, t)).collect(),
        plan,
    };
    shell::html(visit, &page)
}

fn row_fields(at: usize, row: &RowForm, t: &'static Corrective) -> RowFields {
    let number = (at + 1).to_string();
    RowFields {
        at,
        title: fill(t.measure, &[&number]),
        remove: fill(t.remove_measure, &[&number]),
        names: ["id", "what", "owner", "due_on"].map(|name| format!("actions/{at}/{name}")),
        row: row.clone(),
    }
}

const fn label(step: Step, t: &'static Corrective) -> &'static str {
    match step {
        Step::Correction => t.correction,
        Step::Cause => t.cause,
        Step::Measures => t.measures,
        Step::Similar => t.similar,
        Step::Review => t.review,
    }
}

fn around(visit: &Visit, row: &Model, detail: &CarDetailView, step: Step) -> Around {
    let t = Corrective::of(visit.lang);
    let view = &detail.car;
    let is_filled = |step: Step| match step {
        Step::Correction => !view.correction.is_empty(),
        Step::Cause => view.root_cause.as_ref().is_some_and(crate::corrective_actions::plan::RootCause::is_named),
        Step::Measures => !view.actions.is_empty(),
        Step::Similar => !view.similar_cases.is_empty(),
        Step::Review => view.plan_approved_by.is_some(),
    };
    let at = STEPS.iter().position(|one| *one == step).unwrap_or(0) + 1;
    Around {
        id: row.id,
        version: row.version,
        number: row.number.clone(),
        unit: view.organisation.name.clone(),
        statement: row.statement.clone(),
        due: view.due.as_ref().map(|due| row::due(due, &visit.today(), visit.lang)),
        notice: story::notice(detail, visit.lang),
        marks: STEPS
            .iter()
            .map(|one| Mark { code: one.code(), label: label(*one, t), is_now: *one == step, is_filled: is_filled(*one) })
            .collect(),
        step_sentence: fill(t.step_of, &[&at.to_string(), &STEPS.len().to_string()]),
    }
}

/// Shows the whole plan once more, what it lacks, and the buttons for approval and sending.
pub(super) async fn review(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Corrective::of(visit.lang));
    let (row, detail) = match opened(app, visit, caller, id).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let missing = service::missing(db, caller, &row, Event::SubmitPlan, visit.now).await?;
    let line = |flaw: crate::kernel::problem::FieldError| {
        let step = Step::of_pointer(&flaw.pointer);
        (if lang == Lang::Vi { flaw.vi } else { flaw.en }, step.map(Step::code), step.map_or("", |step| label(step, t)))
    };
    let (measures, _) = measures::of(db, visit, &detail.car).await?;
    let names = people::store::names(db, detail.car.plan_approved_by).await?;
    let allowed = detail.car.allowed.as_deref().unwrap_or_default();
    let events = [Event::ApprovePlan, Event::SubmitPlan].into_iter().filter(|event| allowed.contains(event));
    let is_approved = detail.car.plan_approved_by.is_some();
    let page = ReviewPage {
        shell: Shell::new(visit, format!("{}: {}", t.answer, t.review)),
        t,
        i: crate::portal::text::Inspections::of(lang),
        filled,
        around: around(visit, &row, &detail, Step::Review),
        answer: answer::of(&detail.car, measures, &names, lang),
        missing: missing.into_iter().map(line).collect(),
        deeds: events.filter(|event| *event != Event::ApprovePlan || !is_approved).map(|event| deeds::deed(event, lang)).collect(),
    };
    shell::html(visit, &page)
}

/// Saves a step, and goes where the button said: on, or here again with another row or one less.
pub(super) async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
    posted: Posted,
) -> Result<Response, Problem> {
    let step = Step::named(&asked.step);
    let mut form = PlanForm::of_posted(&posted);
    if let Some(at) = posted.raw("go").strip_prefix("remove/").and_then(|at| at.parse::<usize>().ok()) {
        let name = |field: &str| posted.raw(&format!("actions/{at}/{field}")).to_owned();
        let gone = RowForm { id: name("id"), what: name("what"), owner: name("owner"), due_on: name("due_on") };
        if let Some(place) = form.rows.iter().position(|row| *row == gone) {
            form.rows.remove(place);
        }
    }
    let done = write(&app, &caller, id, step, &form, &posted).await;
    let again = form.posted(&posted);
    or_again(&visit, again, done, async |filled| match opened(&app, &visit, &caller, id).await? {
        Ok((row, detail)) => page(&visit, &row, &detail, step, merged(&detail, step, form), 0, &filled),
        Err(elsewhere) => Ok(elsewhere),
    })
    .await
}

/// What is stored, with the fields of one step as they were typed.
fn merged(detail: &CarDetailView, step: Step, typed: PlanForm) -> PlanForm {
    let stored = PlanForm::of_view(&detail.car);
    match step {
        Step::Correction => PlanForm { correction: typed.correction, ..stored },
        Step::Cause => PlanForm { correction: stored.correction, rows: stored.rows, similar: stored.similar, ..typed },
        Step::Measures => PlanForm { rows: typed.rows, ..stored },
        Step::Similar => PlanForm { similar: typed.similar, ..stored },
        Step::Review => stored,
    }
}

async fn write(app: &AppState, caller: &Caller, id: Uuid, step: Step, form: &PlanForm, posted: &Posted) -> Result<Response, Problem> {
    let input: WritePlan = valid(form.written(step))?;
    let tx = app.begin(caller).await?;
    planning::write_plan(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    let path = format!("/car/{id}/plan");
    let rows = if step == Step::Cause { form.whys.len() + 2 } else { form.rows.len() + 2 }.to_string();
    Ok(match posted.raw("go") {
        "next" => links::see(&links::with_query(&path, &[("step", step.next().code())])),
        "add" => links::see(&links::with_query(&path, &[("step", step.code()), ("rows", &rows)])),
        _ => links::done(&links::with_query(&path, &[("step", step.code())]), Done::draft_saved),
    })
}
