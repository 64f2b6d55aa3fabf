//! Sending a file: whole or in part, with its hash as `ETag`, never to be shown in place or run (RFC 9110, 13 and 14).

use std::ops::Range;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::range::{self, Wanted};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// A file about to be sent.
#[derive(Clone, Debug)]
pub struct File {
    /// Its content.
    pub digest: Digest,
    /// Bytes.
    pub length: u64,
    /// Media type.
    pub media_type: &'static str,
    /// The name under which it is saved, ASCII.
    pub name: String,
}

/// What is said of something that can be fetched in parts.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// What stands for all of its bytes, without quotation marks.
    pub tag: &'a str,
    /// Bytes.
    pub length: u64,
    /// Media type.
    pub media_type: &'static str,
    /// The name under which it is saved, ASCII.
    pub name: &'a str,
}

/// Answers with a file, or with the part of it that is asked for; not at all when the file at hand is the same.
///
/// # Errors
/// `internal` when the file is gone.
pub async fn send(app: &AppState, file: &File, asked: &HeaderMap) -> Result<Response, Problem> {
    let described = Described { tag: file.digest.as_str(), length: file.length, media_type: file.media_type, name: &file.name };
    send_described(&described, asked, async |range| Ok(Body::from_stream(app.blobs().open(&file.digest, range).await?))).await
}

/// The same for anything that is known by a tag and whose stretches can be opened.
///
/// # Errors
/// What opening gives.
pub async fn send_described(
    file: &Described<'_>,
    asked: &HeaderMap,
    open: impl AsyncFnOnce(Range<u64>) -> Result<Body, Problem>,
) -> Result<Response, Problem> {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let tag = format!("\"{}\"", file.tag);
    if text(header::IF_NONE_MATCH).is_some_and(|tags| range::names_tag(tags, &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, common(&tag)).into_response());
    }
    // A part of another file than the one at hand would be glued to it: then all of it is sent.
    let is_same = text(header::IF_RANGE).is_none_or(|seen| seen.trim() == tag);
    let wanted = range::wanted(text(header::RANGE).filter(|_| is_same), file.length);
    let (status, stretch) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0..file.length),
        Wanted::Part(stretch) => (StatusCode::PARTIAL_CONTENT, stretch),
        Wanted::Unsatisfiable => {
            let problem = Problem::of(&catalogue::RANGE_NOT_SATISFIABLE).param("length", file.length);
            return Ok(([(header::CONTENT_RANGE, format!("bytes */{}", file.length))], problem).into_response());
        }
    };
    let body = open(stretch.clone()).await?;
    let mut response = (status, common(&tag), body).into_response();
    describe(response.headers_mut(), file, status, &stretch)?;
    Ok(response)
}

fn common(tag: &str) -> [(HeaderName, String); 3] {
    // Never shown in place and never run, whatever it is: it came from outside.
    [
        (header::ETAG, tag.to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ]
}

fn describe(headers: &mut HeaderMap, file: &Described<'_>, status: StatusCode, stretch: &Range<u64>) -> Result<(), Problem> {
    let value = |text: String| HeaderValue::from_str(&text).map_err(Problem::internal);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(header::CONTENT_DISPOSITION, value(format!("attachment; filename=\"{}\"", file.name))?);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(stretch.end - stretch.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {}-{}/{}", stretch.start, stretch.end.saturating_sub(1), file.length);
        headers.insert(header::CONTENT_RANGE, value(range)?);
    }
    Ok(())
}
