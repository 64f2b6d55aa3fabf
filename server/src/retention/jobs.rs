//! The sweep of files that nobody refers to: left by a process that died between writing a file and its record.
//!
//! Removing is slow on purpose. A file has to be old, is set aside, every owner is asked again, and only what lay aside for as
//! long once more is removed; whoever asks for it meanwhile has it back.

use crate::app::AppState;
use crate::blobs::{Digest, Kept};
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

use super::owners;

/// Remove files that nobody refers to.
pub const SWEEP: &str = "files.sweep";
/// Days that a file is left alone, and then again that it lies aside.
const GRACE_DAYS: i64 = 7;
/// Files asked about at a time.
const BATCH: usize = 200;

/// Goes through all files once.
///
/// # Errors
/// `storage-unavailable`, database failures. What was set aside stays so.
pub async fn sweep(app: &AppState) -> Result<(), Problem> {
    let before = app.now().plus_days(-GRACE_DAYS);
    for batch in app.blobs().files_aside().await?.chunks(BATCH) {
        remove(app, batch, before).await?;
    }
    for digit in 0..16 {
        let old: Vec<Digest> =
            app.blobs().files(digit).await?.into_iter().filter(|file| file.since < before).map(|file| file.digest).collect();
        for batch in old.chunks(BATCH) {
            set_aside(app, batch).await?;
        }
    }
    Ok(())
}

async fn remove(app: &AppState, aside: &[Kept], before: Instant) -> Result<(), Problem> {
    let digests: Vec<Digest> = aside.iter().map(|file| file.digest.clone()).collect();
    let referred = owners::referred(app.read(), &digests).await?;
    for file in aside {
        if referred.contains(&file.digest) {
            app.blobs().bring_back(&file.digest).await?;
        } else if file.since < before {
            tracing::info!(file = %file.digest, "a file that nobody refers to is removed");
            app.blobs().remove_aside(&file.digest).await?;
        }
    }
    Ok(())
}

async fn set_aside(app: &AppState, files: &[Digest]) -> Result<(), Problem> {
    let referred = owners::referred(app.read(), files).await?;
    let orphans: Vec<Digest> = files.iter().filter(|file| !referred.contains(file)).cloned().collect();
    for file in &orphans {
        app.blobs().set_aside(file, app.now()).await?;
    }
    // Somebody may have declared one since they were asked, and found its file there.
    for file in owners::referred(app.read(), &orphans).await? {
        app.blobs().bring_back(&file).await?;
    }
    Ok(())
}
