//! Who followed whom, by which decision: mergers (n:1), divisions (1:n), changes of name (the same organisation on both sides).

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// One step of succession.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_succession")]
pub struct Model {
    /// The step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Before.
    pub predecessor_id: Uuid,
    /// After; the same for a change of name.
    pub successor_id: Uuid,
    /// `merge`, `split` or `rename`.
    pub manner: String,
    /// The code before a change of name.
    pub former_code: Option<String>,
    /// The name before a change of name.
    pub former_name: Option<String>,
    /// Number of the decision.
    pub decision_number: String,
    /// The day it was signed.
    pub signed_on: LocalDate,
    /// The first day of the new state.
    pub effective_on: LocalDate,
    /// Entered at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
