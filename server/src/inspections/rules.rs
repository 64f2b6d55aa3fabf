//! Decisions about inspections and samples. Pure.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::inspection::{Kind, Status};
use super::lifecycle::{Event, Need};
use crate::access::policy::{Action, TeamRole};
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::FieldError;

/// What a person needs to be allowed for an event.
#[must_use]
pub const fn action_of(event: Event) -> Action {
    match event {
        Event::Start => Action::StartInspection,
        Event::Conclude | Event::Reopen => Action::ConcludeInspection,
        Event::Notify | Event::Sign | Event::Issue | Event::Archive | Event::Cancel => Action::PlanInspection,
    }
}

/// What there is when an event comes.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers one need by itself")]
pub struct Given {
    /// The team has a lead.
    pub lead: bool,
    /// Number and date of the notice.
    pub notice: bool,
    /// A reason.
    pub reason: bool,
    /// The number of the clerk.
    pub number: bool,
}

/// Whether a need is met by the kind of the inspection, its team and what the request says; needs of concluding are
/// decided in `conclusions`.
#[must_use]
pub fn unmet(need: Need, kind: Kind, given: &Given) -> Option<FieldError> {
    let (met, code, vi, en) = match need {
        Need::Notice => (given.notice, "notice", "Cần số và ngày thông báo", "The number and date of the notice are needed"),
        Need::OwnInspection => (
            kind.is_own(),
            "notice",
            "Cuộc kiểm tra này phải được thông báo cho đơn vị trước khi bắt đầu",
            "This inspection must be notified to the unit before it starts",
        ),
        Need::Team => (given.lead, "team", "Cần có đoàn với một trưởng đoàn", "A team with a lead is needed"),
        Need::Reason => (given.reason, "reason", "Cần nêu lý do", "A reason is needed"),
        Need::Number => (given.number, "number", "Cần số văn bản do văn thư cấp", "The number given by the clerk is needed"),
        Need::Answers | Need::Evidence | Need::NoConflict | Need::NonconformityEvidence | Need::WholeFindings => return None,
    };
    (!met).then(|| FieldError::words(code, format!("/{code}"), vi, en))
}

/// Whether work may be recorded in this status.
#[must_use]
pub const fn is_recording(status: Status) -> bool {
    matches!(status, Status::InProgress)
}

/// A member of a team as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// What they are to be.
    pub team_role: TeamRole,
    /// Who employs them.
    pub employer: Uuid,
}

/// What is wrong with the composition of a team: exactly one lead, at most one secretary.
#[must_use]
pub fn flaws_of_team(members: &[Candidate]) -> Vec<FieldError> {
    let count = |role| members.iter().filter(|member| member.team_role == role).count();
    let mut flaws = Vec::new();
    if count(TeamRole::Lead) != 1 {
        flaws.push(FieldError::words("one-lead", "/members", "Đoàn phải có đúng một trưởng đoàn", "A team has exactly one lead"));
    }
    if count(TeamRole::Secretary) > 1 {
        flaws.push(FieldError::words("one-secretary", "/members", "Đoàn có nhiều nhất một thư ký", "A team has at most one secretary"));
    }
    flaws
}

/// The members, by index, whom the independence rule bars: an inspector is never on a team that inspects the organisation
/// that employs them (ISO 19011:2018, 4 e). A unit's own checks are done by its own people.
#[must_use]
pub fn barred(kind: Kind, audited: Uuid, members: &[Candidate]) -> Vec<usize> {
    if kind.is_own() {
        return Vec::new();
    }
    members.iter().enumerate().filter(|(_, member)| member.employer == audited).map(|(index, _)| index).collect()
}

/// How a sampled dossier kept its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Lateness {
    /// Returned on or before the due day; absent while it cannot be said.
    pub on_time: Option<bool>,
    /// Days after the due day; 0 when in time.
    pub days_late: Option<i32>,
    /// For each step: actual less planned days, where both are known.
    pub step_deviations: Vec<Option<i64>>,
}

/// Computes how a dossier kept its time. A dossier that is not returned yet is measured against `today`.
#[must_use]
pub fn lateness(due_on: Option<&LocalDate>, returned_on: Option<&LocalDate>, today: &LocalDate, steps: &Value) -> Lateness {
    let end = returned_on.unwrap_or(today);
    let days = due_on.map(|due| due.days_until(end).max(0));
    let on_time = match (days, returned_on) {
        (Some(0), None) | (None, _) => None,
        (Some(late), _) => Some(late == 0),
    };
    let number = |step: &Value, name: &str| step.get(name).and_then(Value::as_i64);
    let step_deviations =
        steps.as_array().into_iter().flatten().map(|step| Some(number(step, "actual_days")? - number(step, "planned_days")?)).collect();
    Lateness { on_time, days_late: days, step_deviations }
}

/// What is wrong with the dates of a plan.
#[must_use]
pub fn flaws_of_window(from: &LocalDate, to: &LocalDate) -> Vec<FieldError> {
    if to < from { vec![FieldError::of(&field::FORMAT, "/planned_to", &[("expected", "planned_to ≥ planned_from")])] } else { Vec::new() }
}

/// What is wrong with the clauses excluded: each is named with its reason (ISO 9001:2015, 4.3), else it excludes nothing.
#[must_use]
pub fn flaws_of_exclusions(exclusions: Option<&Value>) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    for (index, exclusion) in exclusions.and_then(Value::as_array).into_iter().flatten().enumerate() {
        for name in ["clause", "reason"] {
            if exclusion.get(name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                flaws.push(FieldError::of(&field::MISSING, format!("/exclusions/{index}/{name}"), &[("name", name)]));
            }
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_dossier_returned_after_its_day_is_late_by_so_many_days() {
        let steps = json!([{"planned_days": 5, "actual_days": 8}, {"planned_days": 1}]);
        let late = lateness(Some(&day("2026-03-09")), Some(&day("2026-03-12")), &day("2026-04-01"), &steps);
        assert_eq!(late, Lateness { on_time: Some(false), days_late: Some(3), step_deviations: vec![Some(3), None] });
    }

    #[test]
    fn a_dossier_not_yet_due_is_neither_late_nor_on_time() {
        let open = lateness(Some(&day("2026-03-09")), None, &day("2026-03-01"), &json!([]));
        assert_eq!((open.on_time, open.days_late), (None, Some(0)));
        let overdue = lateness(Some(&day("2026-03-09")), None, &day("2026-03-11"), &json!([]));
        assert_eq!((overdue.on_time, overdue.days_late), (Some(false), Some(2)));
    }

    #[test]
    fn nobody_inspects_their_own_employer_but_a_unit_checks_itself() {
        let unit = Uuid::from_u128(1);
        let members = [Candidate { team_role: TeamRole::Lead, employer: unit }];
        assert_eq!(barred(Kind::External, unit, &members), [0]);
        assert!(barred(Kind::SelfCheck, unit, &members).is_empty());
    }
}
