//! Corrective actions with their evidence, as pages show them.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::corrective_actions::views::{ActionView, CarView};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::inspections::evidence::{self, Thumb};
use crate::portal::text::{Corrective, fill};

/// A corrective action.
pub struct Measure {
    /// The action.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The fields of the form that says what was done: its id, the day, what came of it, files.
    pub names: [String; 4],
    /// What is to be done.
    pub what: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due: String,
    /// Done on, as a field of a form holds it.
    pub done_on: String,
    /// Done on, as people read it; empty while it is not.
    pub done: String,
    /// What came of it.
    pub result: String,
    /// Its evidence.
    pub thumbs: Vec<Thumb>,
}

/// The actions of a request with their evidence, and the evidence of the request itself. The caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn of(db: &impl ConnectionTrait, visit: &Visit, view: &CarView) -> Result<(Vec<Measure>, Vec<Thumb>), Problem> {
    let records: Vec<Uuid> = view.actions.iter().map(|action| action.id).chain([view.id]).collect();
    let mut thumbs = evidence::of_records(db, visit, &records).await?;
    let measures = view.actions.iter().enumerate().map(|(at, action)| measure(at, action, &mut thumbs, visit.lang)).collect();
    Ok((measures, thumbs.remove(&view.id).unwrap_or_default()))
}

fn measure(at: usize, action: &ActionView, thumbs: &mut HashMap<Uuid, Vec<Thumb>>, lang: Lang) -> Measure {
    Measure {
        id: action.id,
        title: fill(Corrective::of(lang).measure, &[&(at + 1).to_string()]),
        names: ["id", "done_on", "result", "files"].map(|name| format!("actions/{at}/{name}")),
        what: action.what.clone(),
        owner: action.owner.clone(),
        due: format::date_or_dash(action.due_on.as_ref()),
        done_on: action.done_on.as_ref().map(ToString::to_string).unwrap_or_default(),
        done: action.done_on.as_ref().map(format::date).unwrap_or_default(),
        result: action.result.clone(),
        thumbs: thumbs.remove(&action.id).unwrap_or_default(),
    }
}
