//! Senders that fall silent in the middle of a body.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};

use super::catalogue;
use super::problem::Problem;

/// Lets go of a sender that says nothing for `seconds`: its body breaks off there, and what refuses it then is told as `request-timeout`.
/// However long a body takes altogether, it may, as long as something comes.
pub async fn bounded(seconds: u64, request: Request, next: Next) -> Response {
    let fell_silent = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&fell_silent);
    let request = request.map(|body| Body::from_stream(watched(body.into_data_stream(), Duration::from_secs(seconds), seen)));
    let response = next.run(request).await;
    if fell_silent.load(Ordering::Relaxed) && response.status().is_client_error() {
        return Problem::of(&catalogue::REQUEST_TIMEOUT).param("seconds", seconds).into_response();
    }
    response
}

fn watched(body: BodyDataStream, idle: Duration, fell_silent: Arc<AtomicBool>) -> impl Stream<Item = io::Result<Bytes>> {
    stream::unfold(Some(body), move |body| {
        let fell_silent = Arc::clone(&fell_silent);
        async move {
            let mut body = body?;
            match tokio::time::timeout(idle, body.next()).await {
                Ok(Some(Ok(bytes))) => Some((Ok(bytes), Some(body))),
                Ok(Some(Err(broken))) => Some((Err(io::Error::other(broken)), None)),
                Ok(None) => None,
                Err(_) => {
                    fell_silent.store(true, Ordering::Relaxed);
                    Some((Err(io::ErrorKind::TimedOut.into()), None))
                }
            }
        }
    })
}
