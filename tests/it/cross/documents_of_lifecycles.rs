//! `docs/lifecycles.md`, printed from the tables of moves.

use std::fmt::Write;

use soat::access::policy::{Action, Holder, holders};
use soat::kernel::catalogue::WORDS;
use soat::kernel::text::Text;
use soat::{checklists, corrective_actions, findings, inspections, reports, sync};

use super::source::same_as_kept;

/// One row: from, event, to, needs, who.
type Row = (&'static str, &'static str, &'static str, Vec<Text>, String);

fn word(code: &str) -> Text {
    WORDS.iter().find(|(known, _)| *known == code).unwrap_or_else(|| panic!("no word for {code} in catalogue::WORDS")).1
}

/// Those who hold a permission.
fn who(action: Action) -> String {
    let name = |value: serde_json::Value| format!("`{}`", value.as_str().unwrap());
    let mut names: Vec<String> = Vec::new();
    for holder in holders(action) {
        let one = match holder {
            Holder::Granted(role, _) => name(serde_json::to_value(role).unwrap()),
            Holder::OnTeam(role) => format!("{} of the team", name(serde_json::to_value(role).unwrap())),
        };
        if !names.contains(&one) {
            names.push(one);
        }
    }
    names.join(", ")
}

fn table(page: &mut String, title: &str, rows: &[Row]) {
    writeln!(page, "\n## {title}\n\n| from | event | to | cần có | needs | who |\n|---|---|---|---|---|---|").unwrap();
    for (from, event, to, needs, who) in rows {
        let list = |get: fn(&Text) -> &'static str| needs.iter().map(get).collect::<Vec<_>>().join("; ");
        let (vi, en) = (list(|text| text.vi), list(|text| text.en));
        writeln!(page, "| `{from}` {} | `{event}` {} | `{to}` {} | {vi} | {en} | {who} |", word(from).vi, word(event).vi, word(to).vi)
            .unwrap();
    }
}

fn of_inspections() -> Vec<Row> {
    use inspections::lifecycle::{Event, MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        let action = inspections::rules::action_of(*event);
        let mut who = who(action);
        if action == Action::PlanInspection {
            who.push_str("; for its own checks the unit");
        }
        if *event == Event::Sign {
            "the program, when the minutes are signed".clone_into(&mut who);
        }
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who));
    }
    rows
}

fn words<N: Copy>(needs: &[N], word: fn(N) -> Text) -> Vec<Text> {
    needs.iter().map(|need| word(*need)).collect()
}

fn of_checklists() -> Vec<Row> {
    use checklists::lifecycle::{MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who(Action::EditChecklist)));
    }
    rows
}

fn of_findings() -> Vec<Row> {
    use findings::lifecycle::{Event, MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        let who = match event {
            Event::Reopen => "the program, with the inspection that is reopened".to_owned(),
            _ => who(findings::rules::action_of(*from, *event)),
        };
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who));
    }
    rows
}

fn of_requests() -> Vec<Row> {
    use corrective_actions::lifecycle::{MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        let mut who = who(corrective_actions::rules::action_of(*event));
        match corrective_actions::rules::action_of(*event) {
            Action::CloseCar => who.push_str(", or a member by delegation"),
            Action::ReviewCar | Action::VerifyCar => who.push_str("; or of the team of a follow-up"),
            _ => {}
        }
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who));
    }
    rows
}

fn of_extensions() -> Vec<Row> {
    use corrective_actions::extension_lifecycle::{Event, MOVES};
    use corrective_actions::lifecycle::Need;
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        let who = match event {
            Event::Lapse => "the program, when the request moves past the day".to_owned(),
            Event::Grant | Event::Refuse => who(Action::DecideCar),
        };
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who));
    }
    rows
}

fn of_parked_operations() -> Vec<Row> {
    use sync::lifecycle::{MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who(Action::DecideParked)));
    }
    rows
}

fn of_reports() -> Vec<Row> {
    use reports::lifecycle::{Event, MOVES, Need};
    let mut rows = Vec::new();
    for (from, event, to, needs) in MOVES {
        let who = match event {
            Event::SignField => "whoever is expected in the field".to_owned(),
            Event::RefuseSigning => format!("whoever is expected in the field; on their word: {}", who(Action::MakeReport)),
            Event::Complete => "the program, with the last field".to_owned(),
            Event::Supersede => format!("the program, with a newer document made by: {}", who(Action::MakeReport)),
            Event::Withdraw => who(Action::WithdrawReport),
        };
        rows.push((from.as_str(), event.as_str(), to.as_str(), words(needs, Need::words), who));
    }
    rows
}

#[test]
fn docs_lifecycles_md_is_the_tables_of_moves() {
    let mut page = String::from(concat!(
        "# Lifecycles\n\nPrinted from the tables of moves (`server/src/*/lifecycle.rs`, `corrective_actions/extension_lifecycle.rs`). ",
        "A move that is not here is refused with `illegal-move` and the moves that are legal now; a need that is not met, with `needs-unmet` ",
        "and each of them. *Who* is from [permissions.md](permissions.md). Overdue is no status: it is derived from the days.\n",
    ));
    table(&mut page, "Inspections · Cuộc kiểm tra", &of_inspections());
    page.push_str("\nBeside the status: an inspection is reopened only until the first signature is on its minutes.\n");
    table(&mut page, "Checklists · Phiếu kiểm tra", &of_checklists());
    table(&mut page, "Findings · Phát hiện", &of_findings());
    table(&mut page, "Corrective action requests · Phiếu yêu cầu hành động khắc phục", &of_requests());
    page.push_str(concat!(
        "\nBeside the status: an extension is asked of something that is due; effectiveness is judged where it is asked, and what was ",
        "judged effective may still be found not to be until the request is closed. `allowed` leaves out what could only be refused: ",
        "closing before effectiveness is judged, judging it before its day, asking for an extension while one waits.\n"
    ));
    table(&mut page, "Extensions · Gia hạn", &of_extensions());
    table(&mut page, "Documents · Biên bản, báo cáo, bản in phiếu", &of_reports());
    table(&mut page, "Parked operations · Thao tác đang treo", &of_parked_operations());
    same_as_kept("docs/lifecycles.md", &page);
}
