//! An organisation that a programme plans to inspect, and why.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::LocalDate;

/// An organisation that a programme plans to inspect, and why.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_organisation")]
pub struct Model {
    /// Programme id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    /// Organisation id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// Inspection kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub inspection_kind: String,
    /// Reason.
    pub reason: String,
    /// Planned from.
    pub planned_from: Option<LocalDate>,
    /// Planned to.
    pub planned_to: Option<LocalDate>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
