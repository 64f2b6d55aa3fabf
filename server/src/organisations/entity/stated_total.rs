//! How many organisations a document says there are: kept as it was said, beside what the register counts.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// One stated total.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stated_total")]
pub struct Model {
    /// The statement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Below which organisation.
    pub organisation_id: Uuid,
    /// Of which kind; none: of all kinds.
    pub kind: Option<String>,
    /// Of which level; none: of all levels.
    pub level: Option<String>,
    /// The number, as it was said.
    pub stated: i32,
    /// Where it was said: report, decision, plan.
    pub source: String,
    /// The day for which it was said.
    pub stated_on: LocalDate,
    /// Entered at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
