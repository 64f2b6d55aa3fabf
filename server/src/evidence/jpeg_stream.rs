//! The stream of a JPEG (ISO 10918-1, Annex B): its segments and scans, read from start to end without decoding anything.

use super::picture::{Limits, PictureFault, Size, check_memory, check_size};

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
pub(super) struct JpegOutline {
    pub(super) size: Size,
    /// Offset of the first byte behind the end marker.
    pub(super) end: usize,
    is_progressive: bool,
    /// Coded samples of all components for each pixel, in sixteenths: 24 for 4:2:0.
    samples: u64,
    /// Where the coded data of each scan ends.
    pub(super) scan_ends: Vec<usize>,
}

/// Reads a JPEG from start to end without decoding anything.
pub(super) fn outline_jpeg(bytes: &[u8], limits: &Limits) -> Result<JpegOutline, PictureFault> {
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
