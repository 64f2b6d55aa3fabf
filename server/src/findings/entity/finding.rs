//! A finding.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// Where a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingStatus)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Dự thảo.
    Draft,
    /// Đã ghi nhận.
    Recorded,
    /// Đơn vị chấp nhận.
    Accepted,
    /// Đơn vị có ý kiến khác.
    Disputed,
    /// Giữ nguyên.
    Upheld,
    /// Đã rút.
    Withdrawn,
    /// Đã đóng.
    Closed,
}

impl Status {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Recorded => "recorded",
            Self::Accepted => "accepted",
            Self::Disputed => "disputed",
            Self::Upheld => "upheld",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    /// The finding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// `F-<inspection>-<nn>`, given when the finding first reaches the server.
    pub number: Option<String>,
    /// What the device called it until then.
    pub local_label: String,
    /// Status.
    pub status: Status,
    /// The edition of the standard it was raised against; kept for ever.
    pub edition: String,
    /// Clause numbers: JSON list.
    pub clauses: String,
    /// The procedure concerned.
    pub procedure: String,
    /// The legal text concerned.
    pub legal_reference: String,
    /// Grade; none where the programme does not grade or nobody has yet.
    pub grade: Option<String>,
    /// First part of the statement: what is required.
    pub requirement: String,
    /// Second part: what was seen.
    pub observed: String,
    /// Third part: the evidence.
    pub evidence_statement: String,
    /// The response it came from.
    pub response_id: Option<Uuid>,
    /// An earlier finding of the same unit and clause.
    pub repeat_of: Option<Uuid>,
    /// An earlier finding of the same unit and clause that the program found in the unit's history.
    pub proposed_repeat_of: Option<Uuid>,
    /// The inspector who drafted it.
    pub raised_by: Option<Uuid>,
    /// Recorded at.
    pub recorded_at: Option<Instant>,
    /// Why it was last disputed, upheld, withdrawn or closed.
    pub reason: Option<String>,
    /// Withdrawn while a draft.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
