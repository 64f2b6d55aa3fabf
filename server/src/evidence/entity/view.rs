//! Someone looked at an original.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One look at an original: originals may show people and their papers, so each is on record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_view")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was looked at.
    pub evidence_id: Uuid,
    /// By whom.
    pub user_id: Uuid,
    /// On which device.
    pub device_id: Uuid,
    /// Which form of it: `original`.
    pub size: String,
    /// When.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
