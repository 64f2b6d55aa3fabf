//! Addresses with queries, and redirections.

use std::fmt::Write;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::organisations::units::Units;
use crate::portal::text::done::Done;

/// An address with a query of the pairs that have a value.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut joint = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(joint);
        address.push_str(&encoded(name));
        address.push('=');
        address.push_str(&encoded(value));
        joint = '&';
    }
    address
}

/// A text as it stands in a query: everything but unreserved characters as `%XX` (RFC 3986, 2.1).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

/// Sends the browser on to a page, which says what was done.
#[must_use]
pub fn done(path: &str, what: Done) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    see(&format!("{path}{joint}done={}", what.code()))
}

/// Sends the browser on to a page of the portal.
#[must_use]
pub fn see(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/"))]).into_response(),
    }
}

/// An address to go on to that came from outside, if it is one of this portal: a path, never another host.
#[must_use]
pub fn own(address: &str) -> Option<&str> {
    let is_path = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
    Some(address).filter(|_| is_path && is_plain)
}

/// The record that an address is about: the last id in it.
#[must_use]
pub fn record_of(path: &str) -> Option<Uuid> {
    path.rsplit('/').find_map(|part| part.parse().ok())
}

/// The address of the page of the record that an address is about: up to and with its id.
#[must_use]
pub fn record_address(path: &str) -> &str {
    let Some(id) = record_of(path) else { return path };
    let id = id.to_string();
    path.find(&id).map_or(path, |start| &path[..start + id.len()])
}

/// The units that a query names by kind and level.
#[must_use]
pub fn units(kind: &str, level: &str) -> Units {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Units { within: None, kind: given(kind), level: given(level) }
}

/// The moment at which a day that a query names begins.
#[must_use]
pub fn begins(day: &str) -> Option<Instant> {
    Some(day.parse::<LocalDate>().ok()?.begins(DEFAULT_ZONE))
}

/// The moment at which a day that a query names is over.
#[must_use]
pub fn ends(day: &str) -> Option<Instant> {
    Some(begins(day)?.plus_days(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_hold_what_has_a_value() {
        assert_eq!(with_query("/findings", &[("q", "Cao Lộc"), ("status", ""), ("a", "1&2")]), "/findings?q=Cao%20L%E1%BB%99c&a=1%262");
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(own("/inspections?status=planned"), Some("/inspections?status=planned"));
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "", "inspections", "/a\r\nSet-Cookie:x"] {
            assert_eq!(own(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn the_record_of_an_address_is_the_last_one_named() {
        let path = "/inspections/01900000-0000-7000-8000-000000000001/cancel";
        assert_eq!(record_address(path), "/inspections/01900000-0000-7000-8000-000000000001");
        assert_eq!(record_of(path), Some(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)));
        assert_eq!(record_address("/account"), "/account");
    }
}
