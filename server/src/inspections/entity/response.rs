//! The answer to one item, or to one item for one sample.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// The answer to one item, or to one item for one sample.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Item id.
    pub item_id: String,
    /// Sample id.
    pub sample_id: Option<Uuid>,
    /// Verdict.
    pub verdict: Option<String>,
    /// Value.
    pub value: String,
    /// Note.
    pub note: String,
    /// Answered by.
    pub answered_by: Option<Uuid>,
    /// Answered at.
    pub answered_at: Option<Instant>,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
