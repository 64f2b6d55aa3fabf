//! Tables: ruled rows that are never split over two sheets, under a header that comes back on each. Only a row that no sheet
//! could hold is cut, between lines.

use std::rc::Rc;

use super::mark::{Ink, Mark, Rect};
use super::piece::{Keep, Piece};
use super::set::{Line, Paragraph, set};
use super::{HEIGHT, times};
use crate::fonts::Fonts;

/// From a rule to the text beside it.
const SIDE: f32 = 3.5;
/// From a rule to the text below or above it.
const EDGE: f32 = 2.5;
/// Thickness of rules.
const RULE: f32 = 0.5;

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Its text.
    pub paragraphs: Vec<Paragraph>,
}

/// A row.
#[derive(Clone, Debug)]
pub enum Row {
    /// A cell for each column.
    Cells(Vec<Cell>),
    /// One cell over all columns, which stays with the row below.
    Band(Cell),
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Widths of the columns.
    pub columns: Vec<f32>,
    /// The header; none where it is empty.
    pub head: Vec<Cell>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Space before it.
    pub gap: f32,
}

impl Table {
    /// Its pieces.
    #[must_use]
    pub fn pieces(&self, fonts: &Fonts) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let header = (!self.head.is_empty()).then(|| Rc::new(self.header(fonts)));
        if let Some(header) = &header {
            pieces.push(Piece { gap: self.gap, keep: Keep::Firm, ..(**header).clone() });
        }
        let room = HEIGHT - header.as_ref().map_or(0.0, |header| header.height);
        for row in &self.rows {
            let (columns, lines, keep) = match row {
                Row::Cells(cells) => (self.columns.clone(), set_cells(fonts, cells, &self.columns), Keep::Loose),
                Row::Band(cell) => {
                    let whole = vec![self.columns.iter().sum()];
                    (whole.clone(), set_cells(fonts, std::slice::from_ref(cell), &whole), Keep::Firm)
                }
            };
            let ground = matches!(row, Row::Band(_)).then_some(Ink::BLANK);
            for slice in slices(lines, room) {
                let gap = if pieces.is_empty() { self.gap } else { 0.0 };
                pieces.push(Piece { gap, keep, header: header.clone(), ..draw(&columns, slice, ground) });
            }
        }
        pieces
    }

    fn header(&self, fonts: &Fonts) -> Piece {
        draw(&self.columns, set_cells(fonts, &self.head, &self.columns), Some(Ink::SHADE))
    }
}

fn set_cells(fonts: &Fonts, cells: &[Cell], columns: &[f32]) -> Vec<Vec<Line>> {
    let lines = |cell: &Cell, width: f32| {
        let mut lines: Vec<Line> = Vec::new();
        for paragraph in &cell.paragraphs {
            let begins = lines.len();
            lines.extend(set(fonts, paragraph, width - 2.0 * SIDE));
            if begins > 0
                && let Some(first) = lines.get_mut(begins)
            {
                push_down(first, paragraph.gap);
            }
        }
        lines
    };
    cells.iter().zip(columns).map(|(cell, width)| lines(cell, *width)).collect()
}

fn push_down(line: &mut Line, by: f32) {
    line.height += by;
    line.marks = std::mem::take(&mut line.marks).into_iter().map(|mark| mark.moved(0.0, by)).collect();
}

fn height_of(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}

/// The row as it is, or cut into slices that each fit a sheet.
fn slices(mut cells: Vec<Vec<Line>>, room: f32) -> Vec<Vec<Vec<Line>>> {
    let limit = room - 2.0 * EDGE;
    let mut slices = Vec::new();
    while cells.iter().any(|lines| height_of(lines) > limit) {
        let mut slice = Vec::new();
        for lines in &mut cells {
            let mut used = 0.0;
            let count = lines
                .iter()
                .take_while(|line| {
                    used += line.height;
                    used <= limit
                })
                .count();
            // A line taller than a sheet is laid all the same, or the loop would never end.
            let rest = lines.split_off(count.max(1).min(lines.len()));
            slice.push(std::mem::replace(lines, rest));
        }
        slices.push(slice);
    }
    slices.push(cells);
    slices
}

fn draw(columns: &[f32], cells: Vec<Vec<Line>>, ground: Option<Ink>) -> Piece {
    let height = cells.iter().map(|lines| height_of(lines)).fold(0.0, f32::max) + 2.0 * EDGE;
    let width: f32 = columns.iter().sum();
    let mut marks = Vec::new();
    if let Some(ink) = ground {
        marks.push(Mark::Fill { rect: Rect { x: 0.0, y: 0.0, width, height }, ink });
    }
    let rule = |from, to| Mark::Rule { from, to, width: RULE, ink: Ink::RULE };
    marks.push(rule((0.0, 0.0), (width, 0.0)));
    marks.push(rule((0.0, height), (width, height)));
    marks.push(rule((0.0, 0.0), (0.0, height)));
    let mut x = 0.0;
    for (lines, column) in cells.into_iter().zip(columns) {
        let mut y = EDGE;
        for line in lines {
            marks.extend(line.marks.into_iter().map(|mark| mark.moved(x + SIDE, y)));
            y += line.height;
        }
        x += column;
        marks.push(rule((x, 0.0), (x, height)));
    }
    Piece { height, marks, ..Piece::default() }
}

/// Columns as shares of a width.
#[must_use]
pub fn shares(width: f32, parts: &[usize]) -> Vec<f32> {
    let all = times(parts.iter().sum::<usize>().max(1));
    parts.iter().map(|part| width * times(*part) / all).collect()
}

#[cfg(test)]
mod tests {
    use super::super::set::Span;
    use super::super::{Flow, WIDTH};
    use super::*;
    use crate::fonts::Face;

    fn cell(text: &str) -> Cell {
        Cell { paragraphs: vec![Paragraph { spans: vec![Span::of(text, Face::Regular, 10.0)], ..Paragraph::default() }] }
    }

    #[test]
    fn a_row_taller_than_a_sheet_is_cut_between_lines_and_nothing_is_lost() {
        let fonts = Fonts::load().unwrap();
        let text = (0..4_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let table = Table {
            columns: shares(WIDTH, &[1, 1]),
            head: vec![cell("A"), cell("B")],
            rows: vec![Row::Cells(vec![cell("x"), cell(&text)])],
            gap: 0.0,
        };
        let pieces = table.pieces(fonts);
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.height <= HEIGHT));
        let mut flow = Flow::default();
        flow.lay(&pieces);
        let text_of = |mark: &Mark| if let Mark::Text { text, .. } = mark { Some(text.clone()) } else { None };
        let laid: Vec<String> = flow.sheets.iter().flat_map(|sheet| sheet.marks.iter().filter_map(text_of)).collect();
        assert_eq!(laid.iter().filter(|text| *text == "A").count(), flow.sheets.len(), "the header is on every sheet");
        assert!(laid.join(" ").contains("3998 3999"));
    }
}
