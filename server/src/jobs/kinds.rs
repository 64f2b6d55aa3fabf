//! Which handler does which kind of work, and what is done again and again.

use serde_json::Value;

use crate::app::AppState;
use crate::kernel::problem::Problem;
use crate::{evidence, notify, reminders, retention};

/// Tries after which a job is left to the operator, unless its kind says otherwise.
const MAX_ATTEMPTS: i32 = 8;

/// Prune jobs that are done.
pub(super) const PRUNE: &str = "jobs.prune";

/// Work that comes round again, with the seconds between.
pub(super) const PERIODIC: &[(&str, i64)] = &[
    (evidence::jobs::EXPIRE, 3_600),
    (evidence::jobs::REVIVE, 3_600),
    (evidence::archive::checksums::COMPUTE, 86_400),
    (reminders::jobs::SWEEP, 3_600),
    (retention::evidence_rule::DELETE, 86_400),
    (retention::jobs::SWEEP, 86_400),
    (PRUNE, 86_400),
];

/// Runs one job.
///
/// # Errors
/// Whatever the handler could not do; a kind that this program does not know.
pub(super) async fn run(app: &AppState, kind: &str, payload: &Value) -> Result<(), Problem> {
    match kind {
        evidence::jobs::VERIFY => evidence::jobs::verify(app, payload).await,
        evidence::jobs::DERIVE => evidence::jobs::make_derivatives(app, payload).await,
        evidence::jobs::EXPIRE => evidence::jobs::expire_uploads(app).await,
        evidence::jobs::REVIVE => evidence::jobs::revive(app).await,
        evidence::archive::checksums::COMPUTE => evidence::archive::checksums::compute(app).await,
        notify::jobs::MAIL => notify::jobs::send(app, payload).await,
        reminders::jobs::SWEEP => reminders::jobs::sweep(app).await,
        retention::evidence_rule::DELETE => retention::evidence_rule::apply(app).await,
        retention::jobs::SWEEP => retention::jobs::sweep(app).await,
        PRUNE => super::queue::prune(app).await,
        _ => Err(Problem::internal(format!("no handler for jobs of kind {kind}"))),
    }
}

/// The seconds after which a kind comes round again, if it does.
#[must_use]
pub(super) fn period(kind: &str) -> Option<i64> {
    PERIODIC.iter().find(|(periodic, _)| *periodic == kind).map(|(_, seconds)| *seconds)
}

/// Tries after which a job of this kind is left to the operator.
#[must_use]
pub(super) fn attempts(kind: &str) -> i32 {
    if kind == notify::jobs::MAIL { notify::jobs::MAIL_ATTEMPTS } else { MAX_ATTEMPTS }
}
