//! Annexes: each begins a sheet, has a number, a title and the document it goes with.

use super::prose;
use crate::fonts::Face;
use crate::layout::Piece;
use crate::press::Press;
use crate::wording::{Words, decree};

/// Numbers the annexes of a document.
pub struct Annexes {
    count: usize,
    /// The document, as it is called in running text.
    of: String,
}

impl Annexes {
    /// The annexes of a document.
    #[must_use]
    pub const fn of(document: String) -> Self {
        Self { count: 0, of: document }
    }

    /// The head of the next annex.
    pub fn next(&mut self, press: &Press<'_>, title: Words) -> Vec<Piece> {
        self.count += 1;
        let number = press.fill(decree::ANNEX, &[&prose::roman(self.count)]);
        let mut pieces = prose::centred(press.fonts, &number, Face::Bold, 14.0, 0.0);
        if let Some(first) = pieces.first_mut() {
            first.turns = true;
            first.bookmark = Some((0, format!("{number}. {}", press.say(title))));
        }
        pieces.extend(prose::centred(press.fonts, press.say(title), Face::Bold, 13.0, 2.0));
        pieces.extend(prose::centred(press.fonts, &press.fill(decree::ANNEX_TO, &[&self.of]), Face::Italic, 13.0, 2.0));
        pieces
    }
}
