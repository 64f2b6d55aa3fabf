//! A new inspection: first the unit, then the plan.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::choices;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::entity::inspection::Kind;
use crate::inspections::planning::{self, NewInspection};
use crate::kernel::extract::{Query, valid};
use crate::kernel::problem::Problem;
use crate::organisations::store::{self as organisations, Filter, Ordering};
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Inspections;
use crate::portal::text::done::Done;

/// Units that a search offers.
const OFFERED: u64 = 30;

/// What is known already.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    programme: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "portal/planning/unit.html")]
struct UnitPage {
    shell: Shell,
    t: &'static Inspections,
    asked: Asked,
    units: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/planning/new.html")]
struct NewPage<'a> {
    shell: Shell,
    t: &'static Inspections,
    filled: &'a Filled,
    asked: Asked,
    unit: String,
    kinds: Vec<Choice>,
    forms: Vec<Choice>,
    checklists: Vec<Choice>,
    programmes: Vec<Choice>,
}

/// Asks for the unit, or shows the form once it is named.
pub(super) async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if asked.organisation.is_empty() {
        unit(&app, &visit, &caller, asked).await
    } else {
        form(&app, &visit, &caller, asked, &Filled::default()).await
    }
}

async fn unit(app: &AppState, visit: &Visit, caller: &Caller, asked: Asked) -> Result<Response, Problem> {
    let filter = Filter { q: Some(asked.q.clone()), on: Some(visit.today()), ..Filter::default() };
    let found = organisations::organisations(app.read(), caller, &filter, &Ordering::of(None, Some(&asked.q)), None, OFFERED).await?;
    let address = |id: Uuid| {
        let pairs = [("organisation", id.to_string()), ("programme", asked.programme.clone()), ("kind", asked.kind.clone())];
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        links::with_query("/inspections/new", &pairs)
    };
    let units = found.into_iter().map(|row| (address(row.id), row.name)).collect();
    let t = Inspections::of(visit.lang);
    shell::html(visit, &UnitPage { shell: Shell::new(visit, t.plan_new), t, asked, units })
}

async fn form(app: &AppState, visit: &Visit, caller: &Caller, asked: Asked, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Inspections::of(visit.lang));
    let id = asked.organisation.parse().map_err(|_| Problem::not_found())?;
    let unit = organisations::organisation(db, caller, id).await?;
    let page = NewPage {
        shell: Shell::new(visit, t.plan_new),
        t,
        filled,
        unit: unit.name,
        kinds: choices::kinds(lang),
        forms: choices::forms(lang),
        checklists: choices::checklists(db, caller, None::<Kind>, lang).await?,
        programmes: choices::programmes(db, caller).await?,
        asked,
    };
    shell::html(visit, &page)
}

/// Plans the inspection.
pub(super) async fn plan(visit: Visit, caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let asked = Asked { organisation: posted.raw("organisation_id").to_owned(), ..Asked::default() };
    let done = create(&app, &caller, &posted).await;
    or_again(&visit, posted, done, async |filled| form(&app, &visit, &caller, asked, &filled).await).await
}

async fn create(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&["organisation_id", "programme_id", "kind", "form", "planned_from", "planned_to"]);
    let checklist = posted.text("checklist").map_or_else(|| json!({}), |id| json!({"id": id}));
    input.insert("checklist".to_owned(), checklist);
    let input: NewInspection = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    let row = planning::plan(&tx, caller, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{}", row.id), Done::planned))
}
