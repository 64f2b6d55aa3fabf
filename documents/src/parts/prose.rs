//! Running text as Decree 30/2020/NĐ-CP sets it: size 13 to 14, justified, the first line 1 cm in, 6 points between paragraphs.

use crate::fonts::{Face, Fonts};
use crate::layout::piece::hold_all;
use crate::layout::{Align, Cell, Keep, Paragraph, Piece, Span, WIDTH, set};

/// Size of running text.
pub const BODY: f32 = 13.0;
/// Size of tables.
pub const TABLE: f32 = 11.0;
/// Size of captions.
pub const SMALL: f32 = 9.5;
/// Size of hashes.
pub const TINY: f32 = 8.0;
/// How far first lines stand in.
pub const INDENT: f32 = 28.35;
/// Between paragraphs.
pub const BETWEEN: f32 = 6.0;
/// Line spacing of running text.
const LEADING: f32 = 1.04;

/// Pieces of a paragraph of running text over the whole width.
#[must_use]
pub fn spans(fonts: &Fonts, spans: Vec<Span>) -> Vec<Piece> {
    let paragraph = Paragraph { spans, align: Align::Justify, indent: INDENT, leading: LEADING, ..Paragraph::default() };
    Piece::lines(set::set(fonts, &paragraph, WIDTH), BETWEEN)
}

/// Running text; each line of it is a paragraph.
#[must_use]
pub fn text(fonts: &Fonts, text: &str) -> Vec<Piece> {
    styled(fonts, text, Face::Regular)
}

/// Running text in a face; each line of it is a paragraph.
#[must_use]
pub fn styled(fonts: &Fonts, text: &str, face: Face) -> Vec<Piece> {
    text.lines().flat_map(|line| spans(fonts, vec![Span::of(line, face, BODY)])).collect()
}

/// A label and what it says; the lines of a longer text follow as paragraphs.
#[must_use]
pub fn labelled(fonts: &Fonts, label: &str, text: &str) -> Vec<Piece> {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let mut pieces = spans(fonts, vec![Span::of(format!("{label} "), Face::Bold, BODY), Span::of(first, Face::Regular, BODY)]);
    pieces.extend(lines.flat_map(|line| spans(fonts, vec![Span::of(line, Face::Regular, BODY)])));
    pieces
}

/// A line of a list.
#[must_use]
pub fn entry(fonts: &Fonts, text: &str) -> Vec<Piece> {
    spans(fonts, vec![Span::of(format!("- {text}"), Face::Regular, BODY)])
}

/// A heading of a part, `I. …`, with its bookmark.
#[must_use]
pub fn heading(fonts: &Fonts, title: &str) -> Vec<Piece> {
    headed(fonts, title, 0, 10.0)
}

/// A heading within a part, `1. …`.
#[must_use]
pub fn subheading(fonts: &Fonts, title: &str) -> Vec<Piece> {
    headed(fonts, title, 1, BETWEEN)
}

fn headed(fonts: &Fonts, title: &str, level: u8, gap: f32) -> Vec<Piece> {
    let spans = vec![Span::of(title, Face::Bold, BODY)];
    let paragraph = Paragraph { spans, indent: INDENT, leading: LEADING, ..Paragraph::default() };
    let mut pieces = Piece::lines(set::set(fonts, &paragraph, WIDTH), gap);
    hold_all(&mut pieces, Keep::Firm);
    if let Some(first) = pieces.first_mut() {
        first.bookmark = Some((level, title.to_owned()));
    }
    pieces
}

/// Lines in the middle, which hold on to what follows.
#[must_use]
pub fn centred(fonts: &Fonts, text: &str, face: Face, size: f32, gap: f32) -> Vec<Piece> {
    let paragraph = Paragraph { spans: vec![Span::of(text, face, size)], align: Align::Centre, ..Paragraph::default() };
    let width = set::balanced(fonts, &paragraph, WIDTH);
    let mut pieces = Piece::lines(set::set(fonts, &paragraph, width), gap);
    let right = (WIDTH - width) / 2.0;
    for piece in &mut pieces {
        piece.marks = std::mem::take(&mut piece.marks).into_iter().map(|mark| mark.moved(right, 0.0)).collect();
    }
    hold_all(&mut pieces, Keep::Firm);
    pieces
}

/// Small text below a table.
#[must_use]
pub fn remark(fonts: &Fonts, text: &str) -> Vec<Piece> {
    let paragraph = Paragraph { spans: vec![Span::of(text, Face::Italic, 10.5)], ..Paragraph::default() };
    Piece::lines(set::set(fonts, &paragraph, WIDTH), 3.0)
}

/// A cell of a table.
#[must_use]
pub fn cell(text: &str) -> Cell {
    in_cell(text, Face::Regular, TABLE, Align::Left)
}

/// A cell whose text stands in the middle.
#[must_use]
pub fn middle(text: &str) -> Cell {
    in_cell(text, Face::Regular, TABLE, Align::Centre)
}

/// A cell of a table's header.
#[must_use]
pub fn column(text: &str) -> Cell {
    in_cell(text, Face::Bold, TABLE, Align::Centre)
}

/// A cell with bold text at the left.
#[must_use]
pub fn strong(text: &str) -> Cell {
    in_cell(text, Face::Bold, TABLE, Align::Left)
}

fn in_cell(text: &str, face: Face, size: f32, align: Align) -> Cell {
    Cell { paragraphs: vec![paragraph(text, face, size, align)] }
}

/// A paragraph within a cell or a caption.
#[must_use]
pub fn paragraph(text: &str, face: Face, size: f32, align: Align) -> Paragraph {
    Paragraph { spans: vec![Span::of(text, face, size)], align, ..Paragraph::default() }
}

/// `I`, `II`, `III`, ….
#[must_use]
pub fn roman(number: usize) -> String {
    const VALUES: [(usize, &str); 9] = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in VALUES {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

/// Numbers the parts of a document.
#[derive(Debug, Default)]
pub struct Parts(usize);

impl Parts {
    /// The next part, `III. …`.
    pub fn next(&mut self, title: &str) -> String {
        self.0 += 1;
        format!("{}. {title}", roman(self.0))
    }
}

/// The same text with its spaces tied, so that no line breaks in it: `TCVN ISO 9001:2015`.
#[must_use]
pub fn tied(text: &str) -> String {
    text.replace(' ', &crate::fonts::TIED.to_string())
}

/// The same text with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Capitals as they are within a sentence: `BIÊN BẢN` becomes `Biên bản`.
#[must_use]
pub fn sentence_case(text: &str) -> String {
    capitalised(&text.to_lowercase())
}

/// The same text with a small first letter, for the middle of a sentence.
#[must_use]
pub fn inner(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_in_roman_and_sentences_keep_their_case() {
        assert_eq!([1, 4, 9, 14, 40, 99].map(roman), ["I", "IV", "IX", "XIV", "XL", "XCIX"]);
        assert_eq!(inner("Đoàn kiểm tra"), "đoàn kiểm tra");
        assert_eq!(capitalised("ngày 09"), "Ngày 09");
    }
}
