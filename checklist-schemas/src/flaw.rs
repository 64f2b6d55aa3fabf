//! What is wrong with a document, where, and in words for people.

use std::fmt::Display;

use serde::Serialize;

use crate::message::Message;
use crate::template::Text;

/// One thing wrong with a checklist, a rating scheme, an answer or the state of an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// Stable kebab-case code; see [`crate::message::ALL`].
    pub code: &'static str,
    /// JSON pointer (RFC 6901) into the document that was checked; empty for the whole of it.
    pub pointer: String,
    /// The same in both languages.
    pub detail: Text,
}

impl Flaw {
    pub(crate) fn new(message: &Message, pointer: impl Into<String>, particulars: &[&dyn Display]) -> Self {
        Self {
            code: message.code,
            pointer: pointer.into(),
            detail: Text { vi: fill(message.vi, particulars), en: fill(message.en, particulars) },
        }
    }
}

/// Put the particulars in one pass, so that a particular holding `{1}` is not filled in its turn.
fn fill(pattern: &str, particulars: &[&dyn Display]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((number, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some(particular) = number.parse::<usize>().ok().and_then(|at| particulars.get(at)) {
            out.push_str(&shorten(&particular.to_string()));
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Particulars come from outside; a message stays readable whatever they hold.
fn shorten(particular: &str) -> String {
    const LIMIT: usize = 200;
    match particular.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &particular[..end]),
        None => particular.to_owned(),
    }
}

/// `pointer` with one more step, escaped as RFC 6901 asks.
pub(crate) fn step(pointer: &str, step: impl Display) -> String {
    let step = step.to_string().replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{step}")
}
