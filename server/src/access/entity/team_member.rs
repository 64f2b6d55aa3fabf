//! A person on the team of an inspection.

use sea_orm::entity::prelude::*;

use crate::access::policy::TeamRole;
use crate::kernel::clock::Instant;

/// A person on the team of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "team_member")]
pub struct Model {
    /// The inspection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub inspection_id: Uuid,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// What they are on it.
    pub team_role: TeamRole,
    /// Declared to be independent of the unit, at.
    pub independence_declared_at: Option<Instant>,
    /// Left the team at; the row stays, so that what they recorded offline can be told from a stranger's.
    pub ended_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
