//! Everything that the committee decides, in one page; each decision is a form of its own.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions::entity::extension::State as ExtensionState;
use crate::corrective_actions::entity::request::Status;
use crate::corrective_actions::lifecycle::Event;
use crate::corrective_actions::rules;
use crate::corrective_actions::store::{self, Wanted};
use crate::corrective_actions::views;
use crate::findings;
use crate::findings::entity::finding::Status as FindingStatus;
use crate::kernel::problem::Problem;
use crate::organisations;
use crate::people;
use crate::portal::corrective_actions::list;
use crate::portal::corrective_actions::row::{self, Row};
use crate::portal::format;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{Committee, Corrective, corrective_named, fill, named};

/// Overdue requests on the page; all of them are in the list.
const OVERDUE: u64 = 10;
/// Of everything else, the most on one page.
const SHOWN: u64 = 50;

#[derive(Template)]
#[template(path = "portal/committee/page.html")]
struct CommitteePage {
    shell: Shell,
    w: &'static Committee,
    t: &'static Corrective,
    filled: Filled,
    rows: Vec<Row>,
    more_overdue: String,
    extensions: Vec<Asked>,
    more_extensions: String,
    disputes: Vec<Dispute>,
    more_disputed_requests: String,
    more_disputed_findings: String,
    to_close: Vec<ToClose>,
    more_to_close: String,
}

/// An extension that is asked.
#[expect(clippy::struct_field_names, reason = "the words of the template")]
struct Asked {
    car: Uuid,
    version: i64,
    number: String,
    unit: String,
    n: i32,
    what: &'static str,
    from: String,
    to: String,
    more: String,
    reason: String,
    asked: String,
}

/// A request or a finding that the unit disputes.
struct Dispute {
    /// `/car/…` or `/findings/…`.
    path: String,
    see: &'static str,
    version: i64,
    number: String,
    unit: String,
    grade: String,
    grade_tone: &'static str,
    team_says: String,
    unit_says: String,
    uphold: &'static str,
    withdraw: &'static str,
    may_decide: bool,
}

/// A request that can be closed.
struct ToClose {
    row: Row,
    version: i64,
    judgement: String,
}

/// Shows the room.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    if !visit.may_somewhere(Action::DecideCar) {
        return Err(forbidden(Action::DecideCar));
    }
    let (db, w) = (app.read(), Committee::of(visit.lang));
    let (rows, more_overdue) = overdue(db, &visit, &caller).await?;
    let (extensions, more_extensions) = extensions(db, &visit, &caller).await?;
    let (mut disputes, more_disputed_requests) = disputed_requests(db, &visit, &caller).await?;
    let (findings, more_disputed_findings) = disputed_findings(db, &visit, &caller).await?;
    disputes.extend(findings);
    let (to_close, more_to_close) = to_close(db, &visit, &caller).await?;
    let page = CommitteePage {
        shell: Shell::new(&visit, w.title),
        w,
        t: Corrective::of(visit.lang),
        filled: Filled::default(),
        rows,
        more_overdue,
        extensions,
        more_extensions,
        disputes,
        more_disputed_requests,
        more_disputed_findings,
        to_close,
        more_to_close,
    };
    shell::html(&visit, &page)
}

async fn overdue(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<(Vec<Row>, String), Problem> {
    let wanted = Wanted { overdue_on: Some(visit.today()), open: Some(true), by_due_day: true, ..Wanted::default() };
    let all = store::count(db, caller, &wanted, visit.now).await?;
    let mut found = store::list(db, caller, &wanted, None, OVERDUE, visit.now).await?;
    found.truncate(usize::try_from(OVERDUE).unwrap_or(usize::MAX));
    let more = if all > OVERDUE { fill(Committee::of(visit.lang).all_overdue, &[&all.to_string()]) } else { String::new() };
    Ok((list::rows(db, visit, found).await?, more))
}

/// Cuts a list to what is shown; what is said of the others then.
fn shown<T>(found: &mut Vec<T>, visit: &Visit) -> String {
    let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let is_more = found.len() > most;
    found.truncate(most);
    if is_more { Committee::of(visit.lang).see_all.to_owned() } else { String::new() }
}

async fn extensions(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<(Vec<Asked>, String), Problem> {
    let (lang, w, t) = (visit.lang, Committee::of(visit.lang), Corrective::of(visit.lang));
    let wanted = Wanted { extension_asked: true, by_due_day: true, ..Wanted::default() };
    let mut found = store::list(db, caller, &wanted, None, SHOWN, visit.now).await?;
    let more = shown(&mut found, visit);
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let may = store::where_may(db, caller, Action::DecideCar, &ids, visit.now).await?;
    let mut asked = store::extensions(db, &ids).await?;
    let names = people::store::names(db, asked.values().flatten().map(|one| one.asked_by)).await?;
    let mut rows = Vec::new();
    for view in views::plain(db, found, visit.now).await?.into_iter().filter(|view| may.contains(&view.id)) {
        for one in asked.remove(&view.id).unwrap_or_default().into_iter().filter(|one| one.state == ExtensionState::Asked) {
            let days = one.from_on.days_until(&one.to_on);
            rows.push(Asked {
                car: view.id,
                version: view.version,
                number: view.number.clone(),
                unit: view.organisation.name.clone(),
                n: one.seq,
                what: corrective_named::due_kind(one.kind).get(lang),
                from: format::date(&one.from_on),
                to: format::date(&one.to_on),
                more: fill(w.days_more, &[&format::number(i64::from(days), lang)]),
                asked: fill(t.asked, &[names.get(&one.asked_by).map_or("", String::as_str), &format::moment(one.asked_at)]),
                reason: one.reason,
            });
        }
    }
    Ok((rows, more))
}

async fn disputed_requests(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<(Vec<Dispute>, String), Problem> {
    let (lang, w, t) = (visit.lang, Committee::of(visit.lang), Corrective::of(visit.lang));
    let wanted = Wanted { statuses: vec![Status::Disputed], ..Wanted::default() };
    let mut found = store::list(db, caller, &wanted, None, SHOWN, visit.now).await?;
    let more = shown(&mut found, visit);
    let views = views::of_rows(db, caller, found, visit.now).await?;
    let dispute = |view: views::CarView| Dispute {
        path: format!("/car/{}", view.id),
        see: w.see,
        version: view.version,
        grade: view.grade.as_deref().map_or(t.ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(view.grade.as_deref()),
        may_decide: view.allowed.as_ref().is_some_and(|allowed| allowed.contains(&Event::Uphold)),
        number: view.number,
        unit: view.organisation.name,
        team_says: view.statement,
        unit_says: view.reason.unwrap_or_default(),
        uphold: corrective_named::event(Event::Uphold).get(lang),
        withdraw: corrective_named::event(Event::Withdraw).get(lang),
    };
    Ok((views.into_iter().map(dispute).collect(), more))
}

async fn disputed_findings(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<(Vec<Dispute>, String), Problem> {
    use findings::lifecycle::Event as FindingEvent;
    let (lang, w, t) = (visit.lang, Committee::of(visit.lang), Corrective::of(visit.lang));
    let wanted = findings::store::Wanted { status: Some(FindingStatus::Disputed), ..Default::default() };
    let mut found = findings::store::list(db, caller, &wanted, None, SHOWN).await?;
    let more = shown(&mut found, visit);
    let units: Vec<Uuid> = found.iter().map(|row| row.organisation_id).collect();
    let units = organisations::store::by_ids(db, &units).await?;
    let views = findings::views::of_rows(db, caller, found).await?;
    let dispute = |view: findings::views::FindingView| Dispute {
        path: format!("/findings/{}", view.id),
        see: w.see_finding,
        version: view.version,
        grade: view.grade.as_deref().map_or(t.ungraded, |grade| named::grade(grade, lang)).to_owned(),
        grade_tone: named::grade_tone(view.grade.as_deref()),
        may_decide: view.allowed.as_ref().is_some_and(|allowed| allowed.contains(&FindingEvent::Uphold)),
        number: view.number.unwrap_or(view.local_label),
        unit: units.iter().find(|unit| unit.id == view.organisation_id).map(|unit| unit.name.clone()).unwrap_or_default(),
        team_says: view.observed,
        unit_says: view.reason.unwrap_or_default(),
        uphold: corrective_named::finding_event(FindingEvent::Uphold).get(lang),
        withdraw: corrective_named::finding_event(FindingEvent::Withdraw).get(lang),
    };
    Ok((views.into_iter().map(dispute).collect(), more))
}

/// Requests that can be closed, those that have waited longest first.
fn closable() -> Wanted {
    Wanted {
        statuses: vec![Status::Verified],
        effectiveness: rules::SETTLED.to_vec(),
        may: Some(Action::CloseCar),
        by_due_day: true,
        ..Wanted::default()
    }
}

async fn to_close(db: &impl ConnectionTrait, visit: &Visit, caller: &Caller) -> Result<(Vec<ToClose>, String), Problem> {
    let mut found = store::list(db, caller, &closable(), None, SHOWN, visit.now).await?;
    let more = shown(&mut found, visit);
    let views = views::of_rows(db, caller, found, visit.now).await?;
    let closable = views.into_iter().filter(|view| view.allowed.as_ref().is_some_and(|allowed| allowed.contains(&Event::Close)));
    let line = |view: views::CarView| ToClose {
        version: view.version,
        judgement: view.reason.clone().unwrap_or_default(),
        row: row::row(view, &visit.today(), visit.lang),
    };
    Ok((closable.map(line).collect(), more))
}
