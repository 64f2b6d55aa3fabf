//! A yearly programme (ISO 19011: audit programme).

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// A yearly programme (ISO 19011: audit programme).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Organisation id.
    pub organisation_id: Uuid,
    /// Year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Decision number.
    pub decision_number: Option<String>,
    /// Signed on.
    pub signed_on: Option<LocalDate>,
    /// Published on.
    pub published_on: Option<LocalDate>,
    /// Window from.
    pub window_from: Option<LocalDate>,
    /// Window to.
    pub window_to: Option<LocalDate>,
    /// Budget vnd.
    pub budget_vnd: Option<i64>,
    /// Grading.
    pub grading: bool,
    /// Amendments.
    pub amendments: String,
    /// Deadlines.
    pub deadlines: String,
    /// Rating scheme id.
    pub rating_scheme_id: Option<Uuid>,
    /// Version.
    pub version: i64,
    /// Created at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
