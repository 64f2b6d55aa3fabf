//! `docs/deadlines.md`: how deadlines are counted, reminded of and escalated, printed from the rules and the calendar.

use std::fmt::Write;

use soat::kernel::calendar::{self, Basis, Occasion};
use soat::kernel::clock::LocalDate;
use soat::notify::deadline::DeadlineKind;
use soat::reminders::rules::{self, Rung};

use super::source::same_as_kept;

const HEAD: &str = "# Deadlines, reminders, escalation

Printed from `server/src/reminders/rules.rs` and `server/src/kernel/calendar/holidays.json` by `tests/it/cross/deadlines.rs`.

## How deadlines are counted

In working days. The day from which a time runs is not counted; the time ends with the end of its last day, `Asia/Ho_Chi_Minh`. Saturdays,
Sundays, public holidays and the days given for them are not counted; a Saturday that is worked for an exchanged day is.

## The ladder

A step has its day: so many days before or after the last day. When offices are closed on it, a step ahead comes on the working day
before, a step behind on the working day after. Reminders go out from 07:00 on. Each step reaches the rungs named and, when nobody stands on any of
them, the next one above. The standing office and the committee are those nearest to the unit.

";

const TAIL: &str = "
## What never happens twice

The ledger (table `reminder`) has one row for each deadline, last day, step and person. A restart, a second process or a repeated sweep finds
the row and tells nobody again. After a stop over several steps the latest is told and the others are written as `passed_over`. What a clock that
ran more than a day ahead has told is not told again when the day comes; what it passed over still has its day. An extension begins a series
of its own for the new last day, and the old one is not reminded of any more.

A letter can come twice in one case: the process dies, or the connection, after the mail server took the letter and before that was recorded. Both
letters are the same, byte for byte, and have the same `Message-ID`, which follows from the key of the row, so that mail systems can drop
the second.
";

#[test]
fn docs_deadlines_md_is_what_the_rules_and_the_calendar_say() {
    let mut page = String::from(HEAD);
    ladder(&mut page);
    page.push_str(TAIL);
    holidays(&mut page);
    same_as_kept("docs/deadlines.md", &page);
}

fn ladder(page: &mut String) {
    page.push_str("| step | plan, implementation: who is told | effectiveness: who is told |\n|---|---|---|\n");
    let after = rules::STEPS.last().unwrap() + rules::WEEK;
    for step in rules::STEPS.iter().copied().chain([after]) {
        let days = if step.abs() == 1 { "1 day".to_owned() } else { format!("{} days", step.abs()) };
        let when = match step {
            ..0 => format!("{days} before"),
            _ if step == after => format!("{days} after, then every {} days", rules::WEEK),
            _ => format!("{days} after"),
        };
        let reached = |kind| rules::audience(kind, step).0.iter().map(|rung| name(*rung)).collect::<Vec<_>>().join(", ");
        writeln!(page, "| {when} | {} | {} |", reached(DeadlineKind::Plan), reached(DeadlineKind::Effectiveness)).unwrap();
        assert_eq!(reached(DeadlineKind::Plan), reached(DeadlineKind::Implementation));
    }
}

fn name(rung: Rung) -> &'static str {
    match rung {
        Rung::UnitRepresentative => "unit representative (thư ký ISO đơn vị)",
        Rung::UnitHead => "unit head (thủ trưởng đơn vị)",
        Rung::TeamLead => "lead of the team (trưởng đoàn)",
        Rung::ProgrammeManager => "standing office (cơ quan thường trực)",
        Rung::Committee => "committee (Ban chỉ đạo ISO)",
    }
}

fn holidays(page: &mut String) {
    page.push_str(concat!(
        "\n## Holidays that come with the program\n\n`law`: the date stands in the law. `decision`: announced for that year. `rule`: worked out by the rules of the ",
        "law and the custom of earlier years, because there was no announcement yet or none could be looked up; replace the year ",
        "(`holidays_file`, see operations.md) once there is one.\n\n",
        "| occasion | free days | given for days at a weekend | exchanged (worked instead) | basis | source |\n|---|---|---|---|---|---|\n"
    ));
    for occasion in calendar::shipped().years().flat_map(|year| &year.occasions) {
        writeln!(page, "{}", row(occasion)).unwrap();
    }
    page.push_str(concat!(
        "\nTết by rule: two days before and three from mùng 1, or one and four where these fall on Monday to Friday, as from 2021 to 2026. National Day by rule: ",
        "2 September and the neighbouring day that makes the longer rest. Later years: weekends and the holidays with a fixed date alone.\n"
    ));
}

fn row(occasion: &Occasion) -> String {
    let days = |days: &[LocalDate]| days.iter().map(LocalDate::as_str).collect::<Vec<_>>().join(", ");
    let exchanged: Vec<_> = occasion.exchanged.iter().map(|one| format!("{} ({})", one.off, one.worked)).collect();
    let basis = match occasion.basis {
        Basis::Law => "law",
        Basis::Decision => "decision",
        Basis::Rule => "rule",
        Basis::Computed => "computed",
    };
    let Occasion { vi, en, off, compensation, source, .. } = occasion;
    format!("| {vi} / {en} | {} | {} | {} | {basis} | {source} |", days(off), days(compensation), exchanged.join(", "))
}
