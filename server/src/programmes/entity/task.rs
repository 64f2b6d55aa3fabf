//! A task of a programme with its lead unit.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// A task of a programme with its lead unit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_task")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Programme id.
    pub programme_id: Uuid,
    /// Title.
    pub title: String,
    /// Lead organisation id.
    pub lead_organisation_id: Uuid,
    /// Co operating.
    pub co_operating: String,
    /// Due on.
    pub due_on: Option<LocalDate>,
    /// Progress percent.
    pub progress_percent: i32,
    /// Note.
    pub note: String,
    /// Version.
    pub version: i64,
    /// Created at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
