//! `/car/follow-up?unit=`: planning a follow-up inspection from the open requests of a unit.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::row::{self, Row};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::corrective_actions::follow_up::{self, NewFollowUp};
use crate::corrective_actions::{store, views};
use crate::kernel::extract::{Query, valid};
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::planning::choices;
use crate::portal::text::Corrective;
use crate::portal::text::done::Done;

/// Of which unit.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Asked {
    unit: Uuid,
}

#[derive(Template)]
#[template(path = "portal/corrective/follow_up.html")]
struct FollowUpPage<'a> {
    shell: Shell,
    t: &'static Corrective,
    filled: &'a Filled,
    unit: (Uuid, String),
    rows: Vec<(Row, bool)>,
    forms: Vec<Choice>,
}

/// Shows the form.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&app, &visit, &caller, asked.unit, &Posted::default(), &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, unit: Uuid, sent: &Posted, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Corrective::of(visit.lang));
    let place = organisations::store::organisation(db, caller, unit).await?;
    caller.require(db, Action::PlanInspection, Subject::of_organisation(unit)).await?;
    let open = store::open_of_unit(db, unit, visit.now).await?;
    let views = views::plain(db, open, visit.now).await?;
    let is_chosen = |id: Uuid| !filled.is_refused() || sent.all("car").any(|chosen| chosen == id.to_string());
    let rows = views.into_iter().map(|view| (is_chosen(view.id), row::row(view, &visit.today(), lang)));
    let page = FollowUpPage {
        shell: Shell::new(visit, t.follow_up),
        t,
        filled,
        unit: (place.id, place.name),
        rows: rows.map(|(chosen, row)| (row, chosen)).collect(),
        forms: choices::forms(lang),
    };
    shell::html(visit, &page)
}

/// Plans it.
pub(super) async fn plan(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = planned(&app, &caller, asked.unit, &posted).await;
    let sent = posted.clone();
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, asked.unit, &sent, &filled).await).await
}

async fn planned(app: &AppState, caller: &Caller, unit: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&["planned_from", "planned_to"]);
    if let Some(form) = posted.text("form_of_it") {
        input.insert("form".to_owned(), json!(form));
    }
    input.insert("organisation_id".to_owned(), json!(unit));
    let chosen: Vec<&str> = posted.all("car").collect();
    if !chosen.is_empty() {
        input.insert("car_ids".to_owned(), json!(chosen));
    }
    let input: NewFollowUp = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    let row = follow_up::plan(&tx, caller, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{}", row.id), Done::planned))
}
