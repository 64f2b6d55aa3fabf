//! Importing organisations from CSV: tried out first, then imported.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::kernel::catalogue::field;
use crate::kernel::extract::Path;
use crate::kernel::problem::{Problem, ProblemBody};
use crate::kernel::text::Lang;
use crate::organisations::import::service::{self, Target};
use crate::organisations::store;
use crate::organisations::views::Imported;
use crate::portal::format;
use crate::portal::frame::filled::Filled;
use crate::portal::frame::links;
use crate::portal::frame::posted::Posted;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::upload::Files;
use crate::portal::frame::visit::Visit;
use crate::portal::text::done::Done;
use crate::portal::text::{Organisations, fill};

/// Flaws and warnings on a page.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "portal/organisations/import.html")]
struct ImportPage<'a> {
    shell: Shell,
    t: &'static Organisations,
    filled: &'a Filled,
    id: Uuid,
    name: String,
    lead: String,
    flaws: Vec<Flaw>,
    more_flaws: String,
}

#[derive(Template)]
#[template(path = "portal/organisations/rehearsed.html")]
struct RehearsedPage {
    shell: Shell,
    t: &'static Organisations,
    id: Uuid,
    name: String,
    file: String,
    text: String,
    figures: [(&'static str, String); 4],
    warnings: Vec<(u32, String)>,
}

/// A place in the file that has to be mended.
struct Flaw {
    row: String,
    column: String,
    detail: String,
}

/// Shows the form.
pub(super) async fn show(visit: Visit, caller: Caller, State(app): State<AppState>, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    service::permit(app.read(), &caller, id).await?;
    page(&app, &visit, &caller, id, &Filled::default(), Vec::new()).await
}

async fn page(
    app: &AppState,
    visit: &Visit,
    caller: &Caller,
    id: Uuid,
    filled: &Filled,
    mut flaws: Vec<Flaw>,
) -> Result<Response, Problem> {
    let t = Organisations::of(visit.lang);
    let name = store::organisation(app.read(), caller, id).await?.name;
    let more = flaws.len().saturating_sub(SHOWN);
    flaws.truncate(SHOWN);
    let page = ImportPage {
        shell: Shell::new(visit, t.import),
        t,
        filled,
        id,
        lead: fill(t.import_lead, &[&name]),
        name,
        flaws,
        more_flaws: if more > 0 { fill(t.flaws_more, &[&format::count(more, visit.lang)]) } else { String::new() },
    };
    shell::html(visit, &page)
}

/// Tries the file out, or imports what was tried out.
pub(super) async fn send(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    files: Files,
    posted: Posted,
) -> Result<Response, Problem> {
    service::permit(app.read(), &caller, id).await?;
    let done = match (files.of("file"), posted.raw("text")) {
        (Some(file), _) => rehearse(&app, &visit, &caller, id, &file.name, &file.bytes).await,
        (None, "") => Err(Problem::invalid_field(&field::NEEDED, "/file", &[("what", Organisations::of(visit.lang).file_missing)])),
        (None, text) => import(&app, &caller, id, text).await,
    };
    match done {
        Err(problem) if problem.status().as_u16() == 422 => {
            let flaws = flaws(&problem.body(visit.lang, visit.path()));
            let mut response = page(&app, &visit, &caller, id, &Filled::refused(&visit, posted, &problem), flaws).await?;
            *response.status_mut() = problem.status();
            Ok(response)
        }
        other => other,
    }
}

fn target(caller: &Caller, id: Uuid) -> Target {
    Target { within: Some(id), reader: Some(caller.scope(Action::ReadOrganisation)), ..Target::default() }
}

async fn rehearse(app: &AppState, visit: &Visit, caller: &Caller, id: Uuid, file: &str, bytes: &[u8]) -> Result<Response, Problem> {
    let outcome = service::rehearse(app.read(), app.now(), service::read(bytes)?, &target(caller, id)).await?;
    let t = Organisations::of(visit.lang);
    let page = RehearsedPage {
        shell: Shell::new(visit, t.import),
        t,
        id,
        name: store::organisation(app.read(), caller, id).await?.name,
        file: fill(t.rehearsed_file, &[file]),
        text: String::from_utf8_lossy(bytes).into_owned(),
        figures: figures(&outcome, t, visit.lang),
        warnings: warnings(outcome, visit.lang),
    };
    shell::html(visit, &page)
}

fn figures(outcome: &Imported, t: &'static Organisations, lang: Lang) -> [(&'static str, String); 4] {
    let Imported { rows, created, updated, unchanged, .. } = outcome;
    [(t.rows, rows), (t.created, created), (t.updated, updated), (t.unchanged, unchanged)]
        .map(|(label, count)| (label, format::count(*count, lang)))
}

fn warnings(outcome: Imported, lang: Lang) -> Vec<(u32, String)> {
    let shown = outcome.warnings.into_iter().take(SHOWN);
    let said = |text: crate::organisations::views::BothLanguages| if lang == Lang::Vi { text.vi } else { text.en };
    shown.map(|warning| (warning.row.unwrap_or_default(), said(warning.detail))).collect()
}

async fn import(app: &AppState, caller: &Caller, id: Uuid, text: &str) -> Result<Response, Problem> {
    let table = service::read(text.as_bytes())?;
    let tx = app.begin(caller).await?;
    service::permit(tx.db(), caller, id).await?;
    service::import(&tx, table, &target(caller, id)).await?;
    tx.commit().await?;
    Ok(links::done(&format!("/organisations/{id}"), Done::organisations_imported))
}

/// The flaws of a file by row and column; those of the form itself are not among them.
fn flaws(refusal: &ProblemBody) -> Vec<Flaw> {
    let of_row = |error: &crate::kernel::problem::FieldErrorBody| {
        let (row, column) = error.pointer.strip_prefix("/rows/")?.split_once('/')?;
        // The words name row and column too; the table has them in columns of its own.
        let detail = error.detail.split_once(": ").map_or(error.detail.as_str(), |(_, detail)| detail);
        Some(Flaw { row: row.to_owned(), column: column.to_owned(), detail: detail.to_owned() })
    };
    refusal.errors.iter().filter_map(of_row).collect()
}
