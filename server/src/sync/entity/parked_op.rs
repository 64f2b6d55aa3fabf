//! An operation that may not be applied now, kept whole.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// An operation that may not be applied now, kept whole.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "parked_op")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Op id.
    pub op_id: Uuid,
    /// Device id.
    pub device_id: Uuid,
    /// User id.
    pub user_id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Op.
    pub op: String,
    /// Reason.
    pub reason: String,
    /// State.
    pub state: String,
    /// Decision.
    pub decision: Option<String>,
    /// Decided by.
    pub decided_by: Option<Uuid>,
    /// Decided at.
    pub decided_at: Option<Instant>,
    /// Parked at.
    pub parked_at: Instant,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
