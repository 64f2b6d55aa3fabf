//! Decisions about corrective action requests. Pure.

use jiff::ToSpan;

use super::entity::deadline::Kind;
use super::entity::request::{Effectiveness, Status};
use super::lifecycle::{Event, Need};
use crate::access::policy::Action;
use crate::findings::rules::NONCONFORMITIES;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::FieldError;

/// The number of a request: `CAR-<inspection>-<nn>`.
#[must_use]
pub fn number(inspection_code: &str, seq: i32) -> String {
    format!("CAR-{inspection_code}-{seq:02}")
}

/// What a person needs to be allowed for an event.
#[must_use]
pub const fn action_of(event: Event) -> Action {
    match event {
        Event::Acknowledge
        | Event::DraftPlan
        | Event::SubmitPlan
        | Event::RecordProgress
        | Event::SubmitImplementation
        | Event::AskExtension => Action::AnswerCar,
        Event::Dispute | Event::ApprovePlan => Action::ApproveCar,
        Event::Uphold | Event::Withdraw | Event::Cancel => Action::DecideCar,
        Event::AcceptPlan | Event::ReturnPlan => Action::ReviewCar,
        Event::Verify | Event::ReturnImplementation | Event::ConfirmEffective | Event::FindIneffective => Action::VerifyCar,
        Event::Close => Action::CloseCar,
    }
}

/// Whether an event says what becomes of something that the unit has sent.
#[must_use]
pub const fn judges_submission(event: Event) -> bool {
    matches!(event, Event::AcceptPlan | Event::ReturnPlan | Event::Verify | Event::ReturnImplementation)
}

/// What a status waits for, if it is something with a due day.
#[must_use]
pub const fn awaited(status: Status, effectiveness: Effectiveness) -> Option<Kind> {
    match status {
        Status::Issued | Status::Acknowledged | Status::PlanReturned => Some(Kind::Plan),
        Status::Implementing | Status::ImplementationReturned => Some(Kind::Implementation),
        Status::Verified if matches!(effectiveness, Effectiveness::Pending) => Some(Kind::Effectiveness),
        _ => None,
    }
}

/// Whether an event decides about what the other side sent or asked: its reason is what the request shows until the next one.
#[must_use]
pub const fn decides(event: Event) -> bool {
    match event {
        Event::Dispute
        | Event::Uphold
        | Event::Withdraw
        | Event::AcceptPlan
        | Event::ReturnPlan
        | Event::Verify
        | Event::ReturnImplementation
        | Event::ConfirmEffective
        | Event::FindIneffective
        | Event::Close
        | Event::Cancel => true,
        Event::Acknowledge
        | Event::DraftPlan
        | Event::ApprovePlan
        | Event::SubmitPlan
        | Event::RecordProgress
        | Event::SubmitImplementation
        | Event::AskExtension => false,
    }
}

/// How a request stands, as far as offers go.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Status.
    pub status: Status,
    /// Effectiveness.
    pub effectiveness: Effectiveness,
    /// An extension waits for a decision.
    pub extension_asked: bool,
    /// Effectiveness may be judged from today on, or is judged on no day.
    pub effectiveness_day_has_come: bool,
}

/// Judged effective, or not asked for at this grade: with either a request can be closed.
pub const SETTLED: [Effectiveness; 2] = [Effectiveness::Effective, Effectiveness::NotRequired];

/// Whether an event that is legal is offered: not one that could only be refused, whatever is written with it.
#[must_use]
pub fn is_offered(event: Event, standing: &Standing) -> bool {
    let can_succeed = match event {
        Event::AskExtension => !standing.extension_asked,
        Event::ConfirmEffective | Event::FindIneffective => standing.effectiveness_day_has_come,
        Event::Close => SETTLED.contains(&standing.effectiveness),
        _ => true,
    };
    can_succeed && means_something(event, standing.status, standing.effectiveness)
}

/// Whether an event of the table means anything to this request: an extension is asked of something that is due, effectiveness is
/// judged where it is asked, and once; what was judged effective may still turn out not to be.
#[must_use]
pub const fn means_something(event: Event, status: Status, effectiveness: Effectiveness) -> bool {
    match event {
        Event::AskExtension => awaited(status, effectiveness).is_some(),
        Event::ConfirmEffective => matches!(effectiveness, Effectiveness::Pending),
        Event::FindIneffective => matches!(effectiveness, Effectiveness::Pending | Effectiveness::Effective),
        _ => true,
    }
}

/// The last day to which a due day may be extended at once: a year later.
#[must_use]
pub fn longest_extension(from_on: &LocalDate) -> LocalDate {
    LocalDate::from(from_on.civil().saturating_add(1.year()))
}

/// Days past a due day: it ends with its day.
#[must_use]
pub fn days_overdue(due_on: Option<&LocalDate>, today: &LocalDate) -> Option<i32> {
    due_on.filter(|due| *due < today).map(|due| due.days_until(today))
}

/// The gravest of some grades; a nonconformity that nobody graded counts as none.
#[must_use]
pub fn gravest<'a>(grades: impl Iterator<Item = Option<&'a str>>) -> Option<String> {
    let rank = |grade: &str| crate::inspections::shapes::GRADES.iter().position(|known| *known == grade).unwrap_or(usize::MAX);
    grades.flatten().min_by_key(|grade| rank(grade)).map(ToOwned::to_owned)
}

/// Whether effectiveness is asked of a request of this grade: of the grades that the programme names, else of every
/// nonconformity, graded or not (ISO 9001:2015, 10.2.1 d).
#[must_use]
pub fn asks_effectiveness(grade: Option<&str>, named: Option<&[String]>) -> bool {
    match (grade, named) {
        (Some(grade), Some(named)) => named.iter().any(|one| one == grade),
        (Some(grade), None) => NONCONFORMITIES.contains(&grade),
        (None, _) => true,
    }
}

/// What there is when an event comes.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers one need by itself")]
pub struct Given {
    /// A reason.
    pub reason: bool,
    /// The one who acts is the inspector who raised it.
    pub by_raiser: bool,
    /// The one who acts is employed by, or speaks for, the audited unit.
    pub by_unit: bool,
    /// The correction is written.
    pub correction: bool,
    /// The root cause is named.
    pub root_cause: bool,
    /// The corrective actions.
    pub actions: Vec<GivenAction>,
    /// Similar cases are written about.
    pub similar_cases: bool,
    /// The unit head approved the plan, or sends it.
    pub approved: bool,
    /// On site or by file.
    pub method: bool,
    /// The day for judging effectiveness, and today.
    pub effectiveness_day: Option<(LocalDate, LocalDate)>,
    /// Effective, or not asked.
    pub effective: bool,
    /// The due day that an extension is asked of, and today.
    pub extended_day: Option<(LocalDate, LocalDate)>,
    /// Another extension waits for a decision.
    pub extension_waits: bool,
    /// The due day of the extension that is decided counts now.
    pub still_counts: bool,
}

/// One corrective action, as far as the needs go.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub struct GivenAction {
    /// It says what is to be done.
    pub what: bool,
    /// Somebody answers for it.
    pub owner: bool,
    /// It has a due day.
    pub due: bool,
    /// It is done.
    pub done: bool,
    /// Verified pieces of evidence.
    pub evidence: usize,
}

/// What is missing for a need.
#[must_use]
pub fn unmet(need: Need, given: &Given) -> Vec<FieldError> {
    match need {
        Need::Actions => without_particulars(given),
        Need::ActionsDone => undone(given),
        Need::ActionEvidence => without_evidence(given),
        Need::EffectivenessDay => too_early(given),
        Need::InTime => too_late(given),
        _ => missing(need, given).into_iter().collect(),
    }
}

/// What is missing for a need that is met or not as a whole.
fn missing(need: Need, given: &Given) -> Option<FieldError> {
    let (met, code, pointer, vi, en) = match need {
        Need::Reason => (given.reason, "reason", "/reason", "Cần nêu lý do", "A reason is needed"),
        Need::NotRaiser => (
            !given.by_raiser,
            "not-raiser",
            "",
            "Người đã ghi phát hiện không được quyết định ý kiến không nhất trí về phát hiện đó",
            "Whoever raised the finding may not decide a dispute about it",
        ),
        Need::Correction => (given.correction, "correction", "/correction", "Cần ghi việc khắc phục đã làm", "The correction is needed"),
        Need::RootCause => (given.root_cause, "root-cause", "/root_cause", "Cần xác định nguyên nhân gốc", "The root cause is needed"),
        Need::SimilarCases => (
            given.similar_cases,
            "similar-cases",
            "/similar_cases",
            "Cần rà soát các trường hợp tương tự và ghi kết quả, kể cả khi không có",
            "Similar cases must be looked for and the result written, even when there are none",
        ),
        Need::HeadApproval => (
            given.approved,
            "head-approval",
            "",
            "Kế hoạch cần được thủ trưởng đơn vị duyệt trước khi gửi",
            "The unit head has to approve the plan before it is sent",
        ),
        Need::Method => (
            given.method,
            "method",
            "/method",
            "Cần ghi hình thức xác nhận: tại đơn vị hoặc qua hồ sơ",
            "Say how it was verified: on site or by file",
        ),
        Need::IndependentVerifier => (
            !given.by_unit,
            "independent-verifier",
            "",
            "Người xác nhận không được là người của đơn vị được kiểm tra",
            "Whoever verifies may not be of the audited unit",
        ),
        Need::Effective => (
            given.effective,
            "effectiveness",
            "",
            "Cần đánh giá hiệu lực của hành động khắc phục trước khi đóng phiếu",
            "Effectiveness has to be judged before the request is closed",
        ),
        Need::NoneWaiting | Need::Awaited => return missing_for_extension(need, given),
        Need::Actions | Need::ActionsDone | Need::ActionEvidence | Need::EffectivenessDay | Need::InTime => return None,
    };
    (!met).then(|| FieldError::words(code, pointer, vi, en))
}

fn missing_for_extension(need: Need, given: &Given) -> Option<FieldError> {
    let (met, code, vi, en) = if need == Need::NoneWaiting {
        (
            !given.extension_waits,
            "extension-waiting",
            "Đã có một đề nghị gia hạn đang chờ quyết định",
            "An extension is asked already and waits for a decision",
        )
    } else {
        (
            given.still_counts,
            "awaited",
            "Thời hạn xin gia hạn hiện không tính nữa: phiếu đang ở bước khác",
            "The due day that it would move does not count now: the request is at another step",
        )
    };
    (!met).then(|| FieldError::words(code, "", vi, en))
}

fn without_particulars(given: &Given) -> Vec<FieldError> {
    if given.actions.is_empty() {
        return vec![FieldError::words(
            "actions",
            "/actions",
            "Cần ít nhất một hành động khắc phục",
            "At least one corrective action is needed",
        )];
    }
    let mut flaws = Vec::new();
    for (at, action) in given.actions.iter().enumerate() {
        if !action.what {
            let (vi, en) =
                (format!("Hành động {} chưa ghi nội dung", at + 1), format!("Action {} does not say what is to be done", at + 1));
            flaws.push(FieldError::words("action-what", format!("/actions/{at}/what"), vi, en));
        }
        if !action.owner {
            let (vi, en) = (format!("Hành động {} chưa có người phụ trách", at + 1), format!("Action {} has no owner", at + 1));
            flaws.push(FieldError::words("action-owner", format!("/actions/{at}/owner"), vi, en));
        }
        if !action.due {
            let (vi, en) = (format!("Hành động {} chưa có thời hạn", at + 1), format!("Action {} has no due day", at + 1));
            flaws.push(FieldError::words("action-due", format!("/actions/{at}/due_on"), vi, en));
        }
    }
    flaws
}

fn undone(given: &Given) -> Vec<FieldError> {
    let undone = given.actions.iter().enumerate().filter(|(_, action)| !action.done);
    undone
        .map(|(at, _)| {
            let (vi, en) = (format!("Hành động {} chưa ghi ngày hoàn thành", at + 1), format!("Action {} is not done", at + 1));
            FieldError::words("action-not-done", format!("/actions/{at}/done_on"), vi, en)
        })
        .collect()
}

fn without_evidence(given: &Given) -> Vec<FieldError> {
    let bare = given.actions.iter().enumerate().filter(|(_, action)| action.evidence == 0);
    bare.map(|(at, _)| {
        let (vi, en) =
            (format!("Hành động {} chưa có bằng chứng đã xác minh", at + 1), format!("Action {} has no verified evidence", at + 1));
        FieldError::words("action-evidence", format!("/actions/{at}/evidence"), vi, en)
    })
    .collect()
}

fn too_early(given: &Given) -> Vec<FieldError> {
    match &given.effectiveness_day {
        Some((due, today)) if today < due => vec![FieldError::words(
            "effectiveness-day",
            "",
            format!("Hiệu lực chỉ được đánh giá từ ngày {}", day(due)),
            format!("Effectiveness can be judged from {} on", day(due)),
        )],
        _ => Vec::new(),
    }
}

fn too_late(given: &Given) -> Vec<FieldError> {
    match &given.extended_day {
        Some((due, today)) if today > due => vec![FieldError::words(
            "in-time",
            "",
            format!("Gia hạn phải được đề nghị trước khi hết hạn ({})", day(due)),
            format!("An extension has to be asked before the due day is over ({})", day(due)),
        )],
        _ => Vec::new(),
    }
}

/// A day as people write it: `dd/mm/yyyy`.
fn day(date: &LocalDate) -> String {
    date.civil().strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_gravest_grade_counts() {
        let grades = [Some("observation"), None, Some("minor_nonconformity")];
        assert_eq!(gravest(grades.into_iter()).as_deref(), Some("minor_nonconformity"));
        assert_eq!(gravest([None, None].into_iter()), None);
    }

    #[test]
    fn effectiveness_is_asked_of_the_grades_that_the_programme_names() {
        let major = ["major_nonconformity".to_owned()];
        assert!(!asks_effectiveness(Some("minor_nonconformity"), Some(&major)));
        assert!(asks_effectiveness(Some("minor_nonconformity"), None));
        assert!(asks_effectiveness(None, Some(&major)), "what nobody graded may be grave");
        assert!(!asks_effectiveness(Some("observation"), None));
    }

    #[test]
    fn a_due_day_ends_with_its_day() {
        let due = date("2026-03-31");
        assert_eq!(days_overdue(Some(&due), &date("2026-03-31")), None);
        assert_eq!(days_overdue(Some(&due), &date("2026-04-02")), Some(2));
        assert_eq!(days_overdue(None, &date("2026-04-02")), None);
    }

    #[test]
    fn each_action_that_lacks_something_is_named() {
        let given = Given {
            actions: vec![GivenAction { what: true, owner: true, due: true, done: true, evidence: 1 }, GivenAction::default()],
            ..Given::default()
        };
        let pointers = |need| unmet(need, &given).into_iter().map(|flaw| flaw.pointer).collect::<Vec<_>>();
        assert_eq!(pointers(Need::Actions), ["/actions/1/what", "/actions/1/owner", "/actions/1/due_on"]);
        assert_eq!(pointers(Need::ActionsDone), ["/actions/1/done_on"]);
        assert_eq!(pointers(Need::ActionEvidence), ["/actions/1/evidence"]);
        assert_eq!(unmet(Need::Actions, &Given::default()).len(), 1);
    }

    #[test]
    fn effectiveness_waits_for_its_day_and_an_extension_does_not_come_after_it() {
        let judged = |today: &str| Given { effectiveness_day: Some((date("2026-06-01"), date(today))), ..Given::default() };
        assert_eq!(unmet(Need::EffectivenessDay, &judged("2026-05-31")).len(), 1);
        assert!(unmet(Need::EffectivenessDay, &judged("2026-06-01")).is_empty());
        let asked = |today: &str| Given { extended_day: Some((date("2026-06-01"), date(today))), ..Given::default() };
        assert!(unmet(Need::InTime, &asked("2026-06-01")).is_empty());
        assert_eq!(unmet(Need::InTime, &asked("2026-06-02")).len(), 1);
    }
}
