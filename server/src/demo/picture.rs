//! Photos that the program draws itself: a sheet of paper on a table, with lines of writing and a stamp.

use jpeg_encoder::{ColorType, Encoder};

const WIDTH: u16 = 1_600;
const HEIGHT: u16 = 1_200;
/// Quality of the JPEG, as telephones choose it.
const QUALITY: u8 = 85;

type Colour = [u8; 3];

struct Canvas {
    pixels: Vec<u8>,
}

/// A stretch of pixels, the end excluded.
type Stretch = std::ops::Range<usize>;

impl Canvas {
    fn row(&mut self, y: usize, x: &Stretch) -> &mut [u8] {
        let width = usize::from(WIDTH);
        let start = y.min(usize::from(HEIGHT) - 1) * width;
        let (from, to) = (x.start.min(width), x.end.min(width));
        &mut self.pixels[(start + from) * 3..(start + to.max(from)) * 3]
    }

    fn fill(&mut self, x: &Stretch, y: Stretch, colour: Colour) {
        let line = colour.repeat(x.len());
        for y in y {
            let row = self.row(y, x);
            row.copy_from_slice(&line[..row.len()]);
        }
    }

    fn ring(&mut self, centre: (usize, usize), radius: usize, thickness: usize, colour: Colour) {
        let half = |radius: usize, away: usize| (radius * radius).saturating_sub(away * away).isqrt();
        for y in centre.1.saturating_sub(radius)..centre.1 + radius {
            let away = y.abs_diff(centre.1);
            let (outer, inner) = (half(radius, away), half(radius - thickness, away));
            self.fill(&(centre.0.saturating_sub(outer)..centre.0.saturating_sub(inner)), y..y + 1, colour);
            self.fill(&(centre.0 + inner..centre.0 + outer), y..y + 1, colour);
        }
    }
}

/// Numbers that look thrown and are the same each time (after Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, range: std::ops::Range<usize>) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap_or_default();
        range.start + high % range.len().max(1)
    }
}

/// Draws a photo, 1,600 × 1,200 pixels, as JPEG; another number gives another one.
///
/// # Errors
/// When it cannot be encoded.
pub fn draw(number: u64) -> Result<Vec<u8>, String> {
    let mut dice = Dice(number.wrapping_mul(7_919).wrapping_add(17));
    let mut canvas = Canvas { pixels: vec![0; usize::from(WIDTH) * usize::from(HEIGHT) * 3] };
    table(&mut canvas, &mut dice);
    sheet(&mut canvas, &mut dice);
    let mut jpeg = Vec::new();
    let encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.encode(&canvas.pixels, WIDTH, HEIGHT, ColorType::Rgb).map_err(|error| error.to_string())?;
    Ok(jpeg)
}

/// Boards of wood, lit from above.
fn table(canvas: &mut Canvas, dice: &mut Dice) {
    let board = dice.throw(70..140);
    let tint = dice.throw(0..40);
    for y in 0..usize::from(HEIGHT) {
        let light = 150 - y / 12;
        let seam = if y % board < 4 { 45 } else { 0 };
        let shade = |part: usize| u8::try_from((light + part).saturating_sub(seam).min(255)).unwrap_or(u8::MAX);
        canvas.fill(&(0..usize::from(WIDTH)), y..y + 1, [shade(50 + tint), shade(20 + tint / 2), shade(0)]);
    }
}

fn sheet(canvas: &mut Canvas, dice: &mut Dice) {
    const PAPER: Colour = [246, 244, 238];
    const INK: Colour = [52, 52, 60];
    const RED: Colour = [190, 40, 45];
    let left = dice.throw(260..420);
    let (right, top, bottom) = (left + 860, 60, 1_150);
    canvas.fill(&(left + 14..right + 14), top + 14..bottom, [70, 55, 45]);
    canvas.fill(&(left..right), top..bottom - 14, PAPER);
    canvas.fill(&(left + 60..left + 340), 110..122, INK);
    canvas.fill(&(left + 480..left + 800), 110..122, INK);
    canvas.fill(&(left + 250..left + 620), 185..203, INK);
    let mut y = 250;
    while y < 860 {
        let mut x = left + 60;
        let end = if dice.throw(0..5) == 0 { left + dice.throw(300..600) } else { right - 60 };
        while x < end {
            let word = dice.throw(24..96).min(end - x);
            canvas.fill(&(x..x + word), y..y + 9, INK);
            x += word + 12;
        }
        y += 28;
    }
    let stamp = (left + dice.throw(600..680), dice.throw(960..1_000));
    canvas.ring(stamp, 92, 8, RED);
    canvas.ring(stamp, 70, 4, RED);
    canvas.fill(&(stamp.0 - 34..stamp.0 + 34), stamp.1 - 6..stamp.1 + 6, RED);
    canvas.fill(&(left + 60..left + 60 + dice.throw(120..260)), 940..950, [40, 60, 140]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_gives_a_photo_of_its_own() {
        let photos: Vec<_> = (0..4).map(|number| draw(number).unwrap()).collect();
        for (at, photo) in photos.iter().enumerate() {
            let picture = image::load_from_memory(photo).unwrap();
            assert_eq!((picture.width(), picture.height()), (1_600, 1_200));
            assert!(!photos[..at].contains(photo));
        }
    }
}
