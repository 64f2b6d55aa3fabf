//! When a device shall ask again: soon where there is work today, late where nothing has moved for weeks.

use sea_orm::ConnectionTrait;

use super::rules;
use crate::access::caller::Caller;
use crate::inspections::team;
use crate::kernel::clock::{DEFAULT_ZONE, Instant};
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;
use crate::ledger::stream;

/// For how long nothing has moved in the inspections among these streams, in milliseconds.
#[must_use]
pub fn quiet_ms(streams: &[stream::Model], now: Instant) -> Option<i64> {
    let moved = streams.iter().filter(|stream| stream::inspection_of(&stream.name).is_some()).map(|stream| stream.moved_at).max();
    moved.map(|moved| now.0 - moved.0)
}

/// Seconds until the next poll. Whether an inspection is planned for today is asked only where the wait would be long, which
/// by itself makes the question rare.
///
/// # Errors
/// Database failures.
pub async fn seconds(
    db: &impl ConnectionTrait,
    caller: &Caller,
    quiet_ms: Option<i64>,
    settings: &Settings,
    now: Instant,
) -> Result<u32, Problem> {
    let shortest = settings.poll_shortest_seconds;
    let wait = rules::next_poll(quiet_ms, shortest, settings.poll_longest_seconds);
    let is_long = quiet_ms.is_some() && wait > shortest;
    if is_long && team::has_work_on(db, caller.user.id, &now.local_date(DEFAULT_ZONE)).await? { Ok(shortest) } else { Ok(wait) }
}
