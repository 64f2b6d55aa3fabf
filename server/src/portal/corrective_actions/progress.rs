//! `/car/{id}/progress`: what was done of each action, with evidence; and sending the result.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::deeds::{self, Deed};
use super::files::{self, NotTaken};
use super::measures::{self, Measure};
use super::row::{self, Due};
use super::story::{self, Notice};
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions::http_answers::Progress;
use crate::corrective_actions::lifecycle::{self, Event};
use crate::corrective_actions::plan::WriteProgress;
use crate::corrective_actions::views;
use crate::corrective_actions::{planning, service, store};
use crate::evidence::entity::evidence::AttachedKind;
use crate::evidence::views::AttachedTo;
use crate::kernel::extract::{Path, valid};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::filled::{Filled, is_shown_in_place, or_again};
use crate::portal::frame::links;
use crate::portal::frame::posted::{Posted, iso_date};
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::spool::Spooled;
use crate::portal::frame::visit::Visit;
use crate::portal::text::Corrective;
use crate::portal::text::done::Done;

/// The most actions that a plan has.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "portal/corrective/progress.html")]
struct ProgressPage<'a> {
    shell: Shell,
    t: &'static Corrective,
    filled: &'a Filled,
    id: Uuid,
    version: i64,
    number: String,
    unit: String,
    statement: String,
    due: Option<Due>,
    notice: Option<Notice>,
    measures: Vec<Measure>,
    not_taken: &'a [NotTaken],
    headline: String,
    missing: Vec<String>,
    send: Option<Deed>,
}

/// Shows what was done.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    page(&app, &visit, &caller, id, &Filled::default(), &[]).await
}

/// The page, with files that were not taken.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn page(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
    filled: &Filled,
    not_taken: &[NotTaken],
) -> Result<Response, Problem> {
    let (db, lang, t) = (app.read(), visit.lang, Corrective::of(visit.lang));
    let row = store::request(db, caller, id, visit.now).await?;
    if store::where_may(db, caller, Action::AnswerCar, &[id], visit.now).await?.is_empty() {
        return Err(forbidden(Action::AnswerCar));
    }
    if lifecycle::next(row.status, Event::RecordProgress).is_none() {
        return Ok(links::see(&format!("/car/{id}")));
    }
    let missing = service::missing(db, caller, &row, Event::SubmitImplementation, visit.now).await?;
    let detail = views::detail(db, caller, row, visit.now).await?;
    let (measures, _) = measures::of(db, visit, &detail.car).await?;
    let may_send = detail.car.allowed.as_ref().is_some_and(|allowed| allowed.contains(&Event::SubmitImplementation));
    let page = ProgressPage {
        shell: Shell::new(visit, format!("{}: {}", t.progress_title, detail.car.number)),
        t,
        filled,
        id,
        version: detail.car.version,
        notice: story::notice(&detail, lang),
        due: detail.car.due.as_ref().map(|due| row::due(due, &visit.today(), lang)),
        measures,
        headline: files::headline(not_taken, lang),
        not_taken,
        missing: missing.into_iter().map(|flaw| if lang == Lang::Vi { flaw.vi } else { flaw.en }).collect(),
        send: may_send.then(|| deeds::deed(Event::SubmitImplementation, lang)),
        number: detail.car.number,
        unit: detail.car.organisation.name,
        statement: detail.car.statement,
    };
    shell::html(visit, &page)
}

/// Saves what was done. Files first: they do not depend on the rest, and nobody likes to choose them twice.
pub(super) async fn save(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
    spooled: Spooled,
) -> Result<Response, Problem> {
    let not_taken = match attach(&app, &visit, &caller, id, &posted, &spooled).await {
        Ok(not_taken) => not_taken,
        Err(problem) => {
            spooled.discard(&app).await;
            return Err(problem);
        }
    };
    match record(&app, &visit, &caller, id, &posted).await {
        Ok(()) => {
            let show = async |not_taken: Vec<NotTaken>| page(&app, &visit, &caller, id, &Filled::default(), &not_taken).await;
            files::answered(not_taken, format!("/car/{id}/progress"), Done::progress_saved, show).await
        }
        Err(problem) if is_shown_in_place(&problem) => {
            or_again(&visit, posted, Err(problem), async |filled| page(&app, &visit, &caller, id, &filled, &not_taken).await).await
        }
        Err(problem) => Err(problem),
    }
}

async fn attach(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
    posted: &Posted,
    spooled: &Spooled,
) -> Result<Vec<NotTaken>, Problem> {
    let row = store::request(app.read(), caller, id, visit.now).await?;
    let actions = store::actions(app.read(), &[id]).await?.remove(&id).unwrap_or_default();
    let owner = |field: &str| {
        let at = field.strip_suffix("/files")?;
        let action = posted.id(&format!("{at}/id")).filter(|id| actions.iter().any(|action| action.id == *id))?;
        Some(AttachedTo { kind: AttachedKind::CorrectiveAction, id: action })
    };
    files::keep(app, visit, caller, row.inspection_id, spooled, owner).await
}

/// Writes the text, unless it says what is stored already.
async fn record(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, posted: &Posted) -> Result<(), Problem> {
    let input: Progress = valid(json!({ "actions": (0..MOST).filter_map(|at| said(posted, at)).collect::<Vec<_>>() }))?;
    let stored = store::actions(app.read(), &[id]).await?.remove(&id).unwrap_or_default();
    let is_stored =
        |one: &WriteProgress| stored.iter().any(|row| row.id == one.id && row.done_on == one.done_on && row.result == one.result);
    let row = store::request(app.read(), caller, id, visit.now).await?;
    if row.version == posted.version()? && input.actions.iter().all(is_stored) {
        return Ok(());
    }
    let tx = app.begin(caller).await?;
    planning::write_progress(&tx, caller, id, posted.version()?, input.actions).await?;
    tx.commit().await
}

fn said(posted: &Posted, at: usize) -> Option<Value> {
    let text = |name: &str| posted.text(&format!("actions/{at}/{name}"));
    let mut fields =
        Map::from_iter([("id".to_owned(), json!(text("id")?)), ("result".to_owned(), json!(text("result").unwrap_or_default()))]);
    if let Some(day) = text("done_on") {
        fields.insert("done_on".to_owned(), json!(iso_date(day)));
    }
    Some(Value::Object(fields))
}
