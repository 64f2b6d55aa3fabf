//! What streams hold: the records in them that were not withdrawn, each with the number of its last change.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::transaction::{Moved, Tx};
use super::{record, stream};
use crate::kernel::database;
use crate::kernel::problem::Problem;

/// Records remembered at most, of all streams together; each takes 24 bytes.
const MOST_RECORDS: u64 = 400_000;

/// The records of one collection in one stream, withdrawn ones left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Holding {
    /// How many.
    pub count: u64,
    /// SHA-256, lower-case hex, over a line `<id> <change>` for each record, in the order of ids, each line ended by a line feed.
    pub hash: String,
}

/// What one stream holds at one moment; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The last change in it.
    pub change: i64,
    collections: BTreeMap<String, Arc<Lines>>,
}

/// The records of one collection, by id.
#[derive(Clone, Debug, Default)]
struct Lines {
    by_id: Vec<(Uuid, i64)>,
    holding: OnceLock<Holding>,
}

impl Held {
    /// By collection; one without records is left out.
    #[must_use]
    pub fn holdings(&self) -> BTreeMap<String, Holding> {
        let filled = self.collections.iter().filter(|(_, lines)| !lines.by_id.is_empty());
        filled.map(|(name, lines)| (name.clone(), lines.holding.get_or_init(|| holding(&lines.by_id)).clone())).collect()
    }

    /// Whether there is a record of a collection, or was before it was withdrawn.
    #[must_use]
    pub fn has_had_any(&self, collection: &str) -> bool {
        self.collections.contains_key(collection)
    }

    fn count(&self) -> usize {
        self.collections.values().map(|lines| lines.by_id.len()).sum()
    }

    /// The same after a transaction.
    fn after(mut self, moved: Moved) -> Self {
        self.change = moved.after.change_seq;
        let mut changed: BTreeMap<String, Vec<record::Model>> = BTreeMap::new();
        for row in moved.records {
            changed.entry(row.collection.clone()).or_default().push(row);
        }
        for (collection, rows) in changed {
            let mut by_id = self.collections.get(&collection).map(|lines| lines.by_id.clone()).unwrap_or_default();
            for row in rows {
                match (by_id.binary_search_by_key(&row.record_id, |(id, _)| *id), row.deleted) {
                    (Ok(place), false) => by_id[place].1 = row.change_no,
                    (Ok(place), true) => drop(by_id.remove(place)),
                    (Err(place), false) => by_id.insert(place, (row.record_id, row.change_no)),
                    (Err(_), true) => {}
                }
            }
            self.collections.insert(collection, Arc::new(Lines { by_id, holding: OnceLock::new() }));
        }
        self
    }
}

fn holding(by_id: &[(Uuid, i64)]) -> Holding {
    let mut hash = Context::new(&SHA256);
    for (id, change) in by_id {
        hash.update(format!("{id} {change}\n").as_bytes());
    }
    Holding { count: by_id.len() as u64, hash: HEXLOWER.encode(hash.finish().as_ref()) }
}

/// Reads what some streams hold: one query, so that each is seen at one moment.
///
/// The database gives the records of a collection as one text, which costs a fraction of as many rows.
///
/// # Errors
/// Database failures.
pub async fn read(db: &impl ConnectionTrait, streams: &[i64]) -> Result<HashMap<i64, Held>, Problem> {
    let mut found: HashMap<i64, Held> = streams.iter().map(|id| (*id, Held::default())).collect();
    let query = record::Entity::find()
        .select_only()
        .columns([record::Column::StreamId, record::Column::Collection, record::Column::Deleted])
        .column_as(record::Column::ChangeNo.max(), "change")
        .expr_as(listed(db), "listed")
        .filter(record::Column::StreamId.is_in(streams.iter().copied()))
        .group_by(record::Column::StreamId)
        .group_by(record::Column::Collection)
        .group_by(record::Column::Deleted);
    let rows: Vec<(i64, String, bool, i64, String)> = query.into_tuple().all(db).await?;
    for (stream_id, collection, deleted, change, listed) in rows {
        let held = found.entry(stream_id).or_default();
        // The last change of a stream is always that of some record in it.
        held.change = held.change.max(change);
        if deleted {
            held.collections.entry(collection).or_default();
        } else {
            held.collections.insert(collection, Arc::new(Lines { by_id: lines(&listed)?, holding: OnceLock::new() }));
        }
    }
    Ok(found)
}

/// `<id> <change>` of each record of a group, separated by commas, in no order.
fn listed(db: &impl ConnectionTrait) -> Expr {
    Expr::cust(format!("string_agg({} || ' ' || change_no, ',')", database::id_as_text(db, "record_id")))
}

fn lines(listed: &str) -> Result<Vec<(Uuid, i64)>, Problem> {
    let mut by_id = Vec::new();
    for part in listed.split(',') {
        let (id, change) = part.split_once(' ').ok_or_else(|| Problem::internal(format!("not an id and a change: {part}")))?;
        by_id.push((id.parse().map_err(Problem::internal)?, change.parse().map_err(Problem::internal)?));
    }
    by_id.sort_unstable();
    Ok(by_id)
}

/// What a stream will hold once the transaction, which holds its lock, has committed; to be remembered then.
#[derive(Debug)]
pub struct AtCommit {
    head: stream::Model,
    /// What it will hold.
    pub held: Held,
}

/// What the streams that were written last hold. A push says it of each inspection that it touched, and a push of one operation would
/// otherwise read all records of its inspection.
pub struct Memory(Cache<i64, Arc<Remembered>, ByRecords>);

struct Remembered {
    entry_hash: String,
    held: Held,
}

#[derive(Clone, Debug)]
struct ByRecords;

impl Weighter<i64, Arc<Remembered>> for ByRecords {
    fn weight(&self, _: &i64, remembered: &Arc<Remembered>) -> u64 {
        // In records. Each stream takes the room of some, whatever it holds.
        remembered.held.count() as u64 + 40
    }
}

impl Memory {
    /// What a stream will hold once the transaction has committed. Its lock is taken unless it is held.
    ///
    /// # Errors
    /// Database failures.
    pub async fn at_commit(&self, tx: &Tx, stream: &str) -> Result<AtCommit, Problem> {
        tx.stream(stream).await?;
        let moved = tx.moved(stream).ok_or_else(|| Problem::internal(format!("stream {stream} is not held")))?;
        let before = match self.0.get(&moved.before.id).filter(|remembered| remembered.is_of(&moved.before)) {
            Some(remembered) => remembered.held.clone(),
            None => read(tx.db(), &[moved.before.id]).await?.remove(&moved.before.id).unwrap_or_default(),
        };
        Ok(AtCommit { head: moved.after.clone(), held: before.after(moved) })
    }

    /// Remembers what a committed transaction left.
    pub fn keep(&self, committed: AtCommit) {
        let remembered = Remembered { entry_hash: committed.head.entry_hash, held: committed.held };
        self.0.insert(committed.head.id, Arc::new(remembered));
    }
}

impl Remembered {
    /// Whether it is what the stream holds in the state of this row. The hash of the last entry stands for all that led to it: another
    /// process that wrote since, or a database that was set back to an earlier time, has another.
    fn is_of(&self, head: &stream::Model) -> bool {
        self.held.change == head.change_seq && self.entry_hash == head.entry_hash
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self(Cache::with_weighter(1_000, MOST_RECORDS, ByRecords))
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Memory")
    }
}
