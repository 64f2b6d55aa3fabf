//! The dashboard as the API and the portal show it. Counts, never percentages: whoever shows one computes it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::clock::LocalDate;

/// The dashboard of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DashboardView {
    /// The day for which ages and lateness were computed.
    pub on: LocalDate,
    /// First day of the period; without one it has no beginning.
    pub from: Option<LocalDate>,
    /// Last day of the period; without one it has no end.
    pub to: Option<LocalDate>,
    /// Lines of the yearly plans against what was done, by level.
    pub plan: Vec<PlanCount>,
    /// Inspections whose last planned day is in the period.
    pub inspections: InspectionCounts,
    /// Findings recorded in the period that stand.
    pub findings: FindingCounts,
    /// Corrective action requests issued in the period.
    pub requests: RequestCounts,
}

/// Lines of plans at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardPlan)]
pub struct PlanCount {
    /// The level of the units.
    pub level: String,
    /// Units that the programmes of the period plan to inspect.
    pub planned: u64,
    /// Of these, with an inspection that is concluded or beyond.
    pub done: u64,
}

/// Inspections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardInspections)]
pub struct InspectionCounts {
    /// Those that were not cancelled.
    pub planned: u64,
    /// Of these, concluded or beyond.
    pub concluded: u64,
    /// Cancelled.
    pub cancelled: u64,
}

/// Findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardFindings)]
pub struct FindingCounts {
    /// All of them.
    pub total: u64,
    /// Repetitions of an earlier finding of the unit.
    pub repeated: u64,
    /// By grade, the gravest first; without a grade last.
    pub by_grade: Vec<GradeCount>,
    /// By clause, in the order of the standard. A finding about two clauses counts at both.
    pub by_clause: Vec<ClauseCount>,
}

/// Findings of one grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardGrade)]
pub struct GradeCount {
    /// The grade; none where none was given.
    pub grade: Option<String>,
    /// How many.
    pub count: u64,
}

/// Findings about one clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardClause)]
pub struct ClauseCount {
    /// The clause.
    pub clause: String,
    /// How many.
    pub count: u64,
    /// Of these, nonconformities by their grade.
    pub nonconformities: u64,
}

/// Corrective action requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardRequests)]
pub struct RequestCounts {
    /// All of them.
    pub issued: u64,
    /// Still open.
    pub open: u64,
    /// Open and past the day that counts now.
    pub overdue: u64,
    /// Closed.
    pub closed: u64,
    /// The open ones by days since their issue, the youngest first.
    pub by_age: Vec<AgeCount>,
    /// Days from issue to closing that half of the closed ones did not exceed.
    pub median_days_to_close: Option<u32>,
    /// Results that were verified, by when they had been sent.
    pub sent: OnTime,
}

/// Open requests of one age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardAge)]
pub struct AgeCount {
    /// The band: `0-30`, `31-60`, `61-90`, `over-90` days.
    pub band: &'static str,
    /// How many.
    pub count: u64,
    /// Of these, overdue.
    pub overdue: u64,
}

/// Results that were verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DashboardOnTime)]
pub struct OnTime {
    /// All of them.
    pub all: u64,
    /// Sent by the end of their due day, extensions counted in.
    pub on_time: u64,
}
