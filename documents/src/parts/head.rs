//! The head of a document (Decree 30/2020/NĐ-CP, annex I, part II): national title and motto, issuing body, number and symbol,
//! place and date, then kind and subject.

use super::prose;
use crate::content::Day;
use crate::fonts::{Face, Fonts};
use crate::layout::{Align, Ink, Keep, Mark, Paragraph, Piece, Span, WIDTH, set};
use crate::press::Press;
use crate::wording::decree;

/// Share of the width that the issuing body has.
const LEFT_SHARE: f32 = 0.41;
/// Size of national title and issuing body.
const SIZE: f32 = 12.0;
/// From a line of text to the rule below it.
const TO_RULE: f32 = 2.0;

/// What the head says.
pub struct Head<'a> {
    /// The body above the one that issues.
    pub superior: Option<&'a str>,
    /// The body that issues.
    pub issuer: &'a str,
    /// Number and symbol, where they are given.
    pub number: Option<&'a str>,
    /// Where it sits.
    pub locality: &'a str,
    /// The date of the document.
    pub day: Day,
    /// Kind of document, in capitals.
    pub kind: &'a str,
    /// What it is about.
    pub subject: &'a str,
}

/// The pieces of a head.
#[must_use]
pub fn pieces(press: &Press<'_>, head: &Head<'_>) -> Vec<Piece> {
    let mut pieces = vec![top(press, head)];
    pieces.extend(prose::centred(press.fonts, head.kind, Face::Bold, 14.0, 16.0));
    let subject = prose::centred(press.fonts, head.subject, Face::Bold, 14.0, 2.0);
    let widest = subject.iter().map(|piece| extent(press, piece)).fold(0.0, f32::max);
    pieces.extend(subject);
    pieces.push(rule(WIDTH / 2.0, widest * 0.4));
    pieces
}

/// A short rule in the middle of the sheet.
fn rule(middle: f32, length: f32) -> Piece {
    let from = (middle - length / 2.0, TO_RULE);
    let marks = vec![Mark::Rule { from, to: (middle + length / 2.0, TO_RULE), width: 0.6, ink: Ink::BLACK }];
    Piece { height: TO_RULE + 6.0, marks, keep: Keep::Firm, ..Piece::default() }
}

/// How wide the text of a piece is.
fn extent(press: &Press<'_>, piece: &Piece) -> f32 {
    let width = |mark: &Mark| match mark {
        Mark::Text { face, size, text, .. } => press.fonts.width(*face, *size, text),
        _ => 0.0,
    };
    piece.marks.iter().map(width).sum()
}

/// A column of centred lines being stacked.
struct Column {
    fonts: &'static Fonts,
    left: f32,
    width: f32,
    y: f32,
    marks: Vec<Mark>,
}

impl Column {
    /// Adds lines; the width of the widest.
    fn lines(&mut self, text: &str, face: Face, size: f32) -> f32 {
        let paragraph = Paragraph { spans: vec![Span::of(text, face, size)], align: Align::Centre, ..Paragraph::default() };
        let mut widest: f32 = 0.0;
        let width = set::balanced(self.fonts, &paragraph, self.width);
        let left = self.left + (self.width - width) / 2.0;
        for line in set::set(self.fonts, &paragraph, width) {
            for mark in line.marks {
                if let Mark::Text { face, size, text, .. } = &mark {
                    widest = widest.max(self.fonts.width(*face, *size, text));
                }
                self.marks.push(mark.moved(left, self.y));
            }
            self.y += line.height;
        }
        widest
    }

    fn rule(&mut self, length: f32) {
        let middle = self.left + self.width / 2.0;
        let y = self.y + TO_RULE;
        self.marks.push(Mark::Rule { from: (middle - length / 2.0, y), to: (middle + length / 2.0, y), width: 0.6, ink: Ink::BLACK });
        self.y += TO_RULE + 1.0;
    }
}

/// A name in capitals; one too long for a line breaks before the place it is of: `ỦY BAN NHÂN DÂN` / `TỈNH LẠNG SƠN`.
fn in_lines(press: &Press<'_>, name: &str, face: Face, width: f32) -> String {
    const PLACES: [&str; 7] = [" TỈNH ", " THÀNH PHỐ ", " HUYỆN ", " THỊ XÃ ", " XÃ ", " PHƯỜNG ", " ĐẶC KHU "];
    let capitals = press.fonts.drawable(name).to_uppercase();
    if press.fonts.width(face, SIZE, &capitals) <= width {
        return capitals;
    }
    match PLACES.iter().filter_map(|place| capitals.rfind(place)).max() {
        Some(at) => format!("{}\n{}", &capitals[..at], capitals[at..].trim_start()),
        None => capitals,
    }
}

fn top(press: &Press<'_>, head: &Head<'_>) -> Piece {
    let split = WIDTH * LEFT_SHARE;
    let mut left = Column { fonts: press.fonts, left: 0.0, width: split - 8.0, y: 0.0, marks: Vec::new() };
    if let Some(superior) = head.superior.filter(|text| !text.trim().is_empty()) {
        left.lines(&in_lines(press, superior, Face::Regular, left.width), Face::Regular, SIZE);
    }
    let widest = left.lines(&in_lines(press, head.issuer, Face::Bold, left.width), Face::Bold, SIZE);
    left.rule(widest * 0.4);
    let mut right = Column { fonts: press.fonts, left: split, width: WIDTH - split, y: 0.0, marks: Vec::new() };
    right.lines(press.say(decree::NATION), Face::Bold, SIZE);
    let motto = right.lines(press.say(decree::MOTTO), Face::Bold, 13.0);
    right.rule(motto);
    // Number and date stand on one line.
    let below = left.y.max(right.y) + 6.0;
    (left.y, right.y) = (below, below);
    let number = head.number.map_or_else(|| press.say(decree::NUMBER_TO_COME).to_owned(), |number| press.fill(decree::NUMBER, &[number]));
    left.lines(&number, Face::Regular, 13.0);
    let date = press.calendar.formal_day(head.day);
    let line = if head.locality.is_empty() { prose::capitalised(&date) } else { press.fill(decree::PLACE_DATE, &[head.locality, &date]) };
    right.lines(&line, Face::Italic, 13.0);
    let height = left.y.max(right.y);
    let mut marks = left.marks;
    marks.extend(right.marks);
    Piece { height, marks, keep: Keep::Firm, ..Piece::default() }
}
