//! Reminding of a deadline.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::reminder::{self, Outcome};
use super::rules::{self, Entry, Rung};
use super::store;
use crate::app::AppState;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::ledger::Tx;
use crate::notify::catalogue;
use crate::notify::deadline::OpenDeadline;
use crate::notify::service::{News, tell_once};

/// The record that a reminder is about.
const RECORD_KIND: &str = "corrective_action_request";

/// Those of some open deadlines that seem to have a step due now. [`remind`] looks again.
///
/// # Errors
/// Database failures.
pub async fn due<'a>(app: &AppState, deadlines: &'a [OpenDeadline]) -> Result<Vec<&'a OpenDeadline>, Problem> {
    if !rules::is_time_to_send(app.now()) {
        return Ok(Vec::new());
    }
    let ledger = store::ledger(app.read(), deadlines).await?;
    let rows = |deadline: &OpenDeadline| ledger.get(&deadline.car_id).map_or(&[][..], Vec::as_slice);
    Ok(deadlines.iter().filter(|deadline| !steps(deadline, rows(deadline), app.now()).is_empty()).collect())
}

/// Sends the step of a deadline that is due now and passes over those before it; gives how many people were told.
///
/// # Errors
/// Database failures.
pub async fn remind(tx: &Tx, deadline: &OpenDeadline) -> Result<usize, Problem> {
    let ledger = store::ledger(tx.db(), std::slice::from_ref(deadline)).await?;
    let rows = ledger.get(&deadline.car_id).map_or(&[][..], Vec::as_slice);
    let due = steps(deadline, rows, tx.now());
    let Some((last, before)) = due.split_last() else { return Ok(0) };
    let today = tx.now().local_date(DEFAULT_ZONE);
    for step in before {
        for person in people(tx.db(), deadline, *step, &today).await? {
            store::keep(tx.db(), &row(tx, deadline, *step, person, Outcome::PassedOver), false).await?;
        }
    }
    let people = people(tx.db(), deadline, *last, &today).await?;
    if people.is_empty() {
        tracing::warn!(car = %deadline.car_id, step = last, "nobody to remind");
        return Ok(0);
    }
    let news = news(tx, deadline, &today).await?;
    let mut told = 0;
    for person in people {
        let sent = row(tx, deadline, *last, person, Outcome::Sent);
        let is_revived = rows.iter().any(|row| {
            store::is_about(row, deadline) && (row.step, row.user_id) == (*last, person) && rules::is_from_the_future(row.at, tx.now())
        });
        if store::keep(tx.db(), &sent, is_revived).await? {
            told += usize::from(tell_once(tx, sent.id, person, &news).await?);
        }
    }
    Ok(told)
}

fn steps(deadline: &OpenDeadline, rows: &[reminder::Model], now: Instant) -> Vec<i32> {
    let entries = rows.iter().filter(|row| store::is_about(row, deadline)).map(|row| Entry {
        step: row.step,
        is_sent: row.outcome == Outcome::Sent,
        is_from_the_future: rules::is_from_the_future(row.at, now),
    });
    rules::steps_due(&deadline.due_on, &now.local_date(DEFAULT_ZONE), &entries.collect::<Vec<_>>())
}

/// Those whom a step reaches; when nobody stands on its rungs, those on the next rung above.
async fn people(db: &impl ConnectionTrait, deadline: &OpenDeadline, step: i32, today: &LocalDate) -> Result<BTreeSet<Uuid>, Problem> {
    let (reached, above): (&[Rung], &[Rung]) = rules::audience(deadline.kind, step);
    let mut people = BTreeSet::new();
    for rung in reached {
        people.extend(store::on_rung(db, *rung, deadline, today).await?);
    }
    for rung in above {
        if !people.is_empty() {
            break;
        }
        people.extend(store::on_rung(db, *rung, deadline, today).await?);
    }
    Ok(people)
}

fn row(tx: &Tx, deadline: &OpenDeadline, step: i32, user_id: Uuid, outcome: Outcome) -> reminder::Model {
    reminder::Model {
        id: id_of(deadline, step, user_id),
        car_id: deadline.car_id,
        deadline: deadline.kind,
        due_on: deadline.due_on.clone(),
        step,
        user_id,
        outcome,
        at: tx.now(),
    }
}

/// The id of a row of the ledger, and so of its notice and its mail, follows from its key.
#[must_use]
pub fn id_of(deadline: &OpenDeadline, step: i32, user_id: Uuid) -> Uuid {
    let OpenDeadline { car_id, kind, due_on, .. } = deadline;
    Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("reminder/{car_id}/{}/{due_on}/{step}/{user_id}", sea_orm::ActiveEnum::to_value(kind)).as_bytes(),
    )
}

async fn news(tx: &Tx, deadline: &OpenDeadline, today: &LocalDate) -> Result<News, Problem> {
    let left = today.days_until(&deadline.due_on);
    let kind = match left {
        1.. => &catalogue::DEADLINE_NEAR,
        0 => &catalogue::DEADLINE_TODAY,
        _ => &catalogue::DEADLINE_PASSED,
    };
    Ok(News::of(kind, RECORD_KIND, deadline.car_id)
        .param("number", &deadline.car_number)
        .param("unit", store::name_of(tx.db(), deadline.organisation_id).await?)
        .param("deadline", sea_orm::ActiveEnum::to_value(&deadline.kind))
        .param("due_on", &deadline.due_on)
        .param("days", left.abs()))
}
