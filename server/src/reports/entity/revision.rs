//! A revision of a document; its bytes are among the files.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One revision.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_revision")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub report_id: Uuid,
    /// Its place, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// A first revision: printed, not signed. There are several when refusals were printed.
    pub is_base: bool,
    /// Made at.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
