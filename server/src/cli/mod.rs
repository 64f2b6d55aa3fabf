//! The command line: `soat <command>`.

mod bundle;
mod ca;
pub mod demo;
mod import;
mod people;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sea_orm::DatabaseConnection;
use soat_migrations::{Migrator, MigratorTrait};
use tracing_subscriber::EnvFilter;

use crate::app::AppState;
use crate::blobs::Blobs;
use crate::certificates::{master_key, trust};
use crate::checklists;
use crate::kernel::calendar;
use crate::kernel::clock::Clock;
use crate::kernel::config::Settings;
use crate::kernel::database::Database;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::ledger::Actor;
use crate::notify::smtp::MailServer;

/// Soát — kiểm tra, đánh giá hệ thống quản lý chất lượng / audit and inspection with offline sync.
#[derive(Debug, Parser)]
#[command(name = "soat", version)]
struct Arguments {
    /// Settings file (TOML); `soat.toml` in this folder when it exists.
    #[arg(long, global = true)]
    config: Option<String>,
    /// One setting, `key=value`; stronger than file and environment. May be repeated.
    #[arg(long = "set", global = true, value_parser = pair)]
    set: Vec<(String, String)>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API.
    Serve,
    /// Dựng bản trình diễn trong thư mục dữ liệu nếu chưa có, rồi phục vụ / a demonstration, made unless it is there, and served.
    Demo {
        /// Làm lại từ đầu / begin anew.
        #[arg(long)]
        fresh: bool,
        /// Chỉ dựng dữ liệu / make it and stop.
        #[arg(long)]
        no_serve: bool,
    },
    /// Bring the database to the present schema.
    Migrate {
        /// Undo the last change instead.
        #[arg(long)]
        down: bool,
    },
    /// Nhập danh mục từ tệp / import from a file.
    #[command(subcommand)]
    Import(import::Import),
    /// Tài khoản / accounts.
    #[command(subcommand)]
    User(people::User),
    /// Vai trò / grants.
    #[command(subcommand)]
    Grant(people::Grant),
    /// Khóa và chứng thư số để ký văn bản / keys and certificates that documents are signed with.
    #[command(subcommand)]
    Ca(ca::Ca),
    /// Gói dữ liệu ngoại tuyến của thiết bị / bundles of devices without a network.
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    /// Kiểm tra văn bản đã ký, không cần máy chủ / what is true of a signed document, without a server.
    Verify(verify::Verify),
    /// Print the settings in force, secrets left out.
    Config,
    /// Print the OpenAPI document.
    Openapi,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())).ok_or_else(|| "expected key=value".to_owned())
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A second call, as tests make it, finds the provider installed already.
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    match runtime.block_on(run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Runs one command, given as its words, within a runtime that is there already.
///
/// # Errors
/// A sentence about what was wrong.
pub async fn execute(words: &[&str]) -> Result<(), String> {
    Box::pin(run(Arguments::try_parse_from(words).map_err(|error| error.to_string())?)).await
}

fn failed(error: &str) -> ExitCode {
    eprintln!("soat: {error}");
    ExitCode::FAILURE
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let settings = Settings::load(arguments.config.as_deref(), &arguments.set)?;
    match arguments.command {
        Command::Config => print_settings(&settings),
        Command::Openapi => {
            print!("{}", crate::openapi::text());
            Ok(())
        }
        Command::Import(command) => import::run(settings, command).await,
        Command::User(command) => people::user(settings, command).await,
        Command::Grant(command) => people::grant(settings, command).await,
        Command::Ca(command) => ca::run(settings, command).await,
        Command::Bundle(command) => bundle::run(settings, command).await,
        Command::Verify(asked) => verify::run(&asked),
        Command::Serve => serve::serve(settings).await,
        Command::Demo { fresh, no_serve } => Box::pin(demo::run(settings, fresh, !no_serve)).await,
        Command::Migrate { down } => migrate(&settings, down).await,
    }
}

fn print_settings(settings: &Settings) -> Result<(), String> {
    let mut shown = settings.clone();
    if let Some((scheme, rest)) = shown.database_url.split_once("://")
        && let Some((_, place)) = rest.rsplit_once('@')
    {
        shown.database_url = format!("{scheme}://…@{place}");
    }
    let value = serde_json::to_value(&shown).map_err(|error| error.to_string())?;
    for (key, value) in value.as_object().into_iter().flatten() {
        println!("{key} = {value}");
    }
    Ok(())
}

async fn migrate(settings: &Settings, down: bool) -> Result<(), String> {
    let database = open_database(settings).await?;
    let db: &DatabaseConnection = database.owner();
    if down { Migrator::down(db, Some(1)).await } else { Migrator::up(db, None).await }.map_err(|error| error.to_string())
}

/// Opens the database of the settings, making the data folder when it is not there.
///
/// # Errors
/// A sentence about what could not be opened.
pub(crate) async fn open_database(settings: &Settings) -> Result<Database, String> {
    std::fs::create_dir_all(&settings.data_dir).map_err(|error| format!("{}: {error}", settings.data_dir.display()))?;
    Database::open(&settings.database(), settings.database_connections).await.map_err(|error| format!("database: {error}"))
}

/// Checks what would be found wrong only later: the mail server, the master key, whom to trust and the holidays. The holidays are installed.
fn check(settings: &Settings) -> Result<(), String> {
    MailServer::of(settings)?;
    master_key::check(settings)?;
    trust::check(settings)?;
    let file = &settings.holidays_file;
    if file.as_os_str().is_empty() {
        return Ok(());
    }
    let said = |error: &dyn std::fmt::Display| format!("holidays_file: {}: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
    calendar::install(&text).map_err(|error| said(&error))
}

/// Opens the program's state over a migrated database.
///
/// # Errors
/// A sentence about what failed.
pub(crate) async fn open_app(settings: Settings) -> Result<AppState, String> {
    check(&settings)?;
    let blobs = Blobs::of(&settings).await?;
    let database = open_database(&settings).await?;
    Migrator::up(database.owner(), None).await.map_err(|error| format!("migration: {error}"))?;
    let said = |problem| format!("{problem:?}");
    let app = AppState::with(database, blobs, settings, Clock::System).await.map_err(said)?;
    let tx = app.begin_as(Actor::default()).await.map_err(said)?;
    checklists::service::install_shipped(&tx).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    Ok(app)
}

/// What a refusal says to a person at the command line: Vietnamese, then English, then each place.
pub(crate) fn say(problem: &Problem) -> String {
    if problem.status().is_server_error() {
        return format!("{problem:?}");
    }
    let (vi, en) = (problem.body(Lang::Vi, ""), problem.body(Lang::En, ""));
    let mut text = format!("{} / {}", vi.detail, en.detail);
    for (vi, en) in vi.errors.iter().zip(&en.errors) {
        text.extend(["\n  ", &vi.pointer, ": ", &vi.detail, " / ", &en.detail]);
    }
    text
}

/// Starts logging as the settings say.
pub(crate) fn start_logging(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, as tests make it, keeps the first one's logging.
    let _ = if settings.log_format == "json" { logs.json().try_init() } else { logs.try_init() };
}
