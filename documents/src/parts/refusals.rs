//! Refusals to sign, with the dissent as it was written.

use super::prose;
use crate::content::Refusal;
use crate::layout::Piece;
use crate::press::Press;
use crate::wording::act;

/// Who refused, when, and why.
#[must_use]
pub fn pieces(press: &Press<'_>, refusals: &[Refusal]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for refusal in refusals {
        let by = &refusal.act.by;
        let who = if by.title.is_empty() { by.name.clone() } else { format!("{} ({})", by.name, by.title) };
        let at = press.calendar.moment(refusal.act.at);
        let said = match refusal.recorded_by.is_empty() {
            true => press.fill(act::REFUSED, &[&who, &at]),
            false => press.fill(act::REFUSED_ON_WORD, &[&who, &at, &refusal.recorded_by]),
        };
        pieces.extend(prose::text(press.fonts, &said));
        let dissent = if refusal.act.statement.trim().is_empty() { press.say(act::NO_DISSENT) } else { &refusal.act.statement };
        pieces.extend(prose::labelled(press.fonts, press.say(act::DISSENT), dissent));
    }
    pieces
}
