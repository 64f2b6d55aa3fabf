//! Whether what arrived is what was declared, can be opened, and what the file says of itself.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::entity::evidence::{self, AttachedKind, Preview};
use super::media_type::{Class, Kind, agrees, sniff};
use super::picture::{Limits, PictureFacts, inspect};
use super::views::Facts;
use super::{audio, exif, heic, pdf, reasons, rules};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::kernel::problem::Problem;

/// Memory that all pictures being looked at in this process may take together, in MiB.
const MEMORY_MIB: u32 = 320;
/// What decoding is reckoned to take beside the file itself, in MiB: a 12-megapixel photo takes about 40.
const DECODING_MIB: u32 = 96;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// As declared, and usable.
    Good {
        /// What the file says of itself.
        facts: Facts,
        /// Whether smaller copies can be had.
        preview: Preview,
        /// Why they cannot be made.
        preview_reason: Option<String>,
    },
    /// Not acceptable.
    Bad {
        /// A code of `reasons` or of a picture's fault.
        reason: String,
        /// What could be learnt all the same.
        facts: Facts,
    },
}

/// Judges a file by its bytes alone. Takes up to some hundred milliseconds: not for an async worker thread.
#[must_use]
pub fn judge(bytes: &[u8], declared: &str, attached: AttachedKind, limits: &Limits) -> Verdict {
    let found = sniff(bytes);
    let facts = Facts { media_type: found.map(|kind| kind.media_type().to_owned()), ..Facts::default() };
    let Some(kind) = found else { return bad(reasons::TYPE_UNKNOWN, facts) };
    if kind.class() == Class::Dangerous {
        return bad(reasons::TYPE_DANGEROUS, facts);
    }
    if !agrees(declared, kind) {
        return bad(reasons::TYPE_MISMATCH, facts);
    }
    if !rules::is_accepted(kind, attached) {
        return bad(reasons::TYPE_NOT_ACCEPTED, facts);
    }
    match kind.class() {
        Class::Picture => judge_picture(bytes, facts, limits),
        Class::Audio => judge_audio(bytes, kind, facts),
        _ if kind == Kind::Pdf => judge_pdf(bytes, facts),
        _ => without_preview(facts),
    }
}

fn without_preview(facts: Facts) -> Verdict {
    Verdict::Good { facts, preview: Preview::None, preview_reason: None }
}

fn judge_audio(bytes: &[u8], kind: Kind, mut facts: Facts) -> Verdict {
    match audio::inspect(bytes, kind) {
        Err(fault) => bad(fault.code(), facts),
        Ok(length) => {
            facts.duration_ms = length;
            without_preview(facts)
        }
    }
}

fn judge_pdf(bytes: &[u8], mut facts: Facts) -> Verdict {
    match pdf::inspect(bytes) {
        Err(fault) => bad(fault.code(), facts),
        Ok(found) => {
            facts.pages = found.pages;
            if found.has_files {
                facts.cautions.push(reasons::PDF_CARRIES_FILES.to_owned());
            }
            without_preview(facts)
        }
    }
}

fn judge_picture(bytes: &[u8], mut facts: Facts, limits: &Limits) -> Verdict {
    let claims = exif::read(bytes);
    facts.set_captured(claims.captured);
    facts.set_position(claims.position);
    (facts.make, facts.model) = (claims.make, claims.model);
    facts.flaws = claims.flaws.iter().map(|flaw| flaw.code().to_owned()).collect();
    match inspect(bytes, limits) {
        Err(fault) => {
            tracing::info!(%fault, "picture refused");
            bad(fault.code(), facts)
        }
        Ok(picture) => good_picture(&picture, facts),
    }
}

fn bad(reason: &str, facts: Facts) -> Verdict {
    Verdict::Bad { reason: reason.to_owned(), facts }
}

fn good_picture(picture: &PictureFacts, mut facts: Facts) -> Verdict {
    facts.orientation = Some(picture.orientation.value());
    facts.trailing_bytes = u64::try_from(picture.trailing_bytes).unwrap_or(u64::MAX);
    if let Some(size) = picture.size {
        let turned = picture.orientation.swaps_sides();
        let (width, height) = if turned { (size.height, size.width) } else { (size.width, size.height) };
        (facts.width, facts.height) = (Some(width), Some(height));
    }
    let preview = if picture.no_preview.is_some() { Preview::Unavailable } else { Preview::Pending };
    Verdict::Good { facts, preview, preview_reason: picture.no_preview.map(|why| why.code().to_owned()) }
}

/// Judges a file that is in the store.
///
/// # Errors
/// When the file cannot be read.
pub async fn judge_stored(app: &AppState, row: &evidence::Model) -> Result<Verdict, Problem> {
    let digest = digest_of(row)?;
    let kind = rules::declared_kind(&row.media_type);
    let room = room_for(row.size, kind).await?;
    let bytes = app.blobs().read(&digest).await?;
    let declared = row.media_type.clone();
    let (attached, limits) = (row.attached_kind, limits(app));
    let verdict = tokio::task::spawn_blocking(move || {
        let verdict = judge(&bytes, &declared, attached, &limits);
        drop(room);
        verdict
    })
    .await
    .map_err(Problem::internal)?;
    Ok(if heic::find(&app.settings().heic_decoder).is_some() { with_decoder(verdict) } else { verdict })
}

/// What is found where a program of the machine decodes what this one does not.
fn with_decoder(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Good { facts, preview_reason: Some(reason), .. } if reason == reasons::NO_DECODER => {
            Verdict::Good { facts, preview: Preview::Pending, preview_reason: None }
        }
        other => other,
    }
}

/// The bounds of this program's settings.
#[must_use]
pub fn limits(app: &AppState) -> Limits {
    Limits { max_pixels: u64::from(app.settings().image_limit_megapixels) * 1_000_000, ..Limits::default() }
}

/// Waits until there is memory to look at a file of this size; it is given back with the permit.
///
/// # Errors
/// Never while the program runs.
pub async fn room_for(size: i64, kind: Option<Kind>) -> Result<OwnedSemaphorePermit, Problem> {
    static ROOM: std::sync::LazyLock<Arc<Semaphore>> = std::sync::LazyLock::new(|| Arc::new(Semaphore::new(MEMORY_MIB as usize)));
    let is_picture = kind.is_none_or(|kind| kind.class() == Class::Picture);
    let decoding = if is_picture { DECODING_MIB } else { 0 };
    let mib = u32::try_from(size >> 20).unwrap_or(MEMORY_MIB).saturating_add(1 + decoding).min(MEMORY_MIB);
    ROOM.clone().acquire_many_owned(mib).await.map_err(Problem::internal)
}

/// The declared hash as a name in the blob store.
///
/// # Errors
/// `internal` when the stored text is not what this program wrote.
pub fn digest_of(row: &evidence::Model) -> Result<Digest, Problem> {
    Digest::parse(&row.sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))
}
