//! Canonical JSON (RFC 8785) and its SHA-256: what a published checklist or a signed inspection is identified by.
//!
//! Numbers are IEEE 754 doubles, as RFC 8785 and I-JSON (RFC 7493) ask: an integer beyond 2^53 is written as the double
//! nearest to it, which is what a browser would write too.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};
use sha2::{Digest as _, Sha256};

/// The canonical text: no white space, keys ordered by UTF-16 code units, numbers as ECMAScript prints them.
#[must_use]
pub fn to_string(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

/// SHA-256 of the canonical text (UTF-8), 64 lower-case hexadecimal digits.
#[must_use]
pub fn digest(value: &Value) -> String {
    let hash = Sha256::digest(to_string(value).as_bytes());
    hash.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&format_number(as_double(number))),
        Value::String(text) => write_string(text, out),
        Value::Array(entries) => {
            out.push('[');
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(entry, out);
            }
            out.push(']');
        }
        Value::Object(members) => write_object(members, out),
    }
}

fn write_object(members: &Map<String, Value>, out: &mut String) {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    // Byte order of UTF-8 differs from this one for characters above U+FFFF.
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push('{');
    for (at, (key, value)) in sorted.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_string(key, out);
        out.push(':');
        write_value(value, out);
    }
    out.push('}');
}

/// Only what JSON cannot hold is escaped (RFC 8785, 3.2.2.2).
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// The number as a double. JSON numbers are finite, so the fallback is never seen.
pub(crate) fn as_double(number: &Number) -> f64 {
    number.as_f64().unwrap_or_default()
}

/// A finite double as `Number::toString` of ECMAScript (ECMA-262, 6.1.6.1.20) prints it.
#[must_use]
pub fn format_number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let (digits, point) = shortest(value.abs());
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or_default());
    let body = if (count..=21).contains(&point) {
        format!("{digits}{}", zeros(point - count))
    } else if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
        format!("{whole}.{fraction}")
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let exponent_sign = if point > 0 { "+" } else { "-" };
        format!("{first}{dot}{rest}e{exponent_sign}{}", (point - 1).abs())
    };
    format!("{sign}{body}")
}

/// Decimal places of the shortest text that reads back as this number: 0.25 has two, 100 and 1e21 have none.
pub(crate) fn decimal_places(value: f64) -> u32 {
    if value == 0.0 {
        return 0;
    }
    let (digits, point) = shortest(value.abs());
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    u32::try_from(count.saturating_sub(point)).unwrap_or_default()
}

/// The fewest digits that read back as `value`, and where the decimal point stands counted from their start.
fn shortest(value: f64) -> (String, i32) {
    let mut text = format!("{value:e}");
    // Of two equally short and equally near texts, ECMAScript takes the even one; the exact formatting does so too.
    let places = text.find('e').unwrap_or_default().saturating_sub(2);
    let nearest = format!("{value:.places$e}");
    if nearest.parse::<f64>().is_ok_and(|read| read.to_bits() == value.to_bits()) {
        text = nearest;
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.replace('.', "");
    (digits, exponent.parse::<i32>().unwrap_or_default() + 1)
}
