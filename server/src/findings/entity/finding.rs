//! A finding.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Organisation id.
    pub organisation_id: Uuid,
    /// Number.
    pub number: Option<String>,
    /// Local label.
    pub local_label: String,
    /// Status.
    pub status: String,
    /// Edition.
    pub edition: String,
    /// Clauses.
    pub clauses: String,
    /// Procedure.
    pub procedure: String,
    /// Legal reference.
    pub legal_reference: String,
    /// Grade.
    pub grade: Option<String>,
    /// Requirement.
    pub requirement: String,
    /// Observed.
    pub observed: String,
    /// Evidence statement.
    pub evidence_statement: String,
    /// Response id.
    pub response_id: Option<Uuid>,
    /// Repeat of.
    pub repeat_of: Option<Uuid>,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
    /// Created at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
