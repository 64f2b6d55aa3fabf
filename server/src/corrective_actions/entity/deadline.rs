//! Every due day a request ever had: an extension adds one and takes none away.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::{Instant, LocalDate};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DeadlineKind)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// The unit's plan.
    Plan,
    /// Carrying it out.
    Implementation,
    /// Judging whether it holds.
    Effectiveness,
}

/// One due day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_deadline")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub car_id: Uuid,
    /// Place among the days of the request, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// What is due.
    pub kind: Kind,
    /// Until the end of this day.
    pub due_on: LocalDate,
    /// The extension that set it; none for the first.
    pub extension_id: Option<Uuid>,
    /// Set at.
    pub set_at: Instant,
    /// By whom; none for the program itself.
    pub set_by: Option<Uuid>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
