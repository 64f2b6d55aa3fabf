//! The queue: claiming, running, and what becomes of a job afterwards.

use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde_json::Value;
use tracing::Instrument;
use uuid::Uuid;

use super::kinds;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::job::{self, Entity as Jobs};
use crate::ledger::{Actor, Tx};

/// State of a job that waits for its turn.
const READY: &str = "ready";
/// State of a job that is done.
const DONE: &str = "done";
/// State of a job that failed too often.
const DEAD: &str = "dead";
/// Seconds that a worker has a job before another may take it.
const LEASE_SECONDS: i64 = 600;
/// Seconds before the second try; doubled each time.
const FIRST_PAUSE_SECONDS: i64 = 5;
/// Longest pause, in seconds.
const LONGEST_PAUSE_SECONDS: i64 = 3_600;
/// Seconds further than which no job is ever planned that comes once: the longest pause, with room for work that is planned ahead.
const HORIZON_SECONDS: i64 = 2 * 86_400;
/// Days for which jobs that are done are kept to look at.
const DONE_DAYS: i64 = 7;
/// Longest error kept, in characters.
const MAX_ERROR: usize = 2_000;

/// Runs every job that is due, one after the other; gives how many were run. Work that comes round again is entered first.
///
/// # Errors
/// Database failures.
pub async fn run_due(app: &AppState) -> Result<usize, Problem> {
    enter_periodic(app).await?;
    let mut count = 0;
    while run_one(app).await? {
        count += 1;
    }
    Ok(count)
}

/// Runs one job that is due, when there is one.
///
/// # Errors
/// Database failures; a failing job is no error here.
pub(super) async fn run_one(app: &AppState) -> Result<bool, Problem> {
    // A look without a lock first: most looks find nothing.
    if due(app.now()).count(app.read()).await? == 0 {
        return Ok(false);
    }
    let Some(job) = claim(app).await? else { return Ok(false) };
    let (id, kind) = (job.id, job.kind.clone());
    if job.state != READY {
        tracing::error!(%id, kind, "job left to the operator");
        return Ok(true);
    }
    let outcome = attempt(app, &job).await;
    if let Err(error) = &outcome {
        tracing::warn!(%id, kind, attempt = job.attempts, error = error.said, "job failed");
    }
    conclude(app, job, outcome).await?;
    Ok(true)
}

fn due(now: Instant) -> Select<Jobs> {
    let free = Condition::any().add(job::Column::LockedUntil.is_null()).add(job::Column::LockedUntil.lte(now.0));
    Jobs::find().filter(job::Column::State.eq(READY)).filter(job::Column::RunAt.lte(now.0)).filter(free)
}

/// Takes the job whose turn it is. Another process looks past a row that this one has locked.
async fn claim(app: &AppState) -> Result<Option<job::Model>, Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let query = due(tx.now()).order_by_asc(job::Column::RunAt).order_by_asc(job::Column::Id).limit(1);
    let Some(found) = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(tx.db()).await? else { return Ok(None) };
    let mut row = found.clone().into_active_model();
    row.attempts = Set(found.attempts + 1);
    row.locked_until = Set(Some(tx.now().plus_seconds(LEASE_SECONDS)));
    if found.attempts >= kinds::attempts(&found.kind) {
        // Nobody could say how the last try ended: it took its process down.
        row.state = Set(DEAD.to_owned());
    }
    let claimed = row.update(tx.db()).await?;
    tx.commit().await?;
    Ok(Some(claimed))
}

/// Why a job failed.
#[derive(Debug)]
struct Failure {
    said: String,
    /// Another try would end in the same way.
    is_final: bool,
}

impl Failure {
    fn of(problem: &Problem) -> Self {
        Self { said: format!("{problem:?}"), is_final: problem.status().is_client_error() }
    }

    fn passing(said: &dyn std::fmt::Display) -> Self {
        Self { said: said.to_string(), is_final: false }
    }
}

/// Runs the handler in a task of its own, so that its panic fails the job and not the worker.
async fn attempt(app: &AppState, job: &job::Model) -> Result<(), Failure> {
    let payload: Value = serde_json::from_str(&job.payload).map_err(|error| Failure::passing(&error))?;
    let (app, kind) = (app.clone(), job.kind.clone());
    let span = tracing::info_span!("job", id = %job.id, kind);
    let work = tokio::spawn(async move { kinds::run(&app, &kind, &payload).await }.instrument(span));
    match work.await {
        Ok(outcome) => outcome.map_err(|problem| Failure::of(&problem)),
        Err(panic) => Err(Failure::passing(&panic)),
    }
}

async fn conclude(app: &AppState, job: job::Model, outcome: Result<(), Failure>) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let again = kinds::period(&job.kind).map(|seconds| tx.now().plus_seconds(seconds));
    let (attempts, most) = (job.attempts, kinds::attempts(&job.kind));
    let mut row = job.into_active_model();
    row.locked_until = Set(None);
    match (outcome, again) {
        (Ok(()), None) => {
            row.state = Set(DONE.to_owned());
            row.last_error = Set(None);
        }
        (Ok(()), Some(at)) => {
            row.run_at = Set(at);
            row.attempts = Set(0);
            row.last_error = Set(None);
        }
        (Err(failure), again) => {
            row.last_error = Set(Some(failure.said.chars().take(MAX_ERROR).collect()));
            match again {
                // What comes round again never dies; it tries again in its next round.
                Some(at) if attempts >= most => {
                    row.run_at = Set(at);
                    row.attempts = Set(0);
                }
                None if failure.is_final || attempts >= most => row.state = Set(DEAD.to_owned()),
                _ => row.run_at = Set(tx.now().plus_seconds(pause(attempts))),
            }
        }
    }
    row.update(tx.db()).await?;
    tx.commit().await
}

/// Seconds to wait after a number of failures.
fn pause(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    (FIRST_PAUSE_SECONDS << doublings).min(LONGEST_PAUSE_SECONDS)
}

/// Enters work that comes round again, when it is not there yet. Its id follows from its kind, so that many processes enter one.
/// Jobs that a clock which ran ahead has planned for days to come, or has locked until then, are brought back.
///
/// # Errors
/// Database failures.
pub(super) async fn enter_periodic(app: &AppState) -> Result<(), Problem> {
    bring_back(app).await?;
    let kinds: Vec<&str> = kinds::PERIODIC.iter().map(|(kind, _)| *kind).collect();
    let entered = Jobs::find().filter(job::Column::Id.is_in(kinds.iter().map(|kind| periodic_id(kind)))).count(app.read()).await?;
    if entered == kinds.len() as u64 {
        return Ok(());
    }
    let tx = app.begin_as(Actor::default()).await?;
    Jobs::insert_many(kinds.iter().map(|kind| periodic_row(&tx, kind)))
        .on_conflict(OnConflict::column(job::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    tx.commit().await
}

async fn bring_back(app: &AppState) -> Result<(), Problem> {
    let later_than = |seconds: i64| {
        let beyond = app.now().plus_seconds(seconds).0;
        Condition::any().add(job::Column::RunAt.gt(beyond)).add(job::Column::LockedUntil.gt(beyond))
    };
    // What comes round again is never planned further ahead than one round and one pause.
    let rounds = kinds::PERIODIC
        .iter()
        .map(|(kind, period)| Condition::all().add(job::Column::Kind.eq(*kind)).add(later_than(period + LONGEST_PAUSE_SECONDS)));
    let strayed = rounds.fold(later_than(HORIZON_SECONDS), Condition::add);
    let strayed = Condition::all().add(job::Column::State.eq(READY)).add(strayed);
    if Jobs::find().filter(strayed.clone()).count(app.read()).await? == 0 {
        return Ok(());
    }
    let tx = app.begin_as(Actor::default()).await?;
    Jobs::update_many()
        .col_expr(job::Column::RunAt, Expr::value(tx.now()))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<i64>))
        .filter(strayed)
        .exec(tx.db())
        .await?;
    tx.commit().await
}

fn periodic_id(kind: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, kind.as_bytes())
}

fn periodic_row(tx: &Tx, kind: &str) -> job::ActiveModel {
    job::ActiveModel {
        id: Set(periodic_id(kind)),
        kind: Set(kind.to_owned()),
        payload: Set("{}".to_owned()),
        state: Set(READY.to_owned()),
        run_at: Set(tx.now()),
        attempts: Set(0),
        locked_until: Set(None),
        last_error: Set(None),
        created_at: Set(tx.now()),
    }
}

/// Drops jobs that were done long ago.
///
/// # Errors
/// Database failures.
pub(super) async fn prune(app: &AppState) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let old = tx.now().plus_days(-DONE_DAYS);
    Jobs::delete_many().filter(job::Column::State.eq(DONE)).filter(job::Column::RunAt.lt(old.0)).exec(tx.db()).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        assert_eq!([1, 2, 3, 8, 40].map(pause), [5, 10, 20, 640, 3_600]);
    }
}
