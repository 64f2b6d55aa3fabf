//! What a programme must satisfy, and how its plan stands against what was done. Pure.

use std::collections::BTreeMap;

use serde::Serialize;
use soat_checklist_schemas::catalogue;
use utoipa::ToSchema;

use super::views::{Decision, NewProgramme, PlannedInput, Window};
use crate::kernel::catalogue::field;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::FieldError;

/// How far the inspection of a planned organisation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PlanStage)]
pub enum Stage {
    /// Every inspection made for it was cancelled.
    Cancelled,
    /// There is none, or it is only planned.
    NotStarted,
    /// The unit has been notified.
    Notified,
    /// Under way.
    InProgress,
    /// The visit is concluded; the papers are not issued yet.
    Concluded,
    /// Issued.
    Issued,
}

/// Statuses of inspections and the stage each stands for, with ranks that rise as the work goes on: where an organisation
/// has several inspections of one kind, the furthest one counts.
pub const RANKS: &[(&str, i32, Stage)] = &[
    ("cancelled", 0, Stage::Cancelled),
    ("planned", 1, Stage::NotStarted),
    ("notified", 2, Stage::Notified),
    ("in_progress", 3, Stage::InProgress),
    ("concluded", 4, Stage::Concluded),
    ("signed", 5, Stage::Concluded),
    ("issued", 6, Stage::Issued),
    ("archived", 7, Stage::Issued),
];

/// The stage of a rank; none means that there is no inspection.
#[must_use]
pub fn stage_of_rank(rank: Option<i32>) -> Stage {
    RANKS.iter().find(|(_, value, _)| Some(*value) == rank).map_or(Stage::NotStarted, |(.., stage)| *stage)
}

/// The rank of a status.
#[must_use]
pub fn rank_of(status: &str) -> i32 {
    RANKS.iter().find(|(name, ..)| *name == status).map_or(-1, |(_, rank, _)| *rank)
}

/// The day by which a visit should have ended: what the plan says, else what the inspection says, else the end of the
/// programme. The plan comes first, so that putting an inspection off does not hide that it is late.
#[must_use]
pub fn due_on(planned: Option<&LocalDate>, inspection: Option<&LocalDate>, window: Option<&LocalDate>) -> Option<LocalDate> {
    planned.or(inspection).or(window).cloned()
}

/// Days by which a visit is overdue: after its day and not concluded. A cancelled one is not late.
#[must_use]
pub fn days_late(stage: Stage, due: Option<&LocalDate>, today: &LocalDate) -> Option<i32> {
    let open = matches!(stage, Stage::NotStarted | Stage::Notified | Stage::InProgress);
    due.filter(|due| open && *due < today).map(|due| due.days_until(today))
}

/// One line of the plan, as far as counting goes.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Kind of the organisation.
    pub kind: &'a str,
    /// Level of the organisation.
    pub level: &'a str,
    /// How far it has come.
    pub stage: Stage,
    /// Overdue.
    pub late: bool,
}

/// How many lines of a plan stand where. The stages add up to `planned`; `late` counts again those that are overdue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct StageCounts {
    /// Lines of the plan.
    pub planned: u32,
    /// Without an inspection, or with one that is only planned.
    pub not_started: u32,
    /// The unit has been notified.
    pub notified: u32,
    /// Under way.
    pub in_progress: u32,
    /// Concluded or signed.
    pub concluded: u32,
    /// Issued or archived.
    pub issued: u32,
    /// Every inspection made for it was cancelled.
    pub cancelled: u32,
    /// Past its day and not concluded.
    pub late: u32,
}

/// The counts of one kind of organisation at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PlanGroupView)]
pub struct GroupView {
    /// Kind of organisation.
    pub kind: String,
    /// Level of organisation.
    pub level: String,
    /// The counts.
    #[serde(flatten)]
    pub counts: StageCounts,
}

/// The counts of a whole plan, and those of each level and kind.
#[must_use]
pub fn count<'a>(lines: impl IntoIterator<Item = Line<'a>>) -> (StageCounts, Vec<GroupView>) {
    let mut total = StageCounts::default();
    let mut groups: BTreeMap<(&str, &str), StageCounts> = BTreeMap::new();
    for line in lines {
        total.add(line.stage, line.late);
        groups.entry((line.level, line.kind)).or_default().add(line.stage, line.late);
    }
    let group = |((level, kind), counts): ((&str, &str), StageCounts)| GroupView { kind: kind.to_owned(), level: level.to_owned(), counts };
    (total, groups.into_iter().map(group).collect())
}

impl StageCounts {
    fn add(&mut self, stage: Stage, late: bool) {
        self.planned += 1;
        self.late += u32::from(late);
        let place = match stage {
            Stage::Cancelled => &mut self.cancelled,
            Stage::NotStarted => &mut self.not_started,
            Stage::Notified => &mut self.notified,
            Stage::InProgress => &mut self.in_progress,
            Stage::Concluded => &mut self.concluded,
            Stage::Issued => &mut self.issued,
        };
        *place += 1;
    }
}

/// The flaws of a programme as it would be kept.
#[must_use]
pub fn flaws(programme: &NewProgramme) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    if let Some(Decision { signed_on: Some(signed), published_on: Some(published), .. }) = &programme.decision
        && published < signed
    {
        flaws.push(FieldError::of(&field::FORMAT, "/decision/published_on", &[("expected", "published_on ≥ signed_on")]));
    }
    if let Some(Window { from, to }) = &programme.window
        && to < from
    {
        flaws.push(FieldError::of(&field::FORMAT, "/window/to", &[("expected", "to ≥ from")]));
    }
    for (at, name) in programme.amendments.iter().enumerate() {
        if amendment(name).is_none() {
            let known: Vec<_> = catalogue::editions().iter().filter(|one| one.amends.is_some()).map(|one| one.edition.as_str()).collect();
            flaws.push(FieldError::of(&field::FORMAT, format!("/amendments/{at}"), &[("expected", &known.join(" | "))]));
        }
    }
    flaws
}

/// The name of an amendment as it is kept, from however it is written.
#[must_use]
pub fn amendment(written: &str) -> Option<String> {
    catalogue::edition(written).filter(|edition| edition.amends.is_some()).map(|edition| edition.edition.clone())
}

/// The flaws of a plan that can be seen without the register: the same line twice, days out of order.
#[must_use]
pub fn plan_flaws(items: &[PlannedInput]) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (at, item) in items.iter().enumerate() {
        if !seen.insert((item.organisation_id, item.inspection_kind)) {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, format!("/items/{at}/organisation_id"), &[]));
        }
        if let (Some(from), Some(to)) = (&item.planned_from, &item.planned_to)
            && to < from
        {
            let expected = [("expected", "planned_to ≥ planned_from")];
            flaws.push(FieldError::of(&field::FORMAT, format!("/items/{at}/planned_to"), &expected));
        }
    }
    flaws
}

/// Whether an organisation exists on any day of a year.
#[must_use]
pub fn exists_in(year: i32, valid_from: Option<&LocalDate>, valid_to: Option<&LocalDate>) -> bool {
    let begun = valid_from.is_none_or(|from| i32::from(from.civil().year()) <= year);
    let not_ended = valid_to.is_none_or(|to| i32::from(to.civil().year()) >= year);
    begun && not_ended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_visit_is_late_after_its_day_until_it_is_concluded() {
        let (due, today) = (day("2026-03-06"), day("2026-03-09"));
        assert_eq!(days_late(Stage::InProgress, Some(&due), &today), Some(3));
        assert_eq!(days_late(Stage::NotStarted, Some(&today), &today), None, "a due day ends with the day");
        assert_eq!(days_late(Stage::Concluded, Some(&due), &today), None);
        assert_eq!(days_late(Stage::Cancelled, Some(&due), &today), None);
        assert_eq!(days_late(Stage::Notified, None, &today), None);
    }

    #[test]
    fn the_plan_decides_the_day_before_the_inspection_does() {
        let (plan, put_off, end) = (day("2026-03-06"), day("2026-06-06"), day("2026-12-31"));
        assert_eq!(due_on(Some(&plan), Some(&put_off), Some(&end)), Some(plan));
        assert_eq!(due_on(None, Some(&put_off), Some(&end)), Some(put_off));
        assert_eq!(due_on(None, None, Some(&end)), Some(end));
    }

    #[test]
    fn counts_add_up_to_the_plan() {
        let line = |kind, stage, late| Line { kind, level: "communal", stage, late };
        let lines = [
            line("commune", Stage::Issued, false),
            line("commune", Stage::NotStarted, true),
            line("special_zone", Stage::Cancelled, false),
        ];
        let (total, groups) = count(lines);
        let sum = total.not_started + total.notified + total.in_progress + total.concluded + total.issued + total.cancelled;
        assert_eq!((total.planned, sum, total.late), (3, 3, 1));
        assert_eq!(
            groups.iter().map(|group| (group.kind.as_str(), group.counts.planned)).collect::<Vec<_>>(),
            [("commune", 2), ("special_zone", 1)]
        );
    }

    #[test]
    fn every_status_has_its_stage() {
        for (status, rank, stage) in RANKS {
            assert_eq!((rank_of(status), stage_of_rank(Some(*rank))), (*rank, *stage));
        }
        assert_eq!(stage_of_rank(None), Stage::NotStarted);
    }

    #[test]
    fn an_organisation_can_be_planned_in_a_year_in_which_it_exists() {
        let abolished = day("2025-06-30");
        assert!(exists_in(2025, None, Some(&abolished)));
        assert!(!exists_in(2026, None, Some(&abolished)));
        assert!(!exists_in(2024, Some(&day("2025-07-01")), None));
    }
}
