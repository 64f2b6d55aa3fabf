//! A unit asks for another due day; the committee decides.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::deadline;
use crate::kernel::clock::{Instant, LocalDate};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExtensionState)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Waits for the committee.
    Asked,
    /// Granted.
    Granted,
    /// Refused.
    Refused,
    /// Not decided: what it was asked for was done, or is asked no more.
    Lapsed,
}

impl State {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
        }
    }
}

/// One extension.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_extension")]
pub struct Model {
    /// The extension.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub car_id: Uuid,
    /// Place among the extensions of the request, from 1.
    pub seq: i32,
    /// Which due day.
    pub kind: deadline::Kind,
    /// The day as it stood.
    pub from_on: LocalDate,
    /// The day asked for.
    pub to_on: LocalDate,
    /// Why.
    pub reason: String,
    /// What became of it.
    pub state: State,
    /// Who asked.
    pub asked_by: Uuid,
    /// Asked at.
    pub asked_at: Instant,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// Decided at.
    pub decided_at: Option<Instant>,
    /// The words of the decision.
    pub decision: Option<String>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
