//! A covered part of a picture: where it lies, and how it is painted over.
//!
//! What is covered is filled with stripes that depend on nothing but their place. A blur or a mosaic keeps averages of what it
//! hides, from which text and faces have been won back; a fill keeps nothing.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::evidence::exif::Orientation;

/// Pixels around a region that are covered too: decoders mix the colours of neighbours that far (4:2:0 chroma).
const MARGIN: u32 = 2;
/// The two greys of the stripes: a covered part is told from something dark at a glance.
const TONES: [u8; 2] = [0x38, 0x60];
/// Stripes along the longer side of a picture.
const STRIPES: u32 = 80;

/// A rectangle of the picture the right way up, in fractions of its width and height from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Upper edge, 0 to 1.
    pub y: f64,
    /// Width, above 0; `x + w` is at most 1.
    pub w: f64,
    /// Height, above 0; `y + h` is at most 1.
    pub h: f64,
}

/// A picture in memory: rows of pixels without gaps.
pub(in crate::evidence) struct Canvas<'a> {
    pub pixels: &'a mut [u8],
    pub width: u32,
    pub height: u32,
    /// Bytes of a pixel.
    pub channels: usize,
}

impl Region {
    /// The same part of the picture as it is stored, before it is turned the right way up.
    #[must_use]
    pub fn as_stored(self, orientation: Orientation) -> Self {
        let Self { x, y, w, h } = self;
        let (right, below) = (1.0 - x - w, 1.0 - y - h);
        match orientation.value() {
            2 => Self { x: right, ..self },
            3 => Self { x: right, y: below, ..self },
            4 => Self { y: below, ..self },
            5 => Self { x: y, y: x, w: h, h: w },
            6 => Self { x: y, y: right, w: h, h: w },
            7 => Self { x: below, y: right, w: h, h: w },
            8 => Self { x: below, y: x, w: h, h: w },
            _ => self,
        }
    }
}

/// Paints regions of a stored picture over; every pixel that a region touches is covered.
pub(in crate::evidence) fn cover(canvas: &mut Canvas<'_>, regions: &[Region], orientation: Orientation) {
    for region in regions {
        let Region { x, y, w, h } = region.as_stored(orientation);
        let (left, right) = touched(x, w, canvas.width);
        let (top, bottom) = touched(y, h, canvas.height);
        let stripe = (canvas.width.max(canvas.height) / STRIPES).max(1);
        for row in top..bottom {
            for column in left..right {
                let tone = TONES[((row + column) / stripe % 2) as usize];
                let at = (row as usize * canvas.width as usize + column as usize) * canvas.channels;
                canvas.pixels[at..at + canvas.channels].fill(tone);
            }
        }
    }
}

/// The pixels of a side that a stretch touches, with the margin.
fn touched(from: f64, length: f64, pixels: u32) -> (u32, u32) {
    let place = |fraction: f64| fraction.clamp(0.0, 1.0) * f64::from(pixels);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=pixels, which is u32")]
    let whole = |place: f64| place as u32;
    let first = whole(place(from).floor()).saturating_sub(MARGIN);
    let last = whole(place(from + length).ceil()).saturating_add(MARGIN).min(pixels);
    (first.min(pixels), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_that_a_region_touches_is_covered_and_the_far_ones_are_not() {
        let mut pixels = vec![200; 100 * 50];
        let mut canvas = Canvas { pixels: &mut pixels, width: 100, height: 50, channels: 1 };
        cover(&mut canvas, &[Region { x: 0.5, y: 0.5, w: 0.251, h: 0.2 }], Orientation::UPRIGHT);
        let covered = |x: usize, y: usize| pixels[y * 100 + x] != 200;
        assert!(covered(50, 25) && covered(75, 34) && covered(48, 23) && covered(77, 36));
        assert!(!covered(47, 25) && !covered(78, 30) && !covered(60, 22) && !covered(60, 37));
    }

    #[test]
    fn a_region_at_the_edge_stays_within_the_picture() {
        for region in [Region { x: 0.0, y: 0.0, w: 1.0, h: 1.0 }, Region { x: 0.999, y: 0.999, w: 0.001, h: 0.001 }] {
            let mut pixels = vec![200; 7 * 5 * 3];
            cover(&mut Canvas { pixels: &mut pixels, width: 7, height: 5, channels: 3 }, &[region], Orientation::UPRIGHT);
            assert_ne!(pixels[pixels.len() - 1], 200);
        }
    }
}
