//! Claiming a key for one request, and closing the claim with its answer.

use std::time::Duration;

use axum::http::StatusCode;
use uuid::Uuid;

use super::rules::{self, Found};
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;
use crate::ledger::Actor;
use crate::ledger::answer::{self, Claim, Model};

/// First pauses between two looks at a request that is under way elsewhere, in milliseconds.
const PAUSES: [u64; 4] = [10, 20, 50, 100];
/// The pause after those, in milliseconds.
const LONGEST_PAUSE: u64 = 200;

/// What asking for a key comes to.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The request may run.
    Ours(Claim),
    /// It ran before; this is what it was answered.
    Repeated(Box<Model>),
}

/// What becomes of a claim.
#[derive(Clone, Debug)]
pub enum Closing {
    /// The answer is stored.
    Store {
        /// Its status.
        status: StatusCode,
        /// Its `ETag`.
        etag: Option<String>,
        /// Its body, or whatever stands for it.
        body: Option<String>,
    },
    /// The answer says something about the moment only: the key is let go.
    Release,
}

/// Claims a key for a request, waiting while the same request is under way elsewhere.
///
/// # Errors
/// `idempotency-key-reused`, `answer-lost`.
pub async fn claim(app: &AppState, user_id: Uuid, key: String, hash: &str) -> Result<Outcome, Problem> {
    let timeout_millis = i64::try_from(app.settings().request_timeout_seconds).unwrap_or(i64::MAX).saturating_mul(1_000);
    let mut pauses = PAUSES.into_iter();
    loop {
        let now = app.now();
        let row = answer::find(app.read(), user_id, &key).await?;
        let ours = Claim { user_id, key: key.clone(), claimed_at: now };
        let taken = match rules::judge(row, hash, now, timeout_millis) {
            Found::OtherRequest => return Err(Problem::of(&catalogue::IDEMPOTENCY_KEY_REUSED)),
            Found::AnswerLost => return Err(Problem::of(&catalogue::ANSWER_LOST)),
            Found::Answered(row) => return Ok(Outcome::Repeated(row)),
            Found::UnderWay => {
                // The request under way ends within its own time, and this one's time ends the waiting.
                tokio::time::sleep(Duration::from_millis(pauses.next().unwrap_or(LONGEST_PAUSE))).await;
                false
            }
            Found::Dead { claimed_at } => {
                let tx = app.begin_as(Actor::default()).await?;
                let taken = answer::take_over(tx.db(), &Claim { claimed_at, ..ours.clone() }, now).await?;
                tx.commit().await?;
                taken
            }
            Found::Free => {
                let tx = app.begin_as(Actor::default()).await?;
                let taken = answer::claim(tx.db(), &ours, hash, rules::expired_before(now)).await?;
                tx.commit().await?;
                taken
            }
        };
        if taken {
            return Ok(Outcome::Ours(ours));
        }
    }
}

/// Closes a claim.
///
/// # Errors
/// Database failures.
pub async fn close(app: &AppState, claim: &Claim, closing: Closing) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    match closing {
        Closing::Store { status, etag, body } => answer::store(tx.db(), claim, i32::from(status.as_u16()), etag, body).await?,
        Closing::Release => answer::release(tx.db(), claim).await?,
    }
    tx.commit().await
}
