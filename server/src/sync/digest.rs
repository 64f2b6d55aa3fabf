//! Digests: what the server holds of a stream, short enough to compare with what a device holds.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::cursor::Cursor;
use crate::access::caller::Caller;
use crate::kernel::problem::Problem;
use crate::ledger::held::{self, Holding};
use crate::ledger::stream;

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
    let mut held = held::read(db, &told).await?;
    let digest = |row: stream::Model| {
        let held = held.remove(&row.id);
        // A change between the two queries makes a stream one that has to be pulled first.
        let change = held.as_ref().map_or(row.change_seq, |held| held.change.max(row.change_seq));
        let standing = match reached(row.id).cmp(&change) {
            std::cmp::Ordering::Less => Standing::Behind,
            std::cmp::Ordering::Equal => Standing::Current,
            std::cmp::Ordering::Greater => Standing::Ahead,
        };
        let collections = held.filter(|_| standing == Standing::Current).map(|held| held.holdings());
        StreamDigest { stream: row.name, change, standing, collections }
    };
    Ok(streams.into_iter().map(digest).collect())
}
