//! The checklist of a follow-up inspection, made from the corrective actions that are still open.
//!
//! Each corrective action request becomes a section with the three questions that decide it: was it carried out, was the
//! cause removed, does it hold. Pure: the same list gives the same checklist and digest.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::answer::Verdict;
use crate::catalogue::{self, Edition};
use crate::condition::Condition;
use crate::flaw::Flaw;
use crate::message;
use crate::response::Response;
use crate::template::{Checklist, InspectionKind, Item, Section, Source, Text};
use crate::text_rules::is_invisible;

/// Longest part of a statement that is shown, in code points; the whole stays with the corrective action.
const STATEMENT_LIMIT: usize = 3000;
/// Longest part of a number that is shown.
const NUMBER_LIMIT: usize = 60;

/// What a follow-up checklist is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Key of the checklist, kebab-case; one of its own for each follow-up inspection.
    pub key: String,
    /// Version, from 1.
    pub version: u32,
    /// Edition the checklist is held against, such as `9001:2015`.
    pub edition: String,
    /// At least one, in the order they are to be visited.
    pub actions: Vec<OpenAction>,
}

/// A corrective action request that is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// Its number as people know it, such as "CAR-2025/12-03".
    pub number: String,
    /// Clauses of its findings. Those the edition does not know (raised against an older one) are named in the text only.
    pub clauses: Vec<String>,
    /// What was found, in the language it was written in.
    pub statement: String,
}

/// Build the checklist.
///
/// # Errors
/// The flaws of the checklist that would come out, or of an empty list of actions.
pub fn build(follow_up: &FollowUp) -> Result<Checklist, Vec<Flaw>> {
    if follow_up.actions.is_empty() {
        return Err(vec![Flaw::new(&message::LIST_EMPTY, "/actions", &[])]);
    }
    let edition = catalogue::edition(&follow_up.edition);
    let mut taken = HashSet::new();
    let sections = follow_up.actions.iter().map(|action| section(action, edition, &mut taken)).collect();
    let checklist = Checklist {
        key: follow_up.key.clone(),
        version: follow_up.version,
        edition: edition.map_or_else(|| follow_up.edition.clone(), |edition| edition.edition.clone()),
        amendments: Vec::new(),
        title: text("Phiếu kiểm tra lại việc khắc phục", "Follow-up of corrective actions"),
        purpose: text(
            "Kiểm tra việc thực hiện và hiệu lực của các hành động khắc phục còn mở tại đơn vị.",
            "Check that the corrective actions still open at the unit were carried out and are effective.",
        ),
        inspection_kinds: vec![InspectionKind::FollowUp],
        sections,
        migrates: std::collections::BTreeMap::new(),
    };
    let flaws = checklist.validate();
    if flaws.is_empty() { Ok(checklist) } else { Err(flaws) }
}

fn section(action: &OpenAction, edition: Option<&Edition>, taken: &mut HashSet<String>) -> Section {
    let id = unique_id(&action.number, taken);
    let known: Vec<String> =
        distinct(&action.clauses).filter(|clause| edition.is_some_and(|edition| edition.clause(clause).is_some())).cloned().collect();
    let ask = |part: &str, question: Text| item(format!("{id}.{part}"), &known, question);
    let mut done = ask(
        "done",
        text(
            "Việc khắc phục và hành động khắc phục đã được thực hiện đủ như kế hoạch được chấp nhận chưa?",
            "Were the correction and the corrective actions carried out in full as planned and accepted?",
        ),
    );
    done.critical = true;
    let cause = ask(
        "cause",
        text(
            "Nguyên nhân gốc đã được loại bỏ và các trường hợp tương tự đã được rà soát chưa?",
            "Was the root cause removed, and were similar cases looked for?",
        ),
    );
    let mut effective = ask(
        "effective",
        text("Từ khi khắc phục đến nay, sự việc có được ngăn ngừa tái diễn không?", "Since then, has it been kept from happening again?"),
    );
    // Whether it holds cannot be asked of what was not done.
    effective.shown_when =
        Some(Condition::VerdictIs { item: done.id.clone(), any_of: vec![Verdict::Conforming, Verdict::PartlyConforming] });
    Section { id, title: heading(&action.number), guidance: Some(guidance(action)), items: vec![done, cause, effective] }
}

fn heading(number: &str) -> Text {
    let number = clean(number, NUMBER_LIMIT).replace('\n', " ");
    if number.is_empty() {
        // Recorded on a device that has not reached the server yet, where numbers are given.
        return text("Phiếu chưa có số", "Request without a number");
    }
    Text { vi: format!("Phiếu {number}"), en: format!("Request {number}") }
}

fn guidance(action: &OpenAction) -> Text {
    let statement = clean(&action.statement, STATEMENT_LIMIT);
    let clauses = clean(&distinct(&action.clauses).map(String::as_str).collect::<Vec<_>>().join(", "), 200);
    let with = |found: &str, clause: &str| {
        let mut lines = Vec::new();
        if !statement.is_empty() {
            lines.push(format!("{found}: {statement}"));
        }
        if !clauses.is_empty() {
            lines.push(format!("{clause}: {clauses}"));
        }
        lines.join("\n")
    };
    let (vi, en) = (with("Phát hiện", "Điều khoản"), with("Finding", "Clauses"));
    if vi.is_empty() {
        return text("Không có mô tả phát hiện.", "The finding was not described.");
    }
    Text { vi, en }
}

fn item(id: String, clauses: &[String], question: Text) -> Item {
    let evidence =
        Condition::VerdictIs { item: id.clone(), any_of: vec![Verdict::Conforming, Verdict::PartlyConforming, Verdict::Nonconforming] };
    Item {
        id,
        clauses: clauses.to_vec(),
        question,
        guidance: None,
        evidence_hints: Vec::new(),
        source: Source::Unit,
        response: Response::Verdict {},
        required: true,
        evidence_required: Some(evidence),
        weight: 1,
        critical: false,
        shown_when: None,
        applies_to: Vec::new(),
        excludable: false,
        amendment: None,
    }
}

/// An id made from the number, with room for the longest question's name (".effective") within 40 characters.
fn unique_id(number: &str, taken: &mut HashSet<String>) -> String {
    const ROOM: usize = 24;
    let mut base = String::new();
    // Decomposed, so that Vietnamese letters keep their base; đ has none.
    for character in number.to_lowercase().replace('đ', "d").nfd().filter(char::is_ascii) {
        let kept = if character.is_ascii_alphanumeric() || character == '.' { character } else { '-' };
        if base.len() < ROOM && !(kept == '-' && base.ends_with('-')) {
            base.push(kept);
        }
    }
    let base = match base.trim_matches(['-', '.']) {
        "" => "car",
        trimmed => trimmed,
    };
    let mut id = base.to_owned();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    id
}

fn distinct(clauses: &[String]) -> impl Iterator<Item = &String> {
    clauses.iter().enumerate().filter(|(at, clause)| !clauses[..*at].contains(clause)).map(|(_, clause)| clause)
}

/// NFC, nothing invisible but line ends, trimmed, cut at `limit` code points.
fn clean(written: &str, limit: usize) -> String {
    let visible: String = written.nfc().filter(|c| *c == '\n' || !is_invisible(*c)).collect();
    let trimmed = visible.trim();
    match trimmed.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", trimmed[..end].trim_end()),
        None => trimmed.to_owned(),
    }
}

fn text(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}
