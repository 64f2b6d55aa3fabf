//! What a device says of itself with each exchange: what waits on it, its app, its clock. Shown to whoever looks after devices;
//! nothing is decided by it.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::access::entity::device;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Seconds for which the time of the last pull may be out of date.
const NOTE_EVERY_SECONDS: i64 = 60;

/// What waits on a device to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outbox {
    /// Operations.
    #[validate(range(max = 1_000_000_000))]
    pub ops: u32,
    /// Files.
    #[validate(range(max = 1_000_000_000))]
    pub files: u32,
}

/// What a device says of itself.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The version of its app.
    pub app_version: Option<String>,
    /// What waits on it.
    pub outbox: Option<Outbox>,
    /// Its clock now.
    pub time: Option<Instant>,
}

impl Said {
    fn is_news(&self, device: &device::Model) -> bool {
        let version = self.app_version.is_some() && self.app_version != device.app_version;
        let outbox = self.outbox.is_some_and(|outbox| {
            device.pending_ops != Some(i64::from(outbox.ops)) || device.pending_files != Some(i64::from(outbox.files))
        });
        version || outbox
    }

    fn written(&self, now: Instant, mut row: UpdateMany<device::Entity>) -> UpdateMany<device::Entity> {
        if let Some(version) = &self.app_version {
            row = row.col_expr(device::Column::AppVersion, Expr::value(version.as_str()));
        }
        if let Some(outbox) = self.outbox {
            row = row.col_expr(device::Column::PendingOps, Expr::value(i64::from(outbox.ops)));
            row = row.col_expr(device::Column::PendingFiles, Expr::value(i64::from(outbox.files)));
        }
        if let Some(time) = self.time {
            row = row.col_expr(device::Column::ClockOffsetMs, Expr::value(now.0 - time.0));
        }
        row
    }
}

/// Whether a pull is worth writing down: it says something new, or the last one was a while ago.
#[must_use]
pub fn is_worth_noting(device: &device::Model, said: &Said, now: Instant) -> bool {
    said.is_news(device) || device.last_pull_at.is_none_or(|last| now.0 - last.0 >= NOTE_EVERY_SECONDS * 1_000)
}

/// Keeps when a device pulled and what it said.
///
/// # Errors
/// Database failures.
pub async fn note_pull(db: &impl ConnectionTrait, device_id: Uuid, said: &Said, now: Instant) -> Result<(), Problem> {
    let row = device::Entity::update_many().col_expr(device::Column::LastPullAt, Expr::value(now.0));
    said.written(now, row).filter(device::Column::Id.eq(device_id)).exec(db).await?;
    Ok(())
}

/// Keeps when a device pushed and what it said; its row stays locked until the transaction ends.
///
/// # Errors
/// Database failures.
pub async fn note_push(db: &impl ConnectionTrait, device_id: Uuid, said: &Said, now: Instant) -> Result<(), Problem> {
    let row = device::Entity::update_many().col_expr(device::Column::LastPushAt, Expr::value(now.0));
    said.written(now, row).filter(device::Column::Id.eq(device_id)).exec(db).await?;
    Ok(())
}
