//! What signing refuses, as problems: what somebody can do something about has a code of its own, the rest is a failure of ours.

use soat_documents::seal::Refusal;

use crate::kernel::catalogue;
use crate::kernel::problem::{FieldError, Problem};

/// The problem of a refusal.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
pub fn problem(refusal: Refusal) -> Problem {
    match &refusal {
        Refusal::MasterKeyUnfit | Refusal::WrongMasterKey => Problem::of(&catalogue::MASTER_KEY_WRONG),
        Refusal::TimeStampRefused(said) => no_time_stamp(said),
        Refusal::TimeStampForeign => no_time_stamp("the answer is not about this signature"),
        Refusal::PictureUnfit => Problem::invalid(vec![words(&refusal, "/picture")]),
        Refusal::SubjectUnfit(_) => Problem::invalid(vec![words(&refusal, "/subject")]),
        Refusal::CertificateOutsideValidity
        | Refusal::CertificateNotForSigning
        | Refusal::CertificateUnreadable
        | Refusal::KeyOfAnotherCertificate
        | Refusal::SignatureForeign
        | Refusal::NotOurDocument
        | Refusal::ChangedBeyondSigning(_)
        | Refusal::DocumentUnreadable(_) => Problem::of(&catalogue::SIGNATURE_REFUSED).errors(vec![words(&refusal, "")]),
        other => Problem::internal(other),
    }
}

/// No time-stamp could be had; `why` goes to the log.
#[must_use]
pub fn no_time_stamp(why: impl std::fmt::Display) -> Problem {
    tracing::warn!(%why, "no time-stamp");
    Problem::of(&catalogue::TIME_STAMP_UNAVAILABLE)
}

fn words(refusal: &Refusal, pointer: &str) -> FieldError {
    let (vi, en) = refusal.texts();
    FieldError::words(refusal.code(), pointer, vi, en)
}
