//! What the fault mode is asked to do, beside the options of the whole tool.

use std::path::PathBuf;

use clap::Args;

/// Which faults, how many, and on what.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Faults {
    /// Makes all random choices; the same seed makes the same choices. Drawn from the clock unless given.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Deeds of each device in a round: what it records, sends, asks for. A round is bounded by them and not by time.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    pub deeds: u16,
    /// Times the server is killed in a round, at most.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=20))]
    pub kills: u8,
    /// Server processes at work at once on the same data; two need PostgreSQL.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub processes: u8,
    /// The data folder lies on a small disk in memory that fills up for a while in each round; needs root.
    #[arg(long)]
    pub disk_full: bool,
    /// The folder of a PostgreSQL cluster made by `DURABLE=1 tests/run/postgres.sh start <folder>`, which is ended without
    /// warning and started again once in each round.
    #[arg(long, value_name = "FOLDER")]
    pub database_restarts: Option<PathBuf>,
    /// Files go to this bucket, `http://host:port/bucket`, as `tests/run/s3.sh start <folder>` prints it, through a network that
    /// cuts, and answers with 500.
    #[arg(long, value_name = "ADDRESS")]
    pub bucket: Option<String>,
    /// A setting passed to the server, `name=value`; may be repeated.
    #[arg(long = "set", value_name = "SETTING")]
    pub settings: Vec<String>,
}
