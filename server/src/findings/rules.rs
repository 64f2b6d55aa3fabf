//! Decisions about findings. Pure.

use serde_json::{Map, Value};
use soat_checklist_schemas::catalogue;

use super::entity::finding::{self, Status};
use super::lifecycle::{Event, Need};
use crate::access::policy::Action;
use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;

/// Grades that call for corrective action and for evidence (ISO 9000:2015, 3.6.9).
pub const NONCONFORMITIES: &[&str] = &["major_nonconformity", "minor_nonconformity"];

/// What is wrong with a draft's fields beyond their form: clauses that the edition does not know, a grade where the programme
/// does not grade.
#[must_use]
pub fn flaws(fields: &Map<String, Value>, edition: &str, grading: bool) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    let known = catalogue::edition(edition);
    for (index, clause) in fields.get("clauses").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let known = known.is_none_or(|edition| clause.as_str().is_some_and(|number| edition.clause(number).is_some()));
        if !known {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/clauses/{index}"), &[]));
        }
    }
    if !grading && fields.get("grade").is_some_and(|grade| !grade.is_null()) {
        flaws.push(FieldError::words(
            "grading-off",
            "/grade",
            "Chương trình này không phân mức phát hiện",
            "This programme does not grade findings",
        ));
    }
    flaws
}

/// The number of a finding: `F-<inspection>-<nn>`.
#[must_use]
pub fn number(inspection_code: &str, seq: i32) -> String {
    format!("F-{inspection_code}-{seq:02}")
}

/// Whether a finding of this grade, or without one, is a nonconformity that needs evidence.
#[must_use]
pub fn is_nonconformity(grade: Option<&str>) -> bool {
    grade.is_some_and(|grade| NONCONFORMITIES.contains(&grade))
}

/// Whether a corrective action request may be issued for a finding in this status.
#[must_use]
pub const fn may_have_request(status: Status) -> bool {
    matches!(status, Status::Recorded | Status::Accepted | Status::Upheld)
}

/// What a person needs to be allowed for an event. A draft is withdrawn by whoever records; what is recorded, by the lead during
/// the visit; what is disputed, by the committee.
#[must_use]
pub const fn action_of(from: Status, event: Event) -> Action {
    match (event, from) {
        (Event::Record, _) | (Event::Withdraw, Status::Draft) => Action::RecordWork,
        (Event::Accept, _) => Action::AnswerFinding,
        (Event::Dispute, _) => Action::DisputeFinding,
        (Event::Withdraw, Status::Recorded) | (Event::Reopen, _) => Action::ConcludeInspection,
        (Event::Uphold | Event::Withdraw, _) => Action::DecideFinding,
        (Event::Close, _) => Action::CloseFinding,
    }
}

/// Whether an event belongs to the visit itself, while work is recorded.
#[must_use]
pub const fn is_of_the_visit(from: Status, event: Event) -> bool {
    matches!((event, from), (Event::Record, _) | (Event::Withdraw, Status::Draft | Status::Recorded))
}

/// What there is when an event comes.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers one need by itself")]
pub struct Given {
    /// A clause, a procedure or a legal text is named.
    pub criterion: bool,
    /// What is required is written.
    pub requirement: bool,
    /// What was seen is written.
    pub observed: bool,
    /// The evidence is written about.
    pub evidence_statement: bool,
    /// It has a grade.
    pub graded: bool,
    /// The programme grades.
    pub grading: bool,
    /// It is a nonconformity.
    pub nonconformity: bool,
    /// Evidence is attached to it or to its response.
    pub evidence: bool,
    /// A reason.
    pub reason: bool,
    /// The one who acts drafted it.
    pub by_raiser: bool,
    /// Corrective action requests of it that are open.
    pub open_requests: Vec<String>,
    /// Fields of it that are contested.
    pub conflicts: u64,
}

impl Given {
    /// What the finding says by itself.
    #[must_use]
    pub fn of(row: &finding::Model) -> Self {
        let filled = |text: &str| !text.trim().is_empty();
        Self {
            criterion: row.clauses != "[]" || filled(&row.procedure) || filled(&row.legal_reference),
            requirement: filled(&row.requirement),
            observed: filled(&row.observed),
            evidence_statement: filled(&row.evidence_statement),
            graded: row.grade.is_some(),
            ..Self::default()
        }
    }
}

/// What is missing for a need.
#[must_use]
pub fn unmet(need: Need, given: &Given) -> Vec<FieldError> {
    let one = |met: bool, code: &str, pointer: &str, vi: &str, en: &str| {
        if met { Vec::new() } else { vec![FieldError::words(code, pointer, vi, en)] }
    };
    match need {
        Need::Criterion => one(
            given.criterion,
            "criterion",
            "/clauses",
            "cần nêu điều khoản, quy trình hoặc văn bản làm căn cứ",
            "a clause, a procedure or a legal text is needed as the criterion",
        ),
        Need::Statement => statement(given),
        Need::Grade => one(given.graded || !given.grading, "grade", "/grade", "cần phân mức", "a grade is needed"),
        Need::Evidence => one(
            given.evidence || !given.nonconformity,
            "finding-evidence",
            "/evidence",
            "điểm không phù hợp cần có bằng chứng",
            "a nonconformity needs evidence",
        ),
        Need::Reason => one(given.reason, "reason", "/reason", "Cần nêu lý do", "A reason is needed"),
        Need::NotRaiser => one(
            !given.by_raiser,
            "not-raiser",
            "",
            "Người đã ghi phát hiện không được quyết định ý kiến không nhất trí về phát hiện đó",
            "Whoever raised the finding may not decide a dispute about it",
        ),
        Need::NoConflict => one(
            given.conflicts == 0,
            "open-conflicts",
            "/conflicts",
            "còn xung đột dữ liệu của phát hiện chưa được giải quyết",
            "conflicts of the finding are not resolved",
        ),
        Need::NoOpenRequest => given
            .open_requests
            .iter()
            .map(|number| {
                let (vi, en) = (format!("Phiếu {number} chưa đóng"), format!("Request {number} is not closed"));
                FieldError::words("open-request", "", vi, en)
            })
            .collect(),
    }
}

/// The three parts of a nonconformity's statement; of anything else what was seen is enough.
fn statement(given: &Given) -> Vec<FieldError> {
    let parts = [
        (given.observed, "/observed", "cần ghi điều quan sát được", "what was seen is needed"),
        (given.requirement || !given.nonconformity, "/requirement", "cần ghi yêu cầu", "what is required is needed"),
        (
            given.evidence_statement || !given.nonconformity,
            "/evidence_statement",
            "cần mô tả bằng chứng",
            "the evidence has to be described",
        ),
    ];
    let missing = parts.into_iter().filter(|(there, ..)| !there);
    missing.map(|(_, pointer, vi, en)| FieldError::words("statement", pointer, vi, en)).collect()
}

/// Whether some clauses and those of a finding, as it stores them, have one in common.
#[must_use]
pub fn share_a_clause(clauses: &[String], stored: &str) -> bool {
    let stored: Vec<String> = serde_json::from_str(stored).unwrap_or_default();
    clauses.iter().any(|clause| stored.contains(clause))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_clauses_and_unwanted_grades_are_named() {
        let fields = json!({"clauses": ["8.5.1", "8.9.9"], "grade": "observation"});
        let flaws = flaws(fields.as_object().unwrap(), "9001:2015", false);
        let codes: Vec<_> = flaws.iter().map(|flaw| (flaw.pointer.as_str(), flaw.code.as_str())).collect();
        assert_eq!(codes, [("/clauses/1", "unknown-reference"), ("/grade", "grading-off")]);
    }

    #[test]
    fn numbers_name_the_inspection() {
        assert_eq!(number("2026-0007", 3), "F-2026-0007-03");
    }
}
