//! JPEG photos are placed as they are, byte for byte: what they say about themselves is read, their pixels are not.

use lopdf::{Dictionary, Object};

use super::plates::Plates;
use crate::content::Flaw;
use crate::layout::shelf::Picture;

/// What a JPEG file says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    width: u16,
    height: u16,
    components: u8,
    /// Exif, 1 to 8.
    orientation: u8,
    /// Written by a program of Adobe, which turns the values of four inks upside down.
    adobe: bool,
}

/// Why a photo cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing was handed in.
    Absent,
    /// Not a JPEG file.
    NotJpeg,
    /// A JPEG file that ends too early or contradicts itself.
    Broken,
    /// A JPEG file of a kind that PDF does not know: lossless, arithmetic, 12 bits.
    Unusual,
}

/// Places a photo as a plate.
///
/// # Errors
/// [`Flaw::Pdf`] when the file is full. A photo that is not fit is an answer, not an error.
pub fn place(plates: &mut Plates, bytes: &[u8]) -> Result<Result<Picture, Unfit>, Flaw> {
    let header = match read(bytes) {
        Ok(header) => header,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let plate = plates.add(dictionary(header), bytes)?;
    let (width, height) = (f32::from(header.width), f32::from(header.height));
    let (width, height) = if header.orientation > 4 { (height, width) } else { (width, height) };
    Ok(Ok(Picture { plate, width, height, orientation: header.orientation }))
}

fn dictionary(header: Header) -> Dictionary {
    let name = |text: &str| Object::Name(text.as_bytes().to_vec());
    let space = match header.components {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    };
    let mut dictionary = Dictionary::new();
    dictionary.set("Subtype", name("Image"));
    dictionary.set("Width", i64::from(header.width));
    dictionary.set("Height", i64::from(header.height));
    dictionary.set("ColorSpace", name(space));
    dictionary.set("BitsPerComponent", 8);
    dictionary.set("Filter", name("DCTDecode"));
    if header.components == 4 && header.adobe {
        dictionary.set("Decode", Object::Array([1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec()));
    }
    dictionary
}

/// Walks the segments up to the pixels.
fn read(bytes: &[u8]) -> Result<Header, Unfit> {
    if !bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Err(if bytes.is_empty() { Unfit::Absent } else { Unfit::NotJpeg });
    }
    let (mut orientation, mut adobe, mut frame) = (1, false, None);
    let mut rest = &bytes[2..];
    loop {
        let (marker, body, after) = segment(rest).ok_or(Unfit::Broken)?;
        match marker {
            0xc0..=0xc2 => frame = Some(size(body)?),
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Err(Unfit::Unusual),
            0xe1 => orientation = orientation_of(body).unwrap_or(orientation),
            0xee => adobe |= body.starts_with(b"Adobe"),
            0xda => break,
            0xd9 => return Err(Unfit::Broken),
            _ => {}
        }
        rest = after;
    }
    let (width, height, components) = frame.ok_or(Unfit::Broken)?;
    // Some cameras pad the end with zeros.
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
    if !bytes[..=end].ends_with(&[0xff, 0xd9]) {
        return Err(Unfit::Broken);
    }
    Ok(Header { width, height, components, orientation, adobe })
}

/// A marker with its body, and what comes after.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let bytes = bytes.strip_prefix(&[0xff])?;
    let at = bytes.iter().position(|byte| *byte != 0xff)?;
    let (marker, bytes) = (bytes[at], &bytes[at + 1..]);
    if marker == 0x01 || (0xd0..=0xd9).contains(&marker) {
        return Some((marker, &[], bytes));
    }
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    Some((marker, bytes.get(2..length)?, bytes.get(length..)?))
}

fn size(body: &[u8]) -> Result<(u16, u16, u8), Unfit> {
    let [precision, h1, h2, w1, w2, components, ..] = *body else { return Err(Unfit::Broken) };
    let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
    if width == 0 || height == 0 {
        return Err(Unfit::Broken);
    }
    if precision == 8 && matches!(components, 1 | 3 | 4) { Ok((width, height, components)) } else { Err(Unfit::Unusual) }
}

/// The orientation of Exif (tag 0x0112 of the first directory), where it is one of the eight.
fn orientation_of(body: &[u8]) -> Option<u8> {
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        usize::try_from(if little { second << 16 | first } else { first << 16 | second }).ok()
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    let entry = (0..entries).map(|nth| directory + 2 + 12 * nth).find(|at| short(*at) == Some(0x0112))?;
    u8::try_from(short(entry + 8)?).ok().filter(|value| (1..=8).contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        for (marker, body) in segments {
            bytes.extend([0xff, *marker]);
            bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
            bytes.extend(*body);
        }
        bytes.extend([0x00, 0xff, 0xd9]);
        bytes
    }

    const FRAME: &[u8] = &[8, 0, 20, 0, 30, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

    #[test]
    fn size_colours_and_orientation_are_read_and_pixels_are_not() {
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let header = read(&jpeg(&[(0xe1, exif), (0xc2, FRAME), (0xda, &[])])).unwrap();
        assert_eq!(header, Header { width: 30, height: 20, components: 3, orientation: 6, adobe: false });
    }

    #[test]
    fn what_is_not_fit_is_told_apart() {
        assert_eq!(read(b""), Err(Unfit::Absent));
        assert_eq!(read(b"\x89PNG\r\n"), Err(Unfit::NotJpeg));
        assert_eq!(read(&jpeg(&[(0xc9, FRAME), (0xda, &[])])), Err(Unfit::Unusual));
        assert_eq!(read(&jpeg(&[(0xc0, &[12, 0, 20, 0, 30, 3]), (0xda, &[])])), Err(Unfit::Unusual));
        assert_eq!(read(&jpeg(&[(0xda, &[])])), Err(Unfit::Broken));
        let whole = jpeg(&[(0xc0, FRAME), (0xda, &[])]);
        for cut in 3..whole.len() {
            assert_eq!(read(&whole[..cut]), Err(Unfit::Broken), "cut at {cut}");
        }
    }
}
