//! What is drawn: text, rules, areas, plates (pictures and other prepared drawings), links.

use crate::fonts::Face;

/// A colour: red, green, blue from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink(pub f32, pub f32, pub f32);

impl Ink {
    /// Text.
    pub const BLACK: Self = Self(0.0, 0.0, 0.0);
    /// Lesser text; still dark enough for a copying machine.
    pub const GREY: Self = Self(0.33, 0.33, 0.33);
    /// Rules of tables.
    pub const RULE: Self = Self(0.35, 0.35, 0.35);
    /// The ground of a table's header.
    pub const SHADE: Self = Self(0.93, 0.93, 0.93);
    /// The ground of what cannot be shown.
    pub const BLANK: Self = Self(0.96, 0.96, 0.96);
}

/// A rectangle; `x`, `y` is its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A prepared drawing, by its number in the file (from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlateId(pub u32);

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A run of text; `y` is its baseline.
    Text {
        /// From the left.
        x: f32,
        /// The baseline, from the top.
        y: f32,
        /// Face.
        face: Face,
        /// Size.
        size: f32,
        /// Colour.
        ink: Ink,
        /// NFC, drawable.
        text: String,
        /// Added to each space, to make a line as wide as its column.
        stretch: f32,
    },
    /// A straight line.
    Rule {
        /// From.
        from: (f32, f32),
        /// To.
        to: (f32, f32),
        /// Thickness.
        width: f32,
        /// Colour.
        ink: Ink,
    },
    /// A filled area.
    Fill {
        /// Where.
        rect: Rect,
        /// Colour.
        ink: Ink,
    },
    /// A plate, drawn to fill the rectangle.
    Plate {
        /// Which.
        plate: PlateId,
        /// Where.
        rect: Rect,
        /// How it is turned into place: an orientation of Exif, 1 to 8; 1 leaves it as it is.
        orientation: u8,
    },
    /// An area that leads somewhere.
    Link {
        /// Where.
        rect: Rect,
        /// Where to.
        url: String,
    },
}

impl Mark {
    /// The same mark elsewhere.
    #[must_use]
    pub fn moved(mut self, right: f32, down: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Self::Rule { from, to, .. } => {
                *from = (from.0 + right, from.1 + down);
                *to = (to.0 + right, to.1 + down);
            }
            Self::Fill { rect, .. } | Self::Plate { rect, .. } | Self::Link { rect, .. } => {
                rect.x += right;
                rect.y += down;
            }
        }
        self
    }

    /// The four sides of a rectangle.
    #[must_use]
    pub fn frame(rect: Rect, width: f32, ink: Ink) -> [Self; 4] {
        let (left, top, right, bottom) = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
        let side = |from, to| Self::Rule { from, to, width, ink };
        [
            side((left, top), (right, top)),
            side((right, top), (right, bottom)),
            side((left, bottom), (right, bottom)),
            side((left, top), (left, bottom)),
        ]
    }
}
