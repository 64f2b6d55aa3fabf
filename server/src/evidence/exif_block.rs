//! Where a file keeps its Exif block, and whether that block is one that a parser can be let loose on.

use super::containers::{boxes, first, png_chunks, webp_chunks};
use super::exif::ExifFlaw;
use super::jpeg_stream::jpeg_segments;
use super::media_type::{Kind, sniff};

/// Largest Exif block read, in bytes. A JPEG segment holds 64 KiB; other containers set no bound of their own.
pub(super) const MAX_BLOCK: usize = 256 * 1024;
/// Most directory entries read. Cameras write about a hundred. The parser keeps every entry it meets and follows pointers
/// into overlapping directories, so that without a bound 60 kB of input were seen to take 536 MB.
const MAX_ENTRIES: usize = 4096;

/// The TIFF block inside of the container.
pub(super) fn locate(bytes: &[u8]) -> Result<Option<Vec<u8>>, ExifFlaw> {
    let block = match sniff(bytes) {
        Some(Kind::Jpeg) => jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xE1).find_map(|(_, body)| body.strip_prefix(b"Exif\0\0")),
        Some(Kind::Png) => first(png_chunks(bytes), *b"eXIf"),
        // Some writers put the JPEG prefix in front, against the WebP specification.
        Some(Kind::Webp) => first(webp_chunks(bytes), *b"EXIF").map(|body| body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
        Some(Kind::Heic) => return heic_block(bytes).transpose(),
        _ => None,
    };
    Ok(block.map(<[u8]>::to_vec))
}

/// The item of type `Exif` in a HEIF file (ISO 23008-12, A.2). `None` when there is none.
fn heic_block(bytes: &[u8]) -> Option<Result<Vec<u8>, ExifFlaw>> {
    let meta = first(boxes(bytes), *b"meta")?.get(4..)?;
    let item = exif_item(first(boxes(meta), *b"iinf")?)?;
    let (is_inside, extents) = item_extents(first(boxes(meta), *b"iloc")?, item)?;
    let source = if is_inside { first(boxes(meta), *b"idat")? } else { bytes };
    let mut block = Vec::new();
    for (start, length) in extents {
        if length.saturating_add(block.len()) > MAX_BLOCK {
            return Some(Err(ExifFlaw::Oversized));
        }
        block.extend_from_slice(source.get(start..)?.get(..length)?);
    }
    let header = usize::try_from(number(&block, 0, 4, true)?).ok()?;
    let tiff = block.get(header.checked_add(4)?..);
    Some(tiff.map(<[u8]>::to_vec).ok_or(ExifFlaw::Unreadable))
}

fn exif_item(infos: &[u8]) -> Option<u64> {
    let list = infos.get(if *infos.first()? == 0 { 6 } else { 8 }..)?;
    boxes(list).filter(|(kind, _)| kind == b"infe").find_map(|(_, body)| {
        let width = if *body.first()? == 2 { 2 } else { 4 };
        (body.get(6 + width..10 + width)? == b"Exif").then(|| number(body, 4, width, true))?
    })
}

/// Where the bytes of an item are: whether in the `idat` box instead of the file, and its pieces (start, length).
fn item_extents(places: &[u8], wanted: u64) -> Option<(bool, Vec<(usize, usize)>)> {
    /// More pieces than this are an attack: sizes of zero would let a few bytes stand for millions of them.
    const MAX_PIECES: u64 = 64;
    let mut at = 4;
    let mut next = |width: usize| {
        let value = number(places, at, width, true);
        at += width;
        value
    };
    let version = *places.first()?;
    let sizes = next(2)?;
    let [offset_width, length_width, base_width, index_width] =
        [12, 8, 4, 0].map(|shift| usize::try_from(sizes >> shift & 15).unwrap_or_default());
    let id_width = if version < 2 { 2 } else { 4 };
    for _ in 0..next(id_width)? {
        let id = next(id_width)?;
        let method = if version > 0 { next(2)? & 15 } else { 0 };
        next(2)?;
        let base = next(base_width)?;
        let pieces = next(2).filter(|pieces| *pieces <= MAX_PIECES)?;
        let mut extents = Vec::new();
        for _ in 0..pieces {
            next(if version > 0 { index_width } else { 0 })?;
            let start = base.checked_add(next(offset_width)?)?;
            extents.push((usize::try_from(start).ok()?, usize::try_from(next(length_width)?).ok()?));
        }
        if id == wanted {
            return (method < 2).then_some((method == 1, extents));
        }
    }
    None
}

/// Walks the directories as the parser will, and says whether it will meet a sane number of entries.
pub(super) fn is_bounded(block: &[u8]) -> bool {
    let is_big_endian = block.starts_with(b"MM");
    let read = |at: usize, width: usize| number(block, at, width, is_big_endian).and_then(|n| usize::try_from(n).ok());
    let mut left = MAX_ENTRIES;
    let mut seen = Vec::new();
    let mut pending: Vec<usize> = read(4, 4).into_iter().collect();
    while let Some(directory) = pending.pop() {
        let Some(count) = read(directory, 2).filter(|_| !seen.contains(&directory)) else {
            continue;
        };
        seen.push(directory);
        let whole = count.min(block.len().saturating_sub(directory + 2) / 12);
        let Some(rest) = left.checked_sub(whole + 1) else {
            return false;
        };
        left = rest;
        let entries = (0..whole).map(|index| directory + 2 + index * 12);
        pending.extend(entries.filter_map(|entry| directory_pointer(&read, entry)));
        pending.extend(read(directory + 2 + count * 12, 4));
    }
    true
}

/// Where a pointer entry (Exif, GPS or interoperability directory) leads.
fn directory_pointer(read: &impl Fn(usize, usize) -> Option<usize>, entry: usize) -> Option<usize> {
    matches!(read(entry, 2)?, 0x8769 | 0x8825 | 0xA005).then_some(())?;
    let width = match read(entry + 2, 2)? {
        1 => 1,
        3 => 2,
        4 => 4,
        _ => return None,
    };
    match read(entry + 4, 4)?.checked_mul(width)? {
        0..=4 => read(entry + 8, width),
        _ => read(read(entry + 8, 4)?, width),
    }
}

/// An unsigned number of up to eight bytes; a width of zero is the number zero.
fn number(bytes: &[u8], at: usize, width: usize, is_big_endian: bool) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(width)?).filter(|digits| digits.len() <= 8)?;
    let push = |value: u64, digit: &u8| value << 8 | u64::from(*digit);
    Some(if is_big_endian { digits.iter().fold(0, push) } else { digits.iter().rev().fold(0, push) })
}
