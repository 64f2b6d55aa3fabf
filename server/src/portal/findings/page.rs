//! One finding as its page shows it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use soat_checklist_schemas::catalogue;
use uuid::Uuid;

use super::deeds::{self, Deed};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::findings::entity::finding;
use crate::findings::store;
use crate::findings::views::{self, FindingView};
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::inspections::evidence::{self, Thumb};
use crate::portal::inspections::gaps;
use crate::portal::text::{Inspections, corrective_named, named};
use crate::{checklists, corrective_actions, inspections};

#[derive(Template)]
#[template(path = "portal/findings/page.html")]
struct FindingPage<'a> {
    shell: Shell,
    t: &'static Inspections,
    filled: &'a Filled,
    id: Uuid,
    version: i64,
    reason: String,
    requests: Vec<(Uuid, String, &'static str, &'static str)>,
    deeds: Vec<Deed>,
    number: String,
    grade: String,
    grade_tone: &'static str,
    status: &'static str,
    tone: &'static str,
    inspection: (Uuid, String),
    unit: (Uuid, String),
    facts: Vec<(&'static str, String)>,
    statement: Vec<(&'static str, String)>,
    repeat_of: Option<(Uuid, String)>,
    proposed: Option<(Uuid, String)>,
    question: Option<String>,
    thumbs: Vec<Thumb>,
}

/// Shows a finding.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default()).await
}

/// The page of a finding.
///
/// # Errors
/// `not-found`.
pub async fn page(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Inspections::of(visit.lang));
    let row = store::finding(db, caller, id).await?;
    let inspection = inspections::store::inspection(db, caller, Action::ReadInspection, row.inspection_id).await?;
    let reads_work = caller.may(db, Action::ReadWork, inspections::store::subject(&inspection)).await?;
    let repeat_of = earlier(db, caller, row.repeat_of).await;
    let proposed = earlier(db, caller, row.proposed_repeat_of.filter(|_| row.repeat_of.is_none())).await;
    let (question, thumbs) = if reads_work { behind(app, visit, &row, &inspection).await? } else { (None, Vec::new()) };
    let unit = inspections::views::unit_of(db, row.organisation_id).await?;
    let requests = requests_of(db, visit, caller, id).await?;
    let view = views::one(db, caller, row).await?;
    let number = view.number.clone().unwrap_or_else(|| view.local_label.clone());
    let page = FindingPage {
        filled,
        id,
        version: view.version,
        reason: view.reason.clone().unwrap_or_default(),
        requests,
        deeds: deeds::of(&view, inspection.status, lang),
        shell: Shell::new(visit, format!("{} {number}", t.finding)),
        t,
        grade: view.grade.as_deref().map_or(t.ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(view.grade.as_deref()),
        status: named::finding_status(view.status).get(lang),
        tone: named::finding_tone(view.status),
        inspection: (inspection.id, inspection.code),
        unit: (unit.id, unit.name),
        facts: facts(&view, lang),
        statement: given([
            (t.requirement, &view.requirement),
            (t.observed, &view.observed),
            (t.evidence_statement, &view.evidence_statement),
        ]),
        repeat_of,
        proposed,
        question,
        thumbs,
        number,
    };
    shell::html(visit, &page)
}

/// An earlier finding as a link, for those who may read it.
async fn earlier(db: &impl ConnectionTrait, caller: &Caller, id: Option<Uuid>) -> Option<(Uuid, String)> {
    let row = store::finding(db, caller, id?).await.ok()?;
    Some((row.id, row.number.unwrap_or(row.local_label)))
}

/// The corrective action requests that answer for a finding, as far as the caller may read them.
async fn requests_of(
    db: &impl ConnectionTrait,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
) -> Result<Vec<(Uuid, String, &'static str, &'static str)>, Problem> {
    let rows = corrective_actions::store::of_finding(db, caller, id, visit.now).await?;
    let line = |row: corrective_actions::entity::request::Model| {
        (row.id, row.number, corrective_named::status(row.status).get(visit.lang), corrective_named::tone(row.status))
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The question it came from, and the pictures that belong to it or to its answer.
async fn behind(
    app: &AppState,
    visit: &Visit,
    row: &finding::Model,
    inspection: &inspections::entity::inspection::Model,
) -> Result<(Option<String>, Vec<Thumb>), Problem> {
    let db = app.read();
    let mut thumbs = evidence::of_record(db, visit, inspection, row.id).await?;
    let Some(response_id) = row.response_id else { return Ok((None, thumbs)) };
    thumbs.extend(evidence::of_record(db, visit, inspection, response_id).await?);
    let Some(response) = inspections::store::response(db, response_id).await? else { return Ok((None, thumbs)) };
    let checklist = checklists::store::document_by_id(db, inspection.checklist_id).await?;
    Ok((Some(gaps::question(&checklist, &response.item_id, visit.lang)), thumbs))
}

/// Clauses with their titles.
#[must_use]
pub fn clause_titles(edition: &str, clauses: &[String], lang: Lang) -> String {
    let edition = catalogue::edition(edition);
    let clause = |number: &String| {
        let title = edition.and_then(|edition| edition.clause(number)).map(|clause| gaps::say(&clause.title, lang));
        title.map_or_else(|| number.clone(), |title| format!("{number} {title}"))
    };
    clauses.iter().map(clause).collect::<Vec<_>>().join("; ")
}

fn facts(view: &FindingView, lang: Lang) -> Vec<(&'static str, String)> {
    let t = Inspections::of(lang);
    let clauses = clause_titles(&view.edition, &view.clauses, lang);
    let edition = format!("ISO {}", view.edition);
    let made = format::moment(view.created_at);
    given([
        (t.clauses, &clauses),
        (t.edition, &edition),
        (t.procedure, &view.procedure),
        (t.legal_reference, &view.legal_reference),
        (t.recorded_on, &made),
    ])
}

fn given<const N: usize>(pairs: [(&'static str, &String); N]) -> Vec<(&'static str, String)> {
    pairs.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(label, text)| (label, text.clone())).collect()
}
