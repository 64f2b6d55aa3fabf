//! Giving a role, and ending one.

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;
use uuid::Uuid;

use super::page::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::people::service;
use crate::people::views::NewGrant;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::organisations::meant;
use crate::portal::text::done::Done;

/// Gives a role.
pub(super) async fn give(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = grant(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page(&app, &visit, &caller, id, &filled).await).await
}

async fn grant(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let mut input = posted.object(&["role", "valid_from", "valid_to"]);
    meant::put(app.read(), caller, posted, "organisation_id", &mut input).await?;
    let input: NewGrant = valid(Value::Object(input))?;
    let tx = app.begin(caller).await?;
    service::give(&tx, caller, id, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/people/{id}"), Done::role_given))
}

/// Ends a role now.
pub(super) async fn end(
    caller: Caller,
    State(app): State<AppState>,
    Path((id, grant)): Path<(Uuid, Uuid)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let tx = app.begin(&caller).await?;
    service::end_grant(&tx, &caller, grant, posted.version()?).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/people/{id}"), Done::role_ended))
}
