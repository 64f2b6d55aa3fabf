//! Which bytes of a piece of evidence go to whom: the one place that decides. Every way out asks here, and puts a look at an
//! original on record (`accesses`) before it sends one.
//!
//! Smaller copies are of the redacted picture once there is a redaction, for everybody. The original of a redacted picture goes
//! to whoever may see originals, and to nobody else.

use sea_orm::ConnectionTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::entity::evidence::{self, Preview, State as Progress};
use super::media_type::Kind;
use super::sending::File;
use super::{attachment, reasons, rules, store, verification};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::blobs::Digest;
use crate::inspections::entity::inspection;
use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};

/// Which form of a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
pub enum ContentSize {
    /// The bytes as they were recorded. Every look at them is on record.
    #[serde(rename = "original")]
    Original,
    /// At most 1,600 pixels on the longer side, upright, without metadata; redacted where the evidence is.
    #[serde(rename = "1600")]
    Large,
    /// At most 320 pixels on the longer side, upright, without metadata; redacted where the evidence is.
    #[serde(rename = "320")]
    Small,
}

/// What goes out.
#[derive(Clone, Debug)]
pub struct Given {
    /// The file.
    pub file: File,
    /// It is an original: the look at it has to be put on record first.
    pub is_original: bool,
}

/// The bytes that a caller who may read this evidence is given. Without a size it is the most that they may see: the original,
/// or the redacted copy where only that is theirs.
///
/// # Errors
/// `forbidden` for the original of redacted evidence; `content-not-stored`, `content-deleted`, `no-preview`.
pub async fn bytes_for(
    app: &AppState,
    caller: &Caller,
    row: &evidence::Model,
    inspection: &inspection::Model,
    size: Option<ContentSize>,
) -> Result<Given, Problem> {
    let sees_original = match size {
        Some(ContentSize::Large | ContentSize::Small) => false,
        Some(ContentSize::Original) | None => may_see_original(app.read(), caller, row, inspection).await?,
    };
    match size {
        Some(ContentSize::Original) if !sees_original => Err(forbidden(Action::ReadOriginal)),
        Some(ContentSize::Small) => copy(app, row, "320").await,
        _ if sees_original => original(app, row).await,
        _ => copy(app, row, "1600").await,
    }
}

/// Whether a caller who may read this evidence may see its original.
///
/// # Errors
/// Database failures.
pub async fn may_see_original(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &evidence::Model,
    inspection: &inspection::Model,
) -> Result<bool, Problem> {
    if row.redaction == 0 {
        return Ok(true);
    }
    attachment::may(db, caller, Action::ReadOriginal, row.into(), inspection).await
}

async fn original(app: &AppState, row: &evidence::Model) -> Result<Given, Problem> {
    if !row.has_bytes() {
        return Err(Problem::of(&catalogue::CONTENT_NOT_STORED));
    }
    if let Some(at) = row.content_deleted_at {
        return Err(Problem::of(&catalogue::CONTENT_DELETED).param("at", at));
    }
    let digest = verification::digest_of(row)?;
    let length = app.blobs().size(&digest).await?.ok_or_else(|| Problem::internal(format!("blob {digest} is missing")))?;
    // What was not verified is not given the type that was claimed for it.
    let kind = rules::declared_kind(&row.media_type).filter(|_| row.state == Progress::Verified);
    let media_type = kind.map_or("application/octet-stream", Kind::media_type);
    let file = File { name: format!("{}{}", row.id, kind.map_or(".bin", Kind::extension)), digest, length, media_type };
    Ok(Given { file, is_original: true })
}

async fn copy(app: &AppState, row: &evidence::Model, size: &str) -> Result<Given, Problem> {
    let copies = store::derivatives(app.read(), &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let Some(copy) = copies.into_iter().find(|copy| copy.size == size) else { return Err(no_preview(row)) };
    let digest = Digest::parse(&copy.sha256).ok_or_else(|| Problem::internal("stored SHA-256 is malformed"))?;
    let length = u64::try_from(copy.bytes).map_err(Problem::internal)?;
    let file = File { name: format!("{}-{size}.jpg", row.id), digest, length, media_type: "image/jpeg" };
    Ok(Given { file, is_original: false })
}

/// Why there is no smaller copy.
#[must_use]
pub fn no_preview(row: &evidence::Model) -> Problem {
    let problem = Problem::of(&catalogue::NO_PREVIEW);
    match (&row.preview_reason, row.preview) {
        (Some(code), _) => {
            let text = reasons::text(code);
            problem.errors(vec![FieldError::words(code, "", text.vi, text.en)]).param("reason", code)
        }
        (None, Preview::Pending | Preview::Ready) => problem.param("reason", "pending"),
        (None, _) if row.has_bytes() => problem.param("reason", "no-picture"),
        (None, _) => problem.param("reason", "content-not-stored"),
    }
}
