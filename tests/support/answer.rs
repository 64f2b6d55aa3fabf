//! An answer, read whole.

use axum::body::{Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::Value;

/// Status, headers and body of an answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes of the body.
    pub bytes: Bytes,
}

impl From<soat::demo::site::Answer> for Answer {
    fn from(answer: soat::demo::site::Answer) -> Self {
        Self { status: answer.status, headers: answer.headers, bytes: answer.bytes }
    }
}

impl Answer {
    /// Reads an answer; of events the first.
    ///
    /// # Panics
    /// When the body breaks off.
    pub async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        // Events go on for ever: the first is enough.
        if parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream") {
            let first = body.into_data_stream().next().await;
            return Self { status: parts.status, headers: parts.headers, bytes: first.unwrap().unwrap() };
        }
        Self { status: parts.status, headers: parts.headers, bytes: to_bytes(body, usize::MAX).await.unwrap() }
    }

    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The body as JSON, once the status is as expected.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// Asserts a refusal with this status and code; gives its body.
    ///
    /// # Panics
    /// When the answer is another.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body:#}");
        body
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The `ETag`, for `If-Match`.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }

    /// The text at a JSON pointer.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        let body = self.json();
        body.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} in {body:#}")).to_owned()
    }
}
