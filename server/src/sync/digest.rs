//! Digests: what the server holds of a stream, short enough to compare with what a device holds.

use std::collections::{BTreeMap, HashMap};

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::cursor::Cursor;
use crate::access::caller::Caller;
use crate::kernel::problem::Problem;
use crate::ledger::{record, stream};

/// The records of one collection in one stream, withdrawn ones left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Holding {
    /// How many.
    pub count: u64,
    /// SHA-256, lower-case hex, over a line `<id> <change>` for each record, in the order of ids, each line ended by a line feed.
    pub hash: String,
}

/// What a stream holds, as of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The last change in it.
    pub change: i64,
    /// By collection; one without records is left out.
    pub collections: BTreeMap<String, Holding>,
}

/// What some streams hold: one query, so that each is seen at one moment.
///
/// # Errors
/// Database failures.
pub async fn holdings(db: &impl ConnectionTrait, streams: &[i64]) -> Result<HashMap<i64, Holdings>, Problem> {
    let mut found: HashMap<i64, Holdings> = streams.iter().map(|id| (*id, Holdings::default())).collect();
    let mut open: HashMap<(i64, String), (u64, Context)> = HashMap::new();
    let columns =
        [record::Column::StreamId, record::Column::Collection, record::Column::RecordId, record::Column::ChangeNo, record::Column::Deleted];
    let rows: Vec<(i64, String, Uuid, i64, bool)> = record::Entity::find()
        .select_only()
        .columns(columns)
        .filter(record::Column::StreamId.is_in(streams.iter().copied()))
        .order_by_asc(record::Column::StreamId)
        .order_by_asc(record::Column::Collection)
        .order_by_asc(record::Column::RecordId)
        .into_tuple()
        .all(db)
        .await?;
    for (stream_id, collection, id, change, deleted) in rows {
        let holdings = found.entry(stream_id).or_default();
        // The last change of a stream is always that of some record in it.
        holdings.change = holdings.change.max(change);
        if !deleted {
            let (count, hash) = open.entry((stream_id, collection)).or_insert_with(|| (0, Context::new(&SHA256)));
            *count += 1;
            hash.update(format!("{id} {change}\n").as_bytes());
        }
    }
    for ((stream_id, collection), (count, hash)) in open {
        let holding = Holding { count, hash: HEXLOWER.encode(hash.finish().as_ref()) };
        found.entry(stream_id).or_default().collections.insert(collection, holding);
    }
    Ok(found)
}

/// How a cursor stands to a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The device was told everything: what it holds can be compared.
    Current,
    /// There is more to pull first.
    Behind,
    /// The cursor knows of changes that the server does not have, as after a restored backup: the stream is to be pulled again.
    Ahead,
}

/// One stream in an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StreamDigest {
    /// Its name.
    pub stream: String,
    /// Its last change.
    pub change: i64,
    /// How the cursor stands to it.
    pub standing: Standing,
    /// By collection, where the cursor is current.
    pub collections: Option<BTreeMap<String, Holding>>,
}

/// The digests of the streams that a person follows, at a cursor.
///
/// # Errors
/// Database failures.
pub async fn at(db: &impl ConnectionTrait, caller: &Caller, cursor: &Cursor) -> Result<Vec<StreamDigest>, Problem> {
    let streams = stream::followed_by(db, caller.user.id).await?;
    let reached = |id: i64| cursor.0.get(&id).map_or(0, |place| place.reached);
    let told: Vec<i64> = streams.iter().filter(|row| reached(row.id) == row.change_seq).map(|row| row.id).collect();
    let mut held = holdings(db, &told).await?;
    let digest = |row: stream::Model| {
        let held = held.remove(&row.id);
        // A change between the two queries makes a stream one that has to be pulled first.
        let change = held.as_ref().map_or(row.change_seq, |held| held.change.max(row.change_seq));
        let standing = match reached(row.id).cmp(&change) {
            std::cmp::Ordering::Less => Standing::Behind,
            std::cmp::Ordering::Equal => Standing::Current,
            std::cmp::Ordering::Greater => Standing::Ahead,
        };
        let collections = held.filter(|_| standing == Standing::Current).map(|held| held.collections);
        StreamDigest { stream: row.name, change, standing, collections }
    };
    Ok(streams.into_iter().map(digest).collect())
}
