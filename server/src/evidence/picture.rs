//! Whether a file is a whole picture that can be shown, within limits that no hostile file can stretch.
//!
//! The order matters: structure and dimensions are read first, at a cost linear in the file's size; only what passes the
//! limits is decoded, once, to prove that its data is whole. Formats: ISO 10918-1 (JPEG), W3C PNG, RFC 9649 (WebP),
//! ISO 23008-12 (HEIF, recognised but not decoded).

use std::fmt;
use std::io::Cursor;

use image::ImageDecoder;
use image::codecs::webp::WebPDecoder;
use serde::Serialize;

use super::derivatives::{decode_whole, guarded, prove_jpeg};
use super::exif::{self, Orientation};
use super::media_type::{Kind, boxes, first, sniff};

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
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_pixels: 100_000_000, max_memory: 256 << 20, max_scans: 100, max_segments: 20_000 }
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

fn check_size(size: Size, limits: &Limits) -> Result<(), PictureFault> {
    match size.pixels() {
        0 => Err(PictureFault::ZeroSize),
        pixels if pixels > limits.max_pixels => Err(PictureFault::TooManyPixels(size)),
        _ => Ok(()),
    }
}

fn check_memory(bytes: u64, limits: &Limits) -> Result<(), PictureFault> {
    if bytes > limits.max_memory { Err(PictureFault::TooMuchMemory(bytes)) } else { Ok(()) }
}

/// The chunks of a PNG: type and body, up to the first that does not fit.
pub(super) fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (kind, after) = after.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after.get(4..)?;
        Some((*kind, body))
    })
}

/// The chunks of a WebP: type and body, up to the first that does not fit.
pub(super) fn webp_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after.get(length % 2..).unwrap_or_default();
        Some((*kind, body))
    })
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

/// A marker of a JPEG stream (B.1.1.2), found at or behind `at`: its code, and the offset behind it.
/// Bytes that belong to no segment are skipped, as every decoder does.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        at += bytes.get(at..)?.iter().position(|byte| *byte != 0xFF)?;
        match bytes[at] {
            0 => at += 1,
            code => return Some((code, at + 1)),
        }
    }
}

/// The body of the segment whose length field is at `at`, and the offset behind it.
fn segment(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let length = bytes.get(at..)?.first_chunk().map(|length| usize::from(u16::from_be_bytes(*length)))?;
    Some((bytes.get(at + 2..at + length)?, at + length))
}

/// The segments of a JPEG before its first scan: marker code and body.
pub(super) fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        let (code, behind) = next_marker(bytes, at).filter(|(code, _)| !matches!(code, 0xD0..=0xDA))?;
        let (body, behind) = segment(bytes, behind)?;
        at = behind;
        Some((code, body))
    })
}

/// What the headers of a JPEG say.
#[derive(Default)]
struct JpegOutline {
    size: Size,
    end: usize,
    is_progressive: bool,
    /// Coded samples of all components for each pixel, in sixteenths: 24 for 4:2:0.
    samples: u64,
    /// Where the coded data of each scan ends.
    scan_ends: Vec<usize>,
}

/// Reads a JPEG from start to end without decoding anything.
fn outline_jpeg(bytes: &[u8], limits: &Limits) -> Result<JpegOutline, PictureFault> {
    let mut outline = JpegOutline::default();
    let mut at = 2;
    let mut segments = 0;
    loop {
        let (code, behind) = next_marker(bytes, at).ok_or(PictureFault::Truncated)?;
        at = behind;
        if matches!(code, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        if code == 0xD9 {
            outline.end = at;
            return Ok(outline);
        }
        segments += 1;
        if segments > limits.max_segments {
            return Err(PictureFault::TooManySegments);
        }
        let (body, behind) = segment(bytes, at).ok_or(PictureFault::Truncated)?;
        at = behind;
        match code {
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => outline.take_frame(code, body, limits)?,
            0xDA => {
                at = end_of_scan(bytes, at).ok_or(PictureFault::Truncated)?;
                outline.scan_ends.push(at);
                outline.check_scans(limits)?;
            }
            _ => {}
        }
    }
}

/// Where the coded data that starts at `at` ends: at the first marker that is not a restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match bytes.get(at + 1)? {
            0 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

impl JpegOutline {
    /// Frame header (B.2.2). The first counts; a decoder refuses a second one.
    fn take_frame(&mut self, code: u8, body: &[u8], limits: &Limits) -> Result<(), PictureFault> {
        let &[_, h0, h1, w0, w1, _, ref components @ ..] = body else {
            return Err(PictureFault::Undecodable("the frame header is too short".to_owned()));
        };
        if self.size.pixels() > 0 {
            return Err(PictureFault::Undecodable("a second frame".to_owned()));
        }
        self.size = Size { width: u16::from_be_bytes([w0, w1]).into(), height: u16::from_be_bytes([h0, h1]).into() };
        check_size(self.size, limits)?;
        self.is_progressive = code == 0xC2;
        let factors = || components.iter().skip(1).step_by(3).map(|both| (u64::from(both >> 4), u64::from(both & 15)));
        let whole =
            factors().map(|(across, _)| across).max().unwrap_or(1).max(1) * factors().map(|(_, down)| down).max().unwrap_or(1).max(1);
        self.samples = factors().map(|(across, down)| across * down * 16).sum::<u64>() / whole;
        // A progressive picture is kept whole as 16-bit coefficients until its last scan.
        check_memory(if self.is_progressive { self.size.pixels() * self.samples / 8 } else { 0 }, limits)
    }

    fn check_scans(&self, limits: &Limits) -> Result<(), PictureFault> {
        /// Passes over a picture of the largest size that are affordable; smaller pictures may have more.
        const PASSES: u64 = 20;
        let passes = self.scan_ends.len();
        let work = self.size.pixels().saturating_mul(u64::try_from(passes).unwrap_or(u64::MAX));
        let is_flood = passes > limits.max_scans || work > limits.max_pixels.saturating_mul(PASSES);
        if is_flood { Err(PictureFault::TooManyScans) } else { Ok(()) }
    }
}

fn inspect_jpeg(bytes: &[u8], limits: &Limits) -> Result<Outline, PictureFault> {
    let outline = outline_jpeg(bytes, limits)?;
    if outline.scan_ends.is_empty() || outline.size.pixels() == 0 {
        return Err(PictureFault::Undecodable("no picture before the end marker".to_owned()));
    }
    prove_jpeg(bytes, &outline.scan_ends, limits)?;
    Ok(Outline { size: outline.size, end: outline.end })
}
