//! Pictures as phones and attackers send them: what is accepted, refused, read and shown. The sample photos are needed.

mod derived;
mod hostile;
mod kinds;
mod samples;

use std::fs;
use std::path::PathBuf;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use soat::evidence::exif::ExifFacts;
use soat::evidence::picture::{Limits, PictureFacts, inspect};

/// The folder of sample photos: `SHARED`, else `shared` beside the repository. It must be there.
pub(crate) fn photos() -> PathBuf {
    let shared = std::env::var_os("SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    shared.join("data/photos")
}

pub(crate) fn photo(name: &str) -> Vec<u8> {
    fs::read(photos().join(name)).unwrap()
}

fn judge(bytes: &[u8]) -> Result<PictureFacts, &'static str> {
    inspect(bytes, &Limits::default()).map_err(|fault| fault.code())
}

fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let level = |n: u32| u8::try_from(n % 256).unwrap();
        Rgb([level(x * 7), level(y * 5), level(x * y)])
    })
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(width: u16, height: u16, is_progressive: bool) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 85);
    encoder.set_progressive(is_progressive);
    let pixels = gradient(width.into(), height.into()).into_raw();
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

fn png_chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [&kind, body].concat();
    let crc = checked
        .iter()
        .fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())));
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes()[..], &checked, &(!crc).to_be_bytes()].concat()
}

/// The file with bytes put in after its first `at` bytes.
fn spliced(file: &[u8], at: usize, inserted: &[u8]) -> Vec<u8> {
    [&file[..at], inserted, &file[at..]].concat()
}

fn with_exif(tiff: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tiff.len() + 8).unwrap();
    let segment = [&b"\xFF\xE1"[..], &length.to_be_bytes(), b"Exif\0\0", tiff].concat();
    spliced(&jpeg(16, 16, false), 2, &segment)
}

fn tiff(fields: &[(Tag, Value)]) -> Vec<u8> {
    let fields: Vec<Field> = fields.iter().map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() }).collect();
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut block = std::io::Cursor::new(Vec::new());
    writer.write(&mut block, false).unwrap();
    block.into_inner()
}

fn read(fields: &[(Tag, Value)]) -> ExifFacts {
    soat::evidence::exif::read(&with_exif(&tiff(fields)))
}

fn text(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

fn place(latitude: [u32; 3], south: &str, longitude: [u32; 3], west: &str) -> Vec<(Tag, Value)> {
    let parts = |parts: [u32; 3]| Value::Rational(parts.map(|num| Rational { num, denom: 1 }).to_vec());
    vec![
        (Tag::GPSLatitude, parts(latitude)),
        (Tag::GPSLatitudeRef, text(south)),
        (Tag::GPSLongitude, parts(longitude)),
        (Tag::GPSLongitudeRef, text(west)),
    ]
}

/// Repeatable pseudo-random numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn damage(&mut self, file: &[u8]) -> Vec<u8> {
        let mut file = file.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(file.len());
            file[at] ^= 1 << self.below(8);
        }
        file
    }
}
