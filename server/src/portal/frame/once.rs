//! A form posted twice acts once: a hidden key of the form is claimed as an `Idempotency-Key` is, and the second post is sent on
//! to wherever the first one was.

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use data_encoding::HEXLOWER;
use uuid::Uuid;

use super::links;
use crate::app::AppState;
use crate::idempotency::claims::{self, Closing, Outcome};
use crate::kernel::problem::Problem;
use crate::ledger::answer::Claim;

/// What asking for a form's key comes to.
#[derive(Debug)]
pub enum Turn {
    /// The form may act.
    Ours(Claim),
    /// It has acted; this is where it led to.
    Acted(Response),
}

/// Claims a form's key. The same key with other content is another intent: people go back, change a word and send again.
///
/// # Errors
/// `answer-lost`; database failures.
pub async fn claim(app: &AppState, user_id: Uuid, once: &str, path: &str, content: &[u8]) -> Result<Turn, Problem> {
    let hash = HEXLOWER.encode(digest(&SHA256, &[path.as_bytes(), b"\n", content].concat()).as_ref());
    let key = format!("portal:{once}:{}", &hash[..32]);
    Ok(match claims::claim(app, user_id, key, &hash).await? {
        Outcome::Ours(claim) => Turn::Ours(claim),
        Outcome::Repeated(row) => Turn::Acted(links::see(row.body.as_deref().unwrap_or("/"))),
    })
}

/// A form acted, but its answer is a page and no redirection: where the page belongs.
#[derive(Clone, Debug)]
pub struct ActedAt(pub String);

/// What becomes of a form's key: a redirection is kept, and so is the place of a page that tells what was done; a refusal lets the key go, so that the form may be sent again.
#[must_use]
pub fn closing(response: &Response) -> Closing {
    let location = response.headers().get(header::LOCATION).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(ActedAt(place)) = response.extensions().get::<ActedAt>() {
        return Closing::Store { status: response.status(), etag: None, body: Some(place.clone()) };
    }
    match location {
        Some(place) if response.status().is_redirection() => {
            Closing::Store { status: response.status(), etag: None, body: Some(place.to_owned()) }
        }
        _ => Closing::Release,
    }
}

/// Closes a form's key.
pub async fn close(app: &AppState, claim: &Claim, closing: Closing) {
    if let Err(problem) = claims::close(app, claim, closing).await {
        tracing::warn!(?problem, "where a form led to was not stored");
    }
}
