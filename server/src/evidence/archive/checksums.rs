//! The CRC-32 of files, which the headers of an archive say before the files come.
//!
//! It is taken from the bytes as they arrive, in the pass that hashes them. What was kept before there was an archive gets it from
//! a job, or when somebody asks for the archive first.

use std::collections::HashMap;

use futures_util::{StreamExt, TryStreamExt, stream};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::app::AppState;
use crate::blobs::{self, Digest};
use crate::evidence::entity::evidence::{self, State};
use crate::evidence::entity::file_checksum;
use crate::kernel::problem::Problem;
use crate::ledger::Actor;

/// Compute what is not known yet, in the background.
pub const COMPUTE: &str = "evidence.checksums";
/// Rows looked at at a time.
const BATCH: u64 = 200;
/// Files asked about at a time.
const ASKED: usize = 500;
/// Files read at once.
const AT_ONCE: usize = 2;

/// Remembers the CRC-32 of a file.
///
/// # Errors
/// Database failures.
pub async fn note(db: &impl ConnectionTrait, sha256: &str, crc32: u32) -> Result<(), Problem> {
    let row = file_checksum::ActiveModel { sha256: Set(sha256.to_owned()), crc32: Set(i64::from(crc32)) };
    let known = OnConflict::column(file_checksum::Column::Sha256).do_nothing().to_owned();
    file_checksum::Entity::insert_many([row]).on_conflict(known).exec_without_returning(db).await?;
    Ok(())
}

/// The CRC-32 of some files that are there, with their lengths. Those that nobody knows are read for it, and remembered at once:
/// whoever gives up waiting finds the work done when they ask again.
///
/// # Errors
/// `storage-unavailable`, database failures.
pub async fn of(app: &AppState, files: &[(Digest, u64)]) -> Result<HashMap<Digest, u32>, Problem> {
    let mut found = known(app.read(), files).await?;
    let lacking: HashMap<Digest, u64> = files.iter().filter(|(digest, _)| !found.contains_key(digest)).cloned().collect();
    let read: Vec<(Digest, u32)> =
        stream::iter(lacking).map(|(digest, length)| computed(app, digest, length)).buffer_unordered(AT_ONCE).try_collect().await?;
    found.extend(read);
    Ok(found)
}

async fn known(db: &impl ConnectionTrait, files: &[(Digest, u64)]) -> Result<HashMap<Digest, u32>, Problem> {
    let mut found = HashMap::with_capacity(files.len());
    for files in files.chunks(ASKED) {
        let these = file_checksum::Column::Sha256.is_in(files.iter().map(|(digest, _)| digest.as_str()));
        for row in file_checksum::Entity::find().filter(these).all(db).await? {
            found.extend(Digest::parse(&row.sha256).zip(u32::try_from(row.crc32).ok()));
        }
    }
    Ok(found)
}

async fn computed(app: &AppState, digest: Digest, length: u64) -> Result<(Digest, u32), Problem> {
    let mut bytes = app.blobs().open(&digest, 0..length).await?;
    let mut crc = crc32fast::Hasher::new();
    while let Some(bytes) = bytes.try_next().await.map_err(blobs::unavailable)? {
        crc.update(&bytes);
    }
    let crc32 = crc.finalize();
    let tx = app.begin_as(Actor::default()).await?;
    note(tx.db(), digest.as_str(), crc32).await?;
    tx.commit().await?;
    Ok((digest, crc32))
}

/// Computes what is not known yet of all verified evidence. A file that cannot be read is left for the next time.
///
/// # Errors
/// Database failures.
pub async fn compute(app: &AppState) -> Result<(), Problem> {
    let mut after = Uuid::nil();
    loop {
        let rows = evidence::Entity::find()
            .filter(evidence::Column::Id.gt(after))
            .filter(evidence::Column::State.eq(State::Verified))
            .filter(evidence::Column::ContentDeletedAt.is_null())
            .filter(evidence::Column::Sha256.not_in_subquery(file_checksum::all()))
            .order_by_asc(evidence::Column::Id)
            .limit(BATCH)
            .all(app.read())
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        for row in &rows {
            let file = Digest::parse(&row.sha256).zip(u64::try_from(row.size).ok());
            let Some((digest, length)) = file else { continue };
            if let Err(problem) = computed(app, digest, length).await {
                tracing::error!(evidence = %row.id, ?problem, "a file could not be read for its checksum");
            }
        }
    }
}
