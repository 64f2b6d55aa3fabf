//! The layer around the API's operations that claims a key, runs the request once and repeats its answer.

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;

use super::claims::{self, Closing, Outcome};
use super::rules;
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::extract::read_within;
use crate::kernel::problem::Problem;
use crate::ledger::answer::{self, Claim};

/// The header that carries the key.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Set on an answer that was given before.
pub const IDEMPOTENT_REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Bytes of a body that are held in memory to recognise a repetition; an operation's own limit may be lower.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// Runs a POST under its key, when it has one. Without a token, and at exempt addresses, the request passes untouched.
///
/// # Errors
/// `invalid-parameter`, `idempotency-key-reused`, `answer-lost`, `body-too-large`, `body-incomplete`, and those of the token.
pub async fn honour(State(app): State<AppState>, request: Request, next: Next) -> Result<Response, Problem> {
    let Some(key) = key_of(&request)? else { return Ok(next.run(request).await) };
    let (mut parts, body) = request.into_parts();
    let mut caller = Caller::of_request(&mut parts, &app).await?;
    let body = read_within(body, MAX_BODY).await?;
    let hash = request_hash(&parts.method, &parts.uri, &parts.headers, &body);
    let claim = match claims::claim(&app, caller.user.id, key, &hash).await? {
        Outcome::Ours(claim) => claim,
        Outcome::Repeated(row) => return repeat(*row),
    };
    caller.claim = Some(claim.clone());
    parts.extensions.insert(caller);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    keep(&app, &claim, response).await
}

fn key_of(request: &Request) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let signed_in = request.headers().contains_key(header::AUTHORIZATION);
    if request.method() != Method::POST || !signed_in || !rules::applies_to(request.uri().path()) {
        return Ok(None);
    }
    match value.to_str() {
        Ok(key) if rules::is_key(key) => Ok(Some(key.to_owned())),
        _ => Err(Problem::of(&catalogue::INVALID_PARAMETER).param("name", "Idempotency-Key").param("expected", "1–255 ASCII")),
    }
}

fn request_hash(method: &Method, uri: &axum::http::Uri, headers: &HeaderMap, body: &[u8]) -> String {
    let header = |name| headers.get(name).map(HeaderValue::as_bytes).unwrap_or_default();
    let path = uri.path_and_query().map_or("", |path| path.as_str());
    let parts = [method.as_str().as_bytes(), path.as_bytes(), header(header::IF_MATCH), header(header::CONTENT_TYPE), body];
    let mut hash = Context::new(&SHA256);
    for part in parts {
        hash.update(&(part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    HEXLOWER.encode(hash.finish().as_ref())
}

fn repeat(row: answer::Model) -> Result<Response, Problem> {
    let status = row.status.and_then(|status| u16::try_from(status).ok()).and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or_else(|| Problem::internal("stored answer without a status"))?;
    let mut response = match row.body {
        Some(body) if status.is_client_error() => Problem::stored(&body)?.into_response(),
        Some(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        None => status.into_response(),
    };
    if let Some(tag) = row.etag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(IDEMPOTENT_REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

async fn keep(app: &AppState, claim: &Claim, response: Response) -> Result<Response, Problem> {
    let status = response.status();
    let problem = response.extensions().get::<Problem>().map(|problem| problem.in_both_languages().to_string());
    let json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let keeps = rules::is_kept(status.as_u16()) && (problem.is_some() || json || status == StatusCode::NO_CONTENT);
    let etag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(ToOwned::to_owned);
    let (parts, body) = response.into_parts();
    let (body, closing) = if keeps {
        let bytes = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
        let text = problem.or_else(|| String::from_utf8(bytes.to_vec()).ok()).filter(|text| !text.is_empty());
        (Body::from(bytes), Closing::Store { status, etag, body: text })
    } else {
        (body, Closing::Release)
    };
    if let Err(problem) = claims::close(app, claim, closing).await {
        // The work is done, or refused, whatever becomes of the stored answer: the client is told so now.
        tracing::warn!(?problem, "the answer of a request with an Idempotency-Key was not stored");
    }
    Ok(Response::from_parts(parts, body))
}
