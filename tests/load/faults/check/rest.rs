//! After the last round, with the servers stopped: the program opens its data here, days later, does what jobs are due, and
//! then nothing half is left and everything that belongs together does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use soat::app::AppState;
use soat::blobs::{Blobs, Digest};
use soat::evidence::entity::evidence::{self, State};
use soat::evidence::entity::{derivative, upload, upload_part};
use soat::jobs;
use soat::kernel::clock::Clock;
use soat::ledger::{entry, job, record, stream};
use soat_tests::device::sha256;
use uuid::Uuid;

use crate::Outcome;
use crate::faults::journal::{Difference, Kept};
use crate::seed::said;
use crate::server::Place;

/// Days after which every lease, every upload and every stray piece is past its time.
const DAYS: i64 = 9;

/// Everything that is not as it has to be.
///
/// # Errors
/// When the data cannot be opened or read.
pub async fn differences(place: &Place, files: &[Kept]) -> Outcome<Vec<Difference>> {
    let clock = Clock::standing_at(Clock::System.now().plus_days(DAYS));
    let app = AppState::open(place.settings(), clock).await.map_err(said)?;
    jobs::run_due(&app).await.map_err(said)?;
    let mut found = Vec::new();
    half_left(&app, &mut found).await?;
    chains(&app, &mut found).await?;
    let referenced = blobs(&app, files, &mut found).await?;
    strays(&app, &referenced, &mut found)?;
    app.database().clone().close().await?;
    Ok(found.into_iter().map(|what| Difference { what, record: None }).collect())
}

/// Uploads, pieces and jobs that nobody will ever end.
async fn half_left(app: &AppState, found: &mut Vec<String>) -> Outcome<()> {
    for (what, count) in [
        ("uploads", upload::Entity::find().count(app.read()).await?),
        ("parts of uploads", upload_part::Entity::find().count(app.read()).await?),
    ] {
        if count > 0 {
            found.push(format!("{count} {what} are left after their time"));
        }
    }
    let pieces = app.blobs().pieces_begun_before(app.now()).await.map_err(said)?;
    if !pieces.is_empty() {
        found.push(format!("{} pieces are left in the store after their time: {pieces:?}", pieces.len()));
    }
    for job in job::Entity::find().filter(job::Column::State.ne("done")).all(app.read()).await? {
        let failed = job.state == "dead" || job.last_error.is_some();
        if failed {
            found.push(format!("the job {} {} did not succeed: {:?}", job.kind, job.payload, job.last_error));
        }
    }
    Ok(())
}

/// Each stream's activity recomputes and ends where the stream says; its changes are numbered once each.
async fn chains(app: &AppState, found: &mut Vec<String>) -> Outcome<()> {
    let streams = stream::Entity::find().all(app.read()).await?;
    for stream in streams {
        let of_it = entry::Entity::find().filter(entry::Column::StreamId.eq(stream.id)).order_by_asc(entry::Column::Seq);
        let entries = of_it.all(app.read()).await?;
        if let Err((at, what)) = entry::verify_chain(&entries) {
            found.push(format!("the activity of {} does not recompute at {at}: {what}", stream.name));
        }
        let end = entries.last().map_or((0, entry::START), |last| (last.seq, last.hash.as_str()));
        if end != (stream.entry_seq, stream.entry_hash.as_str()) {
            found.push(format!("the activity of {} ends at {} and the stream says {}", stream.name, end.0, stream.entry_seq));
        }
        let rows = record::Entity::find().filter(record::Column::StreamId.eq(stream.id)).all(app.read()).await?;
        let numbers: BTreeSet<i64> = rows.iter().map(|row| row.change_no).collect();
        if numbers.len() != rows.len() || numbers.last().is_some_and(|last| *last > stream.change_seq) {
            found.push(format!("the changes of {} are not numbered once each", stream.name));
        }
    }
    Ok(())
}

/// Every record whose bytes are said to be there has them, and every file that a device was told of has such a record. Gives the
/// hashes that records name.
async fn blobs(app: &AppState, files: &[Kept], found: &mut Vec<String>) -> Outcome<BTreeSet<String>> {
    let mut referenced: BTreeSet<String> = derivative::Entity::find().all(app.read()).await?.into_iter().map(|row| row.sha256).collect();
    let rows: BTreeMap<Uuid, evidence::Model> =
        evidence::Entity::find().all(app.read()).await?.into_iter().map(|row| (row.id, row)).collect();
    for row in rows.values() {
        if row.has_bytes() {
            referenced.insert(row.sha256.clone());
        } else {
            found.push(format!("evidence {} is still {:?}: its device brought it", row.id, row.state));
        }
        if row.state == State::Refused || row.state == State::Stored {
            found.push(format!("evidence {} is {:?} although its file is a good picture", row.id, row.state));
        }
    }
    for file in files {
        let is_recorded = rows.get(&file.evidence).is_some_and(|row| row.has_bytes() && row.sha256 == file.sha256);
        if !is_recorded {
            found.push(format!("{file:?} was told as stored and is not recorded so"));
        }
    }
    for name in &referenced {
        let digest = Digest::parse(name).ok_or_else(|| format!("{name} is no SHA-256"))?;
        match app.blobs().read(&digest).await {
            Ok(bytes) if sha256(&bytes) == *name => {}
            Ok(bytes) => found.push(format!("the file {name} has {} bytes of another hash", bytes.len())),
            Err(problem) => found.push(format!("the file {name} cannot be read: {problem:?}")),
        }
    }
    Ok(referenced)
}

/// Files in the store's folder that no record names: temporary ones and those half written.
fn strays(app: &AppState, referenced: &BTreeSet<String>, found: &mut Vec<String>) -> Outcome<()> {
    // What lies in a bucket beside what records name is the sweep's part.
    let Blobs::Folder(folder) = app.blobs() else { return Ok(()) };
    let mut folders: Vec<PathBuf> = vec![folder.root().clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if !referenced.contains(&name_of(&entry.path())) {
                found.push(format!("the file {} belongs to no record", entry.path().display()));
            }
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
