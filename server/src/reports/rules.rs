//! Decisions about documents. Pure.

use uuid::Uuid;

use super::entity::report::{Kind, Status};
use super::entity::signature::{Signer, State};
use super::lifecycle::{self, Event, Need};
use crate::inspections::entity::inspection::Status as InspectionStatus;

/// Letters and digits of codes: none that is taken for another in print or in handwriting.
const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: 58 bits, more than anybody can try.
pub const CODE_LENGTH: usize = 12;

/// A code from random bytes; bytes that would favour a letter are left out. None when too few are left.
#[must_use]
pub fn code(random: &[u8]) -> Option<String> {
    let fair = u8::try_from(256 / LETTERS.len() * LETTERS.len()).unwrap_or(u8::MAX);
    let letters = random.iter().filter(|byte| **byte < fair).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
    let code: String = letters.take(CODE_LENGTH).collect();
    (code.len() == CODE_LENGTH).then_some(code)
}

/// A code as somebody typed it: without marks between its groups, in capitals. None when it can be no code.
#[must_use]
pub fn typed_code(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.')).map(|letter| letter.to_ascii_uppercase()).collect();
    (code.len() == CODE_LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte))).then_some(code)
}

/// A code in groups of four, as people read it.
#[must_use]
pub fn in_groups(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A signature that a document is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The field that was printed for it.
    pub field: &'static str,
    /// Who is to sign.
    pub signer: Signer,
    /// The person, when it is one.
    pub user_id: Option<Uuid>,
    /// The organisation that they head, or whose seal it is.
    pub organisation_id: Option<Uuid>,
    /// Their name, as printed.
    pub name: String,
    /// Their position.
    pub title: String,
}

/// Whether an inspection has come so far that a document about it can be made.
#[must_use]
pub fn may_make(kind: Kind, inspection: InspectionStatus) -> bool {
    match kind {
        Kind::Minutes => inspection.is_done(),
        Kind::Report => matches!(inspection, InspectionStatus::Signed | InspectionStatus::Issued | InspectionStatus::Archived),
        Kind::CarForm => true,
    }
}

/// Whether somebody can refuse to sign here: the unit, and of the team the secretary. The lead has concluded, and reopens instead.
#[must_use]
pub fn may_refuse(kind: Kind, field: &str) -> bool {
    match kind {
        Kind::Minutes => matches!(field, "unit_head" | "secretary"),
        Kind::CarForm => matches!(field, "unit_head" | "unit_plan"),
        Kind::Report => false,
    }
}

/// Whether the lead can record that somebody else refuses: the unit on the spot, when it will not even write so itself. A request
/// goes to the unit in its own time; there it speaks for itself.
#[must_use]
pub fn may_record(kind: Kind, field: &str) -> bool {
    kind == Kind::Minutes && field == "unit_head"
}

/// Whether a dissent can be printed in the report alone: others have signed the minutes, which are printed no more. Of the form of a
/// request nothing is printed after it; there the dissent stays beside it.
#[must_use]
pub fn goes_into_report(kind: Kind, status: Status) -> bool {
    let needs = lifecycle::next(status, Event::RefuseSigning).map_or(&[][..], |(_, needs)| needs);
    kind == Kind::Minutes && needs.contains(&Need::InReport)
}

/// Whether nothing is waited for any more, and somebody has signed.
#[must_use]
pub fn is_complete(states: &[State]) -> bool {
    !states.contains(&State::Waiting) && states.contains(&State::Signed)
}

/// Who somebody is, as far as signing is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The person.
    pub user_id: Uuid,
    /// The organisations that they head.
    pub heads: &'a [Uuid],
    /// They may use the seal of the organisation.
    pub holds_seal: bool,
}

/// Whether somebody is the one who is to sign.
#[must_use]
pub fn is_expected(signer: Signer, user: Option<Uuid>, organisation: Option<Uuid>, candidate: &Candidate) -> bool {
    match signer {
        Signer::Person => user == Some(candidate.user_id),
        Signer::Head => organisation.is_some_and(|id| candidate.heads.contains(&id)),
        Signer::Seal => candidate.holds_seal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_no_letters_that_look_alike_and_is_read_as_people_type_it() {
        let code = code(&[0, 29, 30, 59, 239, 240, 255, 7, 8, 9, 10, 11, 12, 13, 14, 15]).unwrap();
        assert_eq!(code, "2Z2ZZ9ABCDEF");
        assert!(!code.contains(['0', 'O', '1', 'I', 'L', 'U']));
        assert_eq!(in_groups(&code), "2Z2Z-Z9AB-CDEF");
        assert_eq!(typed_code(" 2z2z-z9ab cdef "), Some(code));
        assert_eq!((typed_code("2Z2Z-Z9AB-CDE"), typed_code("2Z2Z-Z9AB-CDE0"), typed_code("ạạạạạạ")), (None, None, None));
        assert_eq!(super::code(&[255; 40]), None);
    }

    #[test]
    fn a_document_is_complete_when_nobody_is_waited_for_and_somebody_signed() {
        assert!(is_complete(&[State::Signed, State::Refused]));
        assert!(!is_complete(&[State::Signed, State::Waiting]));
        assert!(!is_complete(&[State::Refused]));
    }

    #[test]
    fn a_person_signs_for_themselves_a_head_for_the_unit() {
        let (me, unit) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let head = Candidate { user_id: me, heads: &[unit], holds_seal: false };
        assert!(is_expected(Signer::Person, Some(me), None, &head) && is_expected(Signer::Head, None, Some(unit), &head));
        let nobody = Candidate { user_id: Uuid::nil(), heads: &[], holds_seal: false };
        assert!(!is_expected(Signer::Person, Some(me), None, &nobody));
        assert!(!is_expected(Signer::Head, None, Some(unit), &nobody) && !is_expected(Signer::Seal, None, Some(unit), &nobody));
    }
}
