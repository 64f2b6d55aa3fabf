//! What may be declared and brought, and when: decisions only.

use super::entity::evidence::{AttachedKind, State};
use super::media_type::{Class, Kind, agrees};
use crate::inspections::entity::inspection::Status;

/// Largest picture file, in bytes: a picture is looked at as a whole, in memory.
pub const MAX_PICTURE_BYTES: i64 = 64 << 20;

/// The kinds that an inspection takes as evidence.
const ACCEPTED: &[Kind] =
    &[Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Heic, Kind::Pdf, Kind::Mp3, Kind::Mp4Audio, Kind::Ogg, Kind::Wav, Kind::WebmAudio];

/// The kinds that a corrective action takes besides: the unit answers with its papers.
const PAPERS: &[Kind] = &[Kind::Docx, Kind::Xlsx, Kind::Pptx, Kind::Odt, Kind::Ods, Kind::Doc, Kind::Xls, Kind::Ppt];

/// The kinds that a record takes.
fn taken_by(attached: AttachedKind) -> impl Iterator<Item = Kind> {
    let papers = if attached.is_of_car() { PAPERS } else { &[] };
    ACCEPTED.iter().chain(papers).copied()
}

/// The kinds that a record takes, as media types, for texts.
#[must_use]
pub fn accepted_types(attached: AttachedKind) -> String {
    taken_by(attached).map(Kind::media_type).collect::<Vec<_>>().join(", ")
}

/// Whether a kind is taken as evidence of a record.
#[must_use]
pub fn is_accepted(kind: Kind, attached: AttachedKind) -> bool {
    taken_by(attached).any(|taken| taken == kind)
}

/// The kind that a declared media type names, aliases included; none when it is accepted nowhere.
#[must_use]
pub fn declared_kind(media_type: &str) -> Option<Kind> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    // These claim nothing, and would agree with everything.
    if essence.is_empty() || essence.eq_ignore_ascii_case("application/octet-stream") {
        return None;
    }
    ACCEPTED.iter().chain(PAPERS).copied().find(|kind| agrees(essence, *kind))
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

/// Whether a corrective action request takes evidence in this status: while the unit answers, and from the team while it verifies
/// ([`is_submitted`]).
#[must_use]
pub fn takes_evidence(car_status: &str) -> bool {
    ["acknowledged", "plan_returned", "implementing", "implementation_returned", "implementation_submitted", "verified"]
        .contains(&car_status)
}

/// Whether what the unit did is before the team, or was verified: what it brought for it stays, and only the team adds to it.
#[must_use]
pub fn is_submitted(car_status: &str) -> bool {
    ["implementation_submitted", "verified"].contains(&car_status)
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
        for none in ["", "application/octet-stream", "image/svg+xml", "text/html", "image/gif"] {
            assert_eq!(declared_kind(none), None, "{none}");
        }
    }

    #[test]
    fn papers_are_taken_by_corrective_actions_alone() {
        let word = declared_kind("application/msword").unwrap();
        assert!(is_accepted(word, AttachedKind::CorrectiveAction));
        assert!(!is_accepted(word, AttachedKind::Response));
        assert!(is_accepted(Kind::Pdf, AttachedKind::Response));
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
