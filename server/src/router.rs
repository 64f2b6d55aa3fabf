//! The routes of all capabilities, and the layers every request passes: request id, trace, language of problems, limits, time.

use std::any::Any;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::extract::BodyLimit;
use crate::kernel::problem::{self, Problem};
use crate::kernel::silence;
use crate::{
    access, activity, api_docs, certificates, checklists, conclusions, corrective_actions, dashboard, evidence, findings, idempotency,
    inspections, notify, organisations, people, portal, programmes, reports, service_routes, sync,
};

/// Ways in which a body may come.
const ENCODINGS: [&str; 3] = ["identity", "gzip", "zstd"];
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The operations of the API, with their place in the OpenAPI document.
#[must_use]
pub fn operations() -> OpenApiRouter<AppState> {
    short_operations().merge(sync_operations()).merge(document_operations()).merge(long_operations())
}

fn short_operations() -> OpenApiRouter<AppState> {
    let v1 = OpenApiRouter::new()
        .merge(access::http::router())
        .merge(sync::http_devices::router())
        .merge(people::http::router())
        .merge(activity::http::router())
        .merge(notify::http::router())
        .merge(organisations::http::router())
        .merge(checklists::http::router())
        .merge(programmes::http::router())
        .merge(inspections::http::router())
        .merge(findings::http::router())
        .merge(evidence::http::router())
        .merge(conclusions::http::router())
        .merge(corrective_actions::http::router())
        .merge(dashboard::http::router())
        .merge(certificates::http::router())
        .merge(reports::http::router());
    OpenApiRouter::with_openapi(crate::openapi::frame()).nest("/api/v1", v1)
}

/// The operations that carry files: their bodies may be long and slow, so each bounds them itself.
fn long_operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(crate::openapi::frame())
        .nest("/api/v1", evidence::http::long_router().merge(reports::http::long_router()).merge(sync::bundle::http::long_router()))
}

/// The operations of synchronisation: their bodies are larger than ordinary ones.
fn sync_operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(crate::openapi::frame()).nest("/api/v1", sync::http::router())
}

/// The operations that take a document.
fn document_operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(crate::openapi::frame()).nest("/api/v1", reports::http::document_router())
}

/// The whole program as one service.
pub fn build(app: AppState) -> Router {
    let (api, _) = short_operations().split_for_parts();
    let limit = app.settings().body_limit();
    let seconds = app.settings().request_timeout_seconds;
    let (sync, _) = sync_operations().split_for_parts();
    let (documents, _) = document_operations().split_for_parts();
    let document_limit = app.settings().document_limit_mib * 1_024 * 1_024;
    let api = limited(api, limit).merge(limited(sync, crate::sync::push::MAX_BYTES.max(limit))).merge(limited(documents, document_limit));
    let api = api
        .layer(from_fn_with_state(app.clone(), idempotency::layer::honour))
        .layer(from_fn(move |request, next| in_time(seconds, request, next)));
    let idle = app.settings().idle_timeout_seconds;
    let (long, _) = long_operations().split_for_parts();
    let long = long.merge(reports::page::router(document_limit)).layer(from_fn(move |request, next| silence::bounded(idle, request, next)));
    let operations = service_routes::router()
        .merge(api_docs::router())
        .merge(api)
        .merge(long)
        .method_not_allowed_fallback(service_routes::method_not_allowed);
    operations
        .merge(portal::assets())
        .merge(pages(&app))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| panicked(&*panic)))
        .layer(RequestDecompressionLayer::new())
        .layer(from_fn(known_encoding))
        .layer(from_fn(problem::render))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_not_resumable)))
        .layer(SetResponseHeaderLayer::if_not_present(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .with_state(app)
}

/// The portal's pages within their frame, which reads the forms, and turns what goes wrong inside into pages too.
fn pages(app: &AppState) -> Router<AppState> {
    let seconds = app.settings().request_timeout_seconds;
    portal::routes()
        .layer(from_fn(move |request, next| in_time(seconds, request, next)))
        .merge(portal::long_routes())
        .layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| panicked(&*panic)))
        .layer(from_fn_with_state(app.clone(), portal::frame::layer::within))
}

/// Gives routes a limit on bodies, in bytes, that refusals can name.
pub fn limited(router: Router<AppState>, bytes: usize) -> Router<AppState> {
    router.layer(DefaultBodyLimit::max(bytes)).layer(Extension(BodyLimit(bytes)))
}

/// A file that a client may go on fetching by byte ranges travels as it is: its hash is its `ETag`.
fn is_not_resumable(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ACCEPT_RANGES)
}

async fn in_time(seconds: u64, request: Request, next: Next) -> Response {
    match tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await {
        Ok(response) => response,
        Err(_) => silence::too_late(seconds).into_response(),
    }
}

/// Refuses a body that is packed in a way the program cannot unpack; the layer that unpacks would do so without a word.
async fn known_encoding(request: Request, next: Next) -> Response {
    let known = |value: &HeaderValue| ENCODINGS.iter().any(|name| value.as_bytes().eq_ignore_ascii_case(name.as_bytes()));
    match request.headers().get(header::CONTENT_ENCODING) {
        Some(value) if !known(value) => {
            let problem = Problem::of(&catalogue::UNSUPPORTED_ENCODING).param("expected", "gzip, zstd");
            ([(header::ACCEPT_ENCODING, "gzip, zstd")], problem).into_response()
        }
        _ => next.run(request).await,
    }
}

fn panicked(panic: &(dyn Any + Send)) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(format!("panic: {}", said.unwrap_or("no message"))).into_response()
}

fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}
