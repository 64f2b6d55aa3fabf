//! What is asked about the service itself: is it up, is it ready, its keys, its document.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Json, Router, routing::get};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// Routes outside the API's versions.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(readyz))
        .route("/.well-known/jwks.json", get(jwks))
        .route("/api/v1/openapi.json", get(openapi))
}

async fn readyz(State(app): State<AppState>) -> Result<&'static str, Problem> {
    app.read().execute_unprepared("SELECT 1").await.map_err(|_| Problem::of(&catalogue::BUSY))?;
    Ok("ready")
}

async fn jwks(State(app): State<AppState>) -> Json<Value> {
    Json(app.keys().jwks())
}

async fn openapi() -> impl IntoResponse {
    static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(crate::openapi::text);
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str())
}

/// An address that exists, asked with another method.
pub async fn method_not_allowed() -> Problem {
    Problem::of(&catalogue::METHOD_NOT_ALLOWED)
}
