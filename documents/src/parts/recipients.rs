//! "Nơi nhận": to whom the document goes (Decree 30/2020/NĐ-CP: the word in bold italic 12, the list in 11), beside a signature.

use super::prose;
use crate::fonts::Face;
use crate::layout::{Align, Piece, set};
use crate::press::Press;
use crate::wording::decree;

/// Adds the list at the left of a piece, over `width`.
#[must_use]
pub fn beside(press: &Press<'_>, mut piece: Piece, list: &[String], width: f32) -> Piece {
    let mut y = 0.0;
    let mut add = |text: &str, face: Face, size: f32| {
        for line in set::set(press.fonts, &prose::paragraph(text, face, size, Align::Left), width) {
            piece.marks.extend(line.marks.into_iter().map(|mark| mark.moved(0.0, y)));
            y += line.height;
        }
    };
    add(press.say(decree::RECIPIENTS), Face::BoldItalic, 12.0);
    for line in list {
        add(line, Face::Regular, 11.0);
    }
    piece.height = piece.height.max(y);
    piece
}
