//! One person: what is known of them, their roles, their devices.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::Iterable;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::entity::{grant, user};
use crate::access::policy::{Action, Role};
use crate::access::scope::Subject;
use crate::app::AppState;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations;
use crate::people::store;
use crate::portal::devices::page::{self as devices, DeviceRow};
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::organisations::meant;
use crate::portal::text::{Account, Frame, People, named};
use crate::sync::parked;

#[derive(Template)]
#[template(path = "portal/people/page.html")]
struct PersonPage<'a> {
    shell: Shell,
    t: &'static People,
    filled: &'a Filled,
    id: Uuid,
    employer: String,
    facts: Vec<(&'static str, String)>,
    is_active: bool,
    roles: Vec<Held>,
    choices: Vec<Choice>,
    suggestions: Vec<String>,
    may_edit: bool,
    devices: Vec<DeviceRow>,
    shows_owner: bool,
    back: String,
    this_browser: &'static str,
}

/// A role as a row.
struct Held {
    id: Uuid,
    version: i64,
    role: &'static str,
    at: String,
    from: String,
    until: String,
    is_over: bool,
}

/// Shows a person.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default()).await
}

/// The page, with a form for a role as it was sent.
pub(super) async fn page(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang) = (app.read(), visit.lang);
    let person = store::user(db, caller, id).await?;
    let grants = store::grants(db, id).await?;
    let places: Vec<Uuid> = grants.iter().map(|row| row.organisation_id).chain([person.organisation_id]).collect();
    let places = organisations::store::by_ids(db, &places).await?;
    let names: HashMap<Uuid, String> = places.iter().map(|row| (row.id, row.name.clone())).collect();
    let may_edit = caller.may(db, Action::EditUser, Subject::of_organisation(person.organisation_id)).await?;
    let owners = HashMap::from([(id, person.display_name.clone())]);
    let found = store::devices_of(db, id).await?;
    let parked = parked::open_counts(db, found.iter().map(|row| row.id)).await?;
    let page = PersonPage {
        shell: Shell::new(visit, person.display_name.clone()),
        t: People::of(lang),
        filled,
        id,
        employer: places.iter().find(|row| row.id == person.organisation_id).map(meant::named).unwrap_or_default(),
        is_active: person.active,
        facts: facts(&person, &names, lang),
        roles: grants.into_iter().map(|row| held(row, &names, &visit.today(), lang)).collect(),
        choices: Role::iter().map(|role| Choice::new(named::role_code(role), named::role(role).get(lang))).collect(),
        suggestions: if may_edit { meant::suggestions(db, caller, visit.today()).await? } else { Vec::new() },
        may_edit,
        devices: devices::rows(visit, found, &owners, &parked),
        shows_owner: false,
        back: format!("/people/{id}"),
        this_browser: Account::of(lang).this_browser,
    };
    shell::html(visit, &page)
}

fn facts(person: &user::Model, names: &HashMap<Uuid, String>, lang: Lang) -> Vec<(&'static str, String)> {
    let t = People::of(lang);
    let language = if person.locale == "en" { "English" } else { "Tiếng Việt" };
    let facts = [
        (t.username, Some(person.username.clone())),
        (t.position, Some(person.title.clone()).filter(|text| !text.is_empty())),
        (t.employer, names.get(&person.organisation_id).cloned()),
        (t.email, person.email.clone()),
        (t.phone, person.phone.clone()),
        (t.language, Some(language.to_owned())),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "a row is shown once")]
fn held(row: grant::Model, names: &HashMap<Uuid, String>, today: &LocalDate, lang: Lang) -> Held {
    let t = People::of(lang);
    let is_over = row.ended_at.is_some() || row.valid_to.as_ref().is_some_and(|last| last < today);
    let until = match row.ended_at {
        Some(at) => format!("{} {}", t.role_ended, format::moment(at)),
        None => format::date_or_dash(row.valid_to.as_ref()),
    };
    Held {
        id: row.id,
        version: row.version,
        role: named::role(row.role).get(lang),
        at: names.get(&row.organisation_id).cloned().unwrap_or_else(|| Frame::of(lang).unknown_person.to_owned()),
        from: format::date(&row.valid_from),
        until,
        is_over,
    }
}
