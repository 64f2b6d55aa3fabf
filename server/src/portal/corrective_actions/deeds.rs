//! What happens to a request from its page: each form goes to the service that the API calls.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions::http::Said;
use crate::corrective_actions::lifecycle::Event;
use crate::corrective_actions::service::{self, Particulars};
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Corrective, corrective_named};

/// Something that can be done now, with the form that it asks for.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Its name in addresses.
    pub code: &'static str,
    /// What its button says.
    pub label: &'static str,
    /// What happens then.
    pub note: &'static str,
    /// The words over the field for a reason; none where it takes none.
    pub reason: &'static str,
    /// The reason has to be given.
    pub needs_reason: bool,
    /// It asks how it was verified.
    pub asks_method: bool,
    /// It ends or sends back something.
    pub is_bad: bool,
}

/// The deeds of the events that are allowed, those with a form on the page of the request: the unit's writing has rooms of its own.
#[must_use]
pub fn of(allowed: &[Event], lang: Lang) -> Vec<Deed> {
    allowed.iter().filter(|event| !has_own_room(**event)).map(|event| deed(*event, lang)).collect()
}

const fn has_own_room(event: Event) -> bool {
    matches!(
        event,
        Event::DraftPlan
            | Event::ApprovePlan
            | Event::SubmitPlan
            | Event::RecordProgress
            | Event::SubmitImplementation
            | Event::AskExtension
    )
}

/// One deed.
#[must_use]
pub fn deed(event: Event, lang: Lang) -> Deed {
    let t = Corrective::of(lang);
    let (note, reason, needs_reason) = match event {
        Event::Acknowledge => (t.acknowledge_note, "", false),
        Event::Dispute => (t.dispute_note, t.reason, true),
        Event::Uphold => (t.uphold_note, t.reason, true),
        Event::Withdraw => (t.withdraw_note, t.reason, true),
        Event::AcceptPlan => (t.accept_note, t.remark, false),
        Event::ReturnPlan | Event::ReturnImplementation => (t.return_note, t.reason, true),
        Event::Verify => (t.verify_note, t.remark, false),
        Event::ConfirmEffective => (t.effective_note, t.judgement, true),
        Event::FindIneffective => (t.ineffective_note, t.judgement, true),
        Event::Close => (t.close_note, "", false),
        Event::Cancel => (t.cancel_note, t.reason, true),
        Event::ApprovePlan => (t.approve_note, "", false),
        Event::SubmitPlan => (t.submit_plan_note, "", false),
        Event::SubmitImplementation => (t.send_result_note, "", false),
        Event::DraftPlan | Event::RecordProgress | Event::AskExtension => ("", "", false),
    };
    Deed {
        code: event.as_str(),
        label: corrective_named::event(event).get(lang),
        note,
        reason,
        needs_reason,
        asks_method: event == Event::Verify,
        is_bad: matches!(
            event,
            Event::Dispute | Event::Withdraw | Event::Cancel | Event::ReturnPlan | Event::ReturnImplementation | Event::FindIneffective
        ),
    }
}

const fn said(event: Event) -> Done {
    match event {
        Event::Acknowledge => Done::car_acknowledged,
        Event::Dispute => Done::car_disputed,
        Event::Uphold => Done::car_upheld,
        Event::Withdraw => Done::car_withdrawn,
        Event::DraftPlan => Done::draft_saved,
        Event::ApprovePlan => Done::plan_approved,
        Event::SubmitPlan => Done::plan_sent,
        Event::AcceptPlan => Done::plan_accepted,
        Event::ReturnPlan => Done::plan_returned,
        Event::RecordProgress => Done::progress_saved,
        Event::SubmitImplementation => Done::result_sent,
        Event::Verify => Done::car_verified,
        Event::ReturnImplementation => Done::result_returned,
        Event::ConfirmEffective => Done::found_effective,
        Event::FindIneffective => Done::car_reissued,
        Event::Close => Done::car_closed,
        Event::Cancel => Done::car_cancelled,
        Event::AskExtension => Done::extension_sent,
    }
}

/// Takes an event; a refusal shows the page that the form is on.
pub(super) async fn take(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path((id, event)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let event = Event::named(&event).filter(|event| is_one_press(*event)).ok_or_else(Problem::not_found)?;
    let done = happen(&app, &caller, id, event, &posted).await;
    or_again(&visit, posted, done, async |filled| match event {
        Event::ApprovePlan | Event::SubmitPlan => super::plan_page::review(&app, &visit, &caller, id, &filled).await,
        Event::SubmitImplementation => super::progress::page(&app, &visit, &caller, id, &filled, &[]).await,
        _ => page::show(&app, &visit, &caller, id, &filled).await,
    })
    .await
}

/// What is written in a room of its own is no press of a button: it would say that something was saved where nothing was.
const fn is_one_press(event: Event) -> bool {
    !matches!(event, Event::DraftPlan | Event::RecordProgress | Event::AskExtension)
}

async fn happen(app: &AppState, caller: &Caller, id: Uuid, event: Event, posted: &Posted) -> Result<Response, Problem> {
    let said_with: Said = posted.read(&["reason", "method"])?;
    let particulars = Particulars { reason: said_with.reason, method: said_with.method.map(|form| form.as_str().to_owned()) };
    let tx = app.begin(caller).await?;
    let row = service::take(&tx, caller, id, Some(posted.version()?), event, particulars).await?;
    tx.commit().await?;
    Ok(links::done(&address_after(posted, id, event, row.plan_approved_by.is_some()), said(event)))
}

/// Where a deed leads: to the room that it came from, or on to the next step of the unit's answer.
fn address_after(posted: &Posted, id: Uuid, event: Event, is_approved: bool) -> String {
    match event {
        _ if posted.raw("from") == "committee" => "/committee".to_owned(),
        Event::Acknowledge => format!("/car/{id}/plan"),
        Event::ApprovePlan if is_approved => format!("/car/{id}/plan?step=review"),
        _ => format!("/car/{id}"),
    }
}
