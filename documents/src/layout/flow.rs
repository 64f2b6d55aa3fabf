//! Pieces flow over sheets. Those that hold on to each other move to the next sheet together; a group that no sheet can hold
//! falls apart where it holds on least, and so does one that would leave a good part of a sheet empty.

use super::mark::{Mark, Rect};
use super::piece::{Keep, Piece};
use super::{HEIGHT, LEFT, TOP};

/// One side of paper: marks in the coordinates of the sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// From 0.
    pub level: u8,
    /// Title.
    pub title: String,
    /// Sheet, from 0.
    pub sheet: usize,
    /// From the top of the sheet.
    pub y: f32,
}

/// A room for a signature, laid.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidRoom {
    /// Its field.
    pub field: String,
    /// Sheet, from 0.
    pub sheet: usize,
    /// Where on it.
    pub rect: Rect,
}

/// The sheets of a document, and how far the last one is filled.
#[derive(Debug, Default)]
pub struct Flow {
    /// Sheets begun.
    pub sheets: Vec<Sheet>,
    /// The outline, in order.
    pub bookmarks: Vec<Bookmark>,
    /// Rooms, in order.
    pub rooms: Vec<LaidRoom>,
    filled: f32,
}

/// Share of a sheet that is not left empty to keep a group together that holds on softly.
const WASTE: f32 = 0.3;
/// Rounding must never turn a sheet.
const SLACK: f32 = 0.01;

impl Flow {
    /// Lays pieces after what is laid already.
    pub fn lay(&mut self, pieces: &[Piece]) {
        let mut rest = pieces;
        while !rest.is_empty() {
            let (group, after) = rest.split_at(group_length(rest, Keep::Soft));
            self.lay_group(group, Keep::Soft);
            rest = after;
        }
    }

    /// Lays pieces that hold on to each other by `keep` or more.
    fn lay_group(&mut self, group: &[Piece], keep: Keep) {
        let fits_alone = stack(group, true) <= HEIGHT + SLACK;
        let fits_here = self.filled + stack(group, self.filled <= 0.0) <= HEIGHT + SLACK;
        let wasteful = !fits_here && !self.sheets.is_empty() && HEIGHT - self.filled > HEIGHT * WASTE;
        if keep == Keep::Soft && (!fits_alone || wasteful) {
            let mut rest = group;
            while !rest.is_empty() {
                let (firm, after) = rest.split_at(group_length(rest, Keep::Firm));
                self.lay_group(firm, Keep::Firm);
                rest = after;
            }
            return;
        }
        let turns = group.first().is_some_and(|piece| piece.turns);
        let fresh = self.sheets.is_empty();
        if fresh || (turns && self.filled > 0.0) || (fits_alone && !fits_here) {
            self.turn();
        }
        for piece in group {
            if self.filled > 0.0 && self.filled + piece.gap + piece.height > HEIGHT + SLACK {
                self.turn();
            }
            self.place(piece);
        }
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.filled = 0.0;
    }

    fn place(&mut self, piece: &Piece) {
        if self.filled <= 0.0 {
            if let Some(header) = &piece.header {
                self.put(header, 0.0);
            }
            self.put(piece, 0.0);
        } else {
            self.put(piece, piece.gap);
        }
    }

    fn put(&mut self, piece: &Piece, gap: f32) {
        let y = TOP + self.filled + gap;
        let sheet = self.sheets.len().saturating_sub(1);
        if let Some((level, title)) = &piece.bookmark {
            self.bookmarks.push(Bookmark { level: *level, title: title.clone(), sheet, y });
        }
        for room in &piece.rooms {
            let rect = Rect { x: room.rect.x + LEFT, y: room.rect.y + y, ..room.rect };
            self.rooms.push(LaidRoom { field: room.field.clone(), sheet, rect });
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.extend(piece.marks.iter().cloned().map(|mark| mark.moved(LEFT, y)));
        }
        self.filled += gap + piece.height;
    }
}

/// How many pieces at the start hold on to each other by `keep` or more.
fn group_length(pieces: &[Piece], keep: Keep) -> usize {
    let held = pieces.iter().take_while(|piece| piece.keep >= keep).count();
    (held + 1).min(pieces.len())
}

/// Height of pieces on top of each other; at the top of a sheet the first gap falls away and a header may come back.
fn stack(pieces: &[Piece], at_top: bool) -> f32 {
    let whole: f32 = pieces.iter().map(|piece| piece.gap + piece.height).sum();
    match pieces.first() {
        Some(first) if at_top => whole - first.gap + first.header.as_ref().map_or(0.0, |header| header.height),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn piece(height: f32, keep: Keep) -> Piece {
        let marks = vec![Mark::Fill { rect: Rect { x: 0.0, y: 0.0, width: 1.0, height }, ink: super::super::Ink::SHADE }];
        Piece { height, marks, keep, ..Piece::default() }
    }

    fn marks_by_sheet(flow: &Flow) -> Vec<usize> {
        flow.sheets.iter().map(|sheet| sheet.marks.len()).collect()
    }

    #[test]
    fn a_heading_goes_to_the_next_sheet_with_its_text() {
        let mut flow = Flow::default();
        flow.lay(&[piece(HEIGHT - 30.0, Keep::Loose), piece(20.0, Keep::Firm), piece(20.0, Keep::Loose)]);
        assert_eq!(marks_by_sheet(&flow), [1, 2]);
    }

    #[test]
    fn a_group_that_no_sheet_holds_falls_apart_where_it_holds_on_least() {
        let mut flow = Flow::default();
        let third = HEIGHT / 3.0;
        let group = [piece(20.0, Keep::Firm), piece(third, Keep::Soft), piece(third, Keep::Soft), piece(third, Keep::Loose)];
        flow.lay(&[piece(third, Keep::Loose)]);
        flow.lay(&group);
        assert_eq!(marks_by_sheet(&flow), [3, 2], "the heading keeps its first line; the rest follows");
    }

    #[test]
    fn a_header_comes_back_where_its_table_begins_a_sheet() {
        let mut flow = Flow::default();
        let header = Rc::new(piece(10.0, Keep::Loose));
        let row = Piece { header: Some(header.clone()), ..piece(HEIGHT / 2.0, Keep::Loose) };
        flow.lay(&[(*header).clone(), row.clone(), row.clone(), row]);
        assert_eq!(marks_by_sheet(&flow), [2, 2, 2]);
    }

    #[test]
    fn gaps_fall_away_at_the_top_of_a_sheet() {
        let mut flow = Flow::default();
        flow.lay(&[Piece { gap: 50.0, ..piece(HEIGHT, Keep::Loose) }, Piece { gap: 50.0, ..piece(HEIGHT, Keep::Loose) }]);
        assert_eq!(marks_by_sheet(&flow), [1, 1]);
    }
}
