//! Values of one field that differ.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// Values of one field that differ.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conflict")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Collection.
    pub collection: String,
    /// Record id.
    pub record_id: Uuid,
    /// Field.
    pub field: String,
    /// Values kept.
    pub values_kept: String,
    /// State.
    pub state: String,
    /// Resolution.
    pub resolution: Option<String>,
    /// Resolved by.
    pub resolved_by: Option<Uuid>,
    /// Resolved at.
    pub resolved_at: Option<Instant>,
    /// Opened at.
    pub opened_at: Instant,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
