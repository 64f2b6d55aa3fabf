//! One version of a rating scheme.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One version of a rating scheme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating_scheme")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Key.
    pub key: String,
    /// Number.
    pub number: i32,
    /// Title vi.
    pub title_vi: String,
    /// Title en.
    pub title_en: String,
    /// Document.
    pub document: String,
    /// Digest.
    pub digest: String,
    /// Created at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
