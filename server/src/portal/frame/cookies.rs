//! The portal's cookies: the session, the browser's device, the language, and the secret of forms before signing in.
//!
//! All are `HttpOnly`, `SameSite=Lax` and for the whole site; over https also `Secure`, and the session and the secret of forms
//! then carry the prefix `__Host-`, so that no other host of the domain can set them (RFC 6265bis, 4.1.3.2).

use axum::http::HeaderValue;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use uuid::Uuid;

use crate::kernel::text::Lang;

/// Seconds, 400 days, for which a browser is known again and its language is kept.
const KEPT_SECONDS: u32 = 400 * 86_400;

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The session's secret.
    Session,
    /// The secret behind the token of forms, while nobody has signed in.
    Forms,
    /// The device that this browser is.
    Device,
    /// The language chosen.
    Language,
}

fn name(purpose: Purpose, is_secure: bool) -> &'static str {
    match (purpose, is_secure) {
        (Purpose::Session, true) => "__Host-soat",
        (Purpose::Session, false) => "soat",
        (Purpose::Forms, true) => "__Host-soat-forms",
        (Purpose::Forms, false) => "soat-forms",
        (Purpose::Device, _) => "soat-device",
        (Purpose::Language, _) => "soat-lang",
    }
}

/// What a cookie holds.
#[must_use]
pub fn read(jar: &CookieJar, purpose: Purpose, is_secure: bool) -> Option<&str> {
    jar.get(name(purpose, is_secure)).map(Cookie::value).filter(|value| !value.is_empty() && value.len() <= 200)
}

/// The device that the browser says it is.
#[must_use]
pub fn device(jar: &CookieJar, is_secure: bool) -> Option<Uuid> {
    read(jar, Purpose::Device, is_secure)?.parse().ok()
}

/// The language that was chosen in this browser.
#[must_use]
pub fn language(jar: &CookieJar, is_secure: bool) -> Option<Lang> {
    match read(jar, Purpose::Language, is_secure)? {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The header that sets a cookie. The session's and that of forms go with the browser; the others stay. Values are secrets, ids
/// and codes of this program, so nothing in them has to be escaped.
#[must_use]
pub fn set(purpose: Purpose, value: &str, is_secure: bool) -> Option<HeaderValue> {
    let age = match purpose {
        Purpose::Session | Purpose::Forms => String::new(),
        Purpose::Device | Purpose::Language => format!("; Max-Age={KEPT_SECONDS}"),
    };
    header(purpose, value, &age, is_secure)
}

/// The header that makes the browser forget a cookie.
#[must_use]
pub fn forget(purpose: Purpose, is_secure: bool) -> Option<HeaderValue> {
    header(purpose, "", "; Max-Age=0", is_secure)
}

fn header(purpose: Purpose, value: &str, age: &str, is_secure: bool) -> Option<HeaderValue> {
    let secure = if is_secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", name(purpose, is_secure))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_goes_with_the_browser_and_is_bound_to_the_host_over_https() {
        let said = |purpose, is_secure| set(purpose, "x", is_secure).unwrap().to_str().unwrap().to_owned();
        assert_eq!(said(Purpose::Session, true), "__Host-soat=x; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(said(Purpose::Session, false), "soat=x; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(said(Purpose::Language, false), "soat-lang=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
    }
}
