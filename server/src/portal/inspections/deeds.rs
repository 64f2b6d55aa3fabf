//! What happens to an inspection from its page: each form goes to the service that the API calls.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::conclusions;
use crate::inspections::http::{Notice, Reason};
use crate::inspections::lifecycle::Event;
use crate::inspections::planning::{self, EditInspection};
use crate::inspections::service::{self, Particulars};
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Inspections, named};

/// Something that can be done now.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Its name in addresses.
    pub code: &'static str,
    /// What its button says.
    pub label: &'static str,
    /// What happens then.
    pub note: &'static str,
    /// It ends something.
    pub is_bad: bool,
}

/// The deeds of the events that are allowed.
#[must_use]
pub fn of(allowed: &[Event], lang: Lang) -> Vec<Deed> {
    let t = Inspections::of(lang);
    let note = |event| match event {
        Event::Start => t.confirm_start,
        Event::Conclude => t.confirm_conclude,
        Event::Issue => t.confirm_issue,
        Event::Archive => t.confirm_archive,
        Event::Notify | Event::Reopen | Event::Sign | Event::Cancel => "",
    };
    let deed = |event: &Event| Deed {
        code: event.as_str(),
        label: named::event(*event).get(lang),
        note: note(*event),
        is_bad: *event == Event::Cancel,
    };
    allowed.iter().map(deed).collect()
}

const fn said(event: Event) -> Done {
    match event {
        Event::Notify => Done::notified,
        Event::Start => Done::started,
        Event::Conclude => Done::concluded,
        Event::Reopen => Done::reopened,
        Event::Issue => Done::issued,
        Event::Archive => Done::archived,
        Event::Cancel => Done::cancelled,
        Event::Sign => Done::saved,
    }
}

/// Takes an event.
///
/// # Errors
/// Refusals that are not about what was typed.
pub async fn take(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path((id, event)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let event: Event = serde_json::from_value(json!(event)).map_err(|_| Problem::not_found())?;
    let done = happen(&app, &caller, id, event, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn happen(app: &AppState, caller: &Caller, id: Uuid, event: Event, posted: &Posted) -> Result<Response, Problem> {
    let seen = Some(posted.version()?);
    let reason = || posted.read::<Reason>(&["reason"]).map(|input| input.reason);
    // What was typed is read before the transaction begins.
    let particulars = match event {
        Event::Notify => {
            let input: Notice = posted.read(&["notice_number", "notice_sent_on"])?;
            Particulars { notice_number: Some(input.notice_number), notice_sent_on: Some(input.notice_sent_on), reason: None }
        }
        Event::Cancel | Event::Reopen => Particulars { reason: Some(reason()?), ..Particulars::default() },
        Event::Start | Event::Conclude | Event::Sign | Event::Issue | Event::Archive => Particulars::default(),
    };
    let tx = app.begin(caller).await?;
    match event {
        Event::Conclude => conclusions::service::conclude(&tx, caller, id, seen).await?,
        Event::Reopen => conclusions::service::reopen(&tx, caller, id, seen, particulars.reason.as_deref().unwrap_or_default()).await?,
        Event::Sign => return Err(Problem::not_found()),
        event => service::take(&tx, caller, id, seen, event, particulars).await?,
    };
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{id}"), said(event)))
}

/// Sets the number that the clerk gave.
///
/// # Errors
/// Refusals that are not about what was typed.
pub async fn set_number(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = number(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn number(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let input: EditInspection = valid(json!({"number": posted.text("number").unwrap_or_default()}))?;
    let tx = app.begin(caller).await?;
    planning::edit(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/inspections/{id}"), Done::saved))
}
