//! Setting the team of an inspection: everybody who can be named, each with what they are to be.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::{ActiveEnum, Iterable};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::{Action, TeamRole};
use crate::app::AppState;
use crate::inspections::team::{self, Team};
use crate::inspections::{store, views};
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Inspections;
use crate::portal::text::done::Done;
use crate::portal::text::named;

#[derive(Template)]
#[template(path = "portal/planning/team.html")]
struct TeamPage<'a> {
    shell: Shell,
    t: &'static Inspections,
    filled: &'a Filled,
    id: Uuid,
    version: i64,
    unit: String,
    people: Vec<Candidate>,
    roles: Vec<Choice>,
    decision_number: String,
    decided_on: String,
}

/// Someone who can be named.
struct Candidate {
    id: Uuid,
    name: String,
    title: String,
    employer: String,
    role: String,
    is_independent: bool,
}

/// Shows the team as a form.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, t) = (app.read(), Inspections::of(visit.lang));
    let row = store::inspection(db, caller, Action::ReadInspection, id).await?;
    let found = team::candidates(db, caller, &row, &visit.today()).await?;
    let present = views::teams_of(db, vec![id]).await?.remove(&id).unwrap_or_default();
    let employers: Vec<Uuid> = found.iter().map(|person| person.organisation_id).collect();
    let employers = organisations::store::by_ids(db, &employers).await?;
    let employer = |id| employers.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let form = filled.of("team");
    let candidate = |person: crate::access::entity::user::Model| {
        let on_team = present.iter().find(|member| member.user_id == person.id);
        let role = on_team.map(|member| member.team_role.to_value()).unwrap_or_default();
        Candidate {
            id: person.id,
            role: form.value_or(&format!("role-{}", person.id), &role).to_owned(),
            is_independent: form
                .is_ticked(&format!("independent-{}", person.id), on_team.is_some_and(|member| member.independence_declared_at.is_some())),
            employer: employer(person.organisation_id),
            name: person.display_name,
            title: person.title,
        }
    };
    let page = TeamPage {
        shell: Shell::new(visit, t.edit_team),
        t,
        filled,
        id,
        version: row.version,
        unit: views::unit_of(db, row.organisation_id).await?.name,
        people: found.into_iter().map(candidate).collect(),
        roles: TeamRole::iter().map(|role| Choice::new(role.to_value(), named::team_role(role).get(visit.lang))).collect(),
        decision_number: row.team_decision_number.unwrap_or_default(),
        decided_on: row.team_decided_on.map(|day| day.to_string()).unwrap_or_default(),
    };
    shell::html(visit, &page)
}

/// Sets the team.
pub(super) async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = set(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, id, &filled).await).await
}

async fn set(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&["decision_number", "decided_on"]);
    let named = posted.fields().iter().filter(|(name, role)| name.starts_with("role-") && !role.is_empty());
    let members: Vec<Value> = named
        .map(|(name, role)| {
            let person = name.trim_start_matches("role-");
            json!({"user_id": person, "team_role": role, "independence_declared": posted.is_ticked(&format!("independent-{person}"))})
        })
        .collect();
    input.insert("members".to_owned(), Value::Array(members));
    let input: Team = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    team::set(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{id}"), Done::team_set))
}
