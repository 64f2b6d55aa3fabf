//! What the tool is asked to do.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::Outcome;
use crate::faults::options::Faults;

/// Measures Soát under load: starts the program on a free port over a temporary folder and speaks to it as devices do.
#[derive(Debug, Parser)]
#[command(name = "soat-load", version)]
pub struct Options {
    /// What to measure.
    #[command(subcommand)]
    command: Option<Part>,
    /// The program to measure; `soat` beside this tool unless given.
    #[arg(long, global = true)]
    program: Option<PathBuf>,
    /// A PostgreSQL server on which a database is made and dropped; SQLite unless given.
    #[arg(long, global = true)]
    pub postgres: Option<String>,
    /// Where the temporary folder is made: the disk that is measured.
    #[arg(long, global = true, default_value_os_t = std::env::temp_dir())]
    pub folder: PathBuf,
    /// Devices at work at once; 32 unless given, 6 under faults.
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=512))]
    devices: Option<u16>,
    /// Devices that share an inspection; 1 unless given, 3 under faults.
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=16))]
    sharing: Option<u16>,
    /// Seconds that each round of a measurement lasts.
    #[arg(long, global = true, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub seconds: u64,
    /// Rounds of each measurement, of which the best one is printed, or rounds of faults; 3 unless given.
    #[arg(long, global = true, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub rounds: u16,
    /// Photos of each round of the upload.
    #[arg(long, global = true, default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub photos: u16,
    /// The list of administrative units to import (CSV).
    #[arg(long, global = true)]
    units: Option<PathBuf>,
}

/// A part of the measurements.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Part {
    /// Everything, the default.
    All,
    /// Operations pushed: 1 device and many, 20 operations a push and one.
    Push,
    /// A pull when there is nothing new.
    Pull,
    /// Photos uploaded, in one request and by tus, against hashing and writing the same bytes.
    Upload,
    /// The archive of 300 MB of evidence: all of it, and the last third after a cut.
    Export,
    /// The import of all administrative units.
    Import,
    /// Resident memory, idle and under the push load.
    Memory,
    /// From starting the program to its first answer.
    Start,
    /// The portal's main pages, on the demonstration and on a province with five years behind it. SQLite alone.
    Pages,
    /// Memory with 5,000 devices that do nothing but listen.
    Listeners,
    /// Previews of a photo, against `vipsthumbnail`.
    Derive {
        /// Makes the previews of this file beside it, and measures nothing.
        file: Option<PathBuf>,
    },
    /// Measures nothing: devices do a day's work while the server is killed and the network breaks, then everything is compared
    /// with what each device was told. Fails when anything is lost.
    Faults(Faults),
}

impl Part {
    /// Whether this part contains another.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        *self == Self::All || self == other
    }
}

impl Options {
    /// What to measure.
    #[must_use]
    pub fn part(&self) -> Part {
        self.command.clone().unwrap_or(Part::All)
    }

    /// Devices at work at once.
    #[must_use]
    pub fn devices(&self) -> u16 {
        self.devices.unwrap_or(if matches!(self.command, Some(Part::Faults(_))) { 6 } else { 32 })
    }

    /// Devices that share an inspection.
    #[must_use]
    pub fn sharing(&self) -> u16 {
        self.sharing.unwrap_or(if matches!(self.command, Some(Part::Faults(_))) { 3 } else { 1 })
    }

    /// The program to measure.
    ///
    /// # Errors
    /// When there is none.
    pub fn program(&self) -> Outcome<PathBuf> {
        let program = match &self.program {
            Some(path) => path.clone(),
            None => std::env::current_exe()?.with_file_name("soat"),
        };
        if program.is_file() {
            // The program runs in a folder of its own.
            Ok(program.canonicalize()?)
        } else {
            Err(format!("{} is not there: build it, or name it with --program", program.display()).into())
        }
    }

    /// The list of administrative units.
    #[must_use]
    pub fn units(&self) -> PathBuf {
        let shared = || {
            std::env::var_os("SHARED").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")), PathBuf::from)
        };
        self.units.clone().unwrap_or_else(|| shared().join("data/vn-administrative-units-2025-03.csv"))
    }
}
