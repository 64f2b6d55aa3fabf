//! Devices that listen: each is told which of its streams has moved, and no more.
//!
//! One task of the process asks the database for all of them, so a listener costs a queue and nothing else, and a change that
//! another process wrote is told as well. The task runs while anybody listens.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use tokio::sync::mpsc::{self, Receiver, Sender};
use uuid::Uuid;

use super::entity::{device, refresh_token};
use crate::kernel::clock::{Clock, Instant};
use crate::kernel::problem::Problem;
use crate::ledger::stream::{self, follower};

/// Seconds for which moves are looked back at: the longest a transaction may take between its moment and its commit, and the
/// most by which the clocks of two processes may differ.
const LOOK_BACK_SECONDS: i64 = 600;
/// Events that wait for a listener; one that takes them no faster is let go of, and pulls after it has come back.
const QUEUE: usize = 16;

/// All listeners of this process; cheap to clone.
#[derive(Clone, Debug)]
pub struct Listeners(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: DatabaseConnection,
    clock: Clock,
    every: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    listeners: HashMap<Uuid, Listener>,
    /// The last change that was told, of streams that moved lately.
    told: HashMap<i64, i64>,
    is_asking: bool,
    is_closed: bool,
}

#[derive(Debug)]
struct Listener {
    user_id: Uuid,
    since: Instant,
    queue: Sender<Bytes>,
}

/// A stream that has moved, and where it is now.
type Moved = (i64, String, i64);

impl Listeners {
    /// None yet; `every` is how often the database is asked.
    #[must_use]
    pub fn new(db: DatabaseConnection, clock: Clock, every: Duration) -> Self {
        Self(Arc::new(Inner { db, clock, every: every.max(Duration::from_millis(10)), state: Mutex::default() }))
    }

    /// Adds a listener; one of the same device that is there already is let go of. The queue ends when the device may listen no
    /// more, or when the program stops. None when it is stopping.
    #[must_use]
    pub fn join(&self, user_id: Uuid, device_id: Uuid) -> Option<Receiver<Bytes>> {
        let (queue, events) = mpsc::channel(QUEUE);
        let mut state = self.state();
        if state.is_closed {
            return None;
        }
        state.listeners.insert(device_id, Listener { user_id, since: self.0.clock.now(), queue });
        if !state.is_asking {
            state.is_asking = true;
            tokio::spawn(self.clone().ask());
        }
        Some(events)
    }

    /// Lets go of everybody: the program stops.
    pub fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        state.listeners.clear();
    }

    /// How many listen.
    #[must_use]
    pub fn count(&self) -> usize {
        self.state().listeners.len()
    }

    async fn ask(self) {
        let mut turns = tokio::time::interval(self.0.every);
        turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            if !self.is_wanted() {
                return;
            }
            if let Err(problem) = self.look().await {
                tracing::warn!(?problem, "listeners were told nothing this time");
            }
        }
    }

    /// Forgets listeners that have gone; whether any is left.
    fn is_wanted(&self) -> bool {
        let mut state = self.state();
        state.listeners.retain(|_, listener| !listener.queue.is_closed());
        state.is_asking = !state.listeners.is_empty();
        if !state.is_asking {
            state.told.clear();
        }
        state.is_asking
    }

    async fn look(&self) -> Result<(), Problem> {
        let since = self.0.clock.now().plus_seconds(-LOOK_BACK_SECONDS);
        self.end_sessions(since).await?;
        let moved = self.moved(since).await?;
        if moved.is_empty() {
            return Ok(());
        }
        let of_these = follower::Column::StreamId.is_in(moved.iter().map(|(id, ..)| *id));
        let followers: HashSet<(i64, Uuid)> = follower::Entity::find()
            .select_only()
            .columns([follower::Column::StreamId, follower::Column::UserId])
            .filter(of_these)
            .filter(follower::Column::HasLeft.eq(false))
            .into_tuple()
            .all(&self.0.db)
            .await?
            .into_iter()
            .collect();
        self.tell(&moved, &followers);
        Ok(())
    }

    /// Streams that have moved since they were told of last.
    async fn moved(&self, since: Instant) -> Result<Vec<Moved>, Problem> {
        let lately: Vec<Moved> = stream::Entity::find()
            .select_only()
            .columns([stream::Column::Id, stream::Column::Name, stream::Column::ChangeSeq])
            .filter(stream::Column::MovedAt.gte(since))
            .into_tuple()
            .all(&self.0.db)
            .await?;
        let mut state = self.state();
        let before = std::mem::take(&mut state.told);
        state.told = lately.iter().map(|(id, _, change)| (*id, *change)).collect();
        Ok(lately.into_iter().filter(|(id, _, change)| before.get(id) != Some(change)).collect())
    }

    fn tell(&self, moved: &[Moved], followers: &HashSet<(i64, Uuid)>) {
        let mut state = self.state();
        for (id, name, change) in moved {
            let event = event(name, *change);
            state
                .listeners
                .retain(|_, listener| !followers.contains(&(*id, listener.user_id)) || listener.queue.try_send(event.clone()).is_ok());
        }
    }

    /// Lets go of the devices whose session ended after they began to listen: revoked, signed out, password changed.
    async fn end_sessions(&self, since: Instant) -> Result<(), Problem> {
        let ended: Vec<(Uuid, Option<Instant>)> = refresh_token::Entity::find()
            .select_only()
            .columns([refresh_token::Column::DeviceId, refresh_token::Column::RevokedAt])
            .filter(refresh_token::Column::RevokedAt.gte(since))
            .into_tuple()
            .all(&self.0.db)
            .await?;
        let revoked: Vec<(Uuid, Option<Instant>)> = device::Entity::find()
            .select_only()
            .columns([device::Column::Id, device::Column::RevokedAt])
            .filter(device::Column::RevokedAt.gte(since))
            .into_tuple()
            .all(&self.0.db)
            .await?;
        let mut state = self.state();
        for (device_id, at) in ended.into_iter().chain(revoked) {
            if state.listeners.get(&device_id).is_some_and(|listener| at.is_some_and(|at| at >= listener.since)) {
                state.listeners.remove(&device_id);
            }
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event as it travels (server-sent events, HTML standard): shared by all who get it.
fn event(stream: &str, change: i64) -> Bytes {
    Bytes::from(format!("event: stream\ndata: {}\n\n", json!({"stream": stream, "change": change})))
}
