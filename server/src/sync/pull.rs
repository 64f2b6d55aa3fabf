//! Pull: what changed in a device's streams since its cursor, page by page.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cursor::{Cursor, Place};
use super::{collections, parked, poll};
use crate::access::caller::Caller;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::ledger::{record, stream};

/// Records a page may hold.
pub const MAX_LIMIT: u64 = 5_000;
/// Records a page holds unless the device says otherwise.
pub const DEFAULT_LIMIT: u64 = 500;

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
    /// For how long nothing has moved in the person's inspections, in milliseconds.
    pub quiet_ms: Option<i64>,
}

/// Lets a cursor forget some streams, so that they are told again from their beginning, whole.
///
/// # Errors
/// Database failures.
pub async fn forget(db: &impl ConnectionTrait, caller: &Caller, cursor: &mut Cursor, names: Vec<String>) -> Result<(), Problem> {
    if !names.is_empty() {
        for row in stream::followed_among(db, caller.user.id, names).await? {
            cursor.0.remove(&row.id);
        }
    }
    Ok(())
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
        // A stream that the cursor does not know is told whole, the device's own records too: it may have lost them.
        let mut place = cursor.0.get(&stream.id).copied().unwrap_or(Place { reached: 0, whole_until: stream.change_seq });
        if place.reached < place.whole_until {
            // Still on its way through: what the device writes meanwhile may be about a record that it has not come to yet.
            place.whole_until = stream.change_seq;
        }
        let from = place.reached;
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
            let told = |row: &record::Model| row.known_to != Some(caller.device.id) || row.change_no <= place.whole_until;
            rows.extend(taken.into_iter().filter(told).map(|row| (stream.name.clone(), row)));
        } else if stream.change_seq > from {
            has_more = true;
        }
        // A stream that was not reached yet keeps its place, so that it is neither skipped nor taken for removed.
        next.0.insert(stream.id, Place { reached, ..place });
    }
    let streams_removed = removed(db, caller.user.id, &cursor, &streams).await?;
    let changes = with_records(db, rows, now).await?;
    let pending_ops = parked::open_count_of_device(db, caller.device.id).await?;
    let quiet_ms = poll::quiet_ms(&streams, now);
    Ok(Page { changes, streams_removed, cursor: next, has_more, pending_ops, quiet_ms })
}

async fn after(db: &impl ConnectionTrait, stream_id: i64, from: i64, room: u64) -> Result<Vec<record::Model>, Problem> {
    Ok(record::Entity::find()
        .filter(Condition::all().add(record::Column::StreamId.eq(stream_id)).add(record::Column::ChangeNo.gt(from)))
        .order_by_asc(record::Column::ChangeNo)
        .limit(room + 1)
        .all(db)
        .await?)
}

async fn removed(db: &impl ConnectionTrait, user_id: Uuid, cursor: &Cursor, followed: &[stream::Model]) -> Result<Vec<String>, Problem> {
    let gone: Vec<i64> = cursor.0.keys().copied().filter(|id| !followed.iter().any(|stream| stream.id == *id)).collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    // Only what the person followed once: a made-up cursor learns no names.
    Ok(stream::left_by(db, user_id, &gone).await?.into_iter().map(|row| row.name).collect())
}

async fn with_records(db: &impl ConnectionTrait, rows: Vec<(String, record::Model)>, now: Instant) -> Result<Vec<Value>, Problem> {
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
