//! A piece of evidence: what was declared and what became of it.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A piece of evidence: what was declared and what became of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Attached kind.
    pub attached_kind: Option<String>,
    /// Attached id.
    pub attached_id: Option<Uuid>,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub size: i64,
    /// Sha256.
    pub sha256: String,
    /// Captured at.
    pub captured_at: Option<Instant>,
    /// Captured zone.
    pub captured_zone: Option<String>,
    /// Latitude.
    pub latitude: Option<f64>,
    /// Longitude.
    pub longitude: Option<f64>,
    /// Caption.
    pub caption: String,
    /// Captured by.
    pub captured_by: Option<Uuid>,
    /// Device id.
    pub device_id: Option<Uuid>,
    /// State.
    pub state: String,
    /// Refusal.
    pub refusal: Option<String>,
    /// Facts.
    pub facts: String,
    /// Preview.
    pub preview: String,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
    /// Declared at.
    pub declared_at: Instant,
    /// Stored at.
    pub stored_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
