//! What an inspection still lacks, in words: the question of the checklist and what is missing from its answer.

use soat_checklist_schemas::Checklist;
use soat_checklist_schemas::completeness::{Gap, ItemStatus};

use crate::kernel::text::Lang;
use crate::portal::text::{Inspections, fill};

/// An item that something is missing from.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The item.
    pub item: String,
    /// Its question.
    pub question: String,
    /// What is missing.
    pub gaps: String,
}

/// The text of a checklist in one language.
#[must_use]
pub fn say(text: &soat_checklist_schemas::Text, lang: Lang) -> &str {
    match lang {
        Lang::Vi => &text.vi,
        Lang::En => &text.en,
    }
}

/// The question of an item; its id when the checklist has no such item.
#[must_use]
pub fn question(checklist: &Checklist, item: &str, lang: Lang) -> String {
    checklist.item(item).map_or_else(|| item.to_owned(), |found| say(&found.question, lang).to_owned())
}

/// What is missing, item by item.
#[must_use]
pub fn missing(checklist: &Checklist, incomplete: &[ItemStatus], lang: Lang) -> Vec<Missing> {
    let words = |gap: &Gap| gap_in_words(gap, lang);
    let of = |status: &ItemStatus| Missing {
        question: question(checklist, &status.item, lang),
        gaps: status.gaps.iter().map(words).collect::<Vec<_>>().join("; "),
        item: status.item.clone(),
    };
    incomplete.iter().map(of).collect()
}

fn gap_in_words(gap: &Gap, lang: Lang) -> String {
    let t = Inspections::of(lang);
    let counted = |text: &str, have: &u32, need: &u32| fill(text, &[&have.to_string(), &need.to_string()]);
    match gap {
        Gap::Answer => t.gap_answer.to_owned(),
        Gap::InvalidAnswer { .. } => t.gap_invalid.to_owned(),
        Gap::Samples { have, need } => counted(t.gap_samples, have, need),
        Gap::SampleVerdicts { have, need } => counted(t.gap_sample_verdicts, have, need),
        Gap::Evidence { have, need } => counted(t.gap_evidence, have, need),
    }
}
