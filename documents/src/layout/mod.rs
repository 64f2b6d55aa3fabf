//! From text to marks on sheets: paragraphs are set into lines, tables into rows, photos into shelves; all of them are pieces,
//! and pieces flow over sheets. Lengths are points (1/72 inch); y grows downwards.

pub mod flow;
pub mod mark;
pub mod piece;
pub mod set;
pub mod shelf;
pub mod table;

pub use flow::{Bookmark, Flow, Sheet};
pub use mark::{Ink, Mark, PlateId, Rect};
pub use piece::{Keep, Piece};
pub use set::{Align, Line, Paragraph, Span, Style};
pub use table::{Cell, Row, Table};

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Width of A4.
pub const SHEET_WIDTH: f32 = 210.0 * MM;
/// Height of A4.
pub const SHEET_HEIGHT: f32 = 297.0 * MM;
/// Left margin: 30 to 35 mm by Decree 30/2020/NĐ-CP.
pub const LEFT: f32 = 30.0 * MM;
/// Right margin: 15 to 20 mm.
pub const RIGHT: f32 = 15.0 * MM;
/// Top margin: 20 to 25 mm.
pub const TOP: f32 = 20.0 * MM;
/// Bottom margin: 20 to 25 mm; the QR code stands in it.
pub const BOTTOM: f32 = 25.0 * MM;
/// Width between the margins.
pub const WIDTH: f32 = SHEET_WIDTH - LEFT - RIGHT;
/// Height between the margins.
pub const HEIGHT: f32 = SHEET_HEIGHT - TOP - BOTTOM;

/// A count as a length factor; counts of lines and columns are small.
#[must_use]
pub fn times(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}
