//! A pull as lines of JSON: all pages one after the other, each gathered only when the one before has been sent, so that the
//! memory it takes does not grow with what there is to tell.
//!
//! Each change is a line; after each page comes a line with the cursor up to there. A device keeps the changes up to the last
//! such line it received, so a connection that breaks off loses nothing.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde_json::json;

use super::cursor::Cursor;
use super::{poll, pull};
use crate::access::caller::Caller;
use crate::app::AppState;
use crate::kernel::problem::Problem;

struct Progress {
    app: AppState,
    caller: Caller,
    cursor: Cursor,
    limit: u64,
    done: bool,
}

/// The answer.
#[must_use]
pub fn stream(app: AppState, caller: Caller, cursor: Cursor, limit: u64) -> Response {
    let body = Body::from_stream(pages(Progress { app, caller, cursor, limit, done: false }));
    ([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response()
}

fn pages(start: Progress) -> impl Stream<Item = Result<String, std::io::Error>> {
    stream::try_unfold(start, |mut progress| async move {
        if progress.done {
            return Ok(None);
        }
        match next(&mut progress).await {
            Ok(lines) => Ok(Some((lines, progress))),
            // The status is sent already; the body breaks off and the device goes on from its last cursor.
            Err(problem) => {
                tracing::error!(?problem, "pull broke off");
                Err(std::io::Error::other("pull broke off"))
            }
        }
    })
}

async fn next(progress: &mut Progress) -> Result<String, Problem> {
    let app = &progress.app;
    let page = pull::page(app.read(), &progress.caller, progress.cursor.clone(), progress.limit, app.now()).await?;
    let next_poll_s = poll::seconds(app.read(), &progress.caller, page.quiet_ms, app.settings(), app.now()).await?;
    let mut lines = String::new();
    for change in page.changes {
        lines.push_str(&change.to_string());
        lines.push('\n');
    }
    let rest = json!({
        "cursor": page.cursor.encode(), "streams_removed": page.streams_removed, "has_more": page.has_more,
        "pending_ops": page.pending_ops, "next_poll_s": next_poll_s, "server_time": app.now(),
    });
    lines.push_str(&rest.to_string());
    lines.push('\n');
    progress.cursor = page.cursor;
    progress.done = !page.has_more;
    Ok(lines)
}
