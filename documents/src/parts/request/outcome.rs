//! Part 4: what the unit did, verification, effectiveness, closing.

use super::{approval, said, written};
use crate::content::{CarForm, Effectiveness};
use crate::layout::Piece;
use crate::parts::prose;
use crate::press::Press;
use crate::wording::{request as wording, visit};

/// The pieces of part 4.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let fonts = press.fonts;
    let title = |number: usize, words| prose::subheading(fonts, &format!("{number}. {}", press.say(words)));
    let mut pieces = prose::heading(fonts, press.say(wording::PART_RESULT));
    pieces.extend(title(1, wording::IMPLEMENTATION));
    if content.submissions.is_empty() {
        pieces.extend(written(press, ""));
    }
    for submission in &content.submissions {
        pieces.extend(prose::text(fonts, &said(press, &submission.act)));
    }
    pieces.extend(content.implementation_returns.iter().flat_map(|one| approval::review(press, one)));
    pieces.extend(title(2, wording::VERIFICATION));
    match &content.verification {
        Some(verification) => {
            let form = press.fill(wording::VERIFIED, &[press.say(visit::form(verification.form))]);
            pieces.extend(prose::text(fonts, &format!("{form} {}", said(press, &verification.act))));
        }
        None => pieces.extend(written(press, "")),
    }
    pieces.extend(title(3, wording::EFFECTIVENESS));
    pieces.extend(effectiveness(press, content.effectiveness.as_ref()));
    pieces.extend(title(4, wording::CLOSED));
    match &content.closed {
        Some(act) => pieces.extend(prose::text(fonts, &said(press, act))),
        None => pieces.extend(written(press, "")),
    }
    pieces
}

fn effectiveness(press: &Press<'_>, effectiveness: Option<&Effectiveness>) -> Vec<Piece> {
    let Some(effectiveness) = effectiveness else { return written(press, "") };
    if !effectiveness.required {
        return prose::text(press.fonts, press.say(wording::NOT_REQUIRED));
    }
    let mut pieces = Vec::new();
    if let Some(day) = effectiveness.due_on {
        pieces.extend(prose::text(press.fonts, &press.fill(wording::EFFECTIVENESS_DUE, &[&press.calendar.day(day)])));
    }
    match (effectiveness.effective, &effectiveness.reviewed) {
        (Some(effective), Some(act)) => {
            let outcome = press.say(if effective { wording::EFFECTIVE } else { wording::INEFFECTIVE });
            pieces.extend(prose::text(press.fonts, &format!("{outcome} {}", said(press, act))));
        }
        _ => pieces.extend(prose::text(press.fonts, press.say(wording::NOT_YET))),
    }
    pieces
}

/// Who verified.
#[must_use]
pub fn verifier(content: &CarForm) -> &str {
    content.verification.as_ref().map_or("", |verification| verification.act.by.name.as_str())
}

/// Who closed.
#[must_use]
pub fn closer(content: &CarForm) -> &str {
    content.closed.as_ref().map_or("", |act| act.by.name.as_str())
}
