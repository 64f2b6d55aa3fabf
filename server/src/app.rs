//! What one running program shares among its requests.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DatabaseConnection;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::keys::Keys;
use crate::access::listening::Listeners;
use crate::blobs::Blobs;
use crate::kernel::clock::{self, Clock, Instant};
use crate::kernel::config::Settings;
use crate::kernel::database::Database;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, Tx, held};

/// The state of the program; cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    settings: Settings,
    clock: Clock,
    keys: Keys,
    blobs: Blobs,
    listeners: Listeners,
    held: held::Memory,
}

impl AppState {
    /// Opens what the settings name: the database (already migrated), the keys, the place of files.
    ///
    /// # Errors
    /// When the database or the place of files cannot be used.
    pub async fn open(settings: Settings, clock: Clock) -> Result<Self, Problem> {
        let database = Database::open(&settings.database(), settings.database_connections).await?;
        Self::over(database, settings, clock).await
    }

    /// The same over a database that is open already.
    ///
    /// # Errors
    /// When the keys cannot be read or the place of files cannot be used.
    pub async fn over(database: Database, settings: Settings, clock: Clock) -> Result<Self, Problem> {
        let blobs = Blobs::of(&settings).await.map_err(Problem::internal)?;
        Self::with(database, blobs, settings, clock).await
    }

    /// The same with the place of files open too.
    ///
    /// # Errors
    /// When the keys cannot be read.
    pub async fn with(database: Database, blobs: Blobs, settings: Settings, clock: Clock) -> Result<Self, Problem> {
        let keys = Keys::load(database.owner(), clock.now()).await?;
        let every = Duration::from_millis(settings.events_poll_millis);
        let listeners = Listeners::new(database.read().clone(), clock.clone(), every);
        Ok(Self(Arc::new(Inner { database, settings, clock, keys, blobs, listeners, held: held::Memory::default() })))
    }

    /// Begins a write transaction for a caller: the only way to write.
    ///
    /// # Errors
    /// `busy` when no connection is free in time.
    pub async fn begin(&self, caller: &Caller) -> Result<Tx, Problem> {
        Ok(self.begin_as(caller.actor()).await?.for_claim(caller.claim.clone()))
    }

    /// Begins a write transaction for the program itself or for someone who is only now signing in.
    ///
    /// # Errors
    /// `busy` when no connection is free in time.
    pub async fn begin_as(&self, actor: Actor) -> Result<Tx, Problem> {
        Ok(Tx::new(self.0.database.begin().await?, self.now(), actor))
    }

    /// A connection for reading.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        self.0.database.read()
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// A fresh id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        clock::new_id()
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The keys of access tokens.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The devices that listen to this process.
    #[must_use]
    pub fn listeners(&self) -> &Listeners {
        &self.0.listeners
    }

    /// What the streams that were written last hold.
    #[must_use]
    pub fn held(&self) -> &held::Memory {
        &self.0.held
    }

    /// Where files are kept.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }
}
