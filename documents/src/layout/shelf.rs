//! Photos side by side: each with its number, what it shows, and where, when and from which bytes it comes.

use super::mark::{Ink, Mark, PlateId, Rect};
use super::piece::{Keep, Piece};
use super::set::{Align, Line, Paragraph, Span, set};
use super::{WIDTH, times};
use crate::fonts::{Face, Fonts};

/// Between two photos.
const BETWEEN: f32 = 12.0;
/// Above each row of photos.
const GAP: f32 = 8.0;

/// A picture that is in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    /// Its plate.
    pub plate: PlateId,
    /// Width as it is seen, in pixels.
    pub width: f32,
    /// Height as it is seen, in pixels.
    pub height: f32,
    /// How it is turned into place (Exif, 1 to 8).
    pub orientation: u8,
}

/// A photo, ready to be laid.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The picture, or why there is none.
    pub picture: Result<Picture, String>,
    /// The text below it.
    pub caption: Vec<Paragraph>,
}

/// Rows of photos, so many side by side, none taller than `tallest`.
#[must_use]
pub fn shelves(fonts: &Fonts, shots: &[Shot], across: usize, tallest: f32) -> Vec<Piece> {
    let width = (WIDTH - BETWEEN * times(across - 1)) / times(across);
    shots.chunks(across).map(|row| shelf(fonts, row, width, tallest)).collect()
}

fn shelf(fonts: &Fonts, row: &[Shot], width: f32, tallest: f32) -> Piece {
    let sizes: Vec<(f32, f32)> = row.iter().map(|shot| size_of(shot, width, tallest)).collect();
    let base = sizes.iter().map(|(_, height)| *height).fold(0.0, f32::max);
    let mut marks = Vec::new();
    let mut height: f32 = base;
    for (at, (shot, (wide, high))) in row.iter().zip(sizes).enumerate() {
        let left = times(at) * (width + BETWEEN);
        let rect = Rect { x: left, y: base - high, width: wide, height: high };
        match &shot.picture {
            Ok(picture) => marks.push(Mark::Plate { plate: picture.plate, rect, orientation: picture.orientation }),
            Err(reason) => marks.extend(blank(fonts, rect, reason)),
        }
        let mut y = base + 3.0;
        for line in shot.caption.iter().flat_map(|paragraph| set(fonts, paragraph, width)) {
            marks.extend(line.marks.into_iter().map(|mark| mark.moved(left, y)));
            y += line.height;
        }
        height = height.max(y);
    }
    Piece { height, marks, gap: GAP, keep: Keep::Loose, ..Piece::default() }
}

/// As wide as its place, unless that makes it too tall.
fn size_of(shot: &Shot, width: f32, tallest: f32) -> (f32, f32) {
    match &shot.picture {
        Ok(picture) if picture.width > 0.0 && picture.height > 0.0 => {
            let scale = (width / picture.width).min(tallest / picture.height);
            (picture.width * scale, picture.height * scale)
        }
        _ => (width, tallest.min(width * 0.4)),
    }
}

/// A framed ground that says why nothing is shown.
fn blank(fonts: &Fonts, rect: Rect, reason: &str) -> Vec<Mark> {
    let mut marks = vec![Mark::Fill { rect, ink: Ink::BLANK }];
    marks.extend(Mark::frame(rect, 0.5, Ink::RULE));
    let spans = vec![Span::of(reason, Face::Italic, 9.0)];
    let lines: Vec<Line> = set(fonts, &Paragraph { spans, align: Align::Centre, ..Paragraph::default() }, rect.width - 16.0);
    let mut y = rect.y + (rect.height - lines.iter().map(|line| line.height).sum::<f32>()) / 2.0;
    for line in lines {
        marks.extend(line.marks.into_iter().map(|mark| mark.moved(rect.x + 8.0, y)));
        y += line.height;
    }
    marks
}
