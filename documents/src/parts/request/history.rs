//! Everything that happened to a request, in order.

use crate::content::CarForm;
use crate::layout::{Piece, Row, Table, WIDTH, table};
use crate::parts::prose::{self, cell, column, middle};
use crate::press::Press;
use crate::wording::{heading, request as wording};

/// One row an event.
#[must_use]
pub fn pieces(press: &Press<'_>, content: &CarForm) -> Vec<Piece> {
    if content.history.is_empty() {
        return Vec::new();
    }
    let rows = content.history.iter().map(|step| {
        let event = wording::event(&step.event).map_or(step.event.as_str(), |words| press.say(words));
        Row::Cells(vec![middle(&press.calendar.moment(step.at)), cell(event), cell(&step.by.name), cell(&step.note)])
    });
    let head = [heading::MOMENT, heading::EVENT, heading::WHO, heading::NOTE].map(|words| column(press.say(words))).to_vec();
    let mut pieces = prose::heading(press.fonts, press.say(wording::PART_HISTORY));
    pieces.extend(
        Table { columns: table::shares(WIDTH, &[22, 27, 27, 38]), head, rows: rows.collect(), gap: prose::BETWEEN }.pieces(press.fonts),
    );
    pieces
}
