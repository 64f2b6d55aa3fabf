//! Making an account, and changing one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::password;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::kernel::extract::{Path, Query, valid};
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::people::views::{EditUser, NewUser};
use crate::people::{service, store};
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::organisations::meant;
use crate::portal::text::People;
use crate::portal::text::done::Done;

/// Fields that both forms have and an account may be without.
const MAY_BE_EMPTY: &[&str] = &["email", "phone"];

/// What the form holds before anybody types.
#[derive(Default)]
struct Present {
    display_name: String,
    title: String,
    email: String,
    phone: String,
    locale: String,
    employer: String,
    is_active: bool,
}

#[derive(Template)]
#[template(path = "portal/people/edit.html")]
struct EditPage<'a> {
    shell: Shell,
    t: &'static People,
    filled: &'a Filled,
    existing: Option<(Uuid, i64, String)>,
    action: String,
    before: Present,
    languages: [Choice; 2],
    suggestions: Vec<String>,
}

/// Who employs the new person.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    organisation: Option<Uuid>,
}

/// Shows an empty form.
pub(super) async fn show_new(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    caller.require_somewhere(Action::EditUser)?;
    let employer = match asked.organisation {
        Some(id) => meant::named(&organisations::store::organisation(app.read(), &caller, id).await?),
        None => String::new(),
    };
    let before = Present { employer, locale: "vi".to_owned(), ..Present::default() };
    page(&app, &visit, &caller, None, before, &Filled::default()).await
}

/// Shows an account as a form.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    existing(&app, &visit, &caller, id, &Filled::default()).await
}

async fn existing(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let db = app.read();
    let row = store::user(db, caller, id).await?;
    caller.require(db, Action::EditUser, Subject::of_organisation(row.organisation_id)).await?;
    let employer = organisations::store::by_ids(db, &[row.organisation_id]).await?.first().map(meant::named).unwrap_or_default();
    let before = Present {
        display_name: row.display_name.clone(),
        title: row.title,
        email: row.email.unwrap_or_default(),
        phone: row.phone.unwrap_or_default(),
        locale: row.locale,
        employer,
        is_active: row.active,
    };
    page(app, visit, caller, Some((id, row.version, row.display_name)), before, filled).await
}

async fn page(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    existing: Option<(Uuid, i64, String)>,
    before: Present,
    filled: &Filled,
) -> Result<Response, Problem> {
    let t = People::of(visit.lang);
    let page = EditPage {
        shell: Shell::new(visit, if existing.is_some() { t.edit } else { t.add }),
        t,
        filled,
        action: existing.as_ref().map_or_else(|| "/people/new".to_owned(), |(id, ..)| format!("/people/{id}/edit")),
        existing,
        before,
        languages: [Choice::new("vi", "Tiếng Việt"), Choice::new("en", "English")],
        suggestions: meant::suggestions(app.read(), caller, visit.today()).await?,
    };
    shell::html(visit, &page)
}

/// Makes an account.
pub(super) async fn create(visit: Visit, caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let done = add(&app, &caller, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, None, Present::default(), &filled).await).await
}

async fn add(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Response, Problem> {
    caller.require_somewhere(Action::EditUser)?;
    let mut input = posted.object(&[&["username", "display_name", "title", "locale"], MAY_BE_EMPTY].concat());
    take_password(posted, &mut input);
    meant::put(app.read(), caller, posted, "organisation_id", &mut input).await?;
    let input: NewUser = valid(Value::Object(input))?;
    password::check_strength(&input.username, &input.password)?;
    let hash = password::hash(input.password.clone()).await?;
    let tx = app.begin(caller).await?;
    let row = service::create(&tx, caller, input, hash).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/people/{}", row.id), Done::person_added))
}

/// A password is taken as it was typed, spaces and all.
fn take_password(posted: &Posted, input: &mut serde_json::Map<String, Value>) {
    let password = posted.raw("password");
    if !password.is_empty() {
        input.insert("password".to_owned(), json!(password));
    }
}

/// Changes an account.
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
    let person = store::user(app.read(), caller, id).await?;
    let mut input = posted.object(&["display_name", "locale"]);
    input.extend(posted.object_or_null(MAY_BE_EMPTY));
    input.insert("title".to_owned(), json!(posted.raw("title").trim()));
    input.insert("active".to_owned(), json!(posted.is_ticked("active")));
    take_password(posted, &mut input);
    meant::put(app.read(), caller, posted, "organisation_id", &mut input).await?;
    let input: EditUser = valid(Value::Object(input))?;
    let hash = match &input.password {
        Some(new) => {
            password::check_strength(&person.username, new)?;
            Some(password::hash(new.clone()).await?)
        }
        None => None,
    };
    let tx = app.begin(caller).await?;
    service::edit(&tx, caller, id, posted.version()?, input, hash).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/people/{id}"), Done::saved))
}
