//! The follow-up checklist made from open corrective actions.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use soat_checklist_schemas::completeness::{Circumstances, ItemState, assess};
use soat_checklist_schemas::follow_up::{FollowUp, OpenAction, build};
use soat_checklist_schemas::{Answer, Checklist, InspectionKind, Verdict};

fn action(number: &str, clauses: &[&str], statement: &str) -> OpenAction {
    OpenAction {
        number: number.to_owned(),
        clauses: clauses.iter().map(|&clause| clause.to_owned()).collect(),
        statement: statement.to_owned(),
    }
}

fn follow_up(actions: Vec<OpenAction>) -> FollowUp {
    FollowUp { key: "follow-up-2025-12".to_owned(), version: 1, edition: "TCVN ISO 9001:2015".to_owned(), actions }
}

fn ids(checklist: &Checklist) -> Vec<&str> {
    checklist.items().map(|item| item.id.as_str()).collect()
}

#[test]
fn each_open_action_becomes_a_section_with_three_questions() {
    let list = build(&follow_up(vec![
        action("CAR-2025/12-03", &["8.5.3", "7.5.3"], "Hồ sơ gốc của công dân không được ghi sổ."),
        action("Số 7/ĐG", &["9.2"], "Không có kết quả đánh giá nội bộ năm 2024."),
    ]))
    .unwrap();
    assert_eq!(
        ids(&list),
        ["car-2025-12-03.done", "car-2025-12-03.cause", "car-2025-12-03.effective", "so-7-dg.done", "so-7-dg.cause", "so-7-dg.effective",]
    );
    assert_eq!(list.edition, "9001:2015");
    assert_eq!(list.inspection_kinds, [InspectionKind::FollowUp]);
    assert_eq!(list.item("car-2025-12-03.done").unwrap().clauses, ["8.5.3", "7.5.3"]);
    let guidance = list.sections[0].guidance.as_ref().unwrap();
    assert_eq!(guidance.vi, "Phát hiện: Hồ sơ gốc của công dân không được ghi sổ.\nĐiều khoản: 8.5.3, 7.5.3");
    assert_eq!(list.validate(), []);
}

#[test]
fn the_same_list_gives_the_same_digest() {
    let made = || build(&follow_up(vec![action("1", &["4.1"], "Thiếu")])).unwrap().digest();
    assert_eq!(made(), made());
}

#[test]
fn whether_it_holds_is_asked_only_of_what_was_done() {
    let list = build(&follow_up(vec![action("1", &["4.1"], "Thiếu")])).unwrap();
    let state = |verdict| {
        let answers = vec![Answer {
            item: "1.done".to_owned(),
            sample: None,
            verdict: Some(verdict),
            value: serde_json::Value::Null,
            note: String::new(),
        }];
        let assessment = assess(&list, &Circumstances { answers, ..Circumstances::default() });
        assessment.status("1.effective").unwrap().state
    };
    assert_eq!(state(Verdict::Conforming), ItemState::Unanswered);
    assert_eq!(state(Verdict::Nonconforming), ItemState::Hidden);
}

#[test]
fn numbers_that_look_alike_get_ids_of_their_own() {
    let list = build(&follow_up(vec![action("A/1", &[], "x"), action("A-1", &[], "y"), action("•", &[], "z")])).unwrap();
    let sections: Vec<&str> = list.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(sections, ["a-1", "a-1-2", "car"]);
}

#[test]
fn whatever_people_wrote_makes_a_valid_checklist() {
    let long = "Ỗ".repeat(5000);
    let list = build(&follow_up(vec![
        action(&"CAR/".repeat(40), &["4.1", "4.1"], &long),
        action("7.4.3-cũ", &["7.4.3", "8.2.4"], "  Cha\u{302}\u{301}m\u{0}\u{202e} trả\r\nkết quả "),
        action("", &[], ""),
    ]))
    .unwrap();
    assert!(list.items().all(|item| item.id.len() <= 40));
    // 7.4.3 is a clause of 2008: it stays in the text.
    assert_eq!(list.sections[1].items[0].clauses, ["8.2.4"]);
    let guidance = list.sections[1].guidance.as_ref().unwrap();
    assert_eq!(guidance.vi, "Phát hiện: Chấm trả\nkết quả\nĐiều khoản: 7.4.3, 8.2.4");
}

#[test]
fn nothing_open_is_refused() {
    let flaws = build(&follow_up(vec![])).unwrap_err();
    assert_eq!((flaws[0].code, flaws[0].pointer.as_str()), ("list-empty", "/actions"));
    let wrong = FollowUp { edition: "9001:1994".to_owned(), ..follow_up(vec![action("1", &["4.1"], "x")]) };
    assert_eq!(build(&wrong).unwrap_err()[0].code, "unknown-edition");
}
