//! Devices as pages show them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::access::entity::device;
use crate::kernel::clock::Instant;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::text::{self, People};

/// Days after which a device that synchronises counts as quiet.
pub const QUIET_DAYS: i64 = 7;
/// Milliseconds from which on a clock counts as far off.
const FAR_OFF_MILLIS: i64 = 120_000;
/// Platforms that are browsers and synchronise nothing.
const BROWSERS: &[&str] = &["portal", "web"];

/// A device as a row of a table.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// The device.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whose.
    pub owner: String,
    /// Its platform.
    pub platform: String,
    /// When it was last seen.
    pub last_seen: String,
    /// When it last pulled.
    pub last_pull: String,
    /// When it last pushed.
    pub last_push: String,
    /// The version of its app.
    pub app: String,
    /// What waits on it, in words; empty when it never said.
    pub waiting: String,
    /// How many of its operations are parked here; empty for none.
    pub parked: String,
    /// How far its clock is off; empty when it was never compared.
    pub clock: String,
    /// Its state in words.
    pub health: &'static str,
    /// The colour of its state.
    pub tone: &'static str,
    /// It is revoked.
    pub is_revoked: bool,
    /// It is the browser that shows this page.
    pub is_this: bool,
    /// Its version.
    pub version: i64,
}

/// Whether a device has not synchronised for so long that work may wait on it.
#[must_use]
pub fn is_quiet(row: &device::Model, now: Instant) -> bool {
    let last = row.last_push_at.max(row.last_pull_at);
    row.revoked_at.is_none() && !BROWSERS.contains(&row.platform.as_str()) && last.is_some_and(|last| last.plus_days(QUIET_DAYS) < now)
}

/// The rows of a table of devices.
#[must_use]
#[expect(clippy::implicit_hasher, reason = "maps of this program alone")]
pub fn rows(visit: &Visit, devices: Vec<device::Model>, owners: &HashMap<Uuid, String>, parked: &HashMap<Uuid, u64>) -> Vec<DeviceRow> {
    devices.into_iter().map(|row| device_row(visit, row, owners, parked)).collect()
}

/// What waits on a device to be sent, as it last said.
fn waiting(row: &device::Model, lang: Lang) -> String {
    let t = People::of(lang);
    match (row.pending_ops, row.pending_files) {
        (Some(0), Some(0)) => t.nothing_waits.to_owned(),
        (Some(ops), Some(files)) => text::fill(t.waiting, &[&format::number(ops, lang), &format::number(files, lang)]),
        _ => String::new(),
    }
}

fn device_row(visit: &Visit, row: device::Model, owners: &HashMap<Uuid, String>, parked: &HashMap<Uuid, u64>) -> DeviceRow {
    let t = People::of(visit.lang);
    let at = |moment: Option<Instant>| moment.map_or_else(|| t.never.to_owned(), format::moment);
    let offset = row.clock_offset_ms.unwrap_or(0);
    let (health, tone) = if row.revoked_at.is_some() {
        (t.revoked, "bad")
    } else if is_quiet(&row, visit.now) {
        (t.quiet, "busy")
    } else if offset.abs() > FAR_OFF_MILLIS {
        (t.wrong_clock, "busy")
    } else {
        (t.healthy, "good")
    };
    DeviceRow {
        id: row.id,
        owner: owners.get(&row.user_id).cloned().unwrap_or_default(),
        last_seen: format::moment(row.last_seen_at),
        last_pull: at(row.last_pull_at),
        last_push: at(row.last_push_at),
        app: row.app_version.as_ref().map(|version| text::fill(t.app_version, &[version])).unwrap_or_default(),
        waiting: waiting(&row, visit.lang),
        parked: parked.get(&row.id).map(|count| text::fill(t.parked_ops, &[&count.to_string()])).unwrap_or_default(),
        clock: row.clock_offset_ms.map(|millis| text::fill(t.seconds, &[&format::number(millis / 1_000, visit.lang)])).unwrap_or_default(),
        health,
        tone,
        is_revoked: row.revoked_at.is_some(),
        is_this: visit.caller.as_ref().is_some_and(|caller| caller.device.id == row.id),
        version: row.version,
        name: row.name,
        platform: row.platform,
    }
}
