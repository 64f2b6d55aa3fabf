//! The program under measurement: a process of its own over a temporary folder and, perhaps, a database of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database};
use soat::kernel::clock;
use soat::kernel::config::Settings;
use soat_tests::bucket::Bucket;
use tempfile::TempDir;

use crate::{Failure, Outcome};

/// How long the program may take to answer for the first time, or to stop.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the program keeps its data.
pub struct Place {
    folder: TempDir,
    /// The maintenance address of the server and the name of our database there.
    postgres: Option<(String, String)>,
    /// Where the files are, unless in the folder.
    pub bucket: Option<Bucket>,
}

impl Place {
    /// Makes an empty one below a folder, with a database on a PostgreSQL server when one is named.
    ///
    /// # Errors
    /// When the folder or the database cannot be made.
    pub async fn fresh(folder: &Path, postgres: Option<&str>) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("soat-load-").tempdir_in(folder)?;
        let mut place = Self { folder, postgres: None, bucket: None };
        std::fs::create_dir_all(place.data())?;
        if let Some(server) = postgres {
            let name = format!("soat_load_{}", clock::new_id().simple());
            execute(server, &format!("CREATE DATABASE {name}")).await?;
            place.postgres = Some((server.to_owned(), name));
        }
        Ok(place)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.postgres {
            Some((server, name)) => format!("{}/{name}", server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base)),
            None => format!("sqlite:{}", self.data().join("soat.db").display()),
        }
    }

    /// Whether it is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// Settings that open it in this process.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let mut settings = Settings { data_dir: self.data(), database_url: self.database_url(), ..Settings::default() };
        if let Some(bucket) = &self.bucket {
            bucket.set(&mut settings);
        }
        settings
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Removes everything.
    ///
    /// # Errors
    /// When something stays behind.
    pub async fn remove(self) -> Outcome<()> {
        if let Some((server, name)) = &self.postgres {
            execute(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        Ok(self.folder.close()?)
    }
}

async fn execute(server: &str, statement: &str) -> Outcome<()> {
    let maintenance = Database::connect(server).await?;
    maintenance.execute_unprepared(statement).await?;
    Ok(maintenance.close().await?)
}

/// Bytes of resident memory.
#[derive(Clone, Copy, Debug)]
pub struct Resident {
    /// Now.
    pub now: u64,
    /// The most so far.
    pub peak: u64,
}

/// The running program; killed when dropped.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:<port>`.
    pub address: String,
    /// From starting the process to its first answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts the program and waits for its first answer.
    ///
    /// # Errors
    /// When it does not answer in a minute.
    pub async fn start(program: &Path, place: &Place, settings: &[&str]) -> Outcome<Self> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        Self::start_at(program, place, port, settings, Stdio::inherit()).await
    }

    /// The same on a port that is given, perhaps one that it had before, with its log sent somewhere.
    ///
    /// # Errors
    /// When it does not answer in a minute.
    pub async fn start_at(program: &Path, place: &Place, port: u16, settings: &[&str], log: Stdio) -> Outcome<Self> {
        let listen = format!("127.0.0.1:{port}");
        let mut command = Command::new(program);
        // Not the settings of whoever runs this, and no file of theirs.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SOAT_")) {
            command.env_remove(name);
        }
        command.arg("serve").current_dir(place.folder()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let fixed = [
            format!("listen={listen}"),
            format!("data_dir={}", place.data().display()),
            format!("database_url={}", place.database_url()),
            "access_token_minutes=600".to_owned(),
            "log=warn".to_owned(),
        ];
        for setting in fixed.iter().map(String::as_str).chain(settings.iter().copied()) {
            command.args(["--set", setting]);
        }
        let begun = Instant::now();
        let mut server = Self { child: command.spawn()?, address: format!("http://{listen}"), started_in: Duration::ZERO };
        let client = reqwest::Client::new();
        let first = format!("{}/readyz", server.address);
        while begun.elapsed() < PATIENCE {
            if client.get(&first).send().await.is_ok_and(|answer| answer.status().is_success()) {
                server.started_in = begun.elapsed();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("{} ended at once: {status}", program.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(format!("{} did not answer within {} s", program.display(), PATIENCE.as_secs()).into())
    }

    /// Resident memory of the process, as Linux counts it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn resident(&self) -> Outcome<Resident> {
        let text = tokio::fs::read_to_string(format!("/proc/{}/status", self.child.id())).await?;
        let kibibytes = |name: &str| -> Result<u64, Failure> {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).ok_or_else(|| format!("no {name}"))?;
            Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()?)
        };
        Ok(Resident { now: kibibytes("VmRSS:")? * 1_024, peak: kibibytes("VmHWM:")? * 1_024 })
    }

    /// Processor time that the process has had so far, in whole ticks of 10 ms. Unlike what the clock on the wall shows, it
    /// does not depend on what else the machine is doing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn processor_time(&self) -> Outcome<Duration> {
        let text = tokio::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).await?;
        // The second field is a name in brackets; user and system time are the fields 14 and 15 (proc(5)).
        let rest = text.rsplit_once(") ").map(|(_, rest)| rest).ok_or("no brackets")?;
        let ticks = rest.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }

    /// How the program ended, when it has ended by itself.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended(&mut self) -> Outcome<Option<String>> {
        Ok(self.child.try_wait()?.map(|status| status.to_string()))
    }

    /// Asks the program to stop and waits until it has.
    ///
    /// # Errors
    /// When it does not.
    pub async fn stop(mut self) -> Outcome<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err("the program did not stop".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is lost when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
