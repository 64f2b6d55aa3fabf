//! A role given to a person at an organisation, for a time.

use sea_orm::entity::prelude::*;

use crate::access::policy::Role;
use crate::kernel::clock::{Instant, LocalDate};

/// A role given to a person at an organisation, for a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    /// The grant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To whom.
    pub user_id: Uuid,
    /// Which role.
    pub role: Role,
    /// Where; the role reaches the subtree or the unit alone, as the policy says.
    pub organisation_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: Option<LocalDate>,
    /// Ended before its time.
    pub ended_at: Option<Instant>,
    /// Who gave it.
    pub granted_by: Option<Uuid>,
    /// Made at.
    pub created_at: Instant,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
