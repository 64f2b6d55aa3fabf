//! An operation that was seen, with the answer it got.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// An operation that was seen.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sync_op")]
pub struct Model {
    /// The operation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub op_id: Uuid,
    /// The device that sent it.
    pub device_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// The answer, as JSON text.
    pub outcome: String,
    /// Seen at.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
