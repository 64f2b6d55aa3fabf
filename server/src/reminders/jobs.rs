//! The sweep that comes round.

use super::{rules, service};
use crate::app::AppState;
use crate::corrective_actions::entity::deadline::Kind;
use crate::corrective_actions::entity::request;
use crate::corrective_actions::{rules::awaited, store};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::problem::Problem;
use crate::notify::deadline::{DeadlineKind, OpenDeadline};

/// Remind of deadlines.
pub const SWEEP: &str = "reminders.sweep";
/// Requests looked at at a time.
const BATCH: u64 = 500;

/// Reminds of every deadline within reach that has a step due.
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
        service::sweep(app, &deadlines).await?;
    }
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
