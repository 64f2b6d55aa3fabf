//! One step of one deadline for one person.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};
use crate::notify::deadline::DeadlineKind;

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// The person was told.
    Sent,
    /// Its day went by while nobody swept, and a later step was due already.
    PassedOver,
}

/// One step of one deadline for one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder")]
pub struct Model {
    /// Made from the five that follow, which are unique together; also the id of the notice, when it was sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The corrective action request.
    pub car_id: Uuid,
    /// Which of its deadlines.
    pub deadline: DeadlineKind,
    /// The last day; another one after an extension begins a series of its own.
    pub due_on: LocalDate,
    /// Days from the last day, negative before it.
    pub step: i32,
    /// Who.
    pub user_id: Uuid,
    /// What became of it.
    pub outcome: Outcome,
    /// Written at, by the clock of that moment.
    pub at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
