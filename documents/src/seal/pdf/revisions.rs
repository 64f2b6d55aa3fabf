//! The chain of revisions, oldest first, and the objects as each of them sees them.

use std::cell::Cell;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::lexer::{Lexer, is_space};
use super::sections::{self, Entry};
use super::{Unreadable, unreadable};

/// Revisions a file may have.
const MAX_REVISIONS: usize = 64;
/// How far from the end the last `startxref` may stand.
const TAIL: usize = 1024;
/// How many references may follow one another before an object comes.
const MAX_HOPS: usize = 8;

/// One revision: what was written at one time.
#[derive(Debug)]
pub struct Revision {
    /// Objects written in it.
    pub entries: BTreeMap<u32, Entry>,
    pub trailer: Dictionary,
    /// Where its table stands.
    pub table: usize,
    /// Its first byte.
    pub begins: usize,
    /// First byte after its end-of-file mark.
    pub mark: usize,
    /// First byte that is no more of it: after the mark's end of line.
    pub ends: usize,
}

/// A file as its revisions.
#[derive(Debug)]
pub struct Revisions<'a> {
    pub bytes: &'a [u8],
    all: Vec<Revision>,
    /// Bytes that may still be read: entries that point to the same place over and over must end somewhere.
    budget: Cell<usize>,
}

impl<'a> Revisions<'a> {
    /// Reads the whole chain. The last revision need not reach the end of the file: see [`Revisions::loose_end`].
    pub fn read(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(b"%PDF-1.") {
            return unreadable(0, "the beginning of a PDF file");
        }
        let mut all = Vec::new();
        let mut next = Some(last_table(bytes)?);
        while let Some(table) = next {
            if all.len() == MAX_REVISIONS {
                return unreadable(table, "fewer revisions");
            }
            let section = sections::section(bytes, table)?;
            next = section.previous;
            let (mark, ends) = section.ends;
            all.push(Revision { entries: section.entries, trailer: section.trailer, table, begins: 0, mark, ends });
        }
        all.reverse();
        let mut begins = 0;
        for revision in &mut all {
            revision.begins = begins;
            begins = revision.ends;
            within(bytes, revision)?;
        }
        Ok(Self { bytes, all, budget: Cell::new(bytes.len().saturating_mul(16).saturating_add(1 << 20)) })
    }

    /// All revisions, oldest first; never empty.
    #[must_use]
    pub fn all(&self) -> &[Revision] {
        &self.all
    }

    /// The number of the newest revision.
    #[must_use]
    pub fn newest(&self) -> usize {
        self.all.len() - 1
    }

    /// Bytes after the newest revision.
    #[must_use]
    pub fn loose_end(&self) -> usize {
        self.bytes.len() - self.all.last().map_or(0, |last| last.ends)
    }

    /// The bytes of the file as it was when this revision was the newest.
    #[must_use]
    pub fn as_of(&self, revision: usize) -> &'a [u8] {
        &self.bytes[..self.all[revision].ends]
    }

    /// Where an object stands as this revision sees it, and in which revision it was written.
    #[must_use]
    pub fn entry(&self, revision: usize, id: u32) -> Option<(usize, Entry)> {
        (0..=revision).rev().find_map(|number| Some((number, *self.all[number].entries.get(&id)?)))
    }

    /// An object as this revision sees it; null when there is none.
    pub fn object(&self, revision: usize, id: ObjectId) -> Result<Object, Unreadable> {
        match self.entry(revision, id.0) {
            Some((written, Entry::At { offset, generation })) if generation == id.1 => {
                self.indirect(written, offset, id).map(|(object, _)| object)
            }
            _ => Ok(Object::Null),
        }
    }

    /// Where the bytes of an object begin and end, as this revision sees it.
    pub fn extent(&self, revision: usize, id: ObjectId) -> Result<std::ops::Range<usize>, Unreadable> {
        match self.entry(revision, id.0) {
            Some((written, Entry::At { offset, .. })) => self.indirect(written, offset, id).map(|(_, end)| offset..end),
            _ => unreadable(0, "an object"),
        }
    }

    /// Follows references until an object comes.
    pub fn resolve(&self, revision: usize, object: &Object) -> Result<Object, Unreadable> {
        let mut object = object.clone();
        for _ in 0..MAX_HOPS {
            let Object::Reference(id) = object else { return Ok(object) };
            object = self.object(revision, id)?;
        }
        unreadable(0, "fewer references to references")
    }

    /// The value of a key, with references followed; null when there is none.
    pub fn value(&self, revision: usize, dictionary: &Dictionary, key: &str) -> Result<Object, Unreadable> {
        dictionary.get(key.as_bytes()).map_or(Ok(Object::Null), |value| self.resolve(revision, value))
    }

    /// The id of the catalogue.
    pub fn root(&self, revision: usize) -> Result<ObjectId, Unreadable> {
        let revision = &self.all[revision];
        revision.trailer.get(b"Root").and_then(Object::as_reference).or(unreadable(revision.table, "a trailer with its catalogue"))
    }

    /// The catalogue.
    pub fn catalogue(&self, revision: usize) -> Result<Dictionary, Unreadable> {
        match self.object(revision, self.root(revision)?)? {
            Object::Dictionary(catalogue) => Ok(catalogue),
            _ => unreadable(self.all[revision].table, "a catalogue"),
        }
    }

    fn indirect(&self, written: usize, offset: usize, id: ObjectId) -> Result<(Object, usize), Unreadable> {
        let bytes = &self.bytes[..self.all[written].table];
        let mut lexer = Lexer::new(bytes, offset);
        let object = self.read_object(&mut lexer, bytes, written, id);
        self.spend(lexer.at().saturating_sub(offset), offset)?;
        Ok((object?, lexer.at()))
    }

    fn read_object<'b>(&self, lexer: &mut Lexer<'b>, bytes: &'b [u8], written: usize, id: ObjectId) -> Result<Object, Unreadable> {
        if head(lexer)? != (u64::from(id.0), u64::from(id.1)) {
            return lexer.fail("the object that the table names");
        }
        let mut object = lexer.object()?;
        lexer.skip(true);
        if lexer.take(b"stream") {
            let Object::Dictionary(dictionary) = object else { return lexer.fail("a dictionary before a stream") };
            let content = self.stream(written, &dictionary, lexer, bytes)?;
            object = Object::Stream(Stream::new(dictionary, content.to_vec()));
            lexer.skip(false);
            lexer.expect(b"endstream", "the end of a stream")?;
            lexer.skip(true);
        }
        lexer.expect(b"endobj", "the end of an object")?;
        Ok(object)
    }

    fn stream<'b>(&self, written: usize, dictionary: &Dictionary, lexer: &mut Lexer<'b>, bytes: &'b [u8]) -> Result<&'b [u8], Unreadable> {
        if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
            return lexer.fail("an end of line before the bytes of a stream");
        }
        let length = match dictionary.get(b"Length") {
            Ok(Object::Integer(length)) => Some(*length),
            Ok(Object::Reference(id)) => self.plain_integer(written, *id)?,
            _ => None,
        };
        let start = lexer.at();
        let end = length.and_then(|length| start.checked_add(usize::try_from(length).ok()?)).filter(|end| *end <= bytes.len());
        let Some(end) = end else { return lexer.fail("a stream as long as it says") };
        *lexer = Lexer::new(bytes, end);
        Ok(&bytes[start..end])
    }

    /// An integer that stands by itself: the length of a stream may be given so. It is read without reading streams, which ends circles.
    fn plain_integer(&self, revision: usize, id: ObjectId) -> Result<Option<i64>, Unreadable> {
        let Some((_, Entry::At { offset, .. })) = self.entry(revision, id.0) else { return Ok(None) };
        let mut lexer = Lexer::new(self.bytes, offset);
        let (number, _) = head(&mut lexer)?;
        let read = lexer.object()?;
        self.spend(lexer.at() - offset, offset)?;
        Ok(read.as_i64().ok().filter(|_| number == u64::from(id.0)))
    }

    fn spend(&self, bytes: usize, at: usize) -> Result<(), Unreadable> {
        match self.budget.get().checked_sub(bytes) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => unreadable(at, "objects that do not overlap"),
        }
    }
}

/// Whether a revision lists objects of its own bytes alone, and follows right after the one before: else a revision could be hidden
/// from those who follow the tables.
fn within(bytes: &[u8], revision: &Revision) -> Result<(), Unreadable> {
    let mut first = revision.table;
    for entry in revision.entries.values() {
        let Entry::At { offset, .. } = *entry else { continue };
        if offset < revision.begins || offset >= revision.table {
            return unreadable(offset, "objects within the revision that lists them");
        }
        first = first.min(offset);
    }
    if first < revision.begins {
        return unreadable(first, "a table behind the revision before");
    }
    let between = &bytes[revision.begins..first];
    if revision.begins > 0 && !between.iter().all(|byte| is_space(*byte)) {
        return unreadable(revision.begins, "nothing between two revisions");
    }
    Ok(())
}

/// The words before an object: its number and its generation.
fn head(lexer: &mut Lexer) -> Result<(u64, u64), Unreadable> {
    let number = lexer.natural()?;
    lexer.skip(false);
    let generation = lexer.natural()?;
    lexer.skip(false);
    lexer.expect(b"obj", "the word obj")?;
    Ok((number, generation))
}

fn last_table(bytes: &[u8]) -> Result<usize, Unreadable> {
    let from = bytes.len().saturating_sub(TAIL);
    let Some(place) = bytes[from..].windows(9).rposition(|window| window == b"startxref") else {
        return unreadable(from, "the word startxref near the end");
    };
    let mut lexer = Lexer::new(bytes, from + place + 9);
    lexer.skip(false);
    let table = lexer.natural()?;
    usize::try_from(table).ok().filter(|table| *table < bytes.len()).map_or_else(|| lexer.fail("a place within the file"), Ok)
}
