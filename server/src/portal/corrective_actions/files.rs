//! Evidence that comes with a form: each file is declared and stored by itself, so that a bad one costs the others nothing.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::page;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::blobs::Sealed;
use crate::corrective_actions::store;
use crate::evidence::entity::evidence::AttachedKind;
use crate::evidence::views::{AttachedTo, DeclareEvidence};
use crate::evidence::{arrival, media_type, rules, service};
use crate::kernel::catalogue::field;
use crate::kernel::extract::Path;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::{self, Lang};
use crate::portal::frame::filled::{Filled, or_again};
use crate::portal::frame::links;
use crate::portal::frame::once::ActedAt;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::spool::{Spooled, SpooledFile};
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Corrective, fill};

/// Characters of a file's name that are kept as its caption.
const LONGEST_NAME: usize = 200;

/// A file that was not taken.
#[derive(Clone, Debug)]
pub struct NotTaken {
    /// Its name.
    pub name: String,
    /// Why.
    pub why: String,
}

/// Stores files as evidence of the records that `owner` names by the field they came in; gives those that were not taken. A file
/// that a record has already is not taken twice, so that sending a form again harms nothing.
///
/// # Errors
/// Failures of the server.
pub async fn keep(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    inspection_id: Uuid,
    spooled: &Spooled,
    owner: impl Fn(&str) -> Option<AttachedTo>,
) -> Result<Vec<NotTaken>, Problem> {
    // These writes are no part of the form's one act: they may be done again.
    let caller = Caller { claim: None, ..caller.clone() };
    let mut not_taken = Vec::new();
    for file in &spooled.0 {
        let kept = match owner(&file.field) {
            Some(attached) => one(app, &caller, inspection_id, attached, file).await,
            None => Err(Problem::not_found()),
        };
        match kept {
            Ok(()) => {}
            Err(problem) if problem.status().is_server_error() => {
                spooled.discard(app).await;
                return Err(problem);
            }
            Err(problem) => not_taken.push(NotTaken { name: file.name.clone(), why: why(visit, &problem) }),
        }
    }
    // What was kept has left the pieces; the others are rubbish.
    spooled.discard(app).await;
    Ok(not_taken)
}

fn why(visit: &Visit, problem: &Problem) -> String {
    let body = problem.body(visit.lang, visit.path());
    let details: Vec<String> = body.errors.into_iter().map(|error| error.detail).collect();
    if details.is_empty() { body.detail } else { details.join(" ") }
}

async fn one(app: &AppState, caller: &Caller, inspection_id: Uuid, attached: AttachedTo, file: &SpooledFile) -> Result<(), Problem> {
    let words = |key: fn(&Corrective) -> &'static str| {
        let (vi, en) = (key(Corrective::of(Lang::Vi)), key(Corrective::of(Lang::En)));
        Problem::invalid(vec![FieldError::words("file", "", vi, en)])
    };
    let limit = app.settings().evidence_limit_mib;
    let Some(content) = &file.content else {
        let most = (limit << 20).to_string();
        return Err(Problem::invalid_field(&field::RANGE, "/size", &[("min", "1"), ("max", &most)]));
    };
    if content.length == 0 {
        return Err(words(|t| t.file_empty));
    }
    let kind = rules::declared_kind(&file.media_type).or_else(|| media_type::sniff(&file.head));
    let Some(kind) = kind.filter(|kind| rules::is_accepted(*kind, attached.kind)) else {
        return Err(words(|t| t.file_type_unknown));
    };
    let known = crate::evidence::store::of_records(app.read(), &[attached.id]).await?;
    if known.iter().any(|row| row.sha256 == content.sha256.as_str()) {
        return Ok(());
    }
    let tx = app.begin(caller).await?;
    let declaration = declaration(tx.new_id(), inspection_id, attached, kind.media_type(), content, &file.name)?;
    let declared = service::declare(&tx, caller, declaration, limit).await?;
    tx.commit().await?;
    arrival::settle(app, caller, declared.row.id, content.clone(), None).await?;
    Ok(())
}

fn declaration(
    id: Uuid,
    inspection_id: Uuid,
    attached: AttachedTo,
    media_type: &str,
    content: &Sealed,
    name: &str,
) -> Result<DeclareEvidence, Problem> {
    let name: String = text::clean(name).unwrap_or_default().chars().take(LONGEST_NAME).collect();
    Ok(DeclareEvidence {
        id,
        inspection_id,
        attached_to: Some(attached),
        media_type: media_type.to_owned(),
        size: i64::try_from(content.length).map_err(Problem::internal)?,
        sha256: content.sha256.as_str().to_owned(),
        captured_at: None,
        captured_zone: None,
        place: None,
        caption: name,
    })
}

/// The answer to a form whose text was stored: where it leads, or the page with the files that were not taken.
///
/// # Errors
/// As the page's.
pub async fn answered<Show, Shown>(not_taken: Vec<NotTaken>, place: String, said: Done, show: Show) -> Result<Response, Problem>
where
    Show: FnOnce(Vec<NotTaken>) -> Shown,
    Shown: Future<Output = Result<Response, Problem>>,
{
    if not_taken.is_empty() {
        return Ok(links::done(&place, said));
    }
    let mut response = show(not_taken).await?;
    response.extensions_mut().insert(ActedAt(place));
    Ok(response)
}

/// Takes evidence of a verification: it belongs to the request as a whole.
pub(super) async fn bring(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    spooled: Spooled,
) -> Result<Response, Problem> {
    let row = match store::request(app.read(), &caller, id, visit.now).await {
        Ok(row) => row,
        Err(problem) => {
            spooled.discard(&app).await;
            return Err(problem);
        }
    };
    let owner = |_: &str| Some(AttachedTo { kind: AttachedKind::CorrectiveActionRequest, id });
    let not_taken = keep(&app, &visit, &caller, row.inspection_id, &spooled, owner).await?;
    let show = async |not_taken: Vec<NotTaken>| page::show_with(&app, &visit, &caller, id, &Filled::default(), not_taken).await;
    answered(not_taken, format!("/car/{id}"), Done::saved, show).await
}

/// Takes a piece of evidence back; its record and its bytes stay.
pub(super) async fn withdraw(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(piece): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Problem> {
    let car = posted.id("car").ok_or_else(Problem::not_found)?;
    let done = take_back(&app, &visit, &caller, piece, car, &posted).await;
    or_again(&visit, posted, done, async |filled| super::progress::page(&app, &visit, &caller, car, &filled, &[]).await).await
}

async fn take_back(app: &AppState, visit: &Visit, caller: &Caller, piece: Uuid, car: Uuid, posted: &Posted) -> Result<Response, Problem> {
    let reason = Corrective::of(visit.lang).removed_reason;
    let tx = app.begin(caller).await?;
    service::withdraw(&tx, caller, piece, posted.version()?, reason).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/car/{car}/progress"), Done::file_removed))
}

/// How many files were not taken, in words.
#[must_use]
pub fn headline(not_taken: &[NotTaken], lang: Lang) -> String {
    fill(Corrective::of(lang).refused_files, &[&not_taken.len().to_string()])
}
