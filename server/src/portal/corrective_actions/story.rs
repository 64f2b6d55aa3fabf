//! What happened to a request, in lines that people read: history, due days, extensions, messages.

use std::collections::HashMap;

use uuid::Uuid;

use crate::corrective_actions::entity::extension::State;
use crate::corrective_actions::entity::message;
use crate::corrective_actions::entity::request::Status;
use crate::corrective_actions::history::StepView;
use crate::corrective_actions::views::{CarDetailView, ExtensionView};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::text::{Corrective, Frame, corrective_named, fill};

/// Steps that are saved many times: the newest of a row of them stands for all.
const SAVED_OFTEN: [&str; 2] = ["draft_plan", "record_progress"];

/// Something that happened.
pub struct Line {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Why, or the words of the judgement.
    pub reason: String,
}

/// A due day that the request has or had.
pub struct Day {
    /// What was due.
    pub what: &'static str,
    /// The day.
    pub day: String,
    /// When it was set, and by which extension.
    pub set: String,
    /// It counts no more: a later one of the same kind was set.
    pub is_old: bool,
}

/// An extension.
pub struct Extension {
    /// Its place among the extensions.
    pub n: i32,
    /// Which due day.
    pub what: &'static str,
    /// From one day to another.
    pub days: String,
    /// Why, in the unit's words.
    pub reason: String,
    /// Who asked, and when.
    pub asked: String,
    /// What became of it.
    pub state: &'static str,
    /// The colour of that.
    pub tone: &'static str,
    /// It waits for a decision.
    pub waits: bool,
    /// Who decided, and when.
    pub decided: String,
    /// The words of the decision.
    pub decision: String,
}

/// A message.
pub struct Message {
    /// Who wrote it.
    pub who: String,
    /// When.
    pub when: String,
    /// What.
    pub text: String,
}

/// What stands on top of the page: why it was sent back, disputed or ended.
pub struct Notice {
    /// What it is.
    pub title: &'static str,
    /// The words.
    pub text: String,
    /// Who and when.
    pub by: String,
    /// Its colour.
    pub tone: &'static str,
}

/// The history, the oldest first.
#[must_use]
pub fn lines(history: &[StepView], lang: Lang) -> Vec<Line> {
    let t = Corrective::of(lang);
    let told: Vec<&StepView> = history.iter().filter(|step| step.event != "message").collect();
    let mut lines = Vec::new();
    for group in told.chunk_by(|one, next| one.event == next.event && SAVED_OFTEN.contains(&one.event.as_str())) {
        let Some(step) = group.last() else { continue };
        let times = group.len().to_string();
        let what = match (group.len(), step.event.as_str()) {
            (2.., "draft_plan") => fill(t.drafted_times, &[&times]),
            (2.., "record_progress") => fill(t.recorded_times, &[&times]),
            _ => corrective_named::happened(&step.event, lang),
        };
        lines.push(Line {
            when: format::moment(step.at),
            who: step.display_name.clone(),
            what,
            reason: step.reason.clone().unwrap_or_default(),
        });
    }
    lines
}

/// Every due day, in the order in which they were set.
#[must_use]
pub fn days(view: &CarDetailView, lang: Lang) -> Vec<Day> {
    let t = Corrective::of(lang);
    let day = |(at, one): (usize, &crate::corrective_actions::views::DueDayView)| {
        let set = format::date(&one.set_at.local_date(DEFAULT_ZONE));
        Day {
            what: corrective_named::due_kind(one.kind).get(lang),
            day: format::date(&one.due_on),
            set: one.extension.map_or_else(|| set.clone(), |n| format!("{set}, {}", fill(t.by_extension, &[&n.to_string()]))),
            is_old: view.due_days[at + 1..].iter().any(|later| later.kind == one.kind),
        }
    };
    view.due_days.iter().enumerate().map(day).collect()
}

/// The extensions, in the order in which they were asked.
#[must_use]
#[expect(clippy::implicit_hasher, reason = "maps of this program alone")]
pub fn extensions(views: &[ExtensionView], names: &HashMap<Uuid, String>, lang: Lang) -> Vec<Extension> {
    let t = Corrective::of(lang);
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_else(|| Frame::of(lang).unknown_person.to_owned());
    let extension = |view: &ExtensionView| Extension {
        n: view.n,
        what: corrective_named::due_kind(view.kind).get(lang),
        days: fill(t.from_to, &[&format::date(&view.from_on), &format::date(&view.to_on)]),
        reason: view.reason.clone(),
        asked: fill(t.asked, &[&name(view.asked_by), &format::moment(view.asked_at)]),
        state: corrective_named::extension_state(view.state).get(lang),
        tone: corrective_named::extension_tone(view.state),
        waits: view.state == State::Asked,
        decided: view
            .decided_by
            .zip(view.decided_at)
            .map(|(by, at)| fill(t.decided, &[&name(by), &format::moment(at)]))
            .unwrap_or_default(),
        decision: view.decision.clone().unwrap_or_default(),
    };
    views.iter().map(extension).collect()
}

/// The messages, the oldest first.
#[must_use]
#[expect(clippy::implicit_hasher, reason = "maps of this program alone")]
pub fn messages(rows: Vec<message::Model>, names: &HashMap<Uuid, String>) -> Vec<Message> {
    let message = |row: message::Model| Message {
        who: names.get(&row.user_id).cloned().unwrap_or_default(),
        when: format::moment(row.at),
        text: row.text,
    };
    rows.into_iter().map(message).collect()
}

/// What has to be known first.
#[must_use]
pub fn notice(view: &CarDetailView, lang: Lang) -> Option<Notice> {
    let t = Corrective::of(lang);
    let (title, tone, events): (_, _, &[&str]) = match view.car.status {
        Status::PlanReturned => (t.returned_plan, "bad", &["return_plan"]),
        Status::ImplementationReturned => (t.returned_result, "bad", &["return_implementation"]),
        Status::Disputed => (t.disputed, "busy", &["dispute"]),
        Status::Withdrawn => (t.withdrawn, "", &["withdraw", "cancel"]),
        _ => return None,
    };
    let step = view.history.iter().rev().find(|step| events.contains(&step.event.as_str()));
    Some(Notice {
        title,
        text: step.and_then(|step| step.reason.clone()).unwrap_or_default(),
        by: step.map(|step| fill(t.by_at, &[&step.display_name, &format::moment(step.at)])).unwrap_or_default(),
        tone,
    })
}
