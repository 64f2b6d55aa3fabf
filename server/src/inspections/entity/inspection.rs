//! An inspection.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::{Instant, LocalDate};

/// What kind of inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Kiểm tra.
    External,
    /// Đánh giá nội bộ.
    InternalAudit,
    /// Tự kiểm tra.
    SelfCheck,
    /// Kiểm tra lại.
    FollowUp,
}

impl Kind {
    /// Done by the unit itself.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::InternalAudit | Self::SelfCheck)
    }

    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::InternalAudit => "internal_audit",
            Self::SelfCheck => "self_check",
            Self::FollowUp => "follow_up",
        }
    }
}

/// How it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Form {
    /// Trực tiếp tại đơn vị.
    OnSite,
    /// Qua hồ sơ, báo cáo.
    ByFile,
}

impl Form {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::ByFile => "by_file",
        }
    }
}

/// Where an inspection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Đã lên kế hoạch.
    Planned,
    /// Đã thông báo cho đơn vị.
    Notified,
    /// Đang kiểm tra.
    InProgress,
    /// Đã kết luận: nội dung đã khóa.
    Concluded,
    /// Biên bản đã ký.
    Signed,
    /// Đã ban hành.
    Issued,
    /// Đã lưu trữ.
    Archived,
    /// Đã hủy.
    Cancelled,
}

impl Status {
    /// Those in which the visit is done and what it found is frozen.
    pub const DONE: [Self; 4] = [Self::Concluded, Self::Signed, Self::Issued, Self::Archived];

    /// Whether the visit is done.
    #[must_use]
    pub fn is_done(self) -> bool {
        Self::DONE.contains(&self)
    }

    /// Whether its conclusion is still to come.
    #[must_use]
    pub const fn awaits_conclusion(self) -> bool {
        matches!(self, Self::Planned | Self::Notified | Self::InProgress)
    }

    /// Whether it may still be given a number: until it was issued, which says it, or was cancelled.
    #[must_use]
    pub const fn takes_number(self) -> bool {
        !matches!(self, Self::Issued | Self::Archived | Self::Cancelled)
    }

    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Notified => "notified",
            Self::InProgress => "in_progress",
            Self::Concluded => "concluded",
            Self::Signed => "signed",
            Self::Issued => "issued",
            Self::Archived => "archived",
            Self::Cancelled => "cancelled",
        }
    }
}

/// An inspection.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    /// The inspection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Short code within its register, `2026-0007`.
    pub code: String,
    /// The programme it belongs to.
    pub programme_id: Option<Uuid>,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// Form.
    pub form: Form,
    /// Status.
    pub status: Status,
    /// First planned day.
    pub planned_from: LocalDate,
    /// Last planned day.
    pub planned_to: LocalDate,
    /// IANA zone in which its days begin and end.
    pub zone: String,
    /// Number of the notice to the unit.
    pub notice_number: Option<String>,
    /// When the notice was sent.
    pub notice_sent_on: Option<LocalDate>,
    /// Number of the decision that set up the team.
    pub team_decision_number: Option<String>,
    /// Date of that decision.
    pub team_decided_on: Option<LocalDate>,
    /// The checklist version it is held with.
    pub checklist_id: Uuid,
    /// Digest of that version: SHA-256, lower-case hex.
    pub checklist_digest: String,
    /// Amendments of the standard that are asked: JSON list of names.
    pub amendments: String,
    /// Findings are graded.
    pub grading: bool,
    /// How it is scored.
    pub rating_scheme_id: Option<Uuid>,
    /// Procedures and fields covered: JSON `{procedures: [text], fields: [text]}`.
    pub scope: String,
    /// Agenda: JSON list of `{at, what}`.
    pub agenda: String,
    /// Sessions held: JSON list of `{kind, place, started_at, ended_at}`.
    pub sessions: String,
    /// Clauses that do not apply, with the reason: JSON list of `{clause, reason}`.
    pub exclusions: String,
    /// The unit's opinion.
    pub opinion: String,
    /// Disagreements that were not resolved.
    pub disagreements: String,
    /// Conclusion.
    pub conclusion: String,
    /// Number given by the clerk at issue.
    pub number: Option<String>,
    /// Last number given to a finding.
    pub finding_seq: i32,
    /// Started at.
    pub started_at: Option<Instant>,
    /// Concluded at.
    pub concluded_at: Option<Instant>,
    /// Why it was cancelled or reopened.
    pub reason: Option<String>,
    /// The frozen content: canonical JSON (RFC 8785).
    pub frozen_content: Option<String>,
    /// SHA-256 of the frozen content, lower-case hex: what people sign.
    pub frozen_digest: Option<String>,
    /// When the first signature was put on its minutes: it cannot be reopened since.
    pub signing_began_at: Option<Instant>,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
