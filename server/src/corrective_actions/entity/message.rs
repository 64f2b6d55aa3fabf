//! The conversation about a request, between unit, team and committee.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_message")]
pub struct Model {
    /// The message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub car_id: Uuid,
    /// Who wrote it.
    pub user_id: Uuid,
    /// When.
    pub at: Instant,
    /// What.
    pub text: String,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
