//! Where every byte of a ZIP file lies, without reading what goes in (APPNOTE.TXT 6.3.10).
//!
//! Entries are stored and not deflated: photos do not get smaller, and only so is an entry as long as its file. With length and
//! CRC-32 known beforehand the headers are final, so any stretch of the file can be made without what lies before it.

use std::ops::Range;

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::Bytes;
use data_encoding::HEXLOWER;

use crate::blobs::Digest;

/// From here on the 32-bit fields say nothing, and those of ZIP64 are looked at (4.4.8).
const FULL: u64 = 0xffff_ffff;
/// The same for counts of entries.
const FULL_COUNT: usize = 0xffff;
/// Version needed to extract: stored entries in folders, or ZIP64.
const PLAIN: u16 = 20;
const ZIP64: u16 = 45;
/// Made on Unix, so that the attributes are read as file modes.
const MADE_BY: u16 = (3 << 8) | ZIP64;
/// A plain file that its owner may write and everybody read.
const MODE: u32 = 0o100_644 << 16;

/// The moment that an entry tells, as both of its forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Local date and time as MS-DOS packs them; two seconds are its finest step.
    pub dos: u32,
    /// Seconds since 1970 in UTC.
    pub unix: i64,
}

impl Stamp {
    /// The moment on the clock of a zone; the years that MS-DOS cannot write count as its first or last one.
    #[must_use]
    pub fn of(at: &jiff::Zoned) -> Self {
        let field = |value: i8| u32::try_from(value).unwrap_or_default();
        let year = u32::try_from(at.year().clamp(1980, 2107) - 1980).unwrap_or_default();
        let date = (year << 9) | (field(at.month()) << 5) | field(at.day());
        let time = (field(at.hour()) << 11) | (field(at.minute()) << 5) | (field(at.second()) / 2);
        Self { dos: (date << 16) | time, unix: at.timestamp().as_second() }
    }
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file of the store.
    File {
        /// Its name there.
        digest: Digest,
        /// Bytes.
        length: u64,
        /// CRC-32 of its bytes.
        crc32: u32,
    },
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path within the archive: ASCII, with `/` between folders, no two alike.
    pub name: String,
    /// When it was made.
    pub at: Stamp,
    /// What it holds.
    pub content: Content,
}

/// A stretch of the archive that comes from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From memory: headers, and what was made for the archive.
    Memory(Bytes),
    /// A whole file of the store.
    File(Digest),
}

/// A stretch of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where in the archive it lies, in bytes.
    pub place: Range<u64>,
    /// Where its bytes come from.
    pub source: Source,
    /// Which entry it is the content of, by place in the list; none of headers.
    pub entry: Option<usize>,
}

/// The whole archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Its stretches, without gaps, in order.
    pub stretches: Vec<Stretch>,
    /// Its length in bytes.
    pub length: u64,
    /// Stands for all of its bytes: the same for the same content, another for any other. Files count with their CRC-32 and
    /// their SHA-256.
    pub tag: String,
}

impl Layout {
    /// Lays out entries in their order.
    #[must_use]
    pub fn of(entries: Vec<Entry>) -> Self {
        let (mut maker, mut directory) = (Maker::default(), Vec::new());
        let count = entries.len();
        for (number, entry) in entries.into_iter().enumerate() {
            let offset = maker.length;
            let header = Header::of(&entry);
            maker.memory(header.local(), None);
            header.central(offset, &mut directory);
            match entry.content {
                Content::Bytes(bytes) => maker.memory(bytes, Some(number)),
                Content::File { digest, length, .. } => maker.file(digest, length, number),
            }
        }
        let (start, size) = (maker.length, directory.len() as u64);
        end(count, start, size, &mut directory);
        maker.memory(directory, None);
        Self { stretches: maker.stretches, length: maker.length, tag: HEXLOWER.encode(maker.hash.finish().as_ref()) }
    }

    /// The stretches that a range touches, in order.
    #[must_use]
    pub fn touched(&self, range: &Range<u64>) -> &[Stretch] {
        let first = self.stretches.partition_point(|stretch| stretch.place.end <= range.start);
        let last = self.stretches.partition_point(|stretch| stretch.place.start < range.end);
        self.stretches.get(first..last).unwrap_or_default()
    }
}

struct Maker {
    stretches: Vec<Stretch>,
    length: u64,
    hash: Context,
}

impl Default for Maker {
    fn default() -> Self {
        Self { stretches: Vec::new(), length: 0, hash: Context::new(&SHA256) }
    }
}

impl Maker {
    fn memory(&mut self, bytes: Vec<u8>, entry: Option<usize>) {
        self.hash.update(&bytes);
        self.push(bytes.len() as u64, Source::Memory(bytes.into()), entry);
    }

    fn file(&mut self, digest: Digest, length: u64, entry: usize) {
        self.hash.update(digest.as_str().as_bytes());
        self.push(length, Source::File(digest), Some(entry));
    }

    fn push(&mut self, length: u64, source: Source, entry: Option<usize>) {
        let place = self.length..self.length + length;
        self.length = place.end;
        if length > 0 {
            self.stretches.push(Stretch { place, source, entry });
        }
    }
}

/// What both headers of an entry say.
struct Header<'a> {
    name: &'a str,
    at: Stamp,
    length: u64,
    crc32: u32,
}

impl<'a> Header<'a> {
    fn of(entry: &'a Entry) -> Self {
        let (length, crc32) = match &entry.content {
            Content::Bytes(bytes) => (bytes.len() as u64, crc32fast::hash(bytes)),
            Content::File { length, crc32, .. } => (*length, *crc32),
        };
        Self { name: &entry.name, at: entry.at, length, crc32 }
    }

    /// 4.3.7.
    fn local(&self) -> Vec<u8> {
        let mut extra = self.moment();
        if self.length >= FULL {
            extra.extend(extra_field(0x0001, &[self.length.to_le_bytes(), self.length.to_le_bytes()].concat()));
        }
        let mut out = Vec::with_capacity(30 + self.name.len() + extra.len());
        out.extend(b"PK\x03\x04");
        out.extend(version(self.length >= FULL).to_le_bytes());
        self.common(&mut out, &extra);
        out.extend(self.name.as_bytes());
        out.extend(extra);
        out
    }

    /// 4.3.12.
    fn central(&self, offset: u64, out: &mut Vec<u8>) {
        let mut wide = Vec::new();
        if self.length >= FULL {
            wide.extend([self.length.to_le_bytes(), self.length.to_le_bytes()].concat());
        }
        if offset >= FULL {
            wide.extend(offset.to_le_bytes());
        }
        let mut extra = self.moment();
        if !wide.is_empty() {
            extra.extend(extra_field(0x0001, &wide));
        }
        out.extend(b"PK\x01\x02");
        out.extend(MADE_BY.to_le_bytes());
        out.extend(version(!wide.is_empty()).to_le_bytes());
        self.common(out, &extra);
        // No comment, on the first disk, binary.
        out.extend([0; 6]);
        out.extend(MODE.to_le_bytes());
        out.extend(narrow(offset).to_le_bytes());
        out.extend(self.name.as_bytes());
        out.extend(extra);
    }

    /// From the flags to the length of the extra field: alike in both headers.
    fn common(&self, out: &mut Vec<u8>, extra: &[u8]) {
        // No flags; method 0, stored.
        out.extend([0; 4]);
        out.extend(self.at.dos.to_le_bytes());
        out.extend(self.crc32.to_le_bytes());
        out.extend(narrow(self.length).to_le_bytes());
        out.extend(narrow(self.length).to_le_bytes());
        out.extend(narrow_count(self.name.len()).to_le_bytes());
        out.extend(narrow_count(extra.len()).to_le_bytes());
    }

    /// The moment in UTC (the extended timestamp of Info-ZIP), which the fields of MS-DOS leave to guessing.
    fn moment(&self) -> Vec<u8> {
        i32::try_from(self.at.unix).map_or_else(|_| Vec::new(), |seconds| extra_field(0x5455, &[&[1][..], &seconds.to_le_bytes()].concat()))
    }
}

/// 4.3.14 to 4.3.16: what a reader looks for first, at the very end.
fn end(count: usize, start: u64, size: u64, out: &mut Vec<u8>) {
    if count >= FULL_COUNT || start >= FULL || size >= FULL {
        let here = start + size;
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend(MADE_BY.to_le_bytes());
        out.extend(ZIP64.to_le_bytes());
        out.extend([0; 8]);
        for value in [count as u64, count as u64, size, start] {
            out.extend(value.to_le_bytes());
        }
        out.extend(b"PK\x06\x07");
        out.extend([0; 4]);
        out.extend(here.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(narrow_count(count).to_le_bytes());
    out.extend(narrow_count(count).to_le_bytes());
    out.extend(narrow(size).to_le_bytes());
    out.extend(narrow(start).to_le_bytes());
    out.extend([0; 2]);
}

fn extra_field(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &narrow_count(data.len()).to_le_bytes(), data].concat()
}

fn version(is_wide: bool) -> u16 {
    if is_wide { ZIP64 } else { PLAIN }
}

fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn narrow_count(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, length: u64, crc32: u32) -> Entry {
        let content = Content::File { digest: Digest::of(name.as_bytes()), length, crc32 };
        Entry { name: name.to_owned(), at: Stamp::default(), content }
    }

    #[test]
    fn stretches_lie_end_to_end_and_are_found_by_any_byte_of_theirs() {
        let text = Entry { name: "a.txt".to_owned(), at: Stamp::default(), content: Content::Bytes(b"noi dung".to_vec()) };
        let layout = Layout::of(vec![text, file("b.jpg", 5, 1), file("empty", 0, 0), file("c.jpg", 9, 2)]);
        let mut at = 0;
        for stretch in &layout.stretches {
            assert_eq!(stretch.place.start, at);
            at = stretch.place.end;
            for byte in [stretch.place.start, stretch.place.end - 1] {
                assert_eq!(layout.touched(&(byte..byte + 1)), std::slice::from_ref(stretch));
            }
        }
        assert_eq!(at, layout.length);
        assert_eq!(layout.touched(&(0..layout.length)), layout.stretches);
        assert!(layout.touched(&(7..7)).len() <= 1);
    }

    #[test]
    fn the_tag_tells_any_other_content_apart() {
        let tag = |entries: Vec<Entry>| Layout::of(entries).tag;
        let one = || file("a.jpg", 5, 1);
        assert_eq!(tag(vec![one()]), tag(vec![one()]));
        let later = Entry { at: Stamp { dos: 1, unix: 1 }, ..one() };
        let other = Content::File { digest: Digest::of(b"other"), length: 5, crc32: 1 };
        for others in
            [vec![], vec![one(), file("b", 1, 1)], vec![file("b.jpg", 5, 1)], vec![later], vec![Entry { content: other, ..one() }]]
        {
            assert_ne!(tag(vec![one()]), tag(others));
        }
    }

    #[test]
    fn moments_are_packed_as_ms_dos_does() {
        let at = |text: &str| Stamp::of(&text.parse().unwrap());
        let stamp = at("2026-03-09T09:14:31+07:00[Asia/Ho_Chi_Minh]");
        assert_eq!(stamp, Stamp { dos: (46 << 25) | (3 << 21) | (9 << 16) | (9 << 11) | (14 << 5) | 15, unix: 1_773_022_471 });
        assert_eq!(at("1969-07-20T20:17:40+00:00[UTC]").dos >> 25, 0);
        assert_eq!(at("2200-01-01T00:00:00+00:00[UTC]").dos >> 25, 127);
    }
}
