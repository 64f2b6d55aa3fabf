//! What a key means for a request: which requests it applies to, what is found under it, which answers are kept. Pure.

use crate::kernel::clock::Instant;
use crate::ledger::answer::{COMMITTED, LOST, Model};

/// Hours for which an answer is kept.
pub const KEPT_HOURS: i64 = 24;
/// Characters a key may have.
pub const MAX_KEY_LENGTH: usize = 255;
/// Addresses below which keys are not looked at, and why.
pub const EXEMPT: &[(&str, &str)] = &[
    ("/api/v1/auth/", "answers hold secrets that must not be stored"),
    ("/api/v1/uploads", "tus finds an upload again by its offset"),
    ("/api/v1/sync/", "every operation carries its own op_id"),
    ("/api/v1/reports/verify", "it changes nothing"),
];

/// Whether keys are honoured at this address.
#[must_use]
pub fn applies_to(path: &str) -> bool {
    !EXEMPT.iter().any(|(prefix, _)| path.starts_with(prefix))
}

/// Whether a text can be a key: 1 to 255 visible ASCII characters.
#[must_use]
pub fn is_key(text: &str) -> bool {
    (1..=MAX_KEY_LENGTH).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether an answer belongs to the request, rather than to the moment: only such answers are kept.
#[must_use]
pub fn is_kept(status: u16) -> bool {
    matches!(status, 200..=299 | 400..=499) && !matches!(status, 401 | 408 | 410 | 425 | 429)
}

/// What is found under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: the request may be claimed.
    Free,
    /// The key was used for another request.
    OtherRequest,
    /// The same request is under way.
    UnderWay,
    /// The same request died before it had done anything.
    Dead {
        /// When it was claimed.
        claimed_at: Instant,
    },
    /// The same request did its work, and its answer is lost.
    AnswerLost,
    /// The same request was answered.
    Answered(Box<Model>),
}

/// Judges what is stored under a key. A request lives for `timeout_millis`, never longer.
#[must_use]
pub fn judge(row: Option<Model>, request_hash: &str, now: Instant, timeout_millis: i64) -> Found {
    let Some(row) = row.filter(|row| row.created_at >= expired_before(now)) else { return Found::Free };
    if row.request_hash != request_hash {
        return Found::OtherRequest;
    }
    let over = row.created_at.plus_millis(timeout_millis) < now;
    match row.status {
        None if over => Found::Dead { claimed_at: row.created_at },
        Some(COMMITTED) if over => Found::AnswerLost,
        None | Some(COMMITTED) => Found::UnderWay,
        Some(LOST) => Found::AnswerLost,
        Some(_) => Found::Answered(Box::new(row)),
    }
}

/// Answers claimed before this moment are forgotten.
#[must_use]
pub fn expired_before(now: Instant) -> Instant {
    now.plus_seconds(-KEPT_HOURS * 3_600)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Instant = Instant(1_773_021_600_000);

    fn row(status: Option<i32>, age_millis: i64) -> Model {
        Model {
            user_id: Uuid::nil(),
            key: "k".into(),
            request_hash: "h".into(),
            status,
            etag: None,
            body: None,
            created_at: NOW.plus_millis(-age_millis),
        }
    }

    #[test]
    fn what_is_found_depends_on_request_status_and_age() {
        let found = |status, age| judge(Some(row(status, age)), "h", NOW, 30_000);
        assert_eq!(judge(None, "h", NOW, 30_000), Found::Free);
        assert_eq!(judge(Some(row(Some(201), 5)), "other", NOW, 30_000), Found::OtherRequest);
        assert_eq!(found(Some(201), 5), Found::Answered(Box::new(row(Some(201), 5))));
        assert_eq!(found(Some(201), 86_400_001), Found::Free);
        assert_eq!(found(None, 30_000), Found::UnderWay);
        assert_eq!(found(None, 30_001), Found::Dead { claimed_at: NOW.plus_millis(-30_001) });
        assert_eq!(found(Some(COMMITTED), 30_000), Found::UnderWay);
        assert_eq!(found(Some(COMMITTED), 30_001), Found::AnswerLost);
        assert_eq!(found(Some(LOST), 5), Found::AnswerLost);
    }

    #[test]
    fn answers_that_say_something_about_the_moment_are_not_kept() {
        assert!([200, 201, 204, 403, 404, 409, 412, 422].iter().all(|status| is_kept(*status)));
        assert!(![302, 401, 408, 410, 429, 500, 503].iter().any(|status| is_kept(*status)));
    }

    #[test]
    fn a_key_is_short_and_visible() {
        assert!(is_key("0190f1d2-aaaa-7bbb-8ccc-1234567890ab") && is_key("\"quoted\""));
        assert!(!is_key("") && !is_key("a b") && !is_key(&"x".repeat(256)));
    }
}
