//! What was measured on: figures without it mean nothing.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::Outcome;
use crate::options::Options;
use crate::server::Place;
use crate::table::{self, Table};

/// Writes down the machine, the disk, the program and the command.
///
/// # Errors
/// When the disk cannot be written to or the database not be asked.
pub async fn describe(table: &mut Table, options: &Options, program: &Path, place: &Place) -> Outcome<()> {
    table.fact("command", &format!("`{}`", std::env::args().collect::<Vec<_>>().join(" ")));
    table.fact("rounds", &format!("{} of {} s each, the best is shown", options.rounds, options.seconds));
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    table.fact(
        "program",
        &format!("{}, {} bytes; this tool: {profile} profile", said_by(program, "--version"), fs::metadata(program)?.len()),
    );
    let cores = std::thread::available_parallelism()?;
    table.fact("machine", &format!("{cores} cores ({}), {}", line_of("/proc/cpuinfo", "model name"), line_of("/proc/meminfo", "MemTotal")));
    table.fact("system", &format!("Linux {}, {}", read("/proc/sys/kernel/osrelease"), std::env::consts::ARCH));
    table.fact("load average before", &read("/proc/loadavg"));
    table.fact("disk", &disk(place.folder())?);
    table.fact("database", &database(place).await?);
    Ok(())
}

fn read(path: &str) -> String {
    fs::read_to_string(path).map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn line_of(path: &str, name: &str) -> String {
    let text = read(path);
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim_start_matches([' ', '\t', ':']).to_owned()
}

fn said_by(program: &Path, argument: &str) -> String {
    let said = Command::new(program).arg(argument).output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&said).trim().to_owned()
}

fn disk(folder: &Path) -> Outcome<String> {
    let said = Command::new("df").arg("--output=source,fstype").arg(folder).output()?;
    let said = String::from_utf8_lossy(&said.stdout).lines().last().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let file = fs::File::create(folder.join("probe"))?;
    let mut times = Vec::new();
    for page in 0..200_u64 {
        let begun = Instant::now();
        file.write_all_at(&[1; 4_096], page * 4_096)?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    fs::remove_file(folder.join("probe"))?;
    let (middle, late) = (table::percentile(&mut times, 50), table::percentile(&mut times, 95));
    Ok(format!("{said}; 4 KiB written and synchronised in {} (p50), {} (p95)", table::millis(middle), table::millis(late)))
}

async fn database(place: &Place) -> Outcome<String> {
    if !place.is_postgres() {
        return Ok("SQLite, write-ahead log, synchronous=FULL: every commit is on the disk when it is answered".to_owned());
    }
    let connection = Database::connect(place.database_url()).await?;
    let mut said = Vec::new();
    for name in ["server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"] {
        let row = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"))).await?;
        let value: String = row.ok_or("PostgreSQL says nothing")?.try_get_by_index(0)?;
        said.push(format!("{name} {value}"));
    }
    connection.close().await?;
    Ok(format!("PostgreSQL: {}", said.join(", ")))
}
