//! What happens to a finding from its page: each form goes to the service that the API calls.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions;
use crate::findings::events::{self, Said};
use crate::findings::http_events::FindingParticulars;
use crate::findings::lifecycle::Event;
use crate::findings::rules;
use crate::findings::views::FindingView;
use crate::inspections::entity::inspection::Status as InspectionStatus;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::corrective_named;
use crate::portal::text::done::Done;

/// Something that can be done now.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Its name in addresses.
    pub code: &'static str,
    /// What its button says.
    pub label: &'static str,
    /// It asks for a reason.
    pub needs_reason: bool,
    /// It contradicts or ends something.
    pub is_bad: bool,
}

/// The deeds of the events that are allowed; those of the visit itself while it lasts.
#[must_use]
pub fn of(view: &FindingView, inspection: InspectionStatus, lang: Lang) -> Vec<Deed> {
    let is_open = inspection == InspectionStatus::InProgress;
    let may = |event: &&Event| is_open || !rules::is_of_the_visit(view.status, **event);
    let deed = |event: &Event| Deed {
        code: event.as_str(),
        label: corrective_named::finding_event(*event).get(lang),
        needs_reason: !matches!(event, Event::Record | Event::Accept),
        is_bad: matches!(event, Event::Dispute | Event::Withdraw),
    };
    view.allowed.iter().flatten().filter(may).map(deed).collect()
}

/// Takes an event.
pub(super) async fn take(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path((id, event)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let event: Event = serde_json::from_value(json!(event)).map_err(|_| Problem::not_found())?;
    let done = happen(&app, &caller, id, event, &posted).await;
    or_again(&visit, posted, done, async |filled| page::page(&app, &visit, &caller, id, &filled).await).await
}

async fn happen(app: &AppState, caller: &Caller, id: Uuid, event: Event, posted: &Posted) -> Result<Response, Problem> {
    let FindingParticulars { reason } = posted.read(&["reason"])?;
    let seen = posted.version()?;
    let tx = app.begin(caller).await?;
    let said = match event {
        Event::Record => Done::finding_recorded,
        Event::Accept => Done::finding_accepted,
        Event::Dispute => Done::finding_disputed,
        Event::Uphold => Done::finding_upheld,
        Event::Withdraw => Done::finding_withdrawn,
        Event::Close => Done::finding_closed,
        // Findings are reopened with their inspection.
        Event::Reopen => return Err(Problem::not_found()),
    };
    if matches!(event, Event::Close | Event::Withdraw) {
        // Both ask for the requests that are still open.
        corrective_actions::service::take_finding(&tx, caller, id, seen, event, reason).await?;
    } else {
        events::take(&tx, caller, id, Some(seen), event, Said { reason, open_requests: Vec::new() }).await?;
    }
    tx.commit().await?;
    let back = if posted.raw("from") == "committee" { "/committee".to_owned() } else { format!("/findings/{id}") };
    Ok(links::done(&back, said))
}
