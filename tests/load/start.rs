//! From starting the program to its first answer, over the data that the other measurements left.

use std::path::Path;

use crate::Outcome;
use crate::options::Options;
use crate::server::{Place, Server};
use crate::table::{self, Table};

/// Starts the program some times.
///
/// # Errors
/// When it does not start.
pub async fn measure(options: &Options, program: &Path, place: &Place, table: &mut Table) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..options.rounds.max(3) {
        let server = Server::start(program, place, &[]).await?;
        times.push(server.started_in);
        server.stop().await?;
    }
    let (best, middle) = (table::percentile(&mut times, 1), table::percentile(&mut times, 50));
    table.figure(
        "start to first answer, data of this run",
        &format!("{}, median {}", table::millis(best), table::millis(middle)),
        "< 150 ms",
    );
    Ok(())
}
