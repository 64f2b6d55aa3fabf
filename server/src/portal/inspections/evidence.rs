//! Evidence of an inspection: thumbnails, and one piece with what is known of it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::evidence::archive;
use crate::evidence::entity::evidence::Preview;
use crate::evidence::store::{self, Filter};
use crate::evidence::views::{self, EvidenceView};
use crate::inspections;
use crate::inspections::entity::inspection;
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::extract::{Path, Query};
use crate::kernel::page::{Page, PageQuery};
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::portal::format;
use crate::portal::frame::links;
use crate::portal::frame::shell::{self, Shell};
use crate::portal::frame::visit::Visit;
use crate::portal::text::{self, Inspections, named};

/// Pieces on a page of the gallery.
const PIECES: u64 = 48;

/// A piece of evidence in small.
pub struct Thumb {
    /// The evidence.
    pub id: Uuid,
    /// There is a small picture.
    pub has_preview: bool,
    /// What it shows.
    pub caption: String,
    /// When it was taken.
    pub taken: String,
    /// How far it has come, unless all is well.
    pub state: Option<&'static str>,
    /// Its media type.
    pub media_type: String,
    /// Why its content was refused.
    pub refusal: Option<&'static str>,
    /// Its version.
    pub version: i64,
}

pub(super) fn thumb(view: EvidenceView, zone: &str, lang: Lang) -> Thumb {
    let t = Inspections::of(lang);
    Thumb {
        id: view.id,
        has_preview: view.preview.state == Preview::Ready,
        taken: view.captured_at.map(|at| text::fill(t.taken, &[&format::moment_in(at, zone)])).unwrap_or_default(),
        state: Some(named::evidence_state(view.state).get(lang)).filter(|_| !is_verified(&view)),
        refusal: view.refusal.as_ref().map(|reason| if lang == Lang::Vi { reason.vi } else { reason.en }),
        version: view.version,
        caption: view.caption,
        media_type: view.media_type,
    }
}

fn is_verified(view: &EvidenceView) -> bool {
    view.state == crate::evidence::entity::evidence::State::Verified
}

/// The first pieces of an inspection, and whether there are more. The caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn first(db: &impl ConnectionTrait, visit: &Visit, row: &inspection::Model, limit: u64) -> Result<(Vec<Thumb>, bool), Problem> {
    let found = store::of_inspection(db, row.id, &Filter::default(), None, limit).await?;
    let page = Page::of(found, limit, |row| row.id);
    let is_more = page.next.is_some();
    let views = views::of_rows(db, page.items).await?;
    Ok((views.into_iter().map(|view| thumb(view, &row.zone, visit.lang)).collect(), is_more))
}

/// Gives all evidence as one file, by the same service as the API.
///
/// # Errors
/// As the API's.
pub async fn archive(
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    archive::http::fetch(&app, &caller, id, &method, &headers).await
}

/// What the link to the archive says: how many files and how much; nothing when there is none. The caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn archive_link(db: &impl ConnectionTrait, visit: &Visit, inspection: Uuid) -> Result<Option<String>, Problem> {
    let (count, bytes) = archive::service::extent(db, inspection).await?;
    let words = [format::number(count, visit.lang), format::size(bytes, visit.lang)];
    Ok((count > 0).then(|| text::fill(Inspections::of(visit.lang).archive, &[&words[0], &words[1]])))
}

#[derive(Template)]
#[template(path = "portal/inspections/gallery.html")]
struct GalleryPage {
    shell: Shell,
    t: &'static Inspections,
    id: Uuid,
    unit: String,
    thumbs: Vec<Thumb>,
    next: Option<String>,
}

/// Shows all evidence of an inspection, page by page.
///
/// # Errors
/// `not-found`.
pub async fn gallery(
    visit: Visit,
    caller: Caller,
    State(app): State<AppState>,
    Path(id): Path<Uuid>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let db = app.read();
    let row = inspections::store::inspection(db, &caller, Action::ReadWork, id).await?;
    let found = store::of_inspection(db, id, &Filter::default(), query.after()?, PIECES).await?;
    let Page { items, next } = Page::of(found, PIECES, |row| row.id);
    let t = Inspections::of(visit.lang);
    let page = GalleryPage {
        shell: Shell::new(&visit, t.evidence),
        t,
        id,
        unit: inspections::views::unit_of(db, row.organisation_id).await?.name,
        thumbs: views::of_rows(db, items).await?.into_iter().map(|view| thumb(view, &row.zone, visit.lang)).collect(),
        next: next.map(|next| links::with_query(&format!("/inspections/{id}/evidence"), &[("after", &next)])),
    };
    shell::html(&visit, &page)
}

/// The pieces that belong to each of some records. The caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn of_records(db: &impl ConnectionTrait, visit: &Visit, records: &[Uuid]) -> Result<HashMap<Uuid, Vec<Thumb>>, Problem> {
    let views = views::of_rows(db, store::of_records(db, records).await?).await?;
    let mut grouped: HashMap<Uuid, Vec<Thumb>> = HashMap::new();
    for view in views {
        grouped.entry(view.attached_to.id).or_default().push(thumb(view, DEFAULT_ZONE, visit.lang));
    }
    Ok(grouped)
}

/// The pieces that belong to one record of an inspection. The caller was let in before.
///
/// # Errors
/// Database failures.
pub async fn of_record(db: &impl ConnectionTrait, visit: &Visit, row: &inspection::Model, record: Uuid) -> Result<Vec<Thumb>, Problem> {
    let filter = Filter { attached_to: Some(record), ..Filter::default() };
    let found = store::of_inspection(db, row.id, &filter, None, PIECES).await?;
    let views = views::of_rows(db, found).await?;
    Ok(views.into_iter().map(|view| thumb(view, &row.zone, visit.lang)).collect())
}
