//! The last parts of minutes and report: the unit's opinion, what stayed in dispute, the conclusion, refusals, the last sentence.

use super::prose::{self, Parts};
use super::{refusals, results};
use crate::content::Inspection;
use crate::layout::piece::hold_all;
use crate::layout::{Keep, Piece};
use crate::press::Press;
use crate::wording::{heading, visit};

/// The last parts.
pub struct Closing {
    /// Their pieces; the last sentence holds on to the signatures.
    pub pieces: Vec<Piece>,
    /// The title of the part with the refusals; empty when nobody refused.
    pub refusals: String,
}

/// From the unit's opinion to the last sentence, which ends with `./.` as the decree asks.
#[must_use]
pub fn parts(press: &Press<'_>, content: &Inspection, parts: &mut Parts, sentence: &str) -> Closing {
    let visit = &content.visit;
    let mut pieces = Vec::new();
    for (title, text, otherwise) in [
        (heading::OPINION, &visit.opinion, visit::NO_OPINION),
        (heading::DISAGREEMENTS, &visit.disagreements, visit::NO_DISAGREEMENTS),
        (heading::CONCLUSION, &visit.conclusion, visit::NO_CONCLUSION),
    ] {
        pieces.extend(prose::heading(press.fonts, &parts.next(press.say(title))));
        let text = if text.trim().is_empty() { press.say(otherwise) } else { text };
        pieces.extend(prose::text(press.fonts, text));
    }
    pieces.extend(results::sampling(press, content));
    let mut refused = String::new();
    if !content.refusals.is_empty() {
        refused = parts.next(press.say(heading::REFUSALS));
        pieces.extend(prose::heading(press.fonts, &refused));
        pieces.extend(refusals::pieces(press, &content.refusals));
    }
    let mut last = prose::text(press.fonts, sentence);
    hold_all(&mut last, Keep::Firm);
    pieces.extend(last);
    Closing { pieces, refusals: refused }
}
