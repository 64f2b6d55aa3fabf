//! The server processes: started, killed at any moment, started again on the same data and the same port.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::NamedTempFile;

use super::chance::Chance;
use super::tide::Tide;
use crate::Outcome;
use crate::server::{Place, Server};

/// Ports below those that the system gives to connections (`ip_local_port_range`), so that none takes ours while we are down.
const PORTS: (u64, u64) = (18_000, 31_999);

/// The server processes of a run.
pub struct Fleet<'a> {
    program: PathBuf,
    place: &'a Place,
    settings: Vec<String>,
    tide: Tide,
    ports: Vec<u16>,
    servers: Vec<Option<Server>>,
    log: NamedTempFile,
    /// Times a process was killed.
    pub kills: u64,
}

/// As many free ports as wanted.
///
/// # Errors
/// When none is found.
pub fn free_ports(chance: &mut Chance, wanted: u8) -> Outcome<Vec<u16>> {
    let mut ports = Vec::new();
    for _ in 0..1_000 {
        let port = u16::try_from(chance.between(PORTS.0, PORTS.1))?;
        if !ports.contains(&port) && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            ports.push(port);
        }
        if ports.len() == usize::from(wanted) {
            return Ok(ports);
        }
    }
    Err("no free port".into())
}

/// The address at a port of this machine.
#[must_use]
pub fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

impl<'a> Fleet<'a> {
    /// Nothing started yet. All processes write one log, below a folder that does not fill up.
    ///
    /// # Errors
    /// When the log cannot be made.
    pub fn new(
        (program, place): (PathBuf, &'a Place),
        settings: Vec<String>,
        tide: Tide,
        ports: Vec<u16>,
        log_below: &Path,
    ) -> Outcome<Self> {
        let servers = ports.iter().map(|_| None).collect();
        let log = tempfile::Builder::new().prefix("soat-log-").tempfile_in(log_below)?;
        Ok(Self { program, place, settings, tide, ports, servers, log, kills: 0 })
    }

    /// The end of the log, for whoever looks for the cause of a difference.
    #[must_use]
    pub fn end_of_log(&self, lines: usize) -> String {
        let text = std::fs::read_to_string(self.log.path()).unwrap_or_default();
        let all: Vec<&str> = text.lines().collect();
        all[all.len().saturating_sub(lines)..].join("\n")
    }

    /// How many there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.ports.len()
    }

    /// Starts every process that is not running.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start_all(&mut self) -> Outcome<()> {
        for number in 0..self.size() {
            self.start(number).await?;
        }
        Ok(())
    }

    /// Starts one process, if it is not running.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(&mut self, number: usize) -> Outcome<()> {
        if self.servers[number].is_none() {
            self.tide.next_generation();
            let log = File::options().append(true).open(self.log.path())?;
            let settings: Vec<&str> = self.settings.iter().map(String::as_str).collect();
            let server = Server::start_at(&self.program, self.place, self.ports[number], &settings, Stdio::from(log)).await?;
            self.servers[number] = Some(server);
        }
        Ok(())
    }

    /// Ends one process without a word to it (SIGKILL).
    pub fn kill(&mut self, number: usize) {
        if self.servers[number].take().is_some() {
            self.kills += 1;
        }
    }

    /// How processes ended that nobody has killed: a server does not end by itself.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended_by_themselves(&mut self) -> Outcome<Vec<String>> {
        let mut ended = Vec::new();
        for slot in &mut self.servers {
            if let Some(server) = slot
                && let Some(how) = server.ended()?
            {
                ended.push(format!("the server at {} ended by itself: {how}", server.address));
                *slot = None;
            }
        }
        Ok(ended)
    }

    /// Asks all processes to stop, and waits until they have.
    ///
    /// # Errors
    /// When one does not.
    pub async fn stop_all(&mut self) -> Outcome<()> {
        for slot in &mut self.servers {
            if let Some(server) = slot.take() {
                server.stop().await?;
            }
        }
        Ok(())
    }
}
