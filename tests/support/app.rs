//! The program under test: real migrations, real router, in process, with a clock that stands still.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use sea_orm::{ConnectionTrait, Database as SeaDatabase};
use serde_json::Value;
use soat::app::AppState;
use soat::kernel::clock::{self, Clock, Instant};
use soat::kernel::config::{Secret, Settings};
use soat::kernel::database::Database;
use soat::ledger::Actor;
use soat_migrations::{Migrator, MigratorTrait};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::Answer;
use crate::people::Person;

/// Monday 9 March 2026, 09:00 in Hà Nội: where the clock stands when a test begins.
pub const START: Instant = Instant(1_773_021_600_000);

/// Which database a test runs on.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file of its own.
    Sqlite,
    /// A database of its own on this server.
    Postgres(String),
}

impl Engine {
    /// The PostgreSQL server of `TEST_POSTGRES`. Without one the test has nothing to run on; where `CI` is set that is a failure.
    ///
    /// # Panics
    /// In CI when there is no server: nothing is skipped there.
    #[must_use]
    pub fn postgres() -> Option<Self> {
        match std::env::var("TEST_POSTGRES") {
            Ok(url) if !url.is_empty() => Some(Self::Postgres(url)),
            _ => {
                assert!(std::env::var("CI").is_err(), "TEST_POSTGRES is not set: run the tests with `make test`");
                eprintln!("no PostgreSQL (TEST_POSTGRES): not run here; `make test` provides one");
                None
            }
        }
    }
}

/// A running program with its own empty database.
pub struct TestApp {
    /// The state.
    pub state: AppState,
    router: Router,
    /// Keeps the folder until the test ends.
    pub folder: TempDir,
}

impl TestApp {
    /// Starts over a fresh database, with the base register and people of every role in it.
    ///
    /// # Panics
    /// When the program cannot start.
    pub async fn start(engine: Engine) -> Self {
        let app = Self::start_empty(engine).await;
        crate::people::settle(&app).await;
        app
    }

    /// The same program started anew with some settings changed.
    ///
    /// # Panics
    /// When the program cannot start.
    pub async fn with_settings(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.state.settings().clone();
        change(&mut settings);
        self.restart_with(settings).await
    }

    /// Another process over the same database, folder and clock.
    ///
    /// # Panics
    /// When it cannot start.
    pub async fn second_process(&self) -> AppState {
        open(self.state.settings(), self.state.clock().clone()).await
    }

    /// Another process over the same database and clock, with a folder of its own unless the files are in the same folder too.
    ///
    /// # Panics
    /// When it cannot start.
    pub async fn twin(&self) -> Self {
        let folder = TempDir::new().unwrap();
        let mut settings = self.state.settings().clone();
        if !settings.s3_bucket.is_empty() {
            folder.path().clone_into(&mut settings.data_dir);
        }
        let state = open(&settings, self.state.clock().clone()).await;
        Self { router: soat::router::build(state.clone()), state, folder }
    }

    /// Whether nothing lies in the staging area of the files.
    ///
    /// # Panics
    /// When it cannot be listed.
    pub async fn has_no_pieces(&self) -> bool {
        self.state.blobs().pieces_begun_before(Instant(i64::MAX)).await.unwrap().is_empty()
    }

    /// Starts over a fresh database with nothing in it.
    ///
    /// # Panics
    /// When the program cannot start.
    pub async fn start_empty(engine: Engine) -> Self {
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let folder = TempDir::new().unwrap();
        let database_url = match &engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("soat.db").display()),
            Engine::Postgres(server) => fresh_postgres(server).await,
        };
        let master_key = Secret::new("5a".repeat(32));
        let data_dir = folder.path().to_owned();
        // Which programs the machine has is nothing that a test may depend on, unless it names one.
        let heic_decoder = String::new();
        let settings = Settings { data_dir, database_url, database_connections: 8, master_key, heic_decoder, ..Settings::default() };
        let state = open(&settings, Clock::standing_at(START)).await;
        Self { router: soat::router::build(state.clone()), state, folder }
    }

    /// The same program started anew over the same database and folder, as after a crash.
    ///
    /// # Panics
    /// When the program cannot start.
    pub async fn restart(self) -> Self {
        let settings = self.state.settings().clone();
        self.restart_with(settings).await
    }

    /// The same with other settings.
    ///
    /// # Panics
    /// When the program cannot start.
    pub async fn restart_with(self, settings: Settings) -> Self {
        let clock = self.state.clock().clone();
        let Self { folder, router, state } = self;
        drop(router);
        state.database().clone().close().await.unwrap();
        let state = open(&settings, clock).await;
        Self { router: soat::router::build(state.clone()), state, folder }
    }

    /// The routes.
    pub fn routes(&self) -> Router {
        self.router.clone()
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When no answer can be read.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        Answer::read(response).await
    }

    /// Sends JSON, without a token.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(json(Method::POST, path, &body)).await
    }

    /// Reads, without a token.
    ///
    /// # Panics
    /// When the path is not one.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(format!("/api/v1{path}")).body(Body::empty()).unwrap()).await
    }

    /// Signs in; the account's password is [`crate::people::PASSWORD`].
    ///
    /// # Panics
    /// When it is refused.
    pub async fn sign_in(&self, username: &str) -> Person<'_> {
        Person::sign_in(self, username).await
    }
}

/// A request with a JSON body.
///
/// # Panics
/// When the path is not one.
#[must_use]
pub fn json(method: Method, path: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

async fn open(settings: &Settings, clock: Clock) -> AppState {
    let database = Database::open(&settings.database(), settings.database_connections).await.unwrap();
    if !settings.database_url.contains("template") {
        Migrator::up(database.owner(), None).await.unwrap();
    }
    let state = AppState::over(database, settings.clone(), clock).await.unwrap();
    let tx = state.begin_as(Actor::default()).await.unwrap();
    soat::checklists::service::install_shipped(&tx).await.unwrap();
    tx.commit().await.unwrap();
    state
}

async fn fresh_postgres(server: &str) -> String {
    // Not the number of the process: the system gives it out again while the server still has the database of an earlier run.
    let name = format!("soat_{}", clock::new_id().simple());
    let maintenance = SeaDatabase::connect(server).await.unwrap();
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    maintenance.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}
