//! Extensions that are asked and decided, and messages.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::corrective_actions::extension_lifecycle::Event;
use crate::corrective_actions::extensions::{self, AskExtension};
use crate::corrective_actions::http_thread::Words;
use crate::corrective_actions::messages::{self, NewMessage};
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;

/// Asks for another due day.
pub(super) async fn ask(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = asked(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn asked(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let input: AskExtension = posted.read(&["to_on", "reason"])?;
    let tx = app.begin(caller).await?;
    extensions::ask(&tx, caller, id, posted.version()?, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/car/{id}"), Done::extension_sent))
}

/// Grants or refuses an extension.
pub(super) async fn decide(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path((id, n, decision)): Path<(Uuid, i32, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (decision, said) = match decision.as_str() {
        "grant" => (Event::Grant, Done::extension_granted),
        "refuse" => (Event::Refuse, Done::extension_refused),
        _ => return Err(Problem::not_found()),
    };
    let done = decided(&app, &caller, (id, n), decision, &posted).await;
    let back = if posted.raw("from") == "committee" { "/committee".to_owned() } else { format!("/car/{id}") };
    let done = done.map(|()| links::done(&back, said));
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn decided(app: &AppState, caller: &Caller, place: (Uuid, i32), decision: Event, posted: &Posted) -> Result<(), Problem> {
    let words: Words = posted.read(&["reason"])?;
    let tx = app.begin(caller).await?;
    extensions::decide(&tx, caller, place, posted.version()?, decision, &words.reason).await?;
    tx.commit().await
}

/// Writes a message.
pub(super) async fn write(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = written(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn written(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let input: NewMessage = posted.read(&["text"])?;
    let tx = app.begin(caller).await?;
    messages::write(&tx, caller, id, input).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/car/{id}"), Done::message_sent))
}
