//! The import of all administrative units of the country.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::Value;

use crate::Outcome;
use crate::client::Device;
use crate::options::Options;
use crate::seed::{ADMINISTRATOR, World};
use crate::server::Server;
use crate::table::{self, Table};

/// Imports the list into a new register, and again where nothing changes.
///
/// # Errors
/// When the list is not there or the import is refused.
pub async fn measure(options: &Options, server: &Server, world: &World, table: &mut Table) -> Outcome<()> {
    let path = options.units();
    let list = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let office = Device::sign_in(&server.address, ADMINISTRATOR).await?;
    let (mut first, mut again, mut rows) = (Duration::MAX, Duration::MAX, 0);
    for country in &world.countries {
        let import = async || {
            let request = office.request(Method::POST, &format!("/organisations/import?within={country}"));
            let begun = Instant::now();
            let answer = office.send(request.header("content-type", "text/csv").body(list.clone())).await?;
            Outcome::Ok((begun.elapsed(), answer.granted()?))
        };
        let (took, said) = import().await?;
        (first, rows) = (first.min(took), number(&said, "created"));
        again = again.min(import().await?.0);
    }
    table.figure(&format!("import of {rows} organisations"), &table::millis(first), "");
    table.figure("the same list again, nothing to change", &table::millis(again), "");
    Ok(())
}

fn number(said: &Value, name: &str) -> u64 {
    said[name].as_u64().unwrap_or_default()
}
