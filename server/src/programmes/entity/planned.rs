//! An organisation that a programme plans to inspect, and why.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::LocalDate;

/// One line of the plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_organisation")]
pub struct Model {
    /// The programme.
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    /// The organisation to be inspected.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    /// `external`, `internal_audit`, `self_check` or `follow_up`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub inspection_kind: String,
    /// Why this one and this year (ISO 19011, 5.2: risks, earlier results, importance).
    pub reason: String,
    /// First planned day.
    pub planned_from: Option<LocalDate>,
    /// Last planned day.
    pub planned_to: Option<LocalDate>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
