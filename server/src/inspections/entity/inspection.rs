//! An inspection.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// An inspection.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Programme id.
    pub programme_id: Option<Uuid>,
    /// Organisation id.
    pub organisation_id: Uuid,
    /// Kind.
    pub kind: String,
    /// Form.
    pub form: String,
    /// Status.
    pub status: String,
    /// Planned from.
    pub planned_from: LocalDate,
    /// Planned to.
    pub planned_to: LocalDate,
    /// Zone.
    pub zone: String,
    /// Notice number.
    pub notice_number: Option<String>,
    /// Notice sent on.
    pub notice_sent_on: Option<LocalDate>,
    /// Team decision number.
    pub team_decision_number: Option<String>,
    /// Team decided on.
    pub team_decided_on: Option<LocalDate>,
    /// Checklist id.
    pub checklist_id: Uuid,
    /// Checklist digest.
    pub checklist_digest: String,
    /// Amendments.
    pub amendments: String,
    /// Grading.
    pub grading: bool,
    /// Rating scheme id.
    pub rating_scheme_id: Option<Uuid>,
    /// Scope.
    pub scope: String,
    /// Agenda.
    pub agenda: String,
    /// Sessions.
    pub sessions: String,
    /// Exclusions.
    pub exclusions: String,
    /// Opinion.
    pub opinion: String,
    /// Disagreements.
    pub disagreements: String,
    /// Conclusion.
    pub conclusion: String,
    /// Number.
    pub number: Option<String>,
    /// Finding seq.
    pub finding_seq: i32,
    /// Started at.
    pub started_at: Option<Instant>,
    /// Concluded at.
    pub concluded_at: Option<Instant>,
    /// Reason.
    pub reason: Option<String>,
    /// Frozen content.
    pub frozen_content: Option<String>,
    /// Frozen digest.
    pub frozen_digest: Option<String>,
    /// Version.
    pub version: i64,
    /// Created at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
