//! The load tool: starts the program, loads it over real HTTP on this machine and prints what it measured; run by `make load`.
//!
//! Its measurements do not judge: none fails on a slow machine, and no test runs them. `faults` measures nothing and judges: it
//! fails when anything that a device was told is lost, and `make test` runs some rounds of it. Everything is bounded in count,
//! stays on the loopback address, and is removed at the end.

mod client;
mod derive;
mod export;
mod faults;
mod import;
mod listeners;
mod machine;
mod options;
mod pages;
mod province;
mod pull;
mod push;
mod seed;
mod server;
mod start;
mod table;
mod upload;

use std::process::ExitCode;

use clap::Parser;

use crate::options::{Options, Part};
use crate::seed::World;
use crate::server::{Place, Server};
use crate::table::Table;

/// What goes wrong is said and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;
/// The result of a step of the tool.
type Outcome<T> = Result<T, Failure>;

/// Jobs (previews of photos) wait: for measurements of one thing alone.
const JOBS_WAIT: &str = "job_workers=0";

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    if let Part::Faults(faults) = options.part() {
        return faults::run(&options, &faults).await;
    }
    if let Part::Derive { file: Some(file) } = options.part() {
        return ended(derive::make(&file));
    }
    ended(measure(&options).await.map(|table| table.print()))
}

fn ended(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("soat-load: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: &Options) -> Outcome<Table> {
    let program = options.program()?;
    let place = Place::fresh(&options.folder, options.postgres.as_deref()).await?;
    let mut table = Table::default();
    machine::describe(&mut table, options, &program, &place).await?;
    let outcome = run(options, &program, &place, &mut table).await;
    place.remove().await?;
    outcome.map(|()| table)
}

async fn run(options: &Options, program: &std::path::Path, place: &Place, table: &mut Table) -> Outcome<()> {
    let part = options.part();
    match part {
        Part::Pages => return pages::measure(options, program, table).await,
        Part::Listeners => return listeners::measure(options, program, table).await,
        Part::Derive { .. } => return derive::measure(options, table),
        _ => {}
    }
    let empty = Server::start(program, place, &[]).await?;
    if part.includes(&Part::Start) {
        table.figure("start to first answer, new database (all migrations)", &table::millis(empty.started_in), "");
    }
    empty.stop().await?;
    let world = World::settle(place, usize::from(options.devices()), usize::from(options.rounds)).await?;
    let server = Server::start(program, place, &[]).await?;
    let mut resident = server.resident().await?;
    if part.includes(&Part::Push) || part.includes(&Part::Memory) {
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        resident = server.resident().await?;
        table.figure("memory, idle", &table::mebibytes(resident.now), "< 40 MB");
        push::measure(options, &server, &world, table).await?;
        resident = server.resident().await?;
        table.figure("memory under the push load, peak", &table::mebibytes(resident.peak), "< 150 MB");
    }
    if part.includes(&Part::Pull) {
        pull::measure(options, &server, &world, table).await?;
    }
    if part.includes(&Part::Upload) {
        upload::measure(options, &server, &world, table, "previews made meanwhile").await?;
    }
    if part.includes(&Part::Import) {
        import::measure(options, &server, &world, table).await?;
    }
    if resident.now < server.resident().await?.now {
        table.figure("memory after all of it, peak", &table::mebibytes(server.resident().await?.peak), "");
    }
    server.stop().await?;
    if part.includes(&Part::Upload) {
        let server = Server::start(program, place, &[JOBS_WAIT]).await?;
        upload::measure(options, &server, &world, table, "previews later").await?;
        server.stop().await?;
    }
    if part.includes(&Part::Export) {
        export::measure(options, program, place, &world, table).await?;
    }
    if part.includes(&Part::Start) {
        start::measure(options, program, place, table).await?;
    }
    if part == Part::All {
        if !place.is_postgres() {
            pages::measure(options, program, table).await?;
        }
        listeners::measure(options, program, table).await?;
        derive::measure(options, table)?;
    }
    Ok(())
}
