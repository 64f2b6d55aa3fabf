//! A piece: something laid out that is never split over two sheets, such as a line, a table row, a row of photos.

use std::rc::Rc;

use super::mark::{Mark, Rect};
use super::set::Line;

/// How a piece holds on to the one after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// A sheet may end here.
    #[default]
    Loose,
    /// On one sheet with the next where both fit: a finding with its photos.
    Soft,
    /// On one sheet with the next: a heading with its text.
    Firm,
}

/// A room that a signature will be laid into.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// `lead`, `secretary`, `unit_head`, `seal`, ….
    pub field: String,
    /// Where, within the piece.
    pub rect: Rect,
}

/// Something laid out, relative to its own upper left corner.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Its height.
    pub height: f32,
    /// Its marks.
    pub marks: Vec<Mark>,
    /// Space before it, which falls away at the top of a sheet.
    pub gap: f32,
    /// How it holds on to the next.
    pub keep: Keep,
    /// Laid once more above it where it begins a sheet: the header of its table.
    pub header: Option<Rc<Piece>>,
    /// Its entry in the outline: level from 0, and title.
    pub bookmark: Option<(u8, String)>,
    /// Rooms for signatures.
    pub rooms: Vec<Room>,
    /// Begins a sheet.
    pub turns: bool,
}

impl Piece {
    /// Empty space.
    #[must_use]
    pub fn space(height: f32) -> Self {
        Self { gap: height, ..Self::default() }
    }

    /// Lines of one paragraph: the first two and the last two stay together, so that no line stands alone.
    #[must_use]
    pub fn lines(lines: Vec<Line>, gap: f32) -> Vec<Self> {
        let count = lines.len();
        let keep = |at: usize| if at + 1 < count && (at == 0 || at + 2 == count) { Keep::Firm } else { Keep::Loose };
        lines
            .into_iter()
            .enumerate()
            .map(|(at, line)| Self {
                height: line.height,
                marks: line.marks,
                gap: if at == 0 { gap } else { 0.0 },
                keep: keep(at),
                ..Self::default()
            })
            .collect()
    }
}

/// Makes the last piece hold on to what follows.
pub fn hold_last(pieces: &mut [Piece], keep: Keep) {
    if let Some(last) = pieces.last_mut() {
        last.keep = last.keep.max(keep);
    }
}

/// Makes every piece hold on to the next at least so firmly.
pub fn hold_all(pieces: &mut [Piece], keep: Keep) {
    for piece in pieces {
        piece.keep = piece.keep.max(keep);
    }
}
