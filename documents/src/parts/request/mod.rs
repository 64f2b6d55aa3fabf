//! The parts of a corrective action request.

pub mod approval;
pub mod asked;
pub mod history;
pub mod measures;
pub mod outcome;

use super::prose;
use crate::content::Act;
use crate::fonts::Face;
use crate::layout::{Paragraph, Piece, Span, WIDTH, set};
use crate::press::Press;
use crate::wording::Words;
use crate::wording::act::BY_AT;
use crate::wording::request as wording;

/// Who, and when: `Nguyễn Văn A, Trưởng đoàn, lúc 09:00 10/03/2026`.
fn by_at(press: &Press<'_>, act: &Act) -> String {
    let by = &act.by;
    let who = if by.title.is_empty() { by.name.clone() } else { format!("{}, {}", by.name, by.title) };
    press.fill(BY_AT, &[&who, &press.calendar.moment(act.at)])
}

/// The words of an act, then in brackets who and when.
fn said(press: &Press<'_>, act: &Act) -> String {
    let by = by_at(press, act);
    if act.statement.trim().is_empty() { format!("{by}.") } else { format!("{} ({by}).", act.statement.trim_end().trim_end_matches('.')) }
}

/// A labelled act; room to write where it has not happened.
fn labelled_act(press: &Press<'_>, label: Words, act: Option<&Act>) -> Vec<Piece> {
    let text = act.map_or_else(|| press.say(wording::NOT_YET).to_owned(), |act| format!("{}.", by_at(press, act)));
    prose::labelled(press.fonts, press.say(label), &text)
}

/// Text as it was written; two dotted lines where nothing is written yet.
fn written(press: &Press<'_>, text: &str) -> Vec<Piece> {
    if text.trim().is_empty() {
        let line = Paragraph { spans: vec![Span::of(press.say(wording::TO_FILL), Face::Regular, prose::BODY)], ..Paragraph::default() };
        let mut lines = set::set(press.fonts, &line, WIDTH);
        lines.truncate(1);
        let again = lines.clone();
        lines.extend(again);
        return Piece::lines(lines, prose::BETWEEN);
    }
    prose::text(press.fonts, text)
}
