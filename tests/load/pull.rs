//! What a pull costs when there is nothing new: most pulls are of this kind.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::{Device, text};
use crate::options::Options;
use crate::seed::World;
use crate::server::Server;
use crate::table::{self, Table};

/// Pulls of one round.
const PULLS: usize = 500;

/// Measures one device that asks again and again.
///
/// # Errors
/// When a pull is refused.
pub async fn measure(options: &Options, server: &Server, world: &World, table: &mut Table) -> Outcome<()> {
    let mut devices = world.devices(server, 1).await?;
    let device = devices.pop().ok_or("no device")?;
    let begun = Instant::now();
    let (cursor, records) = pull_all(&device).await?;
    table.figure("first pull of a device", &format!("{records} records in {}", table::millis(begun.elapsed())), "");
    let mut best: Option<(Duration, Duration, usize)> = None;
    for _ in 0..options.rounds {
        let round = round(&device, &cursor).await?;
        if best.is_none_or(|best| round.0 < best.0) {
            best = Some(round);
        }
    }
    if let Some((middle, late, bytes)) = best {
        let figure = format!("{bytes} bytes; p50 {}, p95 {}, as the client sees it", table::millis(middle), table::millis(late));
        table.figure("pull, nothing new", &figure, "< 1 KB, < 2 ms");
    }
    Ok(())
}

async fn round(device: &Device, cursor: &str) -> Outcome<(Duration, Duration, usize)> {
    let mut times = Vec::new();
    let mut bytes = 0;
    for _ in 0..PULLS {
        let request = device.request(Method::POST, "/sync/pull").json(&json!({"cursor": cursor, "device_id": device.id}));
        let begun = Instant::now();
        let answer = device.send(request).await?;
        times.push(begun.elapsed());
        bytes = answer.bytes.len();
        let page = answer.granted()?;
        if page["changes"].as_array().is_none_or(|changes| !changes.is_empty()) {
            return Err("there was something new".into());
        }
    }
    Ok((table::percentile(&mut times, 50), table::percentile(&mut times, 95), bytes))
}

async fn pull_all(device: &Device) -> Outcome<(String, usize)> {
    let mut cursor: Option<String> = None;
    let mut records = 0;
    loop {
        let body = json!({"cursor": cursor, "limit": 5_000, "device_id": device.id});
        let page = device.send(device.request(Method::POST, "/sync/pull").json(&body)).await?.granted()?;
        records += page["changes"].as_array().map_or(0, Vec::len);
        let reached = text(&page, "/cursor")?.to_owned();
        if page["has_more"] != Value::Bool(true) {
            return Ok((reached, records));
        }
        cursor = Some(reached);
    }
}
