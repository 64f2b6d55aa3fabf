//! Issuing requests for the nonconformities of an inspection, from its page.

use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions::issuing;
use crate::corrective_actions::store::{self, Wanted};
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;

/// Issues them.
pub(super) async fn issue(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = issued(&app, &caller, id).await;
    or_again(&visit, posted, done, async |filled| crate::portal::inspections::page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn issued(app: &AppState, caller: &Caller, id: Uuid) -> Result<Response, Problem> {
    let tx = app.begin(caller).await?;
    issuing::issue_all(&tx, app, caller, id).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{id}"), Done::car_issued))
}

/// The requests of an inspection that the caller may read, as rows.
///
/// # Errors
/// Database failures.
pub async fn of_inspection(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller, id: Uuid) -> Result<Vec<super::row::Row>, Problem> {
    let wanted = Wanted { inspection: Some(id), by_due_day: true, ..Wanted::default() };
    let found = store::list(db, caller, &wanted, None, 100, visit.now).await?;
    super::list::rows(db, visit, found).await
}
