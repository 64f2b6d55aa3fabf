//! The table of work to be done after a transaction: rows only; who runs them is in `jobs`.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which work.
    pub kind: String,
    /// What it is about, as JSON text.
    pub payload: String,
    /// `ready`, `done` or `dead`.
    pub state: String,
    /// Not before this moment.
    pub run_at: Instant,
    /// Times it was tried.
    pub attempts: i32,
    /// A worker has it until this moment.
    pub locked_until: Option<Instant>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
