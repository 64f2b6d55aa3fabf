//! Workers: loops that ask for due jobs until they are told to stop.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::queue;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// How long a worker that found nothing waits before it looks again.
const IDLE: Duration = Duration::from_millis(500);
/// How long a worker waits after the database failed it.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Seconds after which a worker looks after the work that comes round again.
const ENTER_AGAIN_SECONDS: i64 = 3_600;

/// Workers at work.
#[derive(Debug)]
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts as many workers as the settings say.
#[must_use]
pub fn start(app: &AppState) -> Workers {
    let (stop, stopping) = watch::channel(false);
    let work = |_| tokio::spawn(work(app.clone(), stopping.clone()));
    Workers { tasks: (0..app.settings().job_workers).map(work).collect(), stop }
}

impl Workers {
    /// Lets each worker end the job it has, and no more.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a worker failed");
            }
        }
    }
}

async fn work(app: AppState, mut stopping: watch::Receiver<bool>) {
    let mut entered_at = None;
    while !*stopping.borrow() {
        let pause = match look(&app, &mut entered_at).await {
            Ok(true) => continue,
            Ok(false) => IDLE,
            Err(problem) => {
                tracing::error!(?problem, "the queue of jobs cannot be read");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// Work that comes round again is looked after at the start, every hour, and when the clock has been set back.
async fn look(app: &AppState, entered_at: &mut Option<Instant>) -> Result<bool, Problem> {
    let now = app.now();
    if entered_at.is_none_or(|at| now < at || now > at.plus_seconds(ENTER_AGAIN_SECONDS)) {
        queue::enter_periodic(app).await?;
        *entered_at = Some(now);
    }
    queue::run_one(app).await
}
