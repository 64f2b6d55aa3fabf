//! A piece of evidence: what was declared and what became of it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// How far a piece of evidence has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EvidenceState)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Announced; no byte has come.
    Declared,
    /// An upload is under way.
    Receiving,
    /// All bytes are on disk and have the declared hash; their content has not been looked at yet.
    Stored,
    /// The content is what was declared and can be opened.
    Verified,
    /// The bytes are kept for the record, but their content is not acceptable; `refusal` says why.
    Refused,
}

/// What a piece of evidence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum AttachedKind {
    /// An answer to an item of the checklist.
    Response,
    /// A dossier drawn as a sample.
    Sample,
    /// A finding.
    Finding,
    /// The inspection as a whole.
    Inspection,
    /// A corrective action: what the unit did.
    CorrectiveAction,
    /// A corrective action request as a whole: what shows the correction, or what the team saw when it verified.
    CorrectiveActionRequest,
}

impl AttachedKind {
    /// Whether it belongs to a corrective action request, and not to the visit.
    #[must_use]
    pub const fn is_of_car(self) -> bool {
        matches!(self, Self::CorrectiveAction | Self::CorrectiveActionRequest)
    }
}

/// Whether smaller copies of a picture can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Preview {
    /// Not a picture, or not verified.
    None,
    /// They are being made.
    Pending,
    /// They are there.
    Ready,
    /// They cannot be made; `preview_reason` says why.
    Unavailable,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// The evidence; made by the device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The inspection it was gathered in.
    pub inspection_id: Uuid,
    /// What kind of record it belongs to.
    pub attached_kind: AttachedKind,
    /// That record; it may reach the server later than its evidence.
    pub attached_id: Uuid,
    /// Declared media type, in its registered spelling.
    pub media_type: String,
    /// Declared size, in bytes.
    pub size: i64,
    /// Declared SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// When it was taken, by the device's clock: a claim.
    pub captured_at: Option<Instant>,
    /// The IANA zone the device was in then.
    pub captured_zone: Option<String>,
    /// Where the device was, WGS 84, degrees north.
    pub latitude: Option<f64>,
    /// Where the device was, WGS 84, degrees east.
    pub longitude: Option<f64>,
    /// What it shows, in the words of whoever took it.
    pub caption: String,
    /// Who declared it.
    pub captured_by: Option<Uuid>,
    /// On which device.
    pub device_id: Option<Uuid>,
    /// How far it has come.
    pub state: State,
    /// Why its content was refused: a code of `reasons`.
    pub refusal: Option<String>,
    /// What the file says of itself, as JSON text (`views::Facts`); empty until it was looked at.
    pub facts: String,
    /// Whether smaller copies can be had.
    pub preview: Preview,
    /// Why none can be made: a code of `reasons`.
    pub preview_reason: Option<String>,
    /// Taken back; its bytes are kept.
    pub withdrawn: bool,
    /// Version of the record.
    pub version: i64,
    /// When the declaration reached the server.
    pub declared_at: Instant,
    /// When its last byte was safe on disk.
    pub stored_at: Option<Instant>,
    /// When its content was deleted by a rule of retention; a record of that stays (`deletion`).
    pub content_deleted_at: Option<Instant>,
    /// The number of the redaction that stands; 0: nothing of it is covered.
    pub redaction: i32,
}

impl Model {
    /// Whether the bytes are kept already: from then on nobody can bring others.
    #[must_use]
    pub fn has_bytes(&self) -> bool {
        matches!(self.state, State::Stored | State::Verified | State::Refused)
    }

    /// Whether an inspection has to wait for it: declared and not taken back, but not verified.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        !self.withdrawn && self.state != State::Verified
    }
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
