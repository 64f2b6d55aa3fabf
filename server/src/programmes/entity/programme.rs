//! A yearly programme (ISO 19011: audit programme).

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// A yearly programme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// The programme.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office or province that owns it.
    pub organisation_id: Uuid,
    /// Calendar year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Number of the decision that issued it: `3704/QĐ-UBND`.
    pub decision_number: Option<String>,
    /// When the decision was signed.
    pub signed_on: Option<LocalDate>,
    /// When it was made public, which is another day as a rule.
    pub published_on: Option<LocalDate>,
    /// First day of its inspections.
    pub window_from: Option<LocalDate>,
    /// Last day of its inspections.
    pub window_to: Option<LocalDate>,
    /// Budget in đồng.
    pub budget_vnd: Option<i64>,
    /// Whether findings are graded; many teams record them without a grade.
    pub grading: bool,
    /// Amendments to the standard that are asked, as a JSON list of names: `["9001:2015/Amd 1:2024"]`.
    pub amendments: String,
    /// Days for corrective action requests, as JSON text ([`crate::programmes::views::Deadlines`]).
    pub deadlines: Option<String>,
    /// The rating scheme its inspections are rated by.
    pub rating_scheme_id: Option<Uuid>,
    /// Title and number of the decision folded for search.
    pub search_text: String,
    /// Hexadecimal key of the Vietnamese order of the title.
    pub sort_key: String,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
