//! Photos made here: colours that flow into each other, with noise so that they weigh what photos weigh.

use jpeg_encoder::{ColorType, Encoder};

/// A JPEG of a size, from pixels computed here.
pub fn jpeg(width: u16, height: u16, quality: u8, seed: u32) -> Vec<u8> {
    encode(width, height, quality, seed, ColorType::Rgb, false)
}

/// A JPEG of a kind: grey, four inks, progressive.
pub fn encode(width: u16, height: u16, quality: u8, seed: u32, kind: ColorType, progressive: bool) -> Vec<u8> {
    let channels = match kind {
        ColorType::Luma => 1,
        ColorType::Cmyk => 4,
        _ => 3,
    };
    let mut pixels = Vec::with_capacity(usize::from(width) * usize::from(height) * 4);
    let mut noise = seed.wrapping_mul(2_654_435_761).max(1);
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            for channel in 0..channels {
                let slope = (x * (channel + 1) / 9 + y * (3 - channel.min(2)) / 7 + seed * 40) % 512;
                let base = if slope < 256 { slope } else { 511 - slope };
                let grain = noise >> (8 * channel % 24) & 0x3f;
                pixels.push(u8::try_from((base * 3 + grain * 2) / 4).unwrap_or(u8::MAX));
            }
        }
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_progressive(progressive);
    encoder.encode(&pixels, width, height, kind).expect("the encoder takes these pixels");
    out
}
