//! The pictures that are shown instead of an original: small, upright, and without anything but pixels.
//!
//! Both sizes come from one decoding. A JPEG is decoded at the smallest of the scales 1, 1/2, 1/4 and 1/8 that still covers
//! the larger derivative (scaling inside of the inverse DCT), which keeps a 12-megapixel photo below 40 MiB.

use std::fmt;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;
use jpeg_decoder::PixelFormat;
use jpeg_encoder::{ColorType, Encoder};

use super::decoding::{Timed, decode_whole, guarded, is_too_slow};
use super::exif::Orientation;
use super::media_type::Kind;
use super::picture::{Limits, PictureFacts, PictureFault, Size};
use super::redactions::Region;
use super::redactions::region::{Canvas, cover};

/// Longer side of the larger derivative, in pixels: legible on a desktop screen and in a printed report.
pub const LARGE_SIDE: u16 = 1600;
/// Longer side of the smaller derivative, in pixels: for lists.
pub const SMALL_SIDE: u16 = 320;
const QUALITY: u8 = 80;

/// Two JPEG files made from one original. Neither is larger than the original, in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivatives {
    /// At most [`LARGE_SIDE`] pixels on the longer side.
    pub w1600: Vec<u8>,
    pub w1600_size: Size,
    /// At most [`SMALL_SIDE`] pixels on the longer side.
    pub w320: Vec<u8>,
    pub w320_size: Size,
}

/// Why no derivative was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeriveFault {
    /// The picture is kept, but the server cannot decode its format.
    NoDecoder,
    /// The picture itself is at fault.
    Picture(PictureFault),
    /// The program of the machine that decodes the format did not give a usable picture. The cause is for the log.
    Outside(String),
    /// Scaling or encoding failed: a defect of ours. The cause is for the log.
    Failed(String),
}

impl DeriveFault {
    /// The stable name of the fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDecoder => "no-decoder",
            Self::Picture(fault) => fault.code(),
            Self::Outside(_) => "decoder-failed",
            Self::Failed(_) => "derivative-failed",
        }
    }
}

impl fmt::Display for DeriveFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDecoder => f.write_str(self.code()),
            Self::Picture(fault) => fault.fmt(f),
            Self::Outside(cause) | Self::Failed(cause) => write!(f, "{}: {cause}", self.code()),
        }
    }
}

impl std::error::Error for DeriveFault {}

impl From<PictureFault> for DeriveFault {
    fn from(fault: PictureFault) -> Self {
        Self::Picture(fault)
    }
}

/// Makes both derivatives of a picture that [`super::picture::inspect`] has passed, with the facts it gave.
///
/// Takes tens of milliseconds of one core for a phone's photo: not for an async worker thread.
///
/// # Errors
/// [`DeriveFault::NoDecoder`] for HEIC; [`DeriveFault::Picture`] when the bytes are not those that were inspected.
pub fn derive(bytes: &[u8], facts: &PictureFacts) -> Result<Derivatives, DeriveFault> {
    derive_covered(bytes, facts, &[])
}

/// The same with parts of the picture covered. They are covered before anything is scaled, so that no pixel of a copy is mixed
/// from what lies beneath.
///
/// # Errors
/// As [`derive`].
pub fn derive_covered(bytes: &[u8], facts: &PictureFacts, covered: &[Region]) -> Result<Derivatives, DeriveFault> {
    let limits = Limits::default();
    let mut raster = match facts.kind {
        Kind::Jpeg => decode_jpeg(bytes, &limits)?,
        Kind::Png | Kind::Webp => Raster::from(decode_whole(bytes, facts.kind, &limits)?),
        _ => return Err(DeriveFault::NoDecoder),
    };
    let (width, height, channels) = (raster.width, raster.height, raster.channels());
    cover(&mut Canvas { pixels: &mut raster.pixels, width, height, channels }, covered, facts.orientation);
    let large = raster.fit(LARGE_SIDE)?.upright(facts.orientation);
    let (w1600, w1600_size) = (large.encode()?, large.size());
    let small = large.fit(SMALL_SIDE)?;
    Ok(Derivatives { w1600, w1600_size, w320: small.encode()?, w320_size: small.size() })
}

/// Rows of 8-bit pixels, grey or RGB, without gaps.
struct Raster {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    is_grey: bool,
}

impl From<DynamicImage> for Raster {
    /// Transparency becomes white, as on paper; samples of 16 bits lose their lower half.
    fn from(picture: DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let is_grey = matches!(picture, DynamicImage::ImageLuma8(_));
        let pixels = if is_grey {
            picture.into_luma8().into_raw()
        } else if picture.color().has_alpha() {
            flatten(picture.into_rgba8().into_raw())
        } else {
            picture.into_rgb8().into_raw()
        };
        Self { pixels, width, height, is_grey }
    }
}

/// RGBA over white, in place: a copy would double the memory.
fn flatten(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for pixel in 0..count {
        let alpha = u16::from(pixels[pixel * 4 + 3]);
        for channel in 0..3 {
            let over_white = u16::from(pixels[pixel * 4 + channel]) * alpha + 255 * (255 - alpha);
            pixels[pixel * 3 + channel] = u8::try_from((over_white + 127) / 255).unwrap_or(u8::MAX);
        }
    }
    pixels.truncate(count * 3);
    pixels
}

impl Raster {
    fn size(&self) -> Size {
        Size { width: self.width, height: self.height }
    }

    fn channels(&self) -> usize {
        if self.is_grey { 1 } else { 3 }
    }

    /// Scaled so that the longer side is `side`; as it is when it is no longer than that.
    fn fit(&self, side: u16) -> Result<Self, DeriveFault> {
        let longer = self.width.max(self.height).max(1);
        let target = u32::from(side).min(longer);
        // At most 100 million times 1,600: within 64 bits, not within 32.
        let scaled = |length: u32| {
            let exact = (u64::from(length) * u64::from(target) + u64::from(longer) / 2) / u64::from(longer);
            u32::try_from(exact.max(1)).unwrap_or(target)
        };
        let (width, height) = (scaled(self.width), scaled(self.height));
        let failed = |cause: &dyn fmt::Display| DeriveFault::Failed(cause.to_string());
        let layout = if self.is_grey { PixelType::U8 } else { PixelType::U8x3 };
        let source = ImageRef::new(self.width, self.height, &self.pixels, layout).map_err(|error| failed(&error))?;
        let mut result = Image::new(width, height, layout);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut result, &options).map_err(|error| failed(&error))?;
        Ok(Self { pixels: result.into_vec(), width, height, is_grey: self.is_grey })
    }

    /// Turned and mirrored as the orientation asks.
    fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::UPRIGHT {
            return self;
        }
        let [stored_width, stored_height] = [self.width, self.height].map(|side| side as usize);
        let (width, height) = if orientation.swaps_sides() { (self.height, self.width) } else { (self.width, self.height) };
        let (last_x, last_y) = (stored_width - 1, stored_height - 1);
        let channels = self.channels();
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..height as usize {
            for x in 0..width as usize {
                let (from_x, from_y) = match orientation.value() {
                    2 => (last_x - x, y),
                    3 => (last_x - x, last_y - y),
                    4 => (x, last_y - y),
                    5 => (y, x),
                    6 => (y, last_y - x),
                    7 => (last_x - y, last_y - x),
                    8 => (last_x - y, x),
                    _ => (x, y),
                };
                let at = (from_y * stored_width + from_x) * channels;
                pixels.extend_from_slice(&self.pixels[at..at + channels]);
            }
        }
        Self { pixels, width, height, is_grey: self.is_grey }
    }

    fn encode(&self) -> Result<Vec<u8>, DeriveFault> {
        let mut file = Vec::new();
        let layout = if self.is_grey { ColorType::Luma } else { ColorType::Rgb };
        let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
        Encoder::new(&mut file, QUALITY)
            .encode(&self.pixels, side(self.width), side(self.height), layout)
            .map_err(|error| DeriveFault::Failed(error.to_string()))?;
        Ok(file)
    }
}

/// Decodes a JPEG at the smallest scale whose longer side is at least [`LARGE_SIDE`]; what the scaling decoder leaves out
/// (CMYK, odd sampling) is decoded whole by the other one.
fn decode_jpeg(bytes: &[u8], limits: &Limits) -> Result<Raster, PictureFault> {
    let scaled = guarded(|| {
        let mut decoder = jpeg_decoder::Decoder::new(Timed::new(bytes, limits));
        // Both sides are asked for: one that is reached settles the scale, and the longer is reached first.
        let outcome = decoder.scale(LARGE_SIDE, LARGE_SIDE).and_then(|(width, height)| {
            let layout = decoder.info().map(|info| info.pixel_format);
            let is_grey = layout == Some(PixelFormat::L8);
            if !is_grey && layout != Some(PixelFormat::RGB24) {
                return Ok(None);
            }
            decoder.decode().map(|pixels| Some(Raster { pixels, width: width.into(), height: height.into(), is_grey }))
        });
        match outcome {
            Err(jpeg_decoder::Error::Unsupported(_)) => Ok(None),
            Err(error) if is_too_slow(&error) => Err(PictureFault::TooSlow),
            other => other.map_err(|error| PictureFault::Undecodable(error.to_string())),
        }
    })?;
    scaled.map_or_else(|| decode_whole(bytes, Kind::Jpeg, limits).map(Raster::from), Ok)
}
