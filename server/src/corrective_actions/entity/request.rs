//! A corrective action request (CAR): one for a nonconformity, or for several of one unit (ISO 9001:2015, 10.2).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::{Instant, LocalDate};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CarStatus)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Đã phát hành.
    Issued,
    /// Đơn vị đã tiếp nhận.
    Acknowledged,
    /// Đơn vị không nhất trí.
    Disputed,
    /// Đã gửi kế hoạch.
    PlanSubmitted,
    /// Kế hoạch bị trả lại.
    PlanReturned,
    /// Đang thực hiện.
    Implementing,
    /// Đã gửi kết quả thực hiện.
    ImplementationSubmitted,
    /// Kết quả thực hiện bị trả lại.
    ImplementationReturned,
    /// Đã xác nhận thực hiện.
    Verified,
    /// Đã đóng.
    Closed,
    /// Đã rút.
    Withdrawn,
    /// Không có hiệu lực: đã phát hành lại.
    Reissued,
}

impl Status {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Acknowledged => "acknowledged",
            Self::Disputed => "disputed",
            Self::PlanSubmitted => "plan_submitted",
            Self::PlanReturned => "plan_returned",
            Self::Implementing => "implementing",
            Self::ImplementationSubmitted => "implementation_submitted",
            Self::ImplementationReturned => "implementation_returned",
            Self::Verified => "verified",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Reissued => "reissued",
        }
    }

    /// Those in which nothing is to be done any more.
    pub const ENDED: [Self; 3] = [Self::Closed, Self::Withdrawn, Self::Reissued];

    /// Whether anything is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        !Self::ENDED.contains(&self)
    }
}

/// Whether the cause stays away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Effectiveness {
    /// Not judged yet.
    Pending,
    /// Not asked for this grade.
    NotRequired,
    /// The nonconformity has not come back.
    Effective,
    /// It has come back, or its cause is still there.
    Ineffective,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "corrective_action_request")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `CAR-<inspection>-<nn>`.
    pub number: String,
    /// Place among the requests of its inspection, from 1.
    pub seq: i32,
    /// The inspection whose finding led to it.
    pub inspection_id: Uuid,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// Status.
    pub status: Status,
    /// Edition of the standard its findings were raised against.
    pub edition: String,
    /// Clauses of its findings: JSON list.
    pub clauses: String,
    /// The gravest grade of its findings; none where they were not graded.
    pub grade: Option<String>,
    /// What was found, in the words of the findings.
    pub statement: String,
    /// Deadlines in working days as they stood at issue: JSON (`programmes::views::Deadlines`).
    pub profile: String,
    /// Issued at.
    pub issued_at: Instant,
    /// What was done about the case itself.
    pub correction: String,
    /// How the root cause was found, and which it is: JSON (`plan::RootCause`), or null.
    pub root_cause: String,
    /// Where else the same was looked for, and with what result.
    pub similar_cases: String,
    /// The unit head who approved the plan as it stands.
    pub plan_approved_by: Option<Uuid>,
    /// Approved at.
    pub plan_approved_at: Option<Instant>,
    /// Last day for the plan.
    pub plan_due_on: LocalDate,
    /// Last day for the implementation; set when the plan is accepted.
    pub implementation_due_on: Option<LocalDate>,
    /// First day for judging effectiveness, and the day it should be judged by; set when the implementation is verified.
    pub effectiveness_due_on: Option<LocalDate>,
    /// The day that counts now, of whichever deadline the status waits for; none when nothing is awaited. For queries.
    pub due_on: Option<LocalDate>,
    /// Effectiveness.
    pub effectiveness: Effectiveness,
    /// Why it was last returned, disputed, withdrawn or judged.
    pub reason: Option<String>,
    /// Who last sent something to be decided: the plan, the result of carrying it out, a dispute.
    pub submitted_by: Option<Uuid>,
    /// When.
    pub submitted_at: Option<Instant>,
    /// Who verified the implementation.
    pub verified_by: Option<Uuid>,
    /// Verified at.
    pub verified_at: Option<Instant>,
    /// `on_site` or `by_file`.
    pub verified_method: Option<String>,
    /// Closed at.
    pub closed_at: Option<Instant>,
    /// Who closed it.
    pub closed_by: Option<Uuid>,
    /// The request that this one was issued in place of.
    pub reissue_of: Option<Uuid>,
    /// The request that was issued in its place.
    pub reissued_as: Option<Uuid>,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
