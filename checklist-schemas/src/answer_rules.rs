//! Whether an answer may be recorded for its item.

use serde_json::Value;

use crate::answer::{Answer, Verdict};
use crate::canonical::{as_double, decimal_places};
use crate::flaw::{Flaw, step};
use crate::message;
use crate::response::Response;
use crate::template::Item;
use crate::text_rules;

/// Longest note, in Unicode code points.
pub const NOTE_LIMIT: usize = 8000;

/// Everything wrong with an answer to this item; pointers are into the answer. An empty answer has no flaw: it is how an
/// answer is taken back.
#[must_use]
pub fn check_answer(item: &Item, answer: &Answer) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if answer.item != item.id {
        flaws.push(Flaw::new(&message::ITEM_MISMATCH, "/item", &[&answer.item, &item.id]));
    }
    if answer.sample.as_deref().is_some_and(|sample| !is_uuid(sample)) {
        flaws.push(Flaw::new(&message::INVALID_SAMPLE, "/sample", &[]));
    }
    check_not_applicable(item, answer, &mut flaws);
    if !answer.value.is_null() {
        check_value(&item.response, &answer.value, &mut flaws);
    }
    text_rules::check_free_text(&answer.note, NOTE_LIMIT, "/note", &mut flaws);
    flaws
}

fn check_not_applicable(item: &Item, answer: &Answer, flaws: &mut Vec<Flaw>) {
    if answer.verdict != Some(Verdict::NotApplicable) {
        return;
    }
    // A single dossier may turn out not to be concerned whatever the item says.
    let allowed = item.excludable || matches!(item.response, Response::Verdict {}) || answer.sample.is_some();
    if !allowed {
        flaws.push(Flaw::new(&message::NOT_APPLICABLE_REFUSED, "/verdict", &[]));
    }
    if answer.note.trim().is_empty() {
        flaws.push(Flaw::new(&message::REASON_MISSING, "/note", &[]));
    }
    if !answer.value.is_null() {
        flaws.push(Flaw::new(&message::VALUE_WITH_NOT_APPLICABLE, "/value", &[]));
    }
}

fn check_value(response: &Response, value: &Value, flaws: &mut Vec<Flaw>) {
    let mut flaw = |message, particulars: &[&dyn std::fmt::Display]| {
        flaws.push(Flaw::new(message, "/value", particulars));
    };
    match response {
        Response::Verdict {} | Response::SampleTable { .. } => flaw(&message::VALUE_NOT_TAKEN, &[&response.kind()]),
        Response::YesNo {} if !value.is_boolean() => flaw(&message::NOT_A_BOOLEAN, &[]),
        Response::YesNo {} => {}
        Response::Choice { .. } => check_option(response, value, "/value", flaws),
        Response::MultiChoice { .. } => check_options(response, value, flaws),
        Response::Number { min, max, decimals, .. } => {
            let Value::Number(number) = value else {
                return flaw(&message::NOT_A_NUMBER, &[]);
            };
            let given = as_double(number);
            if let Some(least) = min.as_ref().filter(|least| given < as_double(least)) {
                flaw(&message::BELOW_MINIMUM, &[least]);
            }
            if let Some(greatest) = max.as_ref().filter(|greatest| given > as_double(greatest)) {
                flaw(&message::ABOVE_MAXIMUM, &[greatest]);
            }
            if decimal_places(given) > *decimals {
                flaw(&message::TOO_MANY_DECIMALS, &[decimals]);
            }
        }
        Response::Date {} => match value {
            Value::String(text) if is_date(text) => {}
            Value::String(_) => flaw(&message::INVALID_DATE, &[]),
            _ => flaw(&message::NOT_A_STRING, &[]),
        },
        Response::Text { max_length } => match value {
            Value::String(text) => {
                let limit = usize::try_from(*max_length).unwrap_or(usize::MAX);
                text_rules::check_free_text(text, limit, "/value", flaws);
            }
            _ => flaw(&message::NOT_A_STRING, &[]),
        },
    }
}

fn check_option(response: &Response, value: &Value, pointer: &str, flaws: &mut Vec<Flaw>) {
    match value {
        Value::String(chosen) if response.options().iter().any(|option| option.value == *chosen) => {}
        Value::String(chosen) => flaws.push(Flaw::new(&message::UNKNOWN_OPTION, pointer, &[chosen])),
        _ => flaws.push(Flaw::new(&message::NOT_A_STRING, pointer, &[])),
    }
}

fn check_options(response: &Response, value: &Value, flaws: &mut Vec<Flaw>) {
    let Value::Array(chosen) = value else {
        flaws.push(Flaw::new(&message::NOT_A_LIST, "/value", &[]));
        return;
    };
    for (at, entry) in chosen.iter().enumerate() {
        let pointer = step("/value", at);
        check_option(response, entry, &pointer, flaws);
        if let Some(repeated) = entry.as_str().filter(|_| chosen[..at].contains(entry)) {
            flaws.push(Flaw::new(&message::REPEATED_OPTION, pointer, &[&repeated]));
        }
    }
}

/// A day of the Gregorian calendar written `YYYY-MM-DD` (ISO 8601, complete extended form).
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |from, to| digits(from, to).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// One spelling only, so that two spellings cannot stand for two samples.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}
