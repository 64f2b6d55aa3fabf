//! Senders that fall silent in the middle of a body.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use super::catalogue;
use super::problem::Problem;

/// Lets go of a sender that says nothing for `seconds`: its body breaks off there, and what refuses it then is told as `request-timeout`.
/// However long a body takes altogether, it may, as long as something comes.
pub async fn bounded(seconds: u64, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (body, silence) = watch(body, seconds);
    let response = next.run(Request::from_parts(parts, body)).await;
    match silence.refusal() {
        Some(problem) if response.status().is_client_error() => problem.into_response(),
        _ => response,
    }
}

/// What became of a body that is watched.
#[derive(Clone, Debug)]
pub struct Silence {
    seconds: u64,
    fell: Arc<AtomicBool>,
}

impl Silence {
    /// Why the body broke off, when its sender fell silent.
    #[must_use]
    pub fn refusal(&self) -> Option<Problem> {
        self.fell.load(Ordering::Relaxed).then(|| too_late(self.seconds))
    }
}

/// The refusal of what did not come within `seconds`.
#[must_use]
pub fn too_late(seconds: u64) -> Problem {
    Problem::of(&catalogue::REQUEST_TIMEOUT).param("seconds", seconds)
}

/// A body that breaks off once its sender has said nothing for `seconds`.
pub fn watch(body: Body, seconds: u64) -> (Body, Silence) {
    let fell = Arc::new(AtomicBool::new(false));
    let silence = Silence { seconds, fell: Arc::clone(&fell) };
    let watched = stream::unfold(Some(body.into_data_stream()), move |body| {
        let fell = Arc::clone(&fell);
        async move {
            let mut body = body?;
            match tokio::time::timeout(Duration::from_secs(seconds), body.next()).await {
                Ok(Some(Ok(bytes))) => Some((Ok(bytes), Some(body))),
                Ok(Some(Err(broken))) => Some((Err(io::Error::other(broken)), None)),
                Ok(None) => None,
                Err(_) => {
                    fell.store(true, Ordering::Relaxed);
                    Some((Err(io::ErrorKind::TimedOut.into()), None))
                }
            }
        }
    });
    (Body::from_stream(watched), silence)
}
