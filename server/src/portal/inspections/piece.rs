//! One piece of evidence: what is known of it, its file, what of it is covered, who looked at its original.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use uuid::Uuid;

use super::evidence::{Thumb, thumb};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::evidence::accesses::{self, AccessView};
use crate::evidence::entity::evidence::{self as row, Preview};
use crate::evidence::entity::view::Through;
use crate::evidence::giving::{self, ContentSize};
use crate::evidence::media_type::{Class, Kind};
use crate::evidence::redactions;
use crate::evidence::views::{self, EvidenceView};
use crate::evidence::{content, reasons, rules, store};
use crate::inspections;
use crate::inspections::entity::inspection;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::people;
use crate::portal::format;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{self, Evidence, Inspections, fill, named};

/// Looks at the original on a page.
const LOOKS: u64 = 20;

struct Look {
    when: String,
    who: String,
    device: String,
    through: &'static str,
}

#[derive(Template)]
#[template(path = "portal/inspections/piece.html")]
#[expect(clippy::struct_excessive_bools, reason = "each decides about one line of the page")]
struct PiecePage {
    shell: Shell,
    t: &'static Inspections,
    e: &'static Evidence,
    inspection: Uuid,
    piece: Thumb,
    facts: Vec<(&'static str, String)>,
    redacted: Option<String>,
    no_preview: Option<&'static str>,
    is_pending: bool,
    is_sound: bool,
    is_pdf: bool,
    shows_original: bool,
    has_gallery: bool,
    may_redact: bool,
    history: Vec<(String, String, String)>,
    looks: Option<Vec<Look>>,
    older: Option<String>,
}

/// Shows one piece of evidence.
///
/// # Errors
/// `not-found`.
pub async fn show(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let db = app.read();
    let (row, inspection) = store::evidence(db, &caller, id).await?;
    let (e, lang) = (Evidence::of(visit.lang), visit.lang);
    let sees_original = giving::may_see_original(db, &caller, &row, &inspection).await?;
    let kind = rules::declared_kind(&row.media_type).filter(|_| row.state == row::State::Verified);
    let shows_original = row.has_bytes() && row.content_deleted_at.is_none() && sees_original;
    let may_redact = redactions::service::can_be_redacted(&row) && redactions::service::may_redact(db, &caller, &row, &inspection).await?;
    let history = if row.redaction > 0 && sees_original { history(&app, id, &inspection, lang).await? } else { Vec::new() };
    let (looks, older) = match looks(&app, &caller, &query, id, &inspection, lang).await? {
        Some((looks, older)) => (Some(looks), older),
        None => (None, None),
    };
    // A unit reads the evidence of its corrective actions, and not the work of the team.
    let has_gallery = caller.may(db, Action::ReadWork, inspections::store::subject(&inspection)).await?;
    let redacted = Some(row.redaction).filter(|number| *number > 0).map(|number| fill(e.redacted, &[&number.to_string()]));
    let view = views::of_row(db, row).await?;
    let words = |reason: &views::ReasonView| if lang == Lang::Vi { reason.vi } else { reason.en };
    let page = PiecePage {
        shell: Shell::new(&visit, if view.caption.is_empty() { Inspections::of(lang).evidence.to_owned() } else { view.caption.clone() }),
        t: Inspections::of(lang),
        e,
        inspection: inspection.id,
        facts: facts(&app, &view, &inspection, lang).await?,
        redacted,
        no_preview: view.preview.reason.as_ref().map(words),
        is_pending: view.preview.state == Preview::Pending,
        is_sound: shows_original && kind.is_some_and(|kind| kind.class() == Class::Audio),
        is_pdf: kind == Some(Kind::Pdf),
        shows_original,
        has_gallery,
        may_redact,
        history,
        looks,
        older,
        piece: thumb(view, &inspection.zone, lang),
    };
    shell::html(&visit, &page)
}

async fn facts(
    app: &AppState,
    view: &EvidenceView,
    inspection: &inspection::Model,
    lang: Lang,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let (t, e, w) = (Inspections::of(lang), Evidence::of(lang), text::Frame::of(lang));
    let said = view.facts.as_ref();
    let names = people::store::names(app.read(), view.captured_by).await?;
    let devices = people::store::device_names(app.read(), view.device_id).await?;
    let facts = [
        (w.status, Some(named::evidence_state(view.state).get(lang).to_owned())),
        (w.when, view.captured_at.map(|at| format::moment_in(at, &inspection.zone))),
        (w.who, view.captured_by.and_then(|id| names.get(&id).cloned())),
        (w.on_device, view.device_id.and_then(|id| devices.get(&id).cloned())),
        (t.place, view.place.map(|place| format!("{:.5}, {:.5}", place.latitude, place.longitude))),
        (w.kind, Some(format!("{}, {} B", view.media_type, format::number(view.size, lang)))),
        ("SHA-256", Some(view.sha256.clone())),
        (w.reason, view.refusal.as_ref().map(|reason| if lang == Lang::Vi { reason.vi } else { reason.en }.to_owned())),
        (e.pages, said.and_then(|said| said.pages).map(|pages| format::number(pages.into(), lang))),
        (e.length, said.and_then(|said| said.duration_ms).map(minutes)),
        (e.note, said.filter(|said| !said.cautions.is_empty()).map(|said| cautions(said, lang))),
    ];
    Ok(facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect())
}

/// Minutes and seconds, as players show them.
fn minutes(milliseconds: u64) -> String {
    format!("{}:{:02}", milliseconds / 60_000, milliseconds / 1_000 % 60)
}

fn cautions(said: &views::Facts, lang: Lang) -> String {
    let words: Vec<_> = said.cautions.iter().map(|code| reasons::text(code).get(lang)).collect();
    words.join(" ")
}

async fn history(app: &AppState, id: Uuid, inspection: &inspection::Model, lang: Lang) -> Result<Vec<(String, String, String)>, Problem> {
    let e = Evidence::of(lang);
    let made = redactions::views::history(app.read(), id).await?;
    let names = people::store::names(app.read(), made.iter().map(|one| one.made_by)).await?;
    let line = |one: redactions::views::RedactionView| {
        let who = names.get(&one.made_by).cloned().unwrap_or_default();
        let title = fill(e.history_of, &[&one.number.to_string(), &one.regions.len().to_string()]);
        (title, one.reason, format!("{} · {who}", format::moment_in(one.made_at, &inspection.zone)))
    };
    Ok(made.into_iter().map(line).collect())
}

/// A page of looks and the address of the next, for whoever may know who looked.
async fn looks(
    app: &AppState,
    caller: &Caller,
    query: &PageQuery,
    id: Uuid,
    inspection: &inspection::Model,
    lang: Lang,
) -> Result<Option<(Vec<Look>, Option<String>)>, Problem> {
    if !caller.may(app.read(), Action::ReadAccesses, inspections::store::subject(inspection)).await? {
        return Ok(None);
    }
    let rows = accesses::page(app.read(), caller, id, query.after()?, LOOKS).await?;
    let Page { items, next } = Page::of(rows, LOOKS, |look| look.id);
    let line = |look: AccessView| Look {
        when: format::moment_in(look.at, &inspection.zone),
        who: look.user_name,
        device: look.device_name,
        through: way(look.through, Evidence::of(lang)),
    };
    let older = next.map(|next| links::with_query(&format!("/evidence/{id}"), &[("after", &next)]));
    Ok(Some((items.into_iter().map(line).collect(), older)))
}

fn way(through: Option<Through>, e: &Evidence) -> &'static str {
    match through {
        Some(Through::Api) => e.through_api,
        Some(Through::Portal) => e.through_portal,
        Some(Through::Archive) => e.through_archive,
        Some(Through::Signature) => e.through_signature,
        None => e.through_unknown,
    }
}

/// Gives the bytes of a piece of evidence, by the same service as the API.
///
/// # Errors
/// As the API's.
pub async fn bytes(
    caller: Caller,
    State(app): State<AppState>,
    Path((id, size)): Path<(Uuid, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let size = match size.as_str() {
        "320" => ContentSize::Small,
        "1600" => ContentSize::Large,
        "original" => ContentSize::Original,
        _ => return Err(Problem::not_found()),
    };
    content::fetch(&app, &caller, id, Some(size), Through::Portal, &headers).await
}
