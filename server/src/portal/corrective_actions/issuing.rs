//! Issuing requests for the nonconformities of an inspection, from its page.

use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions::issuing;
use crate::corrective_actions::store::{self, Wanted};
use crate::findings;
use crate::inspections;
use crate::inspections::entity::inspection::{self, Status};
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

/// Whether the caller may issue requests for an inspection that has nonconformities without one.
///
/// # Errors
/// Database failures.
pub async fn is_due(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model) -> Result<bool, Problem> {
    let concluded = matches!(row.status, Status::Concluded | Status::Signed | Status::Issued | Status::Archived);
    if !concluded || !caller.may(db, Action::IssueCar, inspections::store::subject(row)).await? {
        return Ok(false);
    }
    for finding in findings::store::of_inspection(db, row.id).await? {
        let calls_for_one = findings::rules::may_have_request(finding.status) && findings::service::is_nonconformity(db, &finding).await?;
        if calls_for_one && !issuing::had_request(db, finding.id).await? {
            return Ok(true);
        }
    }
    Ok(false)
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
