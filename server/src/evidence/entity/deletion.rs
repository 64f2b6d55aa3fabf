//! The record of evidence whose content was deleted: what it was, when, and by what rule.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// What is left of content that was deleted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_deletion")]
pub struct Model {
    /// The evidence.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_id: Uuid,
    /// The inspection it was gathered in.
    pub inspection_id: Uuid,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it was deleted.
    pub deleted_at: Instant,
    /// By what rule: the setting and its value at that time.
    pub rule: String,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
