//! The public page of a document, for anybody who holds it: what it is, whether it stands, who signed; and a form that tells of a
//! file what is true of it. It needs no script and sets no cookie.

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, FromRequest, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Router, response};
use serde::Deserialize;

use super::entity::report;
use super::page_text::{self, Labels};
use super::verification::{self, Verified};
use super::views::{self, PublicReport};
use crate::app::AppState;
use crate::kernel::extract::Path;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;

const STYLE: &str = include_str!("../../templates/verify/style.css");
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The pages.
pub fn router(document_limit: usize) -> Router<AppState> {
    Router::new()
        .route("/verify", get(any_document).post(check_any))
        .route("/verify/style.css", get(style))
        .route("/verify/{code}", get(document).post(check))
        .layer(DefaultBodyLimit::max(document_limit))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], STYLE)
}

/// The language that is asked for.
#[derive(Debug, Deserialize)]
struct Asked {
    lang: Option<Lang>,
}

impl Asked {
    fn lang(&self, headers: &HeaderMap) -> Lang {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        self.lang.unwrap_or_else(|| Lang::from_accept_language(accepted))
    }
}

/// A document on the page.
pub struct Document {
    /// Its title.
    pub title: String,
    /// Whether it stands, in words.
    pub standing: &'static str,
    /// `good`, `open` or `bad`.
    pub mood: &'static str,
    /// What it is.
    pub rows: Vec<(&'static str, String)>,
    /// Who signed.
    pub signatures: Vec<Signature>,
    /// Digests.
    pub digests: Vec<(&'static str, String)>,
}

/// A signature on the page.
pub struct Signature {
    /// Who.
    pub name: String,
    /// As what.
    pub field: &'static str,
    /// What became of it, and when.
    pub state: String,
}

/// Facts under one heading.
pub struct Group {
    /// The heading.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// The facts.
    pub facts: Vec<Told>,
}

/// A fact on the page.
pub struct Told {
    /// `holds`, `fails` or `unknown`.
    pub outcome: &'static str,
    /// The same in words.
    pub mark: &'static str,
    /// What it says.
    pub text: String,
}

#[derive(Template)]
#[template(path = "verify/page.html")]
struct Page<'a> {
    lang: &'static str,
    other_lang: &'static str,
    other_lang_href: String,
    labels: &'a Labels,
    notice: Option<&'static str>,
    document: Option<Document>,
    result: Option<Vec<Group>>,
    action: String,
}

fn page(
    lang: Lang,
    path: &str,
    status: StatusCode,
    notice: Option<&'static str>,
    document: Option<PublicReport>,
    found: Option<Verified>,
) -> Response {
    let other = if lang == Lang::Vi { Lang::En } else { Lang::Vi };
    let page = Page {
        lang: lang.tag(),
        other_lang: other.tag(),
        other_lang_href: format!("{path}?lang={}", other.tag()),
        labels: page_text::labels(lang),
        notice,
        document: document.map(|document| page_text::document(document, lang)),
        result: found.map(|found| page_text::groups(&found, lang)),
        action: format!("{path}?lang={}", lang.tag()),
    };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_LANGUAGE, lang.tag()),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    match page.render() {
        Ok(html) => (status, headers, Html(html)).into_response(),
        Err(error) => Problem::internal(error).into_response(),
    }
}

async fn any_document(Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    page(asked.lang(&headers), "/verify", StatusCode::OK, None, None, None)
}

async fn document(
    State(app): State<AppState>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> response::Result<Response, Problem> {
    let lang = asked.lang(&headers);
    match row_of(&app, &code).await? {
        Some(row) => {
            let document = views::public(app.read(), row).await?;
            Ok(page(lang, &format!("/verify/{}", document.code), StatusCode::OK, None, Some(document), None))
        }
        None => Ok(page(lang, "/verify", StatusCode::NOT_FOUND, Some(page_text::no_such_document(lang)), None, None)),
    }
}

async fn check_any(State(app): State<AppState>, Query(asked): Query<Asked>, request: Request) -> response::Result<Response, Problem> {
    let lang = asked.lang(request.headers());
    let Ok(place) = verification::place() else { return Ok(busy(lang, "/verify", None)) };
    let Some(file) = file_of(request).await else {
        return Ok(page(lang, "/verify", StatusCode::UNPROCESSABLE_ENTITY, Some(page_text::no_file(lang)), None, None));
    };
    let verified = verification::of_file(&app, place, file, None).await?;
    let document = match &verified.report {
        Some(row) => Some(views::public(app.read(), row.clone()).await?),
        None => None,
    };
    Ok(page(lang, "/verify", StatusCode::OK, None, document, Some(verified)))
}

async fn check(
    State(app): State<AppState>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> response::Result<Response, Problem> {
    let lang = asked.lang(request.headers());
    let Some(row) = row_of(&app, &code).await? else {
        return Ok(page(lang, "/verify", StatusCode::NOT_FOUND, Some(page_text::no_such_document(lang)), None, None));
    };
    let document = views::public(app.read(), row.clone()).await?;
    let path = format!("/verify/{}", document.code);
    let Ok(place) = verification::place() else { return Ok(busy(lang, &path, Some(document))) };
    let Some(file) = file_of(request).await else {
        return Ok(page(lang, &path, StatusCode::UNPROCESSABLE_ENTITY, Some(page_text::no_file(lang)), Some(document), None));
    };
    let verified = verification::of_file(&app, place, file, Some(row)).await?;
    Ok(page(lang, &path, StatusCode::OK, None, Some(document), Some(verified)))
}

fn busy(lang: Lang, path: &str, document: Option<PublicReport>) -> Response {
    let mut response = page(lang, path, StatusCode::SERVICE_UNAVAILABLE, Some(page_text::busy(lang)), document, None);
    response.headers_mut().insert(header::RETRY_AFTER, verification::RETRY_SECONDS.into());
    response
}

async fn row_of(app: &AppState, code: &str) -> Result<Option<report::Model>, Problem> {
    match verification::document_of(app.read(), code).await {
        Ok(row) => Ok(Some(row)),
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The file of a form; none when there is none, or when it is over the limit.
async fn file_of(request: Request) -> Option<Vec<u8>> {
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    while let Some(field) = form.next_field().await.ok()? {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.ok()?;
            return Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
        }
    }
    None
}
