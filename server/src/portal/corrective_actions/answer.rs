//! What the unit answered, as it is read: correction, cause, actions, similar cases, approval.

use std::collections::HashMap;

use uuid::Uuid;

use super::measures::Measure;
use crate::corrective_actions::plan::RootCause;
use crate::corrective_actions::views::CarView;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::text::{Corrective, Frame, corrective_named, fill};

/// What the unit answered.
pub struct Answer {
    /// What was done about the case itself.
    pub correction: String,
    /// Causes from the first to the root, where they were asked one after the other.
    pub whys: Vec<String>,
    /// Causes by category.
    pub branches: Vec<(&'static str, Vec<String>)>,
    /// The root cause in words, where it was not found by asking why.
    pub root: String,
    /// Where else the same was looked for.
    pub similar: String,
    /// The corrective actions.
    pub measures: Vec<Measure>,
    /// Who approved the plan and when.
    pub approval: Option<String>,
    /// There is nothing yet.
    pub is_empty: bool,
}

/// The answer in a view of a request.
#[must_use]
#[expect(clippy::implicit_hasher, reason = "maps of this program alone")]
pub fn of(view: &CarView, measures: Vec<Measure>, names: &HashMap<Uuid, String>, lang: Lang) -> Answer {
    let t = Corrective::of(lang);
    let (mut whys, mut branches, mut root) = (Vec::new(), Vec::new(), String::new());
    match &view.root_cause {
        Some(RootCause::FiveWhys { whys: asked }) => whys.clone_from(asked),
        Some(RootCause::Fishbone { branches: found, conclusion }) => {
            branches = found.iter().map(|one| (corrective_named::category(one.category).get(lang), one.causes.clone())).collect();
            root.clone_from(conclusion);
        }
        Some(RootCause::Free { text }) => root.clone_from(text),
        None => {}
    }
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_else(|| Frame::of(lang).unknown_person.to_owned());
    let approval = view.plan_approved_by.zip(view.plan_approved_at);
    let is_named = view.root_cause.as_ref().is_some_and(RootCause::is_named);
    Answer {
        is_empty: view.correction.is_empty() && !is_named && measures.is_empty() && view.similar_cases.is_empty(),
        correction: view.correction.clone(),
        similar: view.similar_cases.clone(),
        approval: approval.map(|(by, at)| fill(t.approved, &[&name(by), &format::moment(at)])),
        whys,
        branches,
        root,
        measures,
    }
}
