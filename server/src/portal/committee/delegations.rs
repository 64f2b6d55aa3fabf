//! `/delegations`: the chair lets a member close requests, for a time.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::access::caller::{Caller, forbidden};
use crate::access::policy::{Action, Role};
use crate::app::AppState;
use crate::corrective_actions::delegations::{self, NewDelegation};
use crate::corrective_actions::entity::delegation;
use crate::kernel::clock::LocalDate;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::people;
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::Committee;
use crate::portal::text::done::Done;

#[derive(Template)]
#[template(path = "portal/committee/delegations.html")]
struct DelegationsPage<'a> {
    shell: Shell,
    w: &'static Committee,
    filled: &'a Filled,
    rows: Vec<Row>,
    members: Vec<Choice>,
    places: Vec<Choice>,
    may_give: bool,
    today: String,
}

/// A delegation.
struct Row {
    id: Uuid,
    version: i64,
    to: String,
    from: String,
    place: String,
    days: String,
    reason: String,
    state: &'static str,
    tone: &'static str,
    may_end: bool,
}

/// Shows the delegations.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, &Filled::default()).await
}

async fn page(app: &AppState, visit: &Visit, caller: &Caller, filled: &Filled) -> Result<Response, Problem> {
    if !visit.may_somewhere(Action::DecideCar) {
        return Err(forbidden(Action::DecideCar));
    }
    let (db, w) = (app.read(), Committee::of(visit.lang));
    let found = delegations::list(db, caller).await?;
    let names = people::store::names(db, found.iter().flat_map(|row| [row.from_user_id, row.to_user_id])).await?;
    let places: Vec<Uuid> = found.iter().map(|row| row.organisation_id).collect();
    let places = organisations::store::by_ids(db, &places).await?;
    let may_give = visit.may_somewhere(Action::CloseCar);
    let row = |row: delegation::Model| {
        let (state, tone) = state(&row, &visit.today(), w);
        Row {
            id: row.id,
            version: row.version,
            to: names.get(&row.to_user_id).cloned().unwrap_or_default(),
            from: names.get(&row.from_user_id).cloned().unwrap_or_default(),
            place: places.iter().find(|place| place.id == row.organisation_id).map(|place| place.name.clone()).unwrap_or_default(),
            days: format::days(&row.valid_from, &row.valid_to),
            may_end: may_give && row.ended_at.is_none() && row.valid_to >= visit.today(),
            reason: row.reason,
            state,
            tone,
        }
    };
    let page = DelegationsPage {
        shell: Shell::new(visit, w.delegations),
        w,
        filled,
        rows: found.into_iter().map(row).collect(),
        members: if may_give { members(app, visit, caller).await? } else { Vec::new() },
        places: chaired(app, caller).await?,
        may_give,
        today: visit.today().to_string(),
    };
    shell::html(visit, &page)
}

fn state(row: &delegation::Model, today: &LocalDate, w: &'static Committee) -> (&'static str, &'static str) {
    match row {
        _ if row.ended_at.is_some() => (w.ended, "quiet"),
        _ if row.valid_to < *today => (w.over, "quiet"),
        _ if row.valid_from > *today => (w.not_yet, "busy"),
        _ => (w.in_force, "good"),
    }
}

async fn members(app: &AppState, visit: &Visit, caller: &Caller) -> Result<Vec<Choice>, Problem> {
    let ids = delegations::members(app.read(), caller, visit.now).await?;
    let mut names: Vec<(Uuid, String)> = people::store::names(app.read(), ids).await?.into_iter().collect();
    names.sort_by_cached_key(|(_, name)| crate::kernel::vietnamese::sort_key(name));
    Ok(names.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect())
}

/// The organisations whose committee the caller chairs.
async fn chaired(app: &AppState, caller: &Caller) -> Result<Vec<Choice>, Problem> {
    let of_chair = caller.grants.iter().filter(|grant| grant.role == Role::CommitteeChair);
    let ids: Vec<Uuid> = of_chair.map(|grant| grant.organisation_id).collect();
    let rows = organisations::store::by_ids(app.read(), &ids).await?;
    Ok(rows.into_iter().map(|row| Choice::new(row.id.to_string(), row.name)).collect())
}

/// Gives one.
pub(super) async fn give(visit: Visit, caller: Caller, State(app): State<AppState>, posted: Posted) -> Result<Response, Problem> {
    let done = given(&app, &caller, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, &filled).await).await
}

async fn given(app: &AppState, caller: &Caller, posted: &Posted) -> Result<Response, Problem> {
    let input: NewDelegation = posted.read(&["to_user_id", "organisation_id", "valid_from", "valid_to", "reason"])?;
    let tx = app.begin(caller).await?;
    delegations::delegate(&tx, caller, input).await?;
    tx.commit().await?;
    Ok(links::done("/delegations", Done::delegated))
}

/// Ends one before its time.
pub(super) async fn end(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = ended(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, &filled).await).await
}

async fn ended(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let tx = app.begin(caller).await?;
    delegations::end(&tx, caller, id, posted.version()?).await?;
    tx.commit().await?;
    Ok(links::done("/delegations", Done::delegation_ended))
}
