//! A PostgreSQL cluster of ours (`tests/run/postgres.sh`) that is ended without warning and started again.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::Outcome;

/// The cluster in a folder.
#[derive(Debug)]
pub struct Cluster {
    data: PathBuf,
    pg_ctl: PathBuf,
}

impl Cluster {
    /// Finds the cluster in the folder that was given to `postgres.sh`.
    ///
    /// # Errors
    /// When there is none, or when it may forget what it has committed.
    pub async fn at(folder: &Path, address: &str) -> Outcome<Self> {
        let data = folder.canonicalize()?.join("data");
        // The first word is the program that is running.
        let running = fs::read_to_string(data.join("postmaster.opts")).map_err(|error| format!("{}: {error}", data.display()))?;
        let program = PathBuf::from(running.split_whitespace().next().unwrap_or_default());
        let database = Database::connect(address).await?;
        let asked = Statement::from_string(DbBackend::Postgres, "SELECT current_setting('synchronous_commit') AS kept");
        let kept: Option<String> = database.query_one_raw(asked).await?.map(|row| row.try_get("", "kept")).transpose()?;
        database.close().await?;
        if kept.as_deref() != Some("on") {
            return Err("--database-restarts: this PostgreSQL answers before it has written; start it with DURABLE=1".into());
        }
        Ok(Self { data, pg_ctl: program.with_file_name("pg_ctl") })
    }

    /// Ends it as a crash would and starts it again with the same options.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn crash(&self) -> Outcome<()> {
        let owner = fs::metadata(&self.data)?;
        let mut command = Command::new(&self.pg_ctl);
        command.arg("-D").arg(&self.data).args(["-m", "immediate", "-w", "-t", "60", "-l"]).arg(self.data.join("../postgres.log"));
        // The server refuses to run as root.
        if fs::metadata("/proc/self")?.uid() == 0 {
            command.uid(owner.uid()).gid(owner.gid());
        }
        command.arg("restart").current_dir(&self.data).stdin(Stdio::null()).stdout(Stdio::null());
        let done = tokio::task::spawn_blocking(move || command.status()).await??;
        if done.success() { Ok(()) } else { Err("PostgreSQL did not come back".into()) }
    }
}
