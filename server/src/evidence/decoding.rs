//! Decoding: of whole pictures within limits, and the proof that the data of a JPEG is whole.

use std::io::{Cursor, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{DynamicImage, ImageDecoder, ImageError};

use super::media_type::Kind;
use super::picture::{Limits, PictureFault};

/// Decodes at full size through the `image` crate. The caller has checked the kind; the limits are checked here again.
pub(super) fn decode_whole(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<DynamicImage, PictureFault> {
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(limits.max_memory);
    let undecodable = |error: ImageError| match error {
        ImageError::Limits(_) => PictureFault::TooMuchMemory(limits.max_memory),
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => PictureFault::Truncated,
        error => PictureFault::Undecodable(error.to_string()),
    };
    let input = Cursor::new(bytes);
    guarded(|| match kind {
        Kind::Jpeg => JpegDecoder::new(input).and_then(|decoder| decode_bounded(decoder, bounds)).map_err(undecodable),
        Kind::Png => {
            PngDecoder::with_limits(input, bounds.clone()).and_then(|decoder| decode_bounded(decoder, bounds)).map_err(undecodable)
        }
        Kind::Webp => WebPDecoder::new(input).and_then(|decoder| decode_bounded(decoder, bounds)).map_err(undecodable),
        _ => Err(PictureFault::NotAPicture(Some(kind))),
    })
}

fn decode_bounded(mut decoder: impl ImageDecoder, mut bounds: image::Limits) -> Result<DynamicImage, ImageError> {
    bounds.reserve(decoder.total_bytes())?;
    decoder.set_limits(bounds)?;
    DynamicImage::from_decoder(decoder)
}

/// Runs a decoder that others wrote on bytes that anybody may have sent: its panic is the file's fault, not the server's.
pub(super) fn guarded<T>(decode: impl FnOnce() -> Result<T, PictureFault>) -> Result<T, PictureFault> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| Err(PictureFault::Undecodable("the decoder panicked".to_owned())))
}

/// Decodes every coded bit of a JPEG, at an eighth of the size because only the decoding counts.
/// `scan_ends` says where the coded data of each scan ends, ascending.
pub(super) fn prove_jpeg(bytes: &[u8], scan_ends: &[usize], limits: &Limits) -> Result<(), PictureFault> {
    let mut padded = Padded { bytes, ends: scan_ends, at: 0, padding: 0 };
    let result = guarded(|| {
        let mut decoder = jpeg_decoder::Decoder::new(Timed::new(&mut padded, limits));
        Ok(decoder.scale(1, 1).and_then(|_| decoder.decode()))
    })?;
    match result {
        Ok(_) => Ok(()),
        // Sampling that this decoder leaves out is left to the other one.
        Err(jpeg_decoder::Error::Unsupported(_)) => decode_whole(bytes, Kind::Jpeg, limits).map(|_| ()),
        Err(error) if is_too_slow(&error) => Err(PictureFault::TooSlow),
        Err(jpeg_decoder::Error::Io(error)) if error.kind() == ErrorKind::UnexpectedEof => Err(PictureFault::Truncated),
        // In the padding: cut off if the end marker follows, interrupted by foreign bytes if anything else does.
        Err(_) if padded.padding > 0 && bytes.get(padded.at + 1) == Some(&0xD9) => Err(PictureFault::Truncated),
        Err(error) => Err(PictureFault::Undecodable(error.to_string())),
    }
}

/// Whether a decoder gave up because [`Timed`] did.
pub(super) fn is_too_slow(error: &jpeg_decoder::Error) -> bool {
    matches!(error, jpeg_decoder::Error::Io(error) if error.kind() == ErrorKind::TimedOut)
}

/// Bytes that can be read until the time for decoding is over: every scan of a JPEG has to read its head, so this ends a file
/// that asks for pass after pass.
pub(super) struct Timed<R> {
    bytes: R,
    until: Option<Instant>,
    reads: u8,
}

/// Reads between two looks at the clock: the decoder reads byte by byte, and a look takes longer than a byte.
const READS_A_LOOK: u8 = 32;

impl<R: Read> Timed<R> {
    pub(super) fn new(bytes: R, limits: &Limits) -> Self {
        Self { bytes, until: Instant::now().checked_add(limits.max_time), reads: 0 }
    }
}

impl<R: Read> Read for Timed<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.reads == 0 && self.until.is_some_and(|until| Instant::now() >= until) {
            return Err(ErrorKind::TimedOut.into());
        }
        self.reads = (self.reads + 1) % READS_A_LOOK;
        self.bytes.read(out)
    }
}

/// A JPEG with padding behind the coded data of every scan.
///
/// Decoders fill missing data with zero bits and report nothing. The padding is a run of one bits, which is no Huffman code
/// (C.2, note): a decoder that still wants data when a scan is over fails in it, and one that is done skips it.
struct Padded<'a> {
    bytes: &'a [u8],
    /// Where padding belongs, ascending.
    ends: &'a [usize],
    at: usize,
    /// Bytes of the current padding already handed out.
    padding: usize,
}

impl Padded<'_> {
    /// One bits as they are written in coded data, each byte followed by a stuffed zero.
    const ONES: [u8; 64] = {
        let mut ones = [0; 64];
        let mut at = 0;
        while at < ones.len() {
            ones[at] = 0xFF;
            at += 2;
        }
        ones
    };
}

impl Read for Padded<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let source = match self.ends.first() {
            Some(end) if self.at == *end => &Self::ONES[self.padding..],
            Some(end) => &self.bytes[self.at..*end],
            None => self.bytes.get(self.at..).unwrap_or_default(),
        };
        let count = source.len().min(out.len());
        out[..count].copy_from_slice(&source[..count]);
        if self.ends.first() == Some(&self.at) {
            self.padding += count;
            if self.padding == Self::ONES.len() {
                self.padding = 0;
                self.ends = &self.ends[1..];
            }
        } else {
            self.at += count;
        }
        Ok(count)
    }
}
