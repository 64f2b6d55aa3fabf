//! What happens to a document from its page: each form goes to the service that the API calls.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::inspections::http::Reason;
use crate::kernel::catalogue::field;
use crate::kernel::extract::Path;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Lang;
use crate::portal::frame::filled::or_again;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::upload::Files;
use crate::portal::frame::visit::Visit;
use crate::portal::text::Reports;
use crate::portal::text::done::Done;
use crate::reports::http_signatures::RefuseField;
use crate::reports::refusing::{self, Refusing};
use crate::reports::service;
use crate::reports::signing::{self, Signing};

/// Signs a field with the key that Soát keeps.
pub(super) async fn sign(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    files: Files,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = signed(&app, &visit, &caller, id, &files, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn signed(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, files: &Files, posted: &Posted) -> Result<Response, Problem> {
    let needed = |name: &str, what| Problem::invalid_field(&field::NEEDED, format!("/{name}"), &[("what", what)]);
    let t = Reports::of(visit.lang);
    let input = Signing {
        field: posted.text("field").ok_or_else(|| needed("field", t.field))?.to_owned(),
        password: Some(posted.raw("password")).filter(|text| !text.is_empty()).ok_or_else(|| needed("password", t.password))?.to_owned(),
        picture: files.of("picture").map(|file| file.bytes.to_vec()),
        picture_evidence: None,
    };
    let wrong = |problem: Problem| match problem.code() {
        "sign-in-refused" => {
            let words = [Lang::Vi, Lang::En].map(|lang| Reports::of(lang).wrong_password);
            Problem::invalid(vec![FieldError::words("wrong-password", "/password", words[0], words[1])])
        }
        _ => problem,
    };
    signing::sign(app, caller, id, posted.version()?, input).await.map_err(wrong)?;
    Ok(links::done(&format!("/reports/{id}"), Done::document_signed))
}

/// Records that somebody does not sign, and why.
pub(super) async fn refuse(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = refused(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn refused(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let RefuseField { field, dissent, .. } = posted.read(&["field", "dissent"])?;
    let input = Refusing { field, dissent, in_report: posted.is_ticked("in_report") };
    refusing::refuse(app, caller, id, posted.version()?, input).await?;
    Ok(links::done(&format!("/reports/{id}"), Done::refusal_recorded))
}

/// Withdraws a document.
pub(super) async fn withdraw(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let done = withdrawn(&app, &caller, id, &posted).await;
    or_again(&visit, posted, done, async |filled| page::show(&app, &visit, &caller, id, &filled).await).await
}

async fn withdrawn(app: &AppState, caller: &Caller, id: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let Reason { reason } = posted.read(&["reason"])?;
    let tx = app.begin(caller).await?;
    service::withdraw(&tx, caller, id, posted.version()?, &reason).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/reports/{id}"), Done::document_withdrawn))
}
