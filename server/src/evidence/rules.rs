//! What may be declared and brought, and when: decisions only.

use super::entity::evidence::State;
use super::media_type::{Class, Kind, agrees};
use crate::inspections::entity::inspection::Status;

/// Largest picture file, in bytes: a picture is looked at as a whole, in memory.
pub const MAX_PICTURE_BYTES: i64 = 64 << 20;

/// The kinds that an inspection takes as evidence.
const ACCEPTED: &[Kind] =
    &[Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Heic, Kind::Pdf, Kind::Mp3, Kind::Mp4Audio, Kind::Ogg, Kind::Wav, Kind::WebmAudio];

/// The kinds that an inspection takes, as media types, for texts.
#[must_use]
pub fn accepted_types() -> String {
    ACCEPTED.iter().map(|kind| kind.media_type()).collect::<Vec<_>>().join(", ")
}

/// Whether a kind is taken as evidence of an inspection.
#[must_use]
pub fn is_accepted(kind: Kind) -> bool {
    ACCEPTED.contains(&kind)
}

/// The kind that a declared media type names, aliases included; none when it is not accepted.
#[must_use]
pub fn declared_kind(media_type: &str) -> Option<Kind> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    // These claim nothing, and would agree with everything.
    if essence.is_empty() || essence.eq_ignore_ascii_case("application/octet-stream") {
        return None;
    }
    ACCEPTED.iter().copied().find(|kind| agrees(essence, *kind))
}

/// The largest size that may be declared for a kind, in bytes.
#[must_use]
pub fn size_limit(kind: Kind, evidence_limit_mib: u64) -> i64 {
    let limit = i64::try_from(evidence_limit_mib.saturating_mul(1 << 20)).unwrap_or(i64::MAX);
    if kind.class() == Class::Picture { limit.min(MAX_PICTURE_BYTES) } else { limit }
}

/// Whether new evidence may be declared, or evidence taken back, in an inspection of this status.
#[must_use]
pub fn may_declare(status: Status) -> bool {
    status == Status::InProgress
}

/// Whether the bytes of evidence that was declared may still come.
#[must_use]
pub fn may_bring_bytes(status: Status) -> bool {
    status != Status::Cancelled
}

/// What the bytes that arrived whole mean for their evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// They are the declared ones and the first to come: keep them.
    Keep,
    /// They are the declared ones, and are there already.
    Repeated,
    /// They are others, and the declared ones can still come.
    Mismatch,
    /// They are others, and the declared ones are kept: an attempt to replace evidence.
    SecondUpload,
}

/// Decides about bytes that arrived whole.
#[must_use]
pub fn settle(state: State, is_as_declared: bool) -> Settlement {
    let has_bytes = matches!(state, State::Stored | State::Verified | State::Refused);
    match (is_as_declared, has_bytes) {
        (true, false) => Settlement::Keep,
        (true, true) => Settlement::Repeated,
        (false, false) => Settlement::Mismatch,
        (false, true) => Settlement::SecondUpload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_known_and_empty_claims_are_not() {
        assert_eq!(declared_kind("image/jpg"), Some(Kind::Jpeg));
        assert_eq!(declared_kind("IMAGE/HEIF"), Some(Kind::Heic));
        assert_eq!(declared_kind("audio/webm;codecs=opus"), Some(Kind::WebmAudio));
        for none in ["", "application/octet-stream", "image/svg+xml", "text/html", "image/gif", "application/msword"] {
            assert_eq!(declared_kind(none), None, "{none}");
        }
    }

    #[test]
    fn bytes_that_are_kept_are_never_replaced() {
        for state in [State::Stored, State::Verified, State::Refused] {
            assert_eq!(settle(state, true), Settlement::Repeated);
            assert_eq!(settle(state, false), Settlement::SecondUpload);
        }
        for state in [State::Declared, State::Receiving] {
            assert_eq!(settle(state, true), Settlement::Keep);
            assert_eq!(settle(state, false), Settlement::Mismatch);
        }
    }
}
