//! Which items an inspection has to answer, and what is still missing before it can be concluded.
//!
//! One pass in document order: an item that is not asked, excluded or hidden gives no answer to the conditions of the
//! items after it, whatever was recorded for it before.

use std::collections::{HashMap, HashSet};

use crate::answer::{Answer, Answers, Verdict};
use crate::answer_rules::check_answer;
use crate::catalogue::{edition_name, is_within};
use crate::flaw::{Flaw, step};
use crate::message;
use crate::response::Response;
use crate::template::{Checklist, Item};

pub use crate::assessment::{Assessment, Circumstances, Exclusion, Gap, ItemState, ItemStatus, Progress, SectionProgress};

/// Go through the checklist with what was recorded.
#[must_use]
pub fn assess(checklist: &Checklist, circumstances: &Circumstances) -> Assessment {
    let recorded = Answers::from(circumstances.answers.as_slice());
    let amendments: HashSet<_> = circumstances.amendments.iter().map(|name| spelling(name)).collect();
    // What conditions may see: filled as items turn out to be asked.
    let mut visible = Answers::default();
    let mut assessment =
        Assessment { items: Vec::new(), sections: Vec::new(), progress: Progress::default(), flaws: flaws(checklist, circumstances) };
    for section in &checklist.sections {
        let mut progress = Progress::default();
        for item in &section.items {
            let answers = recorded.of(&item.id);
            let state = if !is_for(item, circumstances, &amendments) {
                ItemState::NotAsked
            } else if is_excluded(item, &circumstances.exclusions) {
                ItemState::Excluded
            } else if item.shown_when.as_ref().is_some_and(|condition| !condition.holds(&visible)) {
                ItemState::Hidden
            } else if is_answered(item, answers, circumstances) {
                ItemState::Answered
            } else {
                ItemState::Unanswered
            };
            let mut gaps = Vec::new();
            if state.is_asked() {
                visible.admit(answers.iter().copied());
                gaps = find_gaps(item, state, answers, &visible, circumstances);
            }
            progress.count(item, state, &gaps);
            assessment.items.push(ItemStatus { item: item.id.clone(), state, gaps });
        }
        assessment.progress.add(progress);
        assessment.sections.push(SectionProgress { section: section.id.clone(), progress });
    }
    assessment
}

fn is_for(item: &Item, circumstances: &Circumstances, amendments: &HashSet<String>) -> bool {
    let kind = item.applies_to.is_empty() || item.applies_to.contains(&circumstances.organisation_kind);
    kind && item.amendment.as_ref().is_none_or(|amendment| amendments.contains(&spelling(amendment)))
}

fn spelling(name: &str) -> String {
    edition_name(name).unwrap_or_else(|| name.to_owned())
}

/// An item goes out only when all its clauses do.
fn is_excluded(item: &Item, exclusions: &[Exclusion]) -> bool {
    let out = |clause: &String| exclusions.iter().any(|one| !one.reason.trim().is_empty() && is_within(clause, &one.clause));
    item.excludable && !item.clauses.is_empty() && item.clauses.iter().all(out)
}

fn is_answered(item: &Item, answers: &[&Answer], circumstances: &Circumstances) -> bool {
    let whole = answers.iter().any(|answer| answer.sample.is_none() && answer.answers(item));
    let Response::SampleTable { minimum } = item.response else {
        return whole || answers.iter().any(|answer| answer.answers(item));
    };
    let not_applicable = answers.iter().any(|answer| answer.sample.is_none() && is_not_applicable(answer));
    let (judged, drawn) = count_samples(item, answers, circumstances);
    not_applicable || (judged >= minimum && judged == drawn)
}

fn is_not_applicable(answer: &Answer) -> bool {
    answer.verdict == Some(Verdict::NotApplicable)
}

/// Samples with a verdict, and samples drawn.
fn count_samples(item: &Item, answers: &[&Answer], circumstances: &Circumstances) -> (u32, u32) {
    let distinct = |judged: bool| {
        let samples = answers.iter().filter(|answer| !judged || answer.verdict.is_some());
        let names: HashSet<_> = samples.filter_map(|answer| answer.sample.as_ref()).collect();
        u32::try_from(names.len()).unwrap_or(u32::MAX)
    };
    let listed = circumstances.samples.get(&item.id).copied().unwrap_or_default();
    (distinct(true), listed.max(distinct(false)))
}

fn find_gaps(item: &Item, state: ItemState, answers: &[&Answer], visible: &Answers<'_>, circumstances: &Circumstances) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if item.required && state == ItemState::Unanswered {
        match item.response {
            Response::SampleTable { minimum } => {
                let (judged, drawn) = count_samples(item, answers, circumstances);
                if drawn < minimum {
                    gaps.push(Gap::Samples { have: drawn, need: minimum });
                }
                if judged < drawn {
                    gaps.push(Gap::SampleVerdicts { have: judged, need: drawn });
                }
            }
            _ => gaps.push(Gap::Answer),
        }
    }
    let flaw = answers.iter().find_map(|answer| check_answer(item, answer).into_iter().next());
    gaps.extend(flaw.map(|flaw| Gap::InvalidAnswer { code: flaw.code }));
    let have = circumstances.evidence.get(&item.id).copied().unwrap_or_default();
    if have == 0 && item.evidence_required.as_ref().is_some_and(|condition| condition.holds(visible)) {
        gaps.push(Gap::Evidence { have, need: 1 });
    }
    gaps
}

fn flaws(checklist: &Checklist, circumstances: &Circumstances) -> Vec<Flaw> {
    let items: HashMap<&str, &Item> = checklist.items().map(|item| (item.id.as_str(), item)).collect();
    let mut flaws = Vec::new();
    let mut seen = HashSet::new();
    for (at, answer) in circumstances.answers.iter().enumerate() {
        let place = step("/answers", at);
        if !items.contains_key(answer.item.as_str()) {
            flaws.push(Flaw::new(&message::ANSWER_UNKNOWN_ITEM, place, &[&answer.item]));
        } else if !seen.insert((&answer.item, &answer.sample)) {
            flaws.push(Flaw::new(&message::ANSWER_REPEATED, place, &[&answer.item]));
        }
    }
    for (at, exclusion) in circumstances.exclusions.iter().enumerate() {
        let place = step("/exclusions", at);
        let reaches = |item: &&Item| item.excludable && item.clauses.iter().any(|c| is_within(c, &exclusion.clause));
        if exclusion.reason.trim().is_empty() {
            flaws.push(Flaw::new(&message::EXCLUSION_REASON_MISSING, step(&place, "reason"), &[&exclusion.clause]));
        }
        if !items.values().any(reaches) {
            flaws.push(Flaw::new(&message::EXCLUSION_REACHES_NOTHING, step(&place, "clause"), &[&exclusion.clause]));
        }
    }
    flaws
}
