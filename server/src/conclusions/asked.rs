//! The checklist as it was asked: what a reader needs of it to understand the answers without the checklist at hand. Pure.

use std::collections::HashSet;

use serde_json::{Value, json};
use soat_checklist_schemas::completeness::{Assessment, ItemState};
use soat_checklist_schemas::{Answer, Checklist, Item, Response, Verdict, catalogue};

use super::assessment::Work;

/// Parts with the items that were asked or excluded; parts of which nothing was asked fall away.
#[must_use]
pub fn sections(work: &Work, assessment: &Assessment) -> Vec<Value> {
    let mut states = assessment.items.iter().map(|status| status.state);
    let mut sections = Vec::new();
    for section in &work.checklist.sections {
        let mut items = Vec::new();
        for item in &section.items {
            let state = states.next().unwrap_or(ItemState::NotAsked);
            if is_told(state) {
                items.push(described(item, state, verdict(item, work)));
            }
        }
        if !items.is_empty() {
            sections.push(json!({"id": section.id, "title": section.title, "items": items}));
        }
    }
    sections
}

fn is_told(state: ItemState) -> bool {
    matches!(state, ItemState::Answered | ItemState::Unanswered | ItemState::Excluded)
}

fn described(item: &Item, state: ItemState, verdict: Option<Verdict>) -> Value {
    let unit = match &item.response {
        Response::Number { unit, .. } => unit.as_ref(),
        _ => None,
    };
    json!({
        "id": item.id, "clauses": item.clauses, "question": item.question, "kind": item.response.kind(), "unit": unit,
        "options": item.response.options(), "critical": item.critical, "state": state,
        "verdict": if state == ItemState::Excluded { None } else { verdict },
    })
}

/// The verdict on the item as a whole; without one, the worst among its samples.
fn verdict(item: &Item, work: &Work) -> Option<Verdict> {
    let answers: Vec<&Answer> = work.circumstances.answers.iter().filter(|answer| answer.item == item.id).collect();
    let whole = answers.iter().find(|answer| answer.sample.is_none()).and_then(|answer| answer.verdict);
    let badness = |verdict: &Verdict| match verdict {
        Verdict::NotApplicable => 0,
        Verdict::Conforming => 1,
        Verdict::PartlyConforming => 2,
        Verdict::Nonconforming => 3,
    };
    whole.or_else(|| answers.iter().filter_map(|answer| answer.verdict).max_by_key(badness))
}

/// Items counted by their verdict: the degree of fulfilment (ISO 19011:2018, 6.5.1).
#[must_use]
pub fn fulfilment(sections: &[Value]) -> Value {
    let items: Vec<&Value> = sections.iter().filter_map(|section| section["items"].as_array()).flatten().collect();
    let count = |is: &dyn Fn(&Value) -> bool| items.iter().filter(|item| is(item)).count();
    let judged = |verdict: Verdict| count(&|item| item["verdict"] == verdict.as_str());
    json!({
        "asked": count(&|item| item["state"] != "excluded"),
        "conforming": judged(Verdict::Conforming),
        "partly_conforming": judged(Verdict::PartlyConforming),
        "nonconforming": judged(Verdict::Nonconforming),
        "not_applicable": judged(Verdict::NotApplicable),
        "not_judged": count(&|item| item["state"] == "answered" && item["verdict"].is_null()),
        "unanswered": count(&|item| item["state"] == "unanswered" && item["verdict"].is_null()),
        "excluded": count(&|item| item["state"] == "excluded"),
    })
}

/// Number and title of every clause that items, findings or exclusions name, in the order of the standard.
#[must_use]
pub fn clauses(checklist: &Checklist, sections: &[Value], work: &Work, exclusions: &Value) -> Vec<Value> {
    let mut named: HashSet<String> = HashSet::new();
    let items = sections.iter().filter_map(|section| section["items"].as_array()).flatten();
    named.extend(items.filter_map(|item| item["clauses"].as_array()).flatten().filter_map(|number| number.as_str().map(str::to_owned)));
    for finding in &work.findings {
        named.extend(serde_json::from_str::<Vec<String>>(&finding.clauses).unwrap_or_default());
    }
    named.extend(exclusions.as_array().into_iter().flatten().filter_map(|entry| entry["clause"].as_str().map(str::to_owned)));
    let Some(edition) = catalogue::edition(&checklist.edition) else { return Vec::new() };
    let told = edition.clauses.iter().filter(|clause| named.contains(&clause.number));
    told.map(|clause| json!({"number": clause.number, "title": clause.title})).collect()
}
