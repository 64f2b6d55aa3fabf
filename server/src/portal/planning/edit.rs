//! Changing the plan of an inspection.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::choices;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::inspections::planning::{self, EditInspection};
use crate::inspections::{service, store, views};
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Inspections;
use crate::portal::text::done::Done;

#[derive(Template)]
#[template(path = "portal/planning/edit.html")]
struct EditPage<'a> {
    shell: Shell,
    t: &'static Inspections,
    filled: &'a Filled,
    id: Uuid,
    version: i64,
    unit: String,
    form_now: &'static str,
    from: String,
    to: String,
    checklist: String,
    forms: Vec<Choice>,
    checklists: Vec<Choice>,
}

/// Shows the plan as a form.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Inspections::of(visit.lang));
    let row = store::inspection(db, caller, Action::ReadInspection, id).await?;
    service::require_planner(db, caller, &row).await?;
    let page = EditPage {
        shell: Shell::new(visit, t.edit_plan),
        t,
        filled,
        id,
        version: row.version,
        unit: views::unit_of(db, row.organisation_id).await?.name,
        form_now: row.form.as_str(),
        from: row.planned_from.to_string(),
        to: row.planned_to.to_string(),
        checklist: row.checklist_id.to_string(),
        forms: choices::forms(lang),
        checklists: choices::checklists(db, caller, Some(row.kind), lang).await?,
    };
    shell::html(visit, &page)
}

/// Changes the plan.
pub(super) async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = change(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, id, &filled).await).await
}

async fn change(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&["form", "planned_from", "planned_to"]);
    if let Some(checklist) = posted.text("checklist") {
        input.insert("checklist".to_owned(), json!({"id": checklist}));
    }
    let input: EditInspection = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    planning::edit(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{id}"), Done::saved))
}
