//! Pull: what changed in a device's streams since its cursor, page by page.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cursor::Cursor;
use super::{collections, parked};
use crate::access::caller::Caller;
use crate::access::entity::device;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{record, stream};

/// Records a page may hold.
pub const MAX_LIMIT: u64 = 5_000;
/// Records a page holds unless the device says otherwise.
pub const DEFAULT_LIMIT: u64 = 500;
/// Seconds after which a device with nothing to do asks again.
pub const NEXT_POLL_SECONDS: u32 = 60;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The changes, each with its record.
    pub changes: Vec<Value>,
    /// Names of streams that the device shall let go of.
    pub streams_removed: Vec<String>,
    /// Where the next pull goes on.
    pub cursor: Cursor,
    /// There is more now.
    pub has_more: bool,
    /// Operations of this device that are parked.
    pub pending_ops: u64,
}

/// Gathers a page.
///
/// # Errors
/// Database failures.
pub async fn page(db: &impl ConnectionTrait, caller: &Caller, cursor: Cursor, limit: u64, now: Instant) -> Result<Page, Problem> {
    let streams = stream::followed_by(db, caller.user.id).await?;
    let mut next = Cursor::default();
    let mut rows: Vec<(String, record::Model)> = Vec::new();
    let mut room = limit;
    let mut has_more = false;
    for stream in &streams {
        let from = cursor.0.get(&stream.id).copied().unwrap_or(0);
        let mut reached = from;
        if stream.change_seq > from && room > 0 {
            let found = after(db, stream.id, from, room).await?;
            let full = u64::try_from(found.len()).unwrap_or(u64::MAX) > room;
            let taken: Vec<_> = found.into_iter().take(usize::try_from(room).unwrap_or(usize::MAX)).collect();
            // A page that is not full has everything up to the head read above; a full one goes as far as its last row.
            reached = match taken.last() {
                Some(last) if full => last.change_no,
                Some(last) => last.change_no.max(stream.change_seq),
                None => stream.change_seq,
            };
            has_more |= full;
            room -= u64::try_from(taken.len()).unwrap_or(room).min(room);
            rows.extend(taken.into_iter().map(|row| (stream.name.clone(), row)));
        } else if stream.change_seq > from {
            has_more = true;
        }
        // A stream that was not reached yet keeps its place, so that it is neither skipped nor taken for removed.
        next.0.insert(stream.id, reached);
    }
    let streams_removed = removed(db, &cursor, &streams).await?;
    let changes = with_records(db, rows, caller.device.id, now).await?;
    let pending_ops = parked::open_count_of_device(db, caller.device.id).await?;
    Ok(Page { changes, streams_removed, cursor: next, has_more, pending_ops })
}

async fn after(db: &impl ConnectionTrait, stream_id: i64, from: i64, room: u64) -> Result<Vec<record::Model>, Problem> {
    Ok(record::Entity::find()
        .filter(Condition::all().add(record::Column::StreamId.eq(stream_id)).add(record::Column::ChangeNo.gt(from)))
        .order_by_asc(record::Column::ChangeNo)
        .limit(room + 1)
        .all(db)
        .await?)
}

async fn removed(db: &impl ConnectionTrait, cursor: &Cursor, followed: &[stream::Model]) -> Result<Vec<String>, Problem> {
    let gone: Vec<i64> = cursor.0.keys().copied().filter(|id| !followed.iter().any(|stream| stream.id == *id)).collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let rows = stream::Entity::find().filter(stream::Column::Id.is_in(gone)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

async fn with_records(
    db: &impl ConnectionTrait,
    rows: Vec<(String, record::Model)>,
    device_id: Uuid,
    now: Instant,
) -> Result<Vec<Value>, Problem> {
    // What this device made itself, and nobody else had a hand in, is not told back to it.
    let rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.known_to != Some(device_id)).collect();
    let mut wanted: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for (_, row) in &rows {
        if !row.deleted {
            wanted.entry(row.collection.as_str()).or_default().push(row.record_id);
        }
    }
    let mut records: HashMap<(String, Uuid), Value> = HashMap::new();
    for (collection, ids) in wanted {
        for ids in ids.chunks(500) {
            let found = collections::records(db, collection, ids, now).await?;
            records.extend(found.into_iter().map(|(id, record)| ((collection.to_owned(), id), record)));
        }
    }
    let change = |(stream, row): (String, record::Model)| {
        let record = records.remove(&(row.collection.clone(), row.record_id));
        json!({
            "stream": stream, "collection": row.collection, "id": row.record_id, "change": row.change_no,
            "deleted": row.deleted || record.is_none(), "record": record,
        })
    };
    Ok(rows.into_iter().map(change).collect())
}

/// Keeps when a device last pulled. Not part of a write transaction: nothing is lost if it is.
///
/// # Errors
/// Database failures.
pub async fn note_device(db: &impl ConnectionTrait, device_id: Uuid, now: Instant) -> Result<(), Problem> {
    device::Entity::update_many()
        .col_expr(device::Column::LastPullAt, Expr::value(now.0))
        .filter(device::Column::Id.eq(device_id))
        .exec(db)
        .await?;
    Ok(())
}
