//! An upload under way (tus).

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// An upload under way (tus).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Evidence id.
    pub evidence_id: Uuid,
    /// User id.
    pub user_id: Uuid,
    /// Length.
    pub length: i64,
    /// Received.
    pub received: i64,
    /// State.
    pub state: String,
    /// Metadata.
    pub metadata: String,
    /// Created at.
    pub created_at: Instant,
    /// Expires at.
    pub expires_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
