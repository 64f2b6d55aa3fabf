//! One section of the cross-reference: its table, its trailer, and where the revision that it closes ends (ISO 32000-2, 7.5.4–7.5.5).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::lexer::Lexer;
use super::{Unreadable, unreadable};

/// Bytes of one entry of a table.
const ENTRY: usize = 20;
/// Objects a file may number.
const MAX_OBJECTS: u64 = 1_000_000;

/// What a table says of one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It stands at this byte.
    At { offset: usize, generation: u16 },
    /// It is no more.
    Free,
}

pub struct Section {
    pub entries: BTreeMap<u32, Entry>,
    pub trailer: Dictionary,
    pub previous: Option<usize>,
    /// First byte after the end-of-file mark, and first byte after its end of line.
    pub ends: (usize, usize),
}

/// Reads the section whose table stands at `at`.
pub fn section(bytes: &[u8], at: usize) -> Result<Section, Unreadable> {
    let mut lexer = Lexer::new(bytes, at);
    lexer.expect(b"xref", "a cross-reference table (cross-reference streams are not taken)")?;
    lexer.skip(false);
    let mut entries = BTreeMap::new();
    while !lexer.take(b"trailer") {
        subsection(bytes, &mut lexer, &mut entries)?;
    }
    let Object::Dictionary(trailer) = lexer.object()? else { return lexer.fail("the dictionary of the trailer") };
    for (key, expected) in [("Encrypt", "a file that is not encrypted"), ("XRefStm", "a file without cross-reference streams")] {
        if trailer.has(key.as_bytes()) {
            return lexer.fail(expected);
        }
    }
    let previous = match trailer.get(b"Prev") {
        Ok(Object::Integer(offset)) => usize::try_from(*offset).ok().filter(|offset| *offset < at).map(Some),
        Ok(_) => None,
        Err(_) => Some(None),
    };
    let Some(previous) = previous else { return lexer.fail("an earlier place for the earlier table") };
    let ends = end(bytes, &mut lexer, at)?;
    Ok(Section { entries, trailer, previous, ends })
}

fn subsection<'a>(bytes: &'a [u8], lexer: &mut Lexer<'a>, entries: &mut BTreeMap<u32, Entry>) -> Result<(), Unreadable> {
    let first = lexer.natural()?;
    lexer.skip(false);
    let count = lexer.natural()?;
    lexer.skip(false);
    if first.saturating_add(count) > MAX_OBJECTS {
        return lexer.fail("fewer objects");
    }
    let start = lexer.at();
    for index in 0..count {
        let at = start + usize::try_from(index).unwrap_or(usize::MAX).saturating_mul(ENTRY);
        let Some(line) = bytes.get(at..at.saturating_add(ENTRY)) else { return unreadable(at, "an entry of the table") };
        let Some(read) = entry(line) else { return unreadable(at, "an entry of the table") };
        let id = u32::try_from(first + index).unwrap_or(u32::MAX);
        if entries.insert(id, read).is_some() {
            return unreadable(at, "each object once in a table");
        }
        *lexer = Lexer::new(bytes, at + ENTRY);
    }
    lexer.skip(false);
    Ok(())
}

fn entry(line: &[u8]) -> Option<Entry> {
    let digits = |range: std::ops::Range<usize>| {
        let text = std::str::from_utf8(line.get(range)?).ok()?;
        text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
    };
    let offset = digits(0..10)?.parse().ok()?;
    let generation: u32 = digits(11..16)?.parse().ok()?;
    match (line[10], line[16], line[17]) {
        (b' ', b' ', b'n') => Some(Entry::At { offset, generation: u16::try_from(generation).ok()? }),
        (b' ', b' ', b'f') => Some(Entry::Free),
        _ => None,
    }
}

fn end(bytes: &[u8], lexer: &mut Lexer, table: usize) -> Result<(usize, usize), Unreadable> {
    // Some signing tools leave their name here as a comment.
    lexer.skip(true);
    lexer.expect(b"startxref", "the word startxref")?;
    lexer.skip(false);
    if lexer.natural()? != table as u64 {
        return lexer.fail("startxref naming its own table");
    }
    lexer.skip(false);
    lexer.expect(b"%%EOF", "the end-of-file mark")?;
    let mark = lexer.at();
    let line_end = match bytes.get(mark..).unwrap_or_default() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Ok((mark, mark + line_end))
}
