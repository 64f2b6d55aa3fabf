//! What a run came to, as a table.

use std::fmt::Write as _;

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The seed.
    pub seed: u64,
    /// Rounds that were played.
    pub rounds: u64,
    /// Times a server process was killed.
    pub kills: u64,
    /// Times the disk was full.
    pub disk_full: u64,
    /// Times the database was ended and started again.
    pub database_restarts: u64,
    /// Connections that the proxy cut.
    pub cut: u64,
    /// Connections that the proxy made slow.
    pub delayed: u64,
    /// Operations and files that were sent again.
    pub repeated: u64,
    /// Operations with a final answer.
    pub operations: u64,
    /// Of them, those that were told as applied, merged, conflict, parked and refused.
    pub outcomes: [u64; 5],
    /// Files that were told as stored.
    pub files: u64,
    /// Receipts that were checked.
    pub receipts: u64,
    /// Requests to the bucket that failed: cut, or answered with 500.
    pub bucket_failures: u64,
    /// Conflict records.
    pub conflicts: u64,
    /// Differences between what was told and what is there.
    pub lost: u64,
}

/// The outcomes that are counted.
pub const OUTCOMES: [&str; 5] = ["applied", "merged", "conflict", "parked", "refused"];

impl Summary {
    /// Counts an operation that has its answer.
    pub fn count(&mut self, status: &str) {
        if let Some(place) = OUTCOMES.iter().position(|known| *known == status) {
            self.operations += 1;
            self.outcomes[place] += 1;
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> String {
        let outcomes: Vec<String> = OUTCOMES.iter().zip(self.outcomes).map(|(name, count)| format!("{count} {name}")).collect();
        let mut table = String::from("| what | count |\n|---|---|\n");
        for (what, count) in [
            ("seed", self.seed.to_string()),
            ("rounds", self.rounds.to_string()),
            ("server killed", self.kills.to_string()),
            ("disk full", self.disk_full.to_string()),
            ("database ended and started", self.database_restarts.to_string()),
            ("connections cut", self.cut.to_string()),
            ("connections slow", self.delayed.to_string()),
            ("operations and files sent again", self.repeated.to_string()),
            ("operations acknowledged", format!("{}: {}", self.operations, outcomes.join(", "))),
            ("files acknowledged", self.files.to_string()),
            ("receipts checked", self.receipts.to_string()),
            ("requests to the bucket cut or answered with 500", self.bucket_failures.to_string()),
            ("conflicts", self.conflicts.to_string()),
            ("lost", self.lost.to_string()),
        ] {
            let _ = writeln!(table, "| {what} | {count} |");
        }
        table
    }
}
