//! One request as a story: what was found, what is due, where it stands, what was answered, what happened.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::answer::{self, Answer};
use super::deeds::{self, Deed};
use super::files::{self, NotTaken};
use super::measures;
use super::row::{self, Due};
use super::steps::{self, Step};
use super::story::{self, Day, Extension, Line, Message, Notice};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions::entity::message;
use crate::corrective_actions::entity::request::Model;
use crate::corrective_actions::lifecycle::Event;
use crate::corrective_actions::store;
use crate::corrective_actions::views::{self, CarDetailView, CarView};
use crate::evidence::rules::is_submitted;
use crate::findings::entity::finding;
use crate::inspections;
use crate::inspections::entity::inspection;
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::people;
use crate::portal::findings::page::clause_titles;
use crate::portal::format;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::inspections::evidence::{self, Thumb};
use crate::portal::planning::choices;
use crate::portal::reports::making::{self, Documents};
use crate::portal::text::{Corrective, Inspections, corrective_named, fill, named};

/// Messages on the page.
const MESSAGES: u64 = 500;

#[derive(Template)]
#[template(path = "portal/corrective/page.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
struct CarPage<'a> {
    shell: Shell,
    t: &'static Corrective,
    i: &'static Inspections,
    filled: &'a Filled,
    not_taken: Vec<NotTaken>,
    headline: String,
    id: Uuid,
    version: i64,
    number: String,
    unit: (Uuid, String),
    inspection: (Uuid, String),
    status: &'static str,
    tone: &'static str,
    facts: Vec<(&'static str, String)>,
    due: Option<Due>,
    due_sentence: String,
    notice: Option<Notice>,
    extension_asked: bool,
    instead_of: Option<(Uuid, String)>,
    reissued_as: Option<(Uuid, String)>,
    rooms: Vec<(String, &'static str)>,
    deeds: Vec<Deed>,
    methods: Vec<Choice>,
    may_extend: bool,
    may_decide: bool,
    may_discuss: bool,
    may_bring: bool,
    steps: Vec<Step>,
    found: Vec<Found>,
    answer: Answer,
    verification: Vec<Thumb>,
    documents: Documents,
    days: Vec<Day>,
    extensions: Vec<Extension>,
    history: Vec<Line>,
    messages: Vec<Message>,
}

/// A finding that the request answers for.
struct Found {
    id: Uuid,
    number: String,
    grade: String,
    grade_tone: &'static str,
    statement: Vec<(&'static str, String)>,
    thumbs: Vec<Thumb>,
}

/// Shows a request.
///
/// # Errors
/// `not-found`.
pub async fn show(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, filled: &Filled) -> Result<Response, Problem> {
    show_with(app, visit, caller, id, filled, Vec::new()).await
}

/// The same, with files that were not taken.
///
/// # Errors
/// `not-found`.
pub async fn show_with(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
    filled: &Filled,
    not_taken: Vec<NotTaken>,
) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Corrective::of(visit.lang));
    let row = store::request(db, caller, id, visit.now).await?;
    let detail = views::detail(db, caller, row.clone(), visit.now).await?;
    let inspection = inspections::store::by_id(db, row.inspection_id).await?;
    let written = store::latest_messages(db, id, MESSAGES).await?;
    let names = people::store::names(db, people_of(&detail, &written)).await?;
    let (measures, verification) = measures::of(db, visit, &detail.car).await?;
    let may = async |action| Ok::<_, Problem>(!store::where_may(db, caller, action, &[id], visit.now).await?.is_empty());
    let view = &detail.car;
    let allowed = view.allowed.as_deref().unwrap_or_default();
    let due = view.due.as_ref().map(|due| row::due(due, &visit.today(), lang));
    let page = CarPage {
        shell: Shell::new(visit, format!("{} {}", t.request, view.number)),
        t,
        i: Inspections::of(lang),
        filled,
        headline: files::headline(&not_taken, lang),
        not_taken,
        id,
        version: view.version,
        number: view.number.clone(),
        unit: (view.organisation.id, view.organisation.name.clone()),
        status: corrective_named::status(view.status).get(lang),
        tone: corrective_named::tone(view.status),
        facts: facts(view, lang),
        due_sentence: due.as_ref().map(|due| fill(t.due_sentence, &[due.what, &due.day])).unwrap_or_default(),
        due,
        notice: story::notice(&detail, lang),
        extension_asked: view.extension_asked,
        instead_of: numbered(app, caller, visit, view.reissue_of).await,
        reissued_as: numbered(app, caller, visit, view.reissued_as).await,
        rooms: rooms(view, allowed, t),
        deeds: deeds::of(allowed, lang),
        methods: choices::forms(lang),
        may_extend: allowed.contains(&Event::AskExtension),
        may_decide: may(Action::DecideCar).await?,
        may_discuss: may(Action::DiscussCar).await?,
        may_bring: is_submitted(view.status.as_str()) && may(Action::VerifyCar).await?,
        steps: steps::course(view.status, view.effectiveness, t),
        found: found(app, visit, caller, &row, &inspection).await?,
        answer: answer::of(view, measures, &names, lang),
        verification,
        documents: making::on_car(app, visit, caller, id).await?,
        days: story::days(&detail, lang),
        extensions: story::extensions(&detail.extensions, &names, lang),
        history: story::lines(&detail.history, lang),
        messages: story::messages(written, &names),
        inspection: (inspection.id, inspection.code),
    };
    shell::html(visit, &page)
}

/// Everybody whose name the page says.
fn people_of(detail: &CarDetailView, messages: &[message::Model]) -> Vec<Uuid> {
    let decided = detail.extensions.iter().filter_map(|one| one.decided_by);
    let asked = detail.extensions.iter().map(|one| one.asked_by);
    detail.car.plan_approved_by.into_iter().chain(decided).chain(asked).chain(messages.iter().map(|one| one.user_id)).collect()
}

fn facts(view: &CarView, lang: Lang) -> Vec<(&'static str, String)> {
    let t = Corrective::of(lang);
    vec![
        (t.grade, view.grade.as_deref().map_or(t.ungraded, |grade| named::grade(grade, lang)).to_owned()),
        (t.clauses, clause_titles(&view.edition, &view.clauses, lang)),
        (t.issued_on, format::date(&view.issued_at.local_date(DEFAULT_ZONE))),
    ]
}

/// Where the unit writes its answer, by what is allowed now.
fn rooms(view: &CarView, allowed: &[Event], t: &'static Corrective) -> Vec<(String, &'static str)> {
    let path = format!("/car/{}", view.id);
    let mut rooms = Vec::new();
    if allowed.contains(&Event::DraftPlan) {
        let begun = !view.correction.is_empty() || view.root_cause.is_some() || !view.actions.is_empty();
        rooms.push((format!("{path}/plan"), if begun { t.go_on_plan } else { t.write_plan }));
    }
    if allowed.contains(&Event::SubmitPlan) {
        rooms.push((format!("{path}/plan?step=review"), t.review_plan));
    }
    if allowed.contains(&Event::RecordProgress) {
        rooms.push((format!("{path}/progress"), t.progress_title));
    }
    rooms
}

/// Another request as a link, when the caller may read it.
async fn numbered(app: &AppState, caller: &Caller, visit: &Visit, id: Option<Uuid>) -> Option<(Uuid, String)> {
    let row: Model = store::request(app.read(), caller, id?, visit.now).await.ok()?;
    Some((row.id, row.number))
}

async fn found(app: &AppState, visit: &Visit, caller: &Caller, row: &Model, inspection: &inspection::Model) -> Result<Vec<Found>, Problem> {
    let db = app.read();
    let rows = store::findings(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    // Pictures of the visit are for those who read its work.
    let mut thumbs = if caller.may(db, Action::ReadWork, inspections::store::subject(inspection)).await? {
        let records: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.id), row.response_id]).flatten().collect();
        evidence::of_records(db, visit, &records).await?
    } else {
        HashMap::new()
    };
    Ok(rows.into_iter().map(|row| one_found(row, &mut thumbs, visit.lang)).collect())
}

fn one_found(row: finding::Model, thumbs: &mut HashMap<Uuid, Vec<Thumb>>, lang: Lang) -> Found {
    let i = Inspections::of(lang);
    let mut pictures = thumbs.remove(&row.id).unwrap_or_default();
    pictures.extend(row.response_id.and_then(|id| thumbs.remove(&id)).unwrap_or_default());
    let statement = [(i.requirement, row.requirement), (i.observed, row.observed), (i.evidence_statement, row.evidence_statement)];
    Found {
        id: row.id,
        number: row.number.unwrap_or(row.local_label),
        grade: row.grade.as_deref().map_or(i.ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(row.grade.as_deref()),
        statement: statement.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect(),
        thumbs: pictures,
    }
}
