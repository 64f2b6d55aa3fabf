//! Fetching a time-stamp from the authority that the settings name (RFC 3161, 3.4: over HTTP).

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use soat_documents::seal::timestamp::{ANSWER_TYPE, REQUEST_TYPE, Request, Token};

use super::refusals::{self, no_time_stamp};
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// Bytes that an answer may have.
const MAX_ANSWER: usize = 64 * 1024;

/// Whether signatures are to be time-stamped.
#[must_use]
pub const fn is_wanted(settings: &Settings) -> bool {
    !settings.tsa_url.is_empty()
}

/// Asks for a time-stamp.
///
/// # Errors
/// `time-stamp-unavailable` when the authority is not there, is too slow, refuses, or answers something else.
pub async fn fetch(settings: &Settings, request: &Request) -> Result<Token, Problem> {
    let patience = Duration::from_secs(settings.tsa_timeout_seconds.max(1));
    let answer = tokio::time::timeout(patience, ask(&settings.tsa_url, request.bytes().to_vec())).await;
    let answer = answer.map_err(|_| no_time_stamp("no answer in time"))?.map_err(no_time_stamp)?;
    request.accept(&answer).map_err(refusals::problem)
}

async fn ask(url: &str, query: Vec<u8>) -> Result<Vec<u8>, String> {
    let said = |error: reqwest::Error| error.to_string();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().map_err(said)?;
    let mut answer = client.post(url).header(CONTENT_TYPE, REQUEST_TYPE).body(query).send().await.map_err(said)?;
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    if !answer.status().is_success() || !kind.starts_with(ANSWER_TYPE) {
        return Err(format!("status {}, `{kind}`", answer.status()));
    }
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(said)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MAX_ANSWER {
            return Err("an answer without end".to_owned());
        }
    }
    Ok(bytes)
}
