//! A task of a programme with its lead unit.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_task")]
pub struct Model {
    /// The task.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// What is to be done.
    pub title: String,
    /// The unit that leads it (đơn vị chủ trì).
    pub lead_organisation_id: Uuid,
    /// Units that co-operate (đơn vị phối hợp), as a JSON list of ids.
    pub co_operating: String,
    /// Last day.
    pub due_on: Option<LocalDate>,
    /// How far it is, 0 to 100.
    pub progress_percent: i32,
    /// What there is to say about it.
    pub note: String,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
