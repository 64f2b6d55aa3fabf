//! Pictures small enough to bring hundreds of them, each with bytes of its own.

use std::io::Cursor;
use std::sync::OnceLock;

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

use super::chance::Chance;
use crate::Outcome;

/// Sides in pixels.
const SIDES: (u32, u32) = (120, 90);
/// Bytes that one comment segment can hold.
const SEGMENT: u64 = 60_000;

/// A picture of some size that nobody else has.
///
/// # Errors
/// When the encoder refuses.
pub fn fresh(chance: &mut Chance) -> Outcome<Vec<u8>> {
    let plain = plain()?;
    let mut bytes = plain[..2].to_vec();
    let mut padding = chance.spread(64, 150_000);
    while padding > 0 {
        let length = padding.min(SEGMENT);
        padding -= length;
        // A comment (ITU-T T.81, B.2.4.5) behind the first marker; its length counts itself.
        bytes.extend([0xff, 0xfe]);
        bytes.extend(u16::try_from(length + 2)?.to_be_bytes());
        bytes.extend((0..length).map(|_| b'a' + u8::try_from(chance.below(26)).unwrap_or_default()));
    }
    bytes.extend(&plain[2..]);
    Ok(bytes)
}

fn plain() -> Outcome<&'static [u8]> {
    static PLAIN: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(plain) = PLAIN.get() {
        return Ok(plain);
    }
    let (width, height) = SIDES;
    let tone = |value: u32| u8::try_from(value % 256).unwrap_or_default();
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| [tone(x * 2), tone(y * 2), tone(x + y)])).collect();
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 80).write_image(&pixels, width, height, ExtendedColorType::Rgb8)?;
    Ok(PLAIN.get_or_init(|| bytes.into_inner()))
}
