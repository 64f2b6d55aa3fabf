//! The visit: when, where, how, on which decisions, with which outcome in words.

use serde::{Deserialize, Serialize};

use super::{Day, Moment};

/// The visit itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id.
    pub id: String,
    /// Short code, `2026-0007`.
    pub code: String,
    /// Kind.
    pub kind: Kind,
    /// Form.
    pub form: Form,
    /// First planned day.
    pub planned_from: Day,
    /// Last planned day.
    pub planned_to: Day,
    /// Its IANA zone.
    pub zone: String,
    /// Started at.
    #[serde(default)]
    pub started_at: Option<Moment>,
    /// Concluded at.
    pub concluded_at: Moment,
    /// The notice to the unit.
    #[serde(default)]
    pub notice: Notice,
    /// The decision that set up the team.
    #[serde(default)]
    pub team_decision: Decision,
    /// Scope.
    #[serde(default)]
    pub scope: Scope,
    /// Agenda.
    #[serde(default)]
    pub agenda: Vec<Agenda>,
    /// Sessions held.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// Clauses that do not apply.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    /// Findings are graded.
    #[serde(default)]
    pub grading: bool,
    /// The unit's opinion.
    #[serde(default)]
    pub opinion: String,
    /// Disagreements that were not resolved.
    #[serde(default)]
    pub disagreements: String,
    /// Conclusion.
    #[serde(default)]
    pub conclusion: String,
}

/// Kinds of inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// How it was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// At the unit.
    OnSite,
    /// From files and reports.
    ByFile,
}

/// The notice to the unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// Number.
    pub number: Option<String>,
    /// Sent on.
    pub sent_on: Option<Day>,
}

/// A decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// Number.
    pub number: Option<String>,
    /// Decided on.
    pub decided_on: Option<Day>,
}

/// What was covered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// Procedures.
    pub procedures: Vec<String>,
    /// Fields of work.
    pub fields: Vec<String>,
}

/// A line of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agenda {
    /// When.
    pub at: Option<Moment>,
    /// What.
    pub what: Option<String>,
}

/// Kinds of session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Opening meeting.
    Opening,
    /// A room visited.
    Room,
    /// Closing meeting.
    Closing,
}

/// A session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Its id.
    pub id: Option<String>,
    /// Kind.
    pub kind: Option<SessionKind>,
    /// Where.
    pub place: Option<String>,
    /// From.
    pub started_at: Option<Moment>,
    /// To.
    pub ended_at: Option<Moment>,
}

/// A clause that does not apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exclusion {
    /// Clause number.
    pub clause: String,
    /// Why.
    pub reason: String,
}

/// The programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Programme {
    /// Calendar year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Number of the decision that issued it.
    pub decision_number: Option<String>,
    /// When that decision was signed.
    pub signed_on: Option<Day>,
}
