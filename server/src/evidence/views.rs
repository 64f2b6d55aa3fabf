//! Evidence as the API and devices see it, and what is declared about it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::evidence::{AttachedKind, Preview, State};
use super::entity::{derivative, evidence, upload};
use super::exif::{CaptureTime, Position};
use super::redactions::views::{self as redactions, StandingView};
use super::{reasons, store};
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// A declaration: what a device is going to bring.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclareEvidence {
    /// The id, made by the device (UUID version 7).
    pub id: Uuid,
    /// The inspection it was gathered in.
    pub inspection_id: Uuid,
    /// What it belongs to; the inspection as a whole unless given.
    pub attached_to: Option<AttachedTo>,
    /// Media type, such as `image/jpeg`.
    #[validate(length(min = 3, max = 127))]
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    #[validate(length(min = 64, max = 64))]
    pub sha256: String,
    /// When it was taken, by the device's clock.
    pub captured_at: Option<Instant>,
    /// The IANA zone the device was in, such as `Asia/Ho_Chi_Minh`.
    #[validate(length(min = 1, max = 64))]
    pub captured_zone: Option<String>,
    /// Where it was taken.
    #[validate(nested)]
    pub place: Option<Place>,
    /// What it shows.
    #[validate(length(max = 2_000))]
    #[serde(default)]
    pub caption: String,
}

/// What a piece of evidence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachedTo {
    /// The kind of record.
    pub kind: AttachedKind,
    /// The record.
    pub id: Uuid,
}

/// A place in WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Degrees, north positive.
    #[validate(range(min = -90.0, max = 90.0))]
    pub latitude: f64,
    /// Degrees, east positive.
    #[validate(range(min = -180.0, max = 180.0))]
    pub longitude: f64,
}

/// What a file says of itself: claims of whoever wrote it, kept beside what was declared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Facts {
    /// Media type by content.
    pub media_type: Option<String>,
    /// Width in pixels once it is the right way up.
    pub width: Option<u32>,
    /// Height in pixels once it is the right way up.
    pub height: Option<u32>,
    /// How the stored pixels have to be turned: the Exif value, 1 to 8.
    pub orientation: Option<u8>,
    /// Local time of the camera's clock, ISO 8601 without a zone.
    pub captured_local: Option<String>,
    /// The offset from UTC that the camera recorded, such as `+07:00`.
    pub captured_offset: Option<String>,
    /// Where the camera was.
    pub place: Option<Place>,
    /// Metres above sea level.
    pub altitude: Option<f64>,
    /// Maker of the camera.
    pub make: Option<String>,
    /// Model of the camera.
    pub model: Option<String>,
    /// Claims in the file that could not be used, by code.
    pub flaws: Vec<String>,
    /// Bytes behind the end of the picture.
    pub trailing_bytes: u64,
    /// Pages of a document, when it says so plainly.
    #[serde(default)]
    pub pages: Option<u32>,
    /// Length of a recording in milliseconds, when it says so.
    #[serde(default)]
    pub duration_ms: Option<u64>,
    /// What whoever opens the file should know, by code.
    #[serde(default)]
    pub cautions: Vec<String>,
}

impl Facts {
    /// Sets what the camera says of the moment.
    pub(super) fn set_captured(&mut self, captured: Option<CaptureTime>) {
        if let Some(CaptureTime { local, offset }) = captured {
            (self.captured_local, self.captured_offset) = (Some(local), offset);
        }
    }

    /// Sets what the camera says of the place.
    pub(super) fn set_position(&mut self, position: Option<Position>) {
        if let Some(Position { latitude, longitude, altitude }) = position {
            (self.place, self.altitude) = (Some(Place { latitude, longitude }), altitude);
        }
    }
}

/// A reason: a code for programs, a text for people in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReasonView {
    /// Stable code.
    pub code: String,
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

impl From<String> for ReasonView {
    fn from(code: String) -> Self {
        let text = reasons::text(&code);
        Self { code, vi: text.vi, en: text.en }
    }
}

/// Whether smaller copies can be had.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreviewView {
    /// `none`, `pending`, `ready` or `unavailable`.
    pub state: Preview,
    /// Why they cannot be made.
    pub reason: Option<ReasonView>,
}

/// A smaller copy.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DerivativeView {
    /// Longest side, in pixels: the `size` to ask for.
    pub size: String,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Length in bytes.
    pub bytes: i64,
    /// SHA-256, which is also its `ETag`.
    pub sha256: String,
}

/// An upload under way: where a client that lost its memory goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UploadView {
    /// The upload: `/api/v1/uploads/{id}`.
    pub id: Uuid,
    /// Bytes that are safe on the server.
    pub offset: i64,
    /// Bytes in all.
    pub length: i64,
    /// Forgotten at, unless more comes before.
    pub expires_at: Instant,
}

/// A piece of evidence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    /// The evidence.
    pub id: Uuid,
    /// The inspection it was gathered in.
    pub inspection_id: Uuid,
    /// What it belongs to.
    pub attached_to: AttachedTo,
    /// Declared media type.
    pub media_type: String,
    /// Declared size in bytes.
    pub size: i64,
    /// Declared SHA-256.
    pub sha256: String,
    /// When it was taken, by the device's clock.
    pub captured_at: Option<Instant>,
    /// The zone of that clock.
    pub captured_zone: Option<String>,
    /// Where it was taken.
    pub place: Option<Place>,
    /// What it shows.
    pub caption: String,
    /// Who declared it.
    pub captured_by: Option<Uuid>,
    /// On which device.
    pub device_id: Option<Uuid>,
    /// How far it has come.
    pub state: State,
    /// Why its content was refused.
    pub refusal: Option<ReasonView>,
    /// What the file says of itself.
    pub facts: Option<Facts>,
    /// Whether smaller copies can be had.
    pub preview: PreviewView,
    /// Smaller copies; of redacted evidence, copies of the redacted picture.
    pub derivatives: Vec<DerivativeView>,
    /// The redaction that stands, if parts of the picture are covered: whoever may not see originals gets the smaller copies alone.
    pub redaction: Option<StandingView>,
    /// The newest upload under way.
    pub upload: Option<UploadView>,
    /// Taken back.
    pub withdrawn: bool,
    /// When the declaration reached the server.
    pub declared_at: Instant,
    /// When its last byte was safe.
    pub stored_at: Option<Instant>,
    /// When its content was deleted by a rule of retention.
    pub content_deleted_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl EvidenceView {
    /// The view of a row with its smaller copies, its upload under way, and the moments at which redactions were made.
    #[must_use]
    pub fn of(
        row: evidence::Model,
        derivatives: Vec<derivative::Model>,
        upload: Option<upload::Model>,
        redacted_at: &HashMap<(Uuid, i32), Instant>,
    ) -> Self {
        let standing = |number: i32| StandingView { number, made_at: redacted_at.get(&(row.id, number)).copied() };
        let redaction = Some(row.redaction).filter(|number| *number > 0).map(standing);
        let place = row.latitude.zip(row.longitude).map(|(latitude, longitude)| Place { latitude, longitude });
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            attached_to: AttachedTo { kind: row.attached_kind, id: row.attached_id },
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            captured_at: row.captured_at,
            captured_zone: row.captured_zone,
            place,
            caption: row.caption,
            captured_by: row.captured_by,
            device_id: row.device_id,
            state: row.state,
            refusal: row.refusal.map(ReasonView::from),
            facts: serde_json::from_str(&row.facts).ok(),
            preview: PreviewView { state: row.preview, reason: row.preview_reason.map(ReasonView::from) },
            derivatives: derivatives.into_iter().map(DerivativeView::from).collect(),
            redaction,
            upload: upload.map(UploadView::from),
            withdrawn: row.withdrawn,
            declared_at: row.declared_at,
            stored_at: row.stored_at,
            content_deleted_at: row.content_deleted_at,
            version: row.version,
        }
    }
}

impl From<derivative::Model> for DerivativeView {
    fn from(row: derivative::Model) -> Self {
        Self { size: row.size, width: row.width, height: row.height, bytes: row.bytes, sha256: row.sha256 }
    }
}

impl From<upload::Model> for UploadView {
    fn from(row: upload::Model) -> Self {
        Self { id: row.id, offset: row.received, length: row.length, expires_at: row.expires_at }
    }
}

/// Those that are redacted.
fn redacted(rows: &[evidence::Model]) -> impl Iterator<Item = Uuid> {
    rows.iter().filter(|row| row.redaction > 0).map(|row| row.id)
}

/// The view of one row, with what belongs to it.
///
/// # Errors
/// Database failures.
pub async fn of_row(db: &impl ConnectionTrait, row: evidence::Model) -> Result<EvidenceView, Problem> {
    let mut views = of_rows(db, vec![row]).await?;
    views.pop().ok_or_else(|| Problem::internal("no view of a row"))
}

/// The views of rows, in their order, with what belongs to them: three queries at most, however many they are.
///
/// # Errors
/// Database failures.
pub async fn of_rows(db: &impl ConnectionTrait, rows: Vec<evidence::Model>) -> Result<Vec<EvidenceView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut derivatives = store::derivatives(db, &ids).await?;
    let mut uploads = store::uploads_under_way(db, &ids).await?;
    let redacted_at = redactions::made_at(db, redacted(&rows)).await?;
    let view = |row: evidence::Model| {
        let copies = derivatives.remove(&row.id).unwrap_or_default();
        let upload = uploads.remove(&row.id).filter(|_| !row.has_bytes());
        EvidenceView::of(row, copies, upload, &redacted_at)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The records of the collection `evidence` as they travel to devices, by id. Uploads under way are left out: their offset
/// changes without a change of the record.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Value>, Problem> {
    let mut records = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        let rows = evidence::Entity::find().filter(evidence::Column::Id.is_in(ids.iter().copied())).all(db).await?;
        let mut derivatives = store::derivatives(db, ids).await?;
        let redacted_at = redactions::made_at(db, redacted(&rows)).await?;
        for row in rows {
            let id = row.id;
            let copies = derivatives.remove(&id).unwrap_or_default();
            let mut record = serde_json::to_value(EvidenceView::of(row, copies, None, &redacted_at)).map_err(Problem::internal)?;
            if let Some(fields) = record.as_object_mut() {
                fields.remove("upload");
            }
            records.insert(id, record);
        }
    }
    Ok(records)
}
