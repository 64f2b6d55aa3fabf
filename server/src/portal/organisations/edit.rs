//! Adding an organisation, and correcting one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{list, meant};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query, valid};
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;
use crate::organisations::input::{EditOrganisation, NewOrganisation};
use crate::organisations::{service, store};
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Organisations, named};

/// Fields that are always filled in.
const NEEDED: &[&str] = &["code", "name", "kind", "level"];
/// Fields that may be empty.
const MAY_BE_EMPTY: &[&str] = &["short_name", "unit_code", "valid_from", "valid_to", "address", "phone", "email"];

/// What the form holds before anybody types.
#[derive(Default)]
struct Present {
    code: String,
    name: String,
    short_name: String,
    kind: String,
    level: String,
    parent: String,
    second: String,
    unit_code: String,
    valid_from: String,
    valid_to: String,
    address: String,
    phone: String,
    email: String,
}

#[derive(Template)]
#[template(path = "portal/organisations/edit.html")]
struct EditPage<'a> {
    shell: Shell,
    t: &'static Organisations,
    filled: &'a Filled,
    existing: Option<(Uuid, i64, String)>,
    action: String,
    before: Present,
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    suggestions: Vec<String>,
}

/// Below which organisation a new one comes.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    parent: Option<Uuid>,
}

/// Shows an empty form.
pub(super) async fn show_new(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    caller.require_somewhere(Action::EditOrganisation)?;
    let parent = match asked.parent {
        Some(id) => meant::named(&store::organisation(app.read(), &caller, id).await?),
        None => String::new(),
    };
    let before = Present { parent, ..Present::default() };
    page(&app, &visit, &caller, None, before, &Filled::default()).await
}

/// Shows an organisation as a form.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    existing(&app, &visit, &caller, id, &Filled::default()).await
}

async fn existing(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let row = store::organisation(app.read(), caller, id).await?;
    caller.require(app.read(), Action::EditOrganisation, Subject::of_organisation(id)).await?;
    let superiors: Vec<Uuid> = [row.parent_id, row.second_superior_id].into_iter().flatten().collect();
    let superiors = store::by_ids(app.read(), &superiors).await?;
    let label = |id: Option<Uuid>| superiors.iter().find(|row| Some(row.id) == id).map(meant::named).unwrap_or_default();
    let before = present(&row, label(row.parent_id), label(row.second_superior_id));
    page(app, visit, caller, Some((id, row.version, row.name)), before, filled).await
}

fn present(row: &organisation::Model, parent: String, second: String) -> Present {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Present {
        code: row.code.clone(),
        name: row.name.clone(),
        short_name: text(&row.short_name),
        kind: row.kind.clone(),
        level: row.level.clone(),
        parent,
        second,
        unit_code: text(&row.unit_code),
        valid_from: row.valid_from.as_ref().map(ToString::to_string).unwrap_or_default(),
        valid_to: row.valid_to.as_ref().map(ToString::to_string).unwrap_or_default(),
        address: text(&row.address),
        phone: text(&row.phone),
        email: text(&row.email),
    }
}

async fn page(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    existing: Option<(Uuid, i64, String)>,
    before: Present,
    filled: &Filled,
) -> Result<Response, Problem> {
    let t = Organisations::of(visit.lang);
    let page = EditPage {
        shell: Shell::new(visit, if existing.is_some() { t.edit } else { t.add }),
        t,
        filled,
        action: existing.as_ref().map_or_else(|| "/organisations/new".to_owned(), |(id, ..)| format!("/organisations/{id}/edit")),
        existing,
        before,
        kinds: list::kinds(app.read(), visit).await?,
        levels: named::levels(visit.lang).map(|(code, label)| Choice::new(code, label)).collect(),
        suggestions: meant::suggestions(app.read(), caller, visit.today()).await?,
    };
    shell::html(visit, &page)
}

/// Adds an organisation.
pub(super) async fn create(visit: Visit, caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let done = add(&app, &caller, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, None, Present::default(), &filled).await).await
}

async fn add(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&[NEEDED, MAY_BE_EMPTY].concat());
    superiors(app, caller, posted, &mut input).await?;
    let input: NewOrganisation = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    let row = service::create(&tx, caller, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/organisations/{}", row.id), Done::organisation_added))
}

async fn superiors(app: &AppState, caller: &Caller, posted: &Posted, input: &mut Map<String, Value>) -> Result<(), Problem> {
    meant::put(app.read(), caller, posted, "parent_id", input).await?;
    meant::put(app.read(), caller, posted, "second_superior_id", input).await
}

/// Corrects an organisation.
pub(super) async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = change(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| existing(&app, &visit, &caller, id, &filled).await).await
}

async fn change(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(NEEDED);
    input.extend(posted.object_or_null(MAY_BE_EMPTY));
    input.insert("second_superior_id".to_owned(), Value::Null);
    superiors(app, caller, posted, &mut input).await?;
    let input: EditOrganisation = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    service::edit(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/organisations/{id}"), Done::saved))
}
