//! An operation that was seen, with the answer it got.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// An operation that was seen, with the answer it got.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sync_op")]
pub struct Model {
    /// Op id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub op_id: Uuid,
    /// Device id.
    pub device_id: Uuid,
    /// User id.
    pub user_id: Uuid,
    /// Outcome.
    pub outcome: String,
    /// At.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
