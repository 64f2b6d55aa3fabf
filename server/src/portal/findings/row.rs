//! A finding as a row of a table.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::findings::entity::finding;
use crate::findings::views::FindingView;
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::portal::text::{Inspections, named};

/// A finding as a row of a table.
pub struct FindingRow {
    /// The finding.
    pub id: Uuid,
    /// Its number, or what the device called it.
    pub number: String,
    /// The unit's name.
    pub unit: String,
    /// Its grade.
    pub grade: String,
    /// The colour of its grade.
    pub grade_tone: &'static str,
    /// Its clauses.
    pub clauses: String,
    /// What was seen, in short.
    pub observed: String,
    /// Its status.
    pub status: &'static str,
    /// The colour of its status.
    pub tone: &'static str,
    /// When it was made.
    pub made: String,
}

/// Characters of a statement in a table.
const SHORT: usize = 160;

/// Findings as rows, without those that were withdrawn while drafts.
///
/// # Errors
/// Database failures.
pub async fn rows(db: &impl ConnectionTrait, visit: &Visit, found: Vec<finding::Model>) -> Result<Vec<FindingRow>, Problem> {
    let units: Vec<Uuid> = found.iter().map(|row| row.organisation_id).collect();
    let units = organisations::store::by_ids(db, &units).await?;
    let unit = |id| units.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let standing = found.into_iter().filter(|row| !row.withdrawn).map(FindingView::from);
    Ok(standing.map(|view| finding_row(visit, unit(view.organisation_id), view)).collect())
}

fn finding_row(visit: &Visit, unit: String, view: FindingView) -> FindingRow {
    let lang = visit.lang;
    let grade = view.grade.as_deref();
    FindingRow {
        id: view.id,
        unit,
        grade: grade.map_or(Inspections::of(lang).ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(grade),
        clauses: view.clauses.join(", "),
        observed: shortened(if view.observed.is_empty() { &view.requirement } else { &view.observed }),
        status: named::finding_status(view.status).get(lang),
        tone: named::finding_tone(view.status),
        made: format::date(&view.created_at.local_date(crate::kernel::clock::DEFAULT_ZONE)),
        number: view.number.unwrap_or(view.local_label),
    }
}

/// A text in short, cut between words.
#[must_use]
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SHORT).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}
