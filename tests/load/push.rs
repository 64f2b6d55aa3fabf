//! How many operations a second the program takes, and how long a push waits for its answer.

use std::time::{Duration, Instant};

use crate::Outcome;
use crate::client::Device;
use crate::options::Options;
use crate::seed::World;
use crate::server::Server;
use crate::table::{self, Table};

/// Pushes of one device in one round, at most.
const MOST_PUSHES: usize = 20_000;

/// What one round showed.
struct Round {
    ops_per_second: f64,
    times: Vec<Duration>,
    processor_micros_per_op: f64,
}

/// Measures one device and many, 20 operations a push and one.
///
/// # Errors
/// When an operation is not applied.
pub async fn measure(options: &Options, server: &Server, world: &World, table: &mut Table) -> Outcome<()> {
    let many = usize::from(options.devices());
    let aim = |devices: usize, ops: usize| match (devices == many && many > 1, ops, options.postgres.is_some()) {
        (true, 20, false) => "≥ 5,000 ops/s",
        (true, 20, true) => "≥ 3,000 ops/s",
        (true, 1, _) => "≥ 1,000 ops/s, p95 < 50 ms",
        _ => "",
    };
    for devices in [1, many] {
        for ops in [20, 1] {
            let mut best: Option<Round> = None;
            for _ in 0..options.rounds {
                let round = round(options, server, world, devices, ops).await?;
                if best.as_ref().is_none_or(|best| best.ops_per_second < round.ops_per_second) {
                    best = Some(round);
                }
            }
            let Some(mut best) = best else { continue };
            let (middle, late) = (table::percentile(&mut best.times, 50), table::percentile(&mut best.times, 95));
            let figure = format!(
                "{:.0} ops/s; p50 {}, p95 {} a push; {:.0} µs of processor an op",
                best.ops_per_second,
                table::millis(middle),
                table::millis(late),
                best.processor_micros_per_op
            );
            table.figure(&format!("push, {devices} device(s), {ops} op(s) a push"), &figure, aim(devices, ops));
        }
    }
    Ok(())
}

async fn round(options: &Options, server: &Server, world: &World, devices: usize, ops: usize) -> Outcome<Round> {
    // Inspections of their own, so that no round finds what another has left.
    let mut devices = world.devices(server, devices).await?;
    world.begin_inspections(server, &mut devices, usize::from(options.sharing())).await?;
    for device in &mut devices {
        let first = device.next_ops(ops);
        device.push(&first).await?;
    }
    let processor_before = server.processor_time().await?;
    let begun = Instant::now();
    let end = begun + Duration::from_secs(options.seconds);
    let tasks: Vec<_> = devices.into_iter().map(|device| tokio::spawn(push_until(device, ops, end))).collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    #[expect(clippy::cast_precision_loss, reason = "for reading")]
    let done = (times.len() * ops) as f64;
    let ops_per_second = done / begun.elapsed().as_secs_f64();
    let processor = server.processor_time().await?.saturating_sub(processor_before);
    Ok(Round { ops_per_second, times, processor_micros_per_op: processor.as_secs_f64() * 1e6 / done })
}

async fn push_until(mut device: Device, ops: usize, end: Instant) -> Outcome<Vec<Duration>> {
    let mut times = Vec::new();
    while Instant::now() < end && times.len() < MOST_PUSHES {
        let batch = device.next_ops(ops);
        times.push(device.push(&batch).await?);
    }
    Ok(times)
}
