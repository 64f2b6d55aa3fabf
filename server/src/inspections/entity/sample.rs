//! A dossier drawn to trace a procedure step by step.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::LocalDate;

/// A dossier drawn to trace a procedure step by step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sample")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Item id.
    pub item_id: String,
    /// Procedure.
    pub procedure: String,
    /// Dossier code.
    pub dossier_code: String,
    /// Received on.
    pub received_on: Option<LocalDate>,
    /// Due on.
    pub due_on: Option<LocalDate>,
    /// Returned on.
    pub returned_on: Option<LocalDate>,
    /// Steps.
    pub steps: String,
    /// Note.
    pub note: String,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
