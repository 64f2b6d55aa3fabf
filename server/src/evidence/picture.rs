//! Whether a file is a whole picture that can be shown, within limits that no hostile file can stretch.
//!
//! The order matters: structure and dimensions are read first, at a cost linear in the file's size; only what passes the
//! limits is decoded, once, to prove that its data is whole. Formats: ISO 10918-1 (JPEG), W3C PNG, RFC 9649 (WebP),
//! ISO 23008-12 (HEIF, recognised but not decoded).

use std::fmt;
use std::io::Cursor;
use std::time::Duration;

use image::ImageDecoder;
use image::codecs::webp::WebPDecoder;
use serde::Serialize;

use super::containers::{boxes, first, png_chunks, webp_chunks};
use super::decoding::{decode_whole, guarded, prove_jpeg};
use super::exif::{self, Orientation};
use super::jpeg_stream::outline_jpeg;
use super::media_type::{Kind, sniff};

/// Bounds on what is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Width times height.
    pub max_pixels: u64,
    /// Working memory of one decoding, in bytes, estimated from the header.
    pub max_memory: u64,
    /// Scans of one JPEG. Cameras write one, progressive encoders about ten; each costs a pass over the whole picture.
    pub max_scans: usize,
    /// Segments or chunks of one file.
    pub max_segments: usize,
    /// Time that one decoding may take. Pixels and scans bound the work; this bounds what the two come to on a slow machine.
    pub max_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_pixels: 100_000_000, max_memory: 256 << 20, max_scans: 100, max_segments: 20_000, max_time: Duration::from_secs(30) }
    }
}

/// Width and height in pixels, as stored, before any turning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// The number of pixels.
    #[must_use]
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// What is known of a picture that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    pub kind: Kind,
    /// `None` only for a HEIC file that does not say.
    pub size: Option<Size>,
    /// How to turn the stored pixels; for HEIC always upright, because HEIF turns by its own property, not by Exif.
    pub orientation: Orientation,
    /// Bytes behind the end of the picture: further pictures of a burst, a short film, or something hidden.
    pub trailing_bytes: usize,
    /// Why no derivatives can be made; `None` when they can.
    pub no_preview: Option<NoPreview>,
}

/// Why no derivative can be made of a picture that is kept nonetheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPreview {
    /// The server has no decoder for the format. Nothing but the container has been checked.
    NoDecoder,
}

impl NoPreview {
    /// The stable name of the reason.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDecoder => "no-decoder",
        }
    }
}

/// Why a picture is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Not one of the four picture formats; what it is instead, if known.
    NotAPicture(Option<Kind>),
    TooManyPixels(Size),
    /// Decoding would take more memory than allowed, in bytes.
    TooMuchMemory(u64),
    ZeroSize,
    /// The data ends before the picture does.
    Truncated,
    /// The data is there but makes no picture. The cause is for the log.
    Undecodable(String),
    TooManyScans,
    TooManySegments,
    /// Decoding took longer than allowed.
    TooSlow,
}

impl PictureFault {
    /// The stable name of the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPicture(_) => "image-type-unsupported",
            Self::TooManyPixels(_) => "image-too-many-pixels",
            Self::TooMuchMemory(_) => "image-too-much-memory",
            Self::ZeroSize => "image-zero-size",
            Self::Truncated => "image-truncated",
            Self::Undecodable(_) => "image-undecodable",
            Self::TooManyScans => "image-too-many-scans",
            Self::TooManySegments => "image-too-many-segments",
            Self::TooSlow => "image-too-slow",
        }
    }
}

impl fmt::Display for PictureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPicture(Some(kind)) => write!(f, "{}: {}", self.code(), kind.media_type()),
            Self::TooManyPixels(size) => {
                write!(f, "{}: {} x {}", self.code(), size.width, size.height)
            }
            Self::TooMuchMemory(bytes) => write!(f, "{}: {bytes} bytes", self.code()),
            Self::Undecodable(cause) => write!(f, "{}: {cause}", self.code()),
            _ => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for PictureFault {}

/// Checks a picture as a whole: format, dimensions, structure, and that its data can be decoded to the last row.
///
/// # Errors
/// Every [`PictureFault`]; a file that is refused has allocated no more than `limits.max_memory` and its own size.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<PictureFacts, PictureFault> {
    let found = sniff(bytes);
    let (kind, outline) = match found {
        Some(kind @ Kind::Jpeg) => (kind, inspect_jpeg(bytes, limits)?),
        Some(kind @ Kind::Png) => (kind, inspect_png(bytes, limits)?),
        Some(kind @ Kind::Webp) => (kind, inspect_webp(bytes, limits)?),
        Some(Kind::Heic) => return inspect_heic(bytes, limits),
        _ => return Err(PictureFault::NotAPicture(found)),
    };
    Ok(PictureFacts {
        kind,
        size: Some(outline.size),
        orientation: exif::read(bytes).orientation.unwrap_or(Orientation::UPRIGHT),
        trailing_bytes: bytes.len().saturating_sub(outline.end),
        no_preview: None,
    })
}

/// What a container says about its picture.
struct Outline {
    size: Size,
    /// Offset of the first byte behind the picture.
    end: usize,
}

pub(super) fn check_size(size: Size, limits: &Limits) -> Result<(), PictureFault> {
    match size.pixels() {
        0 => Err(PictureFault::ZeroSize),
        pixels if pixels > limits.max_pixels => Err(PictureFault::TooManyPixels(size)),
        _ => Ok(()),
    }
}

pub(super) fn check_memory(bytes: u64, limits: &Limits) -> Result<(), PictureFault> {
    if bytes > limits.max_memory { Err(PictureFault::TooMuchMemory(bytes)) } else { Ok(()) }
}

fn inspect_png(bytes: &[u8], limits: &Limits) -> Result<Outline, PictureFault> {
    let header = png_chunks(bytes).next().filter(|(kind, _)| kind == b"IHDR").ok_or(PictureFault::Truncated)?.1;
    let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, _, _, _] = header else {
        return Err(PictureFault::Undecodable("IHDR is not 13 bytes long".to_owned()));
    };
    let size = Size { width: u32::from_be_bytes([w0, w1, w2, w3]), height: u32::from_be_bytes([h0, h1, h2, h3]) };
    check_size(size, limits)?;
    // Palettes are expanded to RGBA; 16-bit samples are held beside their 8-bit copy while derivatives are made.
    let samples = [1, 0, 3, 4, 2, 0, 4].get(usize::from(colour));
    let samples = samples.copied().unwrap_or(4);
    let pixel = if depth == 16 { samples * 2 + 4 } else { samples };
    check_memory(size.pixels() * pixel, limits)?;
    let mut end = 8;
    let mut is_complete = false;
    for (index, (kind, body)) in png_chunks(bytes).enumerate() {
        if index >= limits.max_segments {
            return Err(PictureFault::TooManySegments);
        }
        end += body.len() + 12;
        if kind == *b"IEND" {
            is_complete = true;
            break;
        }
    }
    if !is_complete {
        return Err(PictureFault::Truncated);
    }
    decode_whole(bytes, Kind::Png, limits)?;
    Ok(Outline { size, end })
}

fn inspect_webp(bytes: &[u8], limits: &Limits) -> Result<Outline, PictureFault> {
    let declared = bytes.get(4..).and_then(<[u8]>::first_chunk).map_or(0, |size| u32::from_le_bytes(*size));
    let end = usize::try_from(declared).unwrap_or(usize::MAX).saturating_add(8);
    let whole = bytes.get(..end).ok_or(PictureFault::Truncated)?;
    if webp_chunks(whole).nth(limits.max_segments).is_some() {
        return Err(PictureFault::TooManySegments);
    }
    let (width, height) = guarded(|| {
        let decoder = WebPDecoder::new(Cursor::new(whole)).map_err(|error| PictureFault::Undecodable(error.to_string()))?;
        Ok(decoder.dimensions())
    })?;
    let size = Size { width, height };
    check_size(size, limits)?;
    // The planes or the coded pixels are held beside the result.
    check_memory(size.pixels() * 8, limits)?;
    decode_whole(whole, Kind::Webp, limits)?;
    Ok(Outline { size, end })
}

fn inspect_heic(bytes: &[u8], limits: &Limits) -> Result<PictureFacts, PictureFault> {
    let size = heic_size(bytes);
    if let Some(size) = size {
        check_size(size, limits)?;
    }
    // A box that is cut off is not listed, and the coded data comes last.
    let has = |wanted: &[u8; 4]| boxes(bytes).any(|(kind, _)| kind == *wanted);
    if !has(b"meta") || !has(b"mdat") {
        return Err(PictureFault::Truncated);
    }
    Ok(PictureFacts {
        kind: Kind::Heic,
        size,
        orientation: Orientation::UPRIGHT,
        trailing_bytes: 0,
        no_preview: Some(NoPreview::NoDecoder),
    })
}

/// The largest of the sizes that the file lists (`ispe`): the others are of its tiles and its thumbnail.
fn heic_size(bytes: &[u8]) -> Option<Size> {
    let meta = first(boxes(bytes), *b"meta")?.get(4..)?;
    let properties = first(boxes(first(boxes(meta), *b"iprp")?), *b"ipco")?;
    boxes(properties)
        .filter(|(kind, _)| kind == b"ispe")
        .filter_map(|(_, body)| body.get(4..12)?.first_chunk())
        .map(|&[w0, w1, w2, w3, h0, h1, h2, h3]: &[u8; 8]| Size {
            width: u32::from_be_bytes([w0, w1, w2, w3]),
            height: u32::from_be_bytes([h0, h1, h2, h3]),
        })
        .max_by_key(|size| size.pixels())
}

fn inspect_jpeg(bytes: &[u8], limits: &Limits) -> Result<Outline, PictureFault> {
    let outline = outline_jpeg(bytes, limits)?;
    if outline.scan_ends.is_empty() || outline.size.pixels() == 0 {
        return Err(PictureFault::Undecodable("no picture before the end marker".to_owned()));
    }
    prove_jpeg(bytes, &outline.scan_ends, limits)?;
    Ok(Outline { size: outline.size, end: outline.end })
}
