//! One version of a checklist.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One version of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checklist")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Key.
    pub key: String,
    /// Number.
    pub number: i32,
    /// Edition.
    pub edition: String,
    /// Status.
    pub status: String,
    /// Title vi.
    pub title_vi: String,
    /// Title en.
    pub title_en: String,
    /// Document.
    pub document: String,
    /// Digest.
    pub digest: Option<String>,
    /// Organisation id.
    pub organisation_id: Option<Uuid>,
    /// Version.
    pub version: i64,
    /// Created at.
    pub created_at: Instant,
    /// Published at.
    pub published_at: Option<Instant>,
    /// Retired at.
    pub retired_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
