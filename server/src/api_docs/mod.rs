//! `/api/docs`: the OpenAPI document as one page for people, made on the server. It needs no script and no other host.

mod html;
mod page;
mod schema;

use std::sync::LazyLock;

use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use axum::{Router, routing::get};

use crate::app::AppState;

/// What the page may load: its own style sheet and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page and its style sheet.
pub fn router() -> Router<AppState> {
    Router::new().route("/api/docs", get(page)).route("/api/docs/style.css", get(style))
}

async fn page() -> impl IntoResponse {
    static PAGE: LazyLock<String> = LazyLock::new(|| page::render(&serde_json::to_value(crate::openapi::document()).unwrap_or_default()));
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, PAGE.as_str())
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], include_str!("style.css"))
}
