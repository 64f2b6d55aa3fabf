//! Where a device or a browser finds the program: in this process, without a network.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::router;

/// A running program that a simulated client talks to.
pub trait Site {
    /// Its routes, as a network client reaches them.
    fn router(&self) -> Router;

    /// The true time, from which a device's clock may be off.
    fn now(&self) -> Instant;
}

/// The program in this process.
#[derive(Clone, Debug)]
pub struct InProcess {
    /// Its state.
    pub app: AppState,
    router: Router,
}

impl InProcess {
    /// The program over a state.
    #[must_use]
    pub fn over(app: &AppState) -> Self {
        Self { router: router::build(app.clone()), app: app.clone() }
    }
}

impl Site for InProcess {
    fn router(&self) -> Router {
        self.router.clone()
    }

    fn now(&self) -> Instant {
        self.app.now()
    }
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes of the body.
    pub bytes: Bytes,
}

impl Answer {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as JSON, once the status is as expected.
    ///
    /// # Errors
    /// Another status, with what the program said.
    pub fn accepted(&self, status: u16) -> Result<Value, String> {
        if self.status.as_u16() == status {
            return Ok(self.json());
        }
        Err(format!("{} instead of {status}: {}", self.status, String::from_utf8_lossy(&self.bytes)))
    }
}

/// Sends a request and reads the answer.
///
/// # Errors
/// When the answer breaks off.
pub async fn send(site: &impl Site, request: Request<Body>) -> Result<Answer, String> {
    let response = match site.router().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| error.to_string())?;
    Ok(Answer { status: parts.status, headers: parts.headers, bytes })
}

/// A request with a JSON body.
///
/// # Errors
/// When the path is not one.
pub fn json(method: Method, path: &str, body: &Value) -> Result<Request<Body>, String> {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}")).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).map_err(|error| error.to_string())
}

/// Gives a request the access token of a session.
///
/// # Errors
/// When the token cannot be a header.
pub fn authorised(mut request: Request<Body>, token: &str) -> Result<Request<Body>, String> {
    let value = format!("Bearer {token}").parse().map_err(|_| "a token that cannot be a header".to_owned())?;
    request.headers_mut().insert(header::AUTHORIZATION, value);
    Ok(request)
}

/// An identifier at a JSON pointer.
///
/// # Errors
/// When there is none.
pub fn id_at(body: &Value, pointer: &str) -> Result<uuid::Uuid, String> {
    text_at(body, pointer)?.parse().map_err(|_| format!("no id at {pointer} in {body}"))
}

/// The text at a JSON pointer.
///
/// # Errors
/// When there is none.
pub fn text_at<'a>(body: &'a Value, pointer: &str) -> Result<&'a str, String> {
    body.pointer(pointer).and_then(Value::as_str).ok_or_else(|| format!("no text at {pointer} in {body}"))
}
