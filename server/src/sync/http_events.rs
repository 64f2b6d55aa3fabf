//! `/sync/events`: says which stream has moved, as server-sent events. What has changed, a pull tells.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::mpsc::Receiver;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::{Problem, ProblemBody};

/// What is sent first: how long to wait before coming back, and that somebody is there.
const GREETING: &str = "retry: 5000\n: listening\n\n";
/// What is sent when there is nothing to say, so that nobody on the way takes the connection for dead.
const HEARTBEAT: &str = ":\n\n";

/// The operations of this file.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(events))
}

/// Which stream has moved: events named `stream` with `{"stream", "change"}`, and comments as heartbeats. It ends with the access
/// token, when the device is revoked or signs out, when the same device listens anew, and when the server stops.
#[utoipa::path(get, path = "/sync/events", tag = "sync",
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 401, body = ProblemBody), (status = 410, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn events(caller: Caller, State(app): State<AppState>) -> Result<Response, Problem> {
    let queue = app.listeners().join(caller.user.id, caller.device.id).ok_or_else(|| Problem::of(&catalogue::BUSY))?;
    let heartbeat = Duration::from_secs(app.settings().events_heartbeat_seconds.max(1));
    let listening = Listening { app, queue, heartbeat, until: caller.session_ends_at, is_greeted: false };
    // A proxy that gathers an answer before it passes it on would keep the events.
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((headers, Body::from_stream(told(listening))).into_response())
}

struct Listening {
    app: AppState,
    queue: Receiver<Bytes>,
    heartbeat: Duration,
    until: Option<Instant>,
    is_greeted: bool,
}

fn told(start: Listening) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> {
    stream::unfold(start, |mut listening| async move {
        if !listening.is_greeted {
            listening.is_greeted = true;
            return Some((Ok(Bytes::from_static(GREETING.as_bytes())), listening));
        }
        let next = match tokio::time::timeout(listening.heartbeat, listening.queue.recv()).await {
            Ok(event) => event?,
            Err(_) => Bytes::from_static(HEARTBEAT.as_bytes()),
        };
        if listening.until.is_some_and(|until| until <= listening.app.now()) { None } else { Some((Ok(next), listening)) }
    })
}
