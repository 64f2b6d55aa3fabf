//! An operation that may not be applied now, kept whole until the lead or the operator decides.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// What became of a parked operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[schema(as = ParkedState)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Waits.
    Open,
    /// Was applied after all.
    Applied,
    /// Was dismissed.
    Dismissed,
}

impl State {
    /// The name in documents and problems.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Applied => "applied",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A parked operation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "parked_op")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The operation.
    pub op_id: Uuid,
    /// The device that sent it.
    pub device_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// The inspection it is for.
    pub inspection_id: Uuid,
    /// The operation whole, as JSON text.
    pub op: String,
    /// Why it was parked: a code.
    pub reason: String,
    /// What became of it.
    pub state: State,
    /// The reason given for the decision.
    pub decision: Option<String>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Parked at.
    pub parked_at: Instant,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
