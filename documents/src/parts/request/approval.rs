//! Part 3: reviews of the plan, extensions.

use super::{said, written};
use crate::content::{CarForm, Extension, Review};
use crate::layout::Piece;
use crate::parts::prose;
use crate::press::Press;
use crate::wording::request as wording;

/// The pieces of part 3.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    let fonts = press.fonts;
    let mut pieces = prose::heading(fonts, press.say(wording::PART_APPROVAL));
    pieces.extend(prose::subheading(fonts, &format!("1. {}", press.say(wording::PLAN_REVIEW))));
    if content.plan_reviews.is_empty() {
        pieces.extend(written(press, ""));
    }
    pieces.extend(content.plan_reviews.iter().flat_map(|one| review(press, one)));
    if !content.extensions.is_empty() {
        pieces.extend(prose::subheading(fonts, &format!("2. {}", press.say(wording::EXTENSIONS))));
        pieces.extend(content.extensions.iter().flat_map(|one| extension(press, one)));
    }
    pieces
}

/// One review: its outcome, the reason, who and when.
#[must_use]
pub fn review(press: &Press<'_>, review: &Review) -> Vec<Piece> {
    let outcome = press.say(if review.accepted { wording::ACCEPTED } else { wording::SENT_BACK });
    prose::labelled(press.fonts, &format!("{outcome}:"), &said(press, &review.act))
}

fn extension(press: &Press<'_>, extension: &Extension) -> Vec<Piece> {
    let kind = prose::inner(press.say(wording::deadline(extension.kind)));
    let (from, to) = (press.calendar.day(extension.from), press.calendar.day(extension.to));
    let asked = press.fill(wording::EXTENSION, &[&kind, &from, &to]);
    let mut pieces = prose::entry(press.fonts, &format!("{asked} {}", said(press, &extension.asked)));
    let outcome = match extension.granted {
        Some(true) => wording::GRANTED,
        Some(false) => wording::REFUSED,
        None => wording::UNDECIDED,
    };
    let decided = extension.decided.as_ref().map(|act| format!(": {}", said(press, act))).unwrap_or_default();
    pieces.extend(prose::entry(press.fonts, &format!("{}{decided}", press.say(outcome))));
    pieces
}

/// Who accepted the plan.
#[must_use]
pub fn reviewer(content: &CarForm) -> &str {
    content.plan_reviews.iter().rev().find(|review| review.accepted).map_or("", |review| review.act.by.name.as_str())
}
