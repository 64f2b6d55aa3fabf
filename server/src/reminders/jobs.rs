//! The sweep that comes round.

use super::{rules, service};
use crate::app::AppState;
use crate::corrective_actions::entity::deadline::Kind;
use crate::corrective_actions::entity::request;
use crate::corrective_actions::{rules::awaited, store};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, stream};
use crate::notify::deadline::{DeadlineKind, OpenDeadline};

/// Remind of deadlines.
pub const SWEEP: &str = "reminders.sweep";
/// Requests looked at at a time.
const BATCH: u64 = 500;

/// Reminds of every deadline within reach that has a step due. Each has its own transaction, so one that fails holds up no other.
///
/// # Errors
/// The first failure of a batch, after the whole batch has been tried.
pub async fn sweep(app: &AppState) -> Result<(), Problem> {
    let now = app.now();
    if !rules::is_time_to_send(now) {
        return Ok(());
    }
    let reach = now.local_date(DEFAULT_ZONE).plus_days(rules::REACH_DAYS);
    let mut last = None;
    loop {
        let requests = store::awaited_by(app.read(), &reach, last, BATCH).await?;
        let Some(end) = requests.last() else { return Ok(()) };
        last = Some(end.id);
        let deadlines: Vec<OpenDeadline> = requests.into_iter().filter_map(deadline_of).collect();
        let mut failure = None;
        for deadline in service::due(app, &deadlines).await? {
            if let Err(problem) = remind(app, deadline).await {
                failure = failure.or(Some(problem));
            }
        }
        failure.map_or(Ok(()), Err)?;
    }
}

/// Reminds of a deadline if it still stands: since the batch was read the unit may have answered, or have been given more time.
async fn remind(app: &AppState, deadline: &OpenDeadline) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    tx.stream(&stream::of_inspection(deadline.inspection_id)).await?;
    let now = deadline_of(store::find(tx.db(), deadline.car_id).await?);
    if now.is_some_and(|now| (now.kind, now.due_on) == (deadline.kind, deadline.due_on.clone())) {
        service::remind(&tx, deadline).await?;
    }
    tx.commit().await
}

/// The deadline that a request waits for, when it waits for something.
fn deadline_of(row: request::Model) -> Option<OpenDeadline> {
    let kind = match awaited(row.status, row.effectiveness)? {
        Kind::Plan => DeadlineKind::Plan,
        Kind::Implementation => DeadlineKind::Implementation,
        Kind::Effectiveness => DeadlineKind::Effectiveness,
    };
    Some(OpenDeadline {
        car_id: row.id,
        car_number: row.number,
        organisation_id: row.organisation_id,
        inspection_id: row.inspection_id,
        kind,
        due_on: row.due_on?,
    })
}
