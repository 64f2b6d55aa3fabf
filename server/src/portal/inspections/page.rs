//! One inspection as its page shows it.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::deeds::{self, Deed};
use super::evidence::{self, Thumb};
use super::gaps::{self, Missing};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::conclusions::service::{self as conclusions, ProgressView};
use crate::inspections::entity::inspection;
use crate::inspections::views::InspectionView;
use crate::inspections::{service, store};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::corrective_actions::issuing;
use crate::portal::corrective_actions::row::Row as RequestRow;
use crate::portal::findings::row::{self as finding_row, FindingRow};
use crate::portal::format;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::reports::making::{self, Documents};
use crate::portal::text::{self, Corrective, Inspections, named};
use crate::{checklists, corrective_actions, findings, programmes};

/// Pictures on the page; the others have a page of their own.
const THUMBS: u64 = 8;
/// Findings on the page.
const FINDINGS: u64 = 200;
/// Items named that something is missing from.
const MISSING_SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "portal/inspections/page.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
struct InspectionPage<'a> {
    shell: Shell,
    t: &'static Inspections,
    filled: &'a Filled,
    view: InspectionView,
    status: &'static str,
    tone: &'static str,
    deeds: Vec<Deed>,
    facts: Vec<(&'static str, String)>,
    team: Vec<Member>,
    programme: Option<(Uuid, String)>,
    work: Option<Work>,
    findings: Vec<FindingRow>,
    c: &'static Corrective,
    requests: Vec<RequestRow>,
    documents: Documents,
    may_issue: bool,
    may_follow_up: bool,
    sessions: Vec<[String; 3]>,
    words: Vec<(&'static str, String)>,
    may_plan: bool,
    may_number: bool,
    number: String,
}

/// Someone on the team.
struct Member {
    name: String,
    title: String,
    role: &'static str,
    independent: bool,
}

/// What was recorded, for those who may read it.
struct Work {
    answered: u32,
    asked: u32,
    percent: u32,
    sentence: String,
    sections: Vec<(String, u32, u32)>,
    missing: Vec<Missing>,
    more_missing: usize,
    conflicts: u64,
    conflicts_sentence: String,
    awaited: String,
    thumbs: Vec<Thumb>,
    more_evidence: bool,
    archive: Option<String>,
    attendees: Vec<[String; 3]>,
    is_open: bool,
}

/// Shows an inspection.
///
/// # Errors
/// `not-found`.
pub async fn show(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    let db = app.read();
    let row = store::inspection(db, caller, Action::ReadInspection, id).await?;
    let view = service::view(db, caller, row.clone()).await?;
    let t = Inspections::of(visit.lang);
    let may_plan = service::require_planner(db, caller, &row).await.is_ok();
    let work = if caller.may(db, Action::ReadWork, store::subject(&row)).await? { Some(work(app, visit, &row).await?) } else { None };
    let wanted = findings::store::Wanted { inspection: Some(id), ..Default::default() };
    let found = findings::store::list(db, caller, &wanted, None, FINDINGS).await?;
    let requests = issuing::of_inspection(db, visit, caller, id).await?;
    let page = InspectionPage {
        shell: Shell::new(visit, format!("{} · {}", view.organisation.name, view.code)),
        t,
        filled,
        status: named::status(view.status).get(visit.lang),
        tone: named::tone(view.status),
        deeds: deeds::of(view.allowed.as_deref().unwrap_or_default(), visit.lang),
        facts: facts(app, visit, &view).await?,
        team: team(&view, visit.lang),
        programme: programme(app, caller, &view).await,
        work,
        findings: finding_row::rows(db, visit, found).await?,
        c: Corrective::of(visit.lang),
        documents: making::on_inspection(app, visit, caller, &row).await?,
        may_issue: corrective_actions::issuing::is_due(db, caller, &row).await?,
        may_follow_up: may_plan && requests.iter().any(|one| one.is_open),
        requests,
        sessions: sessions(&view, visit.lang),
        words: words(&view, t),
        may_plan: may_plan && view.status.awaits_conclusion(),
        may_number: may_plan && view.status.takes_number(),
        number: view.number.clone().unwrap_or_default(),
        view,
    };
    shell::html(visit, &page)
}

async fn facts(app: &AppState, visit: &Visit, view: &InspectionView) -> Result<Vec<(&'static str, String)>, Problem> {
    let t = Inspections::of(visit.lang);
    let checklist = checklists::store::by_id(app.read(), view.checklist_id).await?;
    let title = if visit.lang == Lang::Vi { checklist.title_vi } else { checklist.title_en };
    let decision = |number: &Option<String>, day: Option<&crate::kernel::clock::LocalDate>| {
        let number = number.clone()?;
        Some(day.map_or_else(|| number.clone(), |day| format!("{number}, {}", format::date(day))))
    };
    let mut facts = vec![
        (t.planned, format::days(&view.planned_from, &view.planned_to)),
        (t.kind, named::kind(view.kind).get(visit.lang).to_owned()),
        (t.form, named::form(view.form).get(visit.lang).to_owned()),
        (t.checklist, format!("{title}, {}", text::fill(t.version, &[&checklist.number.to_string()]))),
        (t.edition, format!("ISO {}", checklist.edition)),
    ];
    let optional = [
        (t.team_decision, decision(&view.team_decision_number, view.team_decided_on.as_ref())),
        (t.notice, decision(&view.notice_number, view.notice_sent_on.as_ref())),
        (t.number, view.number.clone()),
        (t.started, view.started_at.map(|at| format::moment_in(at, &view.zone))),
        (t.concluded, view.concluded_at.map(|at| format::moment_in(at, &view.zone))),
        (t.reason, view.reason.clone()),
        (t.digest, view.frozen_digest.clone()),
    ];
    facts.extend(optional.into_iter().filter_map(|(label, value)| Some((label, value?))));
    Ok(facts)
}

/// The programme, for those who may read it.
async fn programme(app: &AppState, caller: &Caller, view: &InspectionView) -> Option<(Uuid, String)> {
    let row = programmes::store::programme(app.read(), caller, view.programme_id?).await.ok()?;
    Some((row.id, row.title))
}

fn team(view: &InspectionView, lang: Lang) -> Vec<Member> {
    let member = |member: &crate::inspections::views::MemberView| Member {
        name: member.display_name.clone(),
        title: member.title.clone(),
        role: named::team_role(member.team_role).get(lang),
        independent: member.independence_declared_at.is_some(),
    };
    view.team.iter().map(member).collect()
}

fn sessions(view: &InspectionView, lang: Lang) -> Vec<[String; 3]> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let at = |value: &serde_json::Value| {
        value.as_str().and_then(|text| text.parse().ok()).map_or_else(String::new, |at| format::moment_in(at, &view.zone))
    };
    let line = |session: &serde_json::Value| {
        let (from, to) = (at(&session["started_at"]), at(&session["ended_at"]));
        let when = if to.is_empty() { from } else { format!("{from} – {to}") };
        [named::session(&text(&session["kind"]), lang).to_owned(), text(&session["place"]), when]
    };
    view.sessions.as_array().into_iter().flatten().map(line).collect()
}

fn words(view: &InspectionView, t: &'static Inspections) -> Vec<(&'static str, String)> {
    let all = [(t.conclusion, &view.conclusion), (t.opinion, &view.opinion), (t.disagreements, &view.disagreements)];
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| (label, text.clone())).collect()
}

async fn work(app: &AppState, visit: &Visit, row: &inspection::Model) -> Result<Work, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Inspections::of(visit.lang));
    let checklist = checklists::store::document_by_id(db, row.checklist_id).await?;
    let progress: ProgressView = conclusions::progress(db, row).await?;
    let title = |id: &str| {
        let section = checklist.sections.iter().find(|section| section.id == id);
        section.map_or_else(|| id.to_owned(), |section| gaps::say(&section.title, lang).to_owned())
    };
    let mut missing = gaps::missing(&checklist, &progress.incomplete, lang);
    let more_missing = missing.len().saturating_sub(MISSING_SHOWN);
    missing.truncate(MISSING_SHOWN);
    let (thumbs, more_evidence) = evidence::first(db, visit, row, THUMBS).await?;
    let attendees = store::attendees(db, row.id).await?;
    let (answered, asked) = (progress.total.answered, progress.total.asked);
    let counted = |template: &str, count: String| if count == "0" { String::new() } else { text::fill(template, &[&count]) };
    Ok(Work {
        answered,
        asked,
        percent: format::percent(answered, asked).unwrap_or(0),
        sentence: text::fill(t.answered, &[&answered.to_string(), &asked.to_string()]),
        sections: progress.sections.iter().map(|one| (title(&one.section), one.progress.answered, one.progress.asked)).collect(),
        missing,
        more_missing,
        conflicts: progress.open_conflicts,
        conflicts_sentence: text::fill(t.open_conflicts, &[&progress.open_conflicts.to_string()]),
        awaited: counted(t.awaited_evidence, progress.evidence_awaited.to_string()),
        thumbs,
        more_evidence,
        archive: evidence::archive_link(db, visit, row.id).await?,
        attendees: attendees.into_iter().map(|row| [row.name, row.title, named::side(&row.side, lang).to_owned()]).collect(),
        is_open: row.status.awaits_conclusion(),
    })
}
