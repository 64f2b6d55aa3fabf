//! The picture of a drawn signature, made into an image of a PDF. It is a picture and nothing more.

use lopdf::{ObjectId, Stream, dictionary};
use printpdf::{RawImage, RawImageData, RawImageFormat};

use super::pdf::Update;
use super::refusal::Refusal;

/// Bytes a picture may have.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Pixels a side may have.
const MAX_SIDE: u32 = 2000;

/// A picture in an update.
pub(super) struct Picture {
    pub id: ObjectId,
    /// Height by width.
    pub ratio: f32,
}

/// Puts a PNG into the update, with what is transparent kept so.
pub(super) fn picture(png: &[u8], update: &mut Update) -> Result<Picture, Refusal> {
    let (width, height) = size(png).ok_or(Refusal::PictureUnfit)?;
    let image = RawImage::decode_from_bytes(png, &mut Vec::new()).map_err(|_| Refusal::PictureUnfit)?;
    let RawImageData::U8(pixels) = image.pixels else { return Err(Refusal::PictureUnfit) };
    let (channels, transparent) = match image.data_format {
        RawImageFormat::R8 => (1, false),
        RawImageFormat::RG8 => (2, true),
        RawImageFormat::RGB8 => (3, false),
        RawImageFormat::RGBA8 => (4, true),
        _ => return Err(Refusal::PictureUnfit),
    };
    let colours = channels - usize::from(transparent);
    let spread = |from: usize, to: usize| pixels.chunks_exact(channels).flat_map(|pixel| pixel[from..to].to_vec()).collect::<Vec<u8>>();
    let space = if colours == 1 { "DeviceGray" } else { "DeviceRGB" };
    let mut drawn = layer(space, (width, height), spread(0, colours));
    if transparent {
        drawn.dict.set("SMask", update.add(layer("DeviceGray", (width, height), spread(colours, channels))));
    }
    #[expect(clippy::cast_precision_loss, reason = "sides have at most 2000 pixels")]
    let ratio = height as f32 / width as f32;
    Ok(Picture { id: update.add(drawn), ratio })
}

fn layer(space: &str, (width, height): (u32, u32), bytes: Vec<u8>) -> Stream {
    let described = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "ColorSpace" => space, "BitsPerComponent" => 8,
    };
    let mut stream = Stream::new(described, bytes);
    // Only the packing can fail, and the stream is whole without it.
    let _ = stream.compress();
    stream
}

/// The sides of a PNG of a fitting size, from its head: nothing is unpacked before they are known.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let head = png.strip_prefix(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR").filter(|_| png.len() <= MAX_BYTES)?;
    let side = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)).filter(|side| (1..=MAX_SIDE).contains(side));
    Some((side(0)?, side(4)?))
}
