//! The list of every piece of evidence with the hash of its original.

use super::prose::{self, TINY, cell, column, middle};
use crate::content::Evidence;
use crate::fonts::Face;
use crate::layout::{Align, Cell, Piece, Row, Table, WIDTH, table};
use crate::press::Press;
use crate::wording::{Words, heading, outcome};

/// One row a piece of evidence; `belongs_to` says what each belongs to.
#[must_use]
pub fn pieces(press: &Press<'_>, evidence: &[Evidence], belongs_to: impl Fn(&Evidence) -> String) -> Vec<Piece> {
    if evidence.is_empty() {
        return prose::text(press.fonts, press.say(outcome::NO_EVIDENCE));
    }
    let words = [heading::NO, heading::EVIDENCE, heading::TAKEN, heading::SIZE, heading::HASH];
    let rows = evidence.iter().enumerate().map(|(at, row)| {
        let taken = row.captured_at.map_or_else(|| "–".to_owned(), |at| press.calendar.moment(at));
        let size = press.fill(outcome::BYTES, &[&thousands(press, row.size)]);
        let hash = Cell { paragraphs: vec![prose::paragraph(&row.sha256, Face::Regular, TINY, Align::Left)] };
        let small = |text: &str, face: Face| prose::paragraph(text, face, prose::TABLE - 1.0, Align::Left);
        // A photo is seen elsewhere; of what cannot be printed a reader is told what it is.
        let mut what = Vec::new();
        if !row.caption.is_empty() {
            what.push(small(&row.caption, Face::Regular));
        }
        if row.caption.is_empty() || !row.is_picture() {
            what.push(small(press.say(kind_of(row)), Face::Regular));
        }
        let belongs = belongs_to(row);
        if !belongs.is_empty() {
            what.push(small(&belongs, Face::Italic));
        }
        Row::Cells(vec![middle(&(at + 1).to_string()), Cell { paragraphs: what }, middle(&taken), cell(&size), hash])
    });
    let columns = table::shares(WIDTH, &[8, 42, 18, 15, 37]);
    let head = words.map(|words| column(press.say(words))).to_vec();
    Table { columns, head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts)
}

fn kind_of(row: &Evidence) -> Words {
    match row.media_type.split_once('/') {
        Some(("image", _)) => outcome::A_PICTURE,
        Some(("audio", _)) => outcome::A_RECORDING,
        Some(("application", "pdf")) => outcome::A_PDF,
        _ => outcome::A_FILE,
    }
}

/// `3.145.728` in Vietnamese, `3,145,728` in English.
fn thousands(press: &Press<'_>, number: i64) -> String {
    let between = match press.lang() {
        crate::content::Lang::Vi => '.',
        crate::content::Lang::En => ',',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}
