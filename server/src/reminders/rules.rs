//! Which step is due when, and whom it reaches.

use crate::kernel::calendar;
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::notify::deadline::DeadlineKind;

/// Steps with a day of their own; after the last one comes one every week.
pub const STEPS: &[i32] = &[-7, -1, 1, 7];
/// Days between the steps after the last of [`STEPS`].
pub const WEEK: i32 = 7;
/// Days ahead within which a deadline can have a step due: the first one may come as much earlier as offices are closed.
pub const REACH_DAYS: i32 = 28;
/// The hour of the day from which reminders go out, so that they lie on the desk in the morning and wake nobody.
pub const FROM_HOUR: i8 = 7;
/// Milliseconds by which clocks of several machines may differ without one being taken for a clock that runs ahead.
const TOLERANCE_MILLIS: i64 = 86_400_000;

/// Those who are told, each rung after the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// Thư ký ISO của đơn vị.
    UnitRepresentative,
    /// Thủ trưởng đơn vị.
    UnitHead,
    /// Trưởng đoàn kiểm tra.
    TeamLead,
    /// Cơ quan thường trực.
    ProgrammeManager,
    /// Ban chỉ đạo ISO.
    Committee,
}

use Rung::{Committee, ProgrammeManager, TeamLead, UnitHead, UnitRepresentative};

/// The ladder of a deadline: who has to keep it stands lowest.
#[must_use]
pub const fn ladder(kind: DeadlineKind) -> &'static [Rung] {
    match kind {
        DeadlineKind::Plan | DeadlineKind::Implementation => &[UnitRepresentative, UnitHead, ProgrammeManager, Committee],
        DeadlineKind::Effectiveness => &[TeamLead, ProgrammeManager, Committee],
    }
}

/// How many rungs from below a step reaches.
#[must_use]
pub fn height(step: i32) -> usize {
    match step {
        ..1 => 1,
        1..7 => 2,
        7..14 => 3,
        _ => 4,
    }
}

/// The rungs that a step of a deadline reaches, from below, and those above them: when nobody stands on the reached ones, the next
/// one above is told instead.
#[must_use]
pub fn audience(kind: DeadlineKind, step: i32) -> (&'static [Rung], &'static [Rung]) {
    let ladder = ladder(kind);
    ladder.split_at(height(step).min(ladder.len()))
}

/// A step that the ledger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub step: i32,
    /// Somebody was told; otherwise it was passed over.
    pub is_sent: bool,
    /// Written by a clock that ran ahead.
    pub is_from_the_future: bool,
}

/// Whether a row written at `at` must be from a clock that ran ahead of the present one.
#[must_use]
pub fn is_from_the_future(at: Instant, now: Instant) -> bool {
    at > now.plus_millis(TOLERANCE_MILLIS)
}

/// The working day on which a step is due: not on a day when offices are closed, but before it for a step ahead of the deadline and
/// after it for one behind.
#[must_use]
pub fn day_of(step: i32, due_on: &LocalDate) -> LocalDate {
    let mut day = due_on.plus_days(step);
    let onward = if step < 0 { -1 } else { 1 };
    while !calendar::is_working_day(&day) {
        day = day.plus_days(onward);
    }
    day
}

/// The steps of a deadline that are due on `today` and not in the ledger yet, in order. The last one is sent; those before it had
/// their day while nobody swept, and are passed over.
///
/// A step earlier than one in the ledger is never due again. What a clock that ran ahead has written only counts for the steps that
/// were sent: they are not sent twice, and the others still have their day.
#[must_use]
pub fn steps_due(due_on: &LocalDate, today: &LocalDate, ledger: &[Entry]) -> Vec<i32> {
    let last = ledger.iter().filter(|entry| !entry.is_from_the_future).map(|entry| entry.step).max();
    let was_sent = |step: i32| ledger.iter().any(|entry| entry.step == step && entry.is_sent);
    let after = STEPS.last().copied().unwrap_or_default();
    let weekly = (1..).map(|week| after + week * WEEK);
    STEPS
        .iter()
        .copied()
        .chain(weekly)
        .take_while(|step| day_of(*step, due_on) <= *today)
        .filter(|step| last.is_none_or(|last| *step > last) && !was_sent(*step))
        .collect()
}

/// Whether reminders go out at this moment: on a working day, from the morning on.
#[must_use]
pub fn is_time_to_send(now: Instant) -> bool {
    calendar::is_working_day(&now.local_date(DEFAULT_ZONE)) && now.local_hour(DEFAULT_ZONE) >= FROM_HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    fn entry(step: i32, is_sent: bool) -> Entry {
        Entry { step, is_sent, is_from_the_future: false }
    }

    #[test]
    fn steps_fall_on_working_days_before_and_after() {
        // Due on Monday 23 March 2026.
        let due = day("2026-03-23");
        let days: Vec<_> = [-7, -1, 1, 7, 14].iter().map(|step| day_of(*step, &due).to_string()).collect();
        assert_eq!(days, ["2026-03-16", "2026-03-20", "2026-03-24", "2026-03-30", "2026-04-06"]);
        // The day after Tết of 2026: both steps ahead are on the last day before it.
        assert_eq!(day_of(-1, &day("2026-02-23")), day("2026-02-13"));
        assert_eq!(day_of(-7, &day("2026-02-23")), day("2026-02-13"));
    }

    #[test]
    fn each_step_is_due_on_its_day_and_stays_so_until_it_is_in_the_ledger() {
        let due = day("2026-03-23");
        assert_eq!(steps_due(&due, &day("2026-03-13"), &[]), [0_i32; 0]);
        assert_eq!(steps_due(&due, &day("2026-03-16"), &[]), [-7]);
        assert_eq!(steps_due(&due, &day("2026-03-17"), &[]), [-7]);
        assert_eq!(steps_due(&due, &day("2026-03-17"), &[entry(-7, true)]), [0_i32; 0]);
    }

    #[test]
    fn after_a_long_stop_the_last_step_is_sent_and_the_others_are_passed_over() {
        let due = day("2026-03-23");
        assert_eq!(steps_due(&due, &day("2026-04-08"), &[entry(-7, true)]), [-1, 1, 7, 14]);
        assert_eq!(steps_due(&due, &day("2026-04-08"), &[entry(-1, false), entry(14, true)]), [0_i32; 0]);
    }

    #[test]
    fn what_a_clock_that_ran_ahead_has_written_hides_no_step() {
        let due = day("2026-03-23");
        let ahead = |step, is_sent| Entry { step, is_sent, is_from_the_future: true };
        let ledger = [ahead(-7, false), ahead(-1, false), ahead(1, false), ahead(7, true)];
        assert_eq!(steps_due(&due, &day("2026-03-16"), &ledger), [-7]);
        assert_eq!(steps_due(&due, &day("2026-03-24"), &[entry(-7, true), entry(-1, true), ledger[2], ledger[3]]), [1]);
        assert_eq!(steps_due(&due, &day("2026-03-30"), &[entry(1, true), ledger[3]]), [0_i32; 0]);
    }

    #[test]
    fn each_step_reaches_at_least_as_high_as_the_one_before() {
        assert_eq!(audience(DeadlineKind::Plan, -7).0, [UnitRepresentative]);
        assert_eq!(audience(DeadlineKind::Plan, -1).0, [UnitRepresentative]);
        assert_eq!(audience(DeadlineKind::Plan, 1).0, [UnitRepresentative, UnitHead]);
        assert_eq!(audience(DeadlineKind::Implementation, 7).0, [UnitRepresentative, UnitHead, ProgrammeManager]);
        assert_eq!(audience(DeadlineKind::Implementation, 140).0, [UnitRepresentative, UnitHead, ProgrammeManager, Committee]);
        assert_eq!(audience(DeadlineKind::Effectiveness, 7).0, [TeamLead, ProgrammeManager, Committee]);
        assert_eq!(audience(DeadlineKind::Effectiveness, -7), (&[TeamLead][..], &[ProgrammeManager, Committee][..]));
    }
}
