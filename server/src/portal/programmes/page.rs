//! A programme as its page shows it.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::organisations;
use crate::portal::format;
use crate::portal::text::{Programmes, fill, named};
use crate::programmes::progress::LineView;
use crate::programmes::rules::{GroupView, StageCounts};
use crate::programmes::tasks::TaskView;
use crate::programmes::views::ProgrammeView;

/// Counts in the order of the columns of a table.
pub type Counts = [u32; 8];

/// The counts of a group or of all, in the order of the table.
#[must_use]
pub fn counts(counts: &StageCounts) -> Counts {
    let StageCounts { planned, not_started, notified, in_progress, concluded, issued, cancelled, late } = *counts;
    [planned, not_started, notified, in_progress, concluded, issued, cancelled, late]
}

/// A group of the plan: level and kind in words, and its counts.
pub struct Group {
    /// Its level.
    pub level: String,
    /// Its kind.
    pub kind: String,
    /// Its counts.
    pub counts: Counts,
}

/// A line of the plan as a row.
pub struct Line {
    /// The unit.
    pub organisation: Uuid,
    /// Its name.
    pub unit: String,
    /// Why it is inspected.
    pub reason: String,
    /// By when.
    pub due: String,
    /// Days late in words; empty in time.
    pub late: String,
    /// How far it has come.
    pub stage: &'static str,
    /// The colour of that.
    pub tone: &'static str,
    /// The inspection made for it.
    pub inspection: Option<(Uuid, String)>,
    /// Kind of inspection.
    pub kind: String,
}

/// A task as a row.
pub struct Task {
    /// What is to be done.
    pub title: String,
    /// Who leads it.
    pub lead: String,
    /// Who co-operates.
    pub with: String,
    /// By when.
    pub due: String,
    /// How far it is, in per cent.
    pub percent: i32,
    /// Past its day and not done.
    pub overdue: bool,
    /// What there is to say about it.
    pub note: String,
}

/// Names of kinds of organisations, by code.
///
/// # Errors
/// Database failures.
pub async fn kind_names(db: &impl ConnectionTrait, lang: Lang) -> Result<HashMap<String, String>, Problem> {
    let kinds = organisations::store::kinds(db).await?.into_iter();
    Ok(kinds.map(|kind| (kind.code, if lang == Lang::Vi { kind.name_vi } else { kind.name_en })).collect())
}

/// The groups of a plan in words.
#[must_use]
#[expect(clippy::implicit_hasher, reason = "maps of this program alone")]
pub fn groups(groups: &[GroupView], kinds: &HashMap<String, String>, lang: Lang) -> Vec<Group> {
    let group = |group: &GroupView| Group {
        level: named::level(&group.level, lang).to_owned(),
        kind: kinds.get(&group.kind).cloned().unwrap_or_else(|| group.kind.clone()),
        counts: counts(&group.counts),
    };
    groups.iter().map(group).collect()
}

/// A line of the plan.
#[must_use]
pub fn line(view: LineView, lang: Lang) -> Line {
    let t = Programmes::of(lang);
    Line {
        organisation: view.line.organisation_id,
        unit: view.organisation_name,
        reason: view.line.reason,
        due: format::date_or_dash(view.due_on.as_ref()),
        late: view.days_late.map(|days| fill(t.late_by, &[&days.to_string()])).unwrap_or_default(),
        stage: named::stage(view.stage).get(lang),
        tone: if view.late { "bad" } else { named::stage_tone(view.stage) },
        inspection: view.inspection.map(|inspection| (inspection.id, inspection.code)),
        kind: view.line.inspection_kind,
    }
}

/// Tasks with the names of their units.
///
/// # Errors
/// Database failures.
pub async fn tasks(db: &impl ConnectionTrait, views: Vec<TaskView>) -> Result<Vec<Task>, Problem> {
    let ids: Vec<Uuid> = views.iter().flat_map(|view| view.co_operating.iter().copied().chain([view.lead_organisation_id])).collect();
    let units: HashMap<Uuid, String> = organisations::store::by_ids(db, &ids).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let name = |id: &Uuid| units.get(id).cloned().unwrap_or_default();
    let task = |view: TaskView| Task {
        lead: name(&view.lead_organisation_id),
        with: view.co_operating.iter().map(name).collect::<Vec<_>>().join(", "),
        due: format::date_or_dash(view.due_on.as_ref()),
        percent: view.progress_percent,
        overdue: view.overdue,
        title: view.title,
        note: view.note,
    };
    Ok(views.into_iter().map(task).collect())
}

/// What is known of a programme, in words.
#[must_use]
pub fn facts(view: &ProgrammeView, lang: Lang) -> Vec<(&'static str, String)> {
    let t = Programmes::of(lang);
    let yes_no = if view.grading { crate::portal::text::Frame::of(lang).yes } else { crate::portal::text::Frame::of(lang).no };
    let decision = view.decision.as_ref().map(|decision| {
        let signed = decision.signed_on.as_ref().map(|day| fill(t.signed_on, &[&format::date(day)]));
        let published = decision.published_on.as_ref().map(|day| fill(t.published_on, &[&format::date(day)]));
        [Some(decision.number.clone()), signed, published].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let deadlines = view
        .deadlines
        .as_ref()
        .map(|days| fill(t.deadlines_said, &[&days.plan.to_string(), &days.implementation.to_string(), &days.effectiveness.to_string()]));
    let facts = [
        (t.decision, decision),
        (t.window, view.window.as_ref().map(|window| format::days(&window.from, &window.to))),
        (t.budget, view.budget_vnd.map(|dong| fill(t.dong, &[&format::number(dong, lang)]))),
        (t.grading, Some(yes_no.to_owned())),
        (t.deadlines, deadlines),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}
