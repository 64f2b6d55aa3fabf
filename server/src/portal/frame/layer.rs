//! The frame around every page: who is there, which language, is the form ours, has it acted already; and what became of it.

use std::time::Duration;

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;

use super::cookies::{self, Purpose};
use super::once::{self, Turn};
use super::posted::Posted;
use super::spool::{self, Spooled};
use super::upload::{self, Files};
use super::visit::{Visit, token_of};
use super::{headers, links, refusal};
use crate::access::caller::Caller;
use crate::access::{browser, tokens};
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::extract::read_within;
use crate::kernel::problem::Problem;
use crate::kernel::silence;
use crate::kernel::text::Lang;
use crate::ledger::Actor;
use crate::notify;

/// Bodies of forms that carry files: the largest table that is imported, and room for the other fields.
const MAX_FILES_BYTES: usize = crate::organisations::import::columns::MAX_BYTES + 64 * 1_024;

/// Runs a page within the frame. Addresses of the API are none of its business.
pub async fn within(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let is_secure = app.settings().public_address().starts_with("https:");
    let (parts, body) = request.into_parts();
    let jar = CookieJar::from_headers(&parts.headers);
    let (visit, fresh) = match arrive(&app, &parts, &jar, is_secure).await {
        Ok(arrived) => arrived,
        Err(problem) => {
            let visit = stranger(&app, &parts, &jar, is_secure, String::new());
            let mut response = refusal::page(&app, &visit, None, &problem).await;
            headers::guard(response.headers_mut(), is_secure);
            return response;
        }
    };
    let (mut response, posted) = act(&app, &visit, parts, body, next).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        problem.log(visit.path());
        response = refusal::page(&app, &visit, posted.as_ref(), &problem).await;
    }
    if let Some(cookie) = fresh {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    headers::guard(response.headers_mut(), is_secure);
    response
}

/// Finds out who is there. Without a session, the secret behind the token of forms is a cookie of its own, made when it is missing.
async fn arrive(app: &AppState, parts: &Parts, jar: &CookieJar, is_secure: bool) -> Result<(Visit, Option<HeaderValue>), Problem> {
    if let Some(secret) = cookies::read(jar, Purpose::Session, is_secure)
        && let Some(caller) = signed_in(app, secret).await?
    {
        let mut visit = stranger(app, parts, jar, is_secure, token_of(secret));
        visit.lang = if caller.user.locale == "en" { Lang::En } else { Lang::Vi };
        if !visit.is_form {
            visit.unread = notify::store::unread(app.read(), caller.user.id).await?;
        }
        visit.caller = Some(caller);
        visit.secret = Some(secret.to_owned());
        return Ok((visit, None));
    }
    if let Some(secret) = cookies::read(jar, Purpose::Forms, is_secure) {
        return Ok((stranger(app, parts, jar, is_secure, token_of(secret)), None));
    }
    let secret = tokens::random_secret()?;
    let visit = stranger(app, parts, jar, is_secure, token_of(&secret));
    Ok((visit, cookies::set(Purpose::Forms, &secret, is_secure)))
}

/// Whoever a session's cookie stands for, while it lasts and neither person nor device was shut out.
async fn signed_in(app: &AppState, secret: &str) -> Result<Option<Caller>, Problem> {
    let now = app.now();
    let Some(session) = browser::find(app.read(), app.settings(), secret, now).await? else { return Ok(None) };
    let caller = match Caller::load(app.read(), session.user_id, session.device_id, now).await {
        Ok(caller) => caller,
        Err(problem) if problem.status().is_client_error() => return Ok(None),
        Err(problem) => return Err(problem),
    };
    if browser::is_worth_noting(&session, now) {
        let tx = app.begin_as(Actor { user_id: Some(session.user_id), device_id: Some(session.device_id) }).await?;
        browser::note_use(&tx, &session).await?;
        tx.commit().await?;
    }
    Ok(Some(caller))
}

fn stranger(app: &AppState, parts: &Parts, jar: &CookieJar, is_secure: bool, token: String) -> Visit {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = cookies::language(jar, is_secure).unwrap_or_else(|| Lang::from_accept_language(header("accept-language")));
    Visit {
        lang,
        address: parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned(),
        request_id: header("x-request-id").to_owned(),
        token,
        now: app.now(),
        caller: None,
        secret: None,
        had_session: cookies::read(jar, Purpose::Session, is_secure).is_some(),
        unread: 0,
        is_form: parts.method != Method::GET && parts.method != Method::HEAD,
        is_secure,
    }
}

/// Runs the page; gives what a form sent, for a page that has to show it again.
async fn act(app: &AppState, visit: &Visit, mut parts: Parts, body: Body, next: Next) -> (Response, Option<Posted>) {
    // A page is for whoever holds its cookie; a token of the API is not looked at.
    parts.headers.remove(header::AUTHORIZATION);
    parts.extensions.insert(visit.clone());
    if let Some(caller) = &visit.caller {
        parts.extensions.insert(caller.clone());
    }
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return (next.run(Request::from_parts(parts, body)).await, None);
    }
    let (body, silence) = silence::watch(body, app.settings().idle_timeout_seconds);
    let (posted, files, spooled) = match read(app, visit, &parts, body).await {
        Ok(read) => read,
        Err((problem, posted)) => return (silence.refusal().unwrap_or(problem).into_response(), posted),
    };
    if let Err(problem) = trust(visit, &parts.headers, &posted) {
        spooled.discard(app).await;
        return (problem.into_response(), Some(posted));
    }
    let claim = match turn(app, visit, &posted, &files, &spooled).await {
        Ok(Some(Turn::Ours(claim))) => Some(claim),
        Ok(None) => None,
        other => {
            spooled.discard(app).await;
            let response = match other {
                Ok(Some(Turn::Acted(response))) => response,
                Ok(_) => links::see("/"),
                Err(problem) => problem.into_response(),
            };
            return (response, Some(posted));
        }
    };
    parts.extensions.insert(spooled);
    if let (Some(caller), Some(claim)) = (parts.extensions.get_mut::<Caller>(), &claim) {
        caller.claim = Some(claim.clone());
    }
    parts.extensions.insert(posted.clone());
    parts.extensions.insert(files);
    let response = next.run(Request::from_parts(parts, Body::empty())).await;
    if let Some(claim) = claim {
        let closing = once::closing(&response);
        once::close(app, &claim, closing).await;
    }
    (response, Some(posted))
}

/// What came with a form.
type Read = (Posted, Files, Spooled);

async fn read(app: &AppState, visit: &Visit, parts: &Parts, body: Body) -> Result<Read, (Problem, Option<Posted>)> {
    let media_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let with_files = media_type.starts_with("multipart/form-data");
    if with_files && spool::is_for(visit.path()) {
        // Nobody who is not signed in, and no form of another site, fills the disk.
        let is_welcome = |posted: &Posted| match visit.caller {
            Some(_) => trust(visit, &parts.headers, posted),
            None => Err(Problem::of(&catalogue::UNAUTHENTICATED)),
        };
        let read = spool::read(app, Request::from_parts(parts.clone(), body), is_welcome).await;
        return read.map(|(posted, spooled)| (posted, Files::default(), spooled)).map_err(|(problem, posted)| (problem, Some(posted)));
    }
    held(app, visit, parts, body, with_files).await.map_err(|problem| (problem, None))
}

/// Reads a form that fits into memory.
async fn held(app: &AppState, visit: &Visit, parts: &Parts, body: Body, with_files: bool) -> Result<Read, Problem> {
    let bytes = if with_files { with_its_files(app, visit, body).await? } else { in_time(app, body).await? };
    let request = Request::from_parts(parts.clone(), Body::from(bytes));
    if with_files {
        let (posted, files) = upload::read(request).await?;
        return Ok((posted, files, Spooled::default()));
    }
    let unreadable = |_| Problem::of(&catalogue::UNSUPPORTED_MEDIA_TYPE).param("expected", "application/x-www-form-urlencoded");
    let Form(fields): Form<Vec<(String, String)>> = Form::from_request(request, &()).await.map_err(unreadable)?;
    Ok((Posted::new(fields), Files::default(), Spooled::default()))
}

/// Nobody who is not signed in fills the memory; that they are not is what they are told, and not the size.
async fn with_its_files(app: &AppState, visit: &Visit, body: Body) -> Result<Bytes, Problem> {
    if visit.caller.is_some() {
        return read_within(body, MAX_FILES_BYTES).await;
    }
    read_within(body, app.settings().body_limit()).await.map_err(|problem| {
        let is_large = problem.code() == catalogue::BODY_TOO_LARGE.code;
        if is_large { Problem::of(&catalogue::UNAUTHENTICATED) } else { problem }
    })
}

/// Without files a form is short: one that still comes after so long is held back on purpose.
async fn in_time(app: &AppState, body: Body) -> Result<Bytes, Problem> {
    let seconds = app.settings().request_timeout_seconds;
    let reading = tokio::time::timeout(Duration::from_secs(seconds), read_within(body, app.settings().body_limit()));
    reading.await.map_err(|_| silence::too_late(seconds))?
}

/// A form acts only when it carries the token of this session, and when the browser does not say that another site sent it.
fn trust(visit: &Visit, headers: &HeaderMap, posted: &Posted) -> Result<(), Problem> {
    let from = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let is_foreign = from.is_some_and(|from| !matches!(from, "same-origin" | "none"));
    let is_ours = aws_lc_rs::constant_time::verify_slices_are_equal(posted.raw("csrf").as_bytes(), visit.token.as_bytes()).is_ok();
    match (is_ours && !is_foreign, visit.caller.is_none() && visit.had_session) {
        (true, _) => Ok(()),
        // The form belonged to the session that has ended meanwhile.
        (false, true) => Err(Problem::of(&catalogue::UNAUTHENTICATED)),
        (false, false) => Err(Problem::of(&catalogue::FORM_UNTRUSTED)),
    }
}

/// Claims the form's key for whoever is signed in; a form without one acts whenever it comes.
async fn turn(app: &AppState, visit: &Visit, posted: &Posted, files: &Files, spooled: &Spooled) -> Result<Option<Turn>, Problem> {
    let (Some(caller), Some(once)) = (&visit.caller, posted.text("once").filter(|once| once.len() <= 40)) else { return Ok(None) };
    let typed = posted.fields().iter().filter(|(name, _)| name != "csrf" && name != "once");
    let mut content = serde_json::to_vec(&typed.collect::<Vec<_>>()).map_err(Problem::internal)?;
    for file in &files.0 {
        content.extend_from_slice(&file.bytes);
    }
    content.extend_from_slice(&spooled.marks());
    once::claim(app, caller.user.id, once, visit.path(), &content).await.map(Some)
}
