//! Versions of records: `ETag` on every answer, `If-Match` on every change (RFC 9110, 8.8.3 and 13.1.1).

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::catalogue;
use super::problem::Problem;

/// A body with the version of its record as `ETag`.
#[derive(Clone, Debug)]
pub struct Versioned<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// A newly made record: 201 with its `ETag`.
#[derive(Clone, Debug)]
pub struct Created<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = Versioned(self.0, self.1).into_response();
        *response.status_mut() = axum::http::StatusCode::CREATED;
        response
    }
}

/// Refuses a change that was made on another version than the present one.
///
/// # Errors
/// `stale-version`.
pub fn require(seen: i64, current: i64) -> Result<(), Problem> {
    if seen == current { Ok(()) } else { Err(Problem::of(&catalogue::STALE_VERSION).param("current", current)) }
}
