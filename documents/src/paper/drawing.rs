//! Signatures drawn with a finger: pictures, and labelled as such. They are small, so they are decoded and written plainly.

use std::io::Cursor;

use image::{ImageReader, Limits};
use lopdf::{Dictionary, Object, Stream};

use super::plates::Plates;
use crate::content::Flaw;
use crate::layout::shelf::Picture;

/// No drawn signature is larger, in pixels on a side.
const LARGEST: u32 = 4_000;

/// Places a drawn signature (PNG, JPEG or WebP) on white; `None` when it cannot be read.
///
/// # Errors
/// [`Flaw::Pdf`] when it cannot be written.
pub fn place(plates: &mut Plates, bytes: &[u8]) -> Result<Option<Picture>, Flaw> {
    let Some((width, height, pixels)) = decode(bytes) else { return Ok(None) };
    let name = |text: &str| Object::Name(text.as_bytes().to_vec());
    let mut dictionary = Dictionary::new();
    dictionary.set("Subtype", name("Image"));
    dictionary.set("Width", i64::from(width));
    dictionary.set("Height", i64::from(height));
    dictionary.set("ColorSpace", name("DeviceRGB"));
    dictionary.set("BitsPerComponent", 8);
    let mut stream = Stream::new(dictionary, pixels);
    stream.compress().map_err(|error| Flaw::Pdf(error.to_string()))?;
    let plate = plates.add(stream.dict, &stream.content)?;
    Ok(Some(Picture { plate, width: f32::from(width), height: f32::from(height), orientation: 1 }))
}

/// Width, height and red, green, blue of every pixel.
fn decode(bytes: &[u8]) -> Option<(u16, u16, Vec<u8>)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST);
    limits.max_image_height = Some(LARGEST);
    reader.limits(limits);
    let picture = reader.decode().ok()?.into_rgba8();
    let on_white = |value: u8, opacity: u8| {
        let (value, opacity) = (u16::from(value), u16::from(opacity));
        u8::try_from((value * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX)
    };
    let pixels = picture.pixels().flat_map(|pixel| [0, 1, 2].map(|at| on_white(pixel.0[at], pixel.0[3]))).collect();
    Some((u16::try_from(picture.width()).ok()?, u16::try_from(picture.height()).ok()?, pixels))
}
