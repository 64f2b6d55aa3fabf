//! Someone looked at evidence.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// Someone looked at evidence.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_view")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Evidence id.
    pub evidence_id: Uuid,
    /// User id.
    pub user_id: Uuid,
    /// Device id.
    pub device_id: Uuid,
    /// Size.
    pub size: String,
    /// At.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
