//! Making documents from the pages of inspections and requests, and those that are there already.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::row::{self, Row};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::corrective_actions;
use crate::inspections::entity::inspection;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::frame::fields::Choice;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::visit::Visit;
use crate::portal::text::Reports;
use crate::portal::text::done::Done;
use crate::portal::{corrective_actions as car_pages, inspections as inspection_pages};
use crate::reports::making::{self, NewCarForm, NewReport};
use crate::reports::store::{self, Wanted};
use crate::reports::words;

/// Documents named on one page.
const SHOWN: u64 = 50;

/// The documents of an inspection or of a request, and what can be made now.
pub struct Documents {
    /// Those that are there, the newest first.
    pub rows: Vec<Row>,
    /// Kinds that can be made.
    pub makeable: Vec<Choice>,
    /// Languages.
    pub languages: Vec<Choice>,
    /// Words of this room.
    pub t: &'static Reports,
}

impl Documents {
    /// There is nothing to show and nothing to make.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.makeable.is_empty()
    }
}

/// The documents of an inspection.
///
/// # Errors
/// Database failures.
pub async fn on_inspection(app: &AppState, visit: &Visit, caller: &Caller, inspection: &inspection::Model) -> Result<Documents, Problem> {
    let wanted = Wanted { inspection: Some(inspection.id), ..Wanted::default() };
    let mut found = store::list(app.read(), caller, &wanted, None, SHOWN, visit.now).await?;
    found.retain(|row| row.car_id.is_none());
    let kinds = making::makeable(app.read(), caller, inspection).await?;
    let makeable = kinds.into_iter().map(|kind| Choice::new(kind.as_str(), words::kind(kind).get(visit.lang))).collect();
    documents(app, visit, found, makeable).await
}

/// The printed forms of a request.
///
/// # Errors
/// Database failures.
pub async fn on_car(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid) -> Result<Documents, Problem> {
    let wanted = Wanted { car: Some(id), ..Wanted::default() };
    let found = store::list(app.read(), caller, &wanted, None, SHOWN, visit.now).await?;
    let may = !corrective_actions::store::where_may(app.read(), caller, Action::MakeCarForm, &[id], visit.now).await?.is_empty();
    let t = Reports::of(visit.lang);
    documents(app, visit, found, if may { vec![Choice::new("car_form", t.make_form)] } else { Vec::new() }).await
}

async fn documents(
    app: &AppState,
    visit: &Visit,
    found: Vec<crate::reports::entity::report::Model>,
    makeable: Vec<Choice>,
) -> Result<Documents, Problem> {
    let languages = [(Lang::Vi, "Tiếng Việt"), (Lang::En, "English")].map(|(lang, label)| Choice::new(lang.tag(), label)).to_vec();
    Ok(Documents { rows: row::rows(app.read(), visit, found).await?, makeable, languages, t: Reports::of(visit.lang) })
}

/// Makes minutes or report.
pub(super) async fn of_inspection(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = made_of_inspection(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| inspection_pages::page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn made_of_inspection(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let input: NewReport = posted.read(&["kind", "lang", "number"])?;
    let row = making::of_inspection(app, caller, id, input).await?;
    Ok(links::done(&format!("/reports/{}", row.id), Done::document_made))
}

/// Makes the form of a request.
pub(super) async fn of_car(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = made_of_car(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| car_pages::page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn made_of_car(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let input: NewCarForm = posted.read(&["lang"])?;
    let row = making::of_car(app, caller, id, input).await?;
    Ok(links::done(&format!("/reports/{}", row.id), Done::document_made))
}
