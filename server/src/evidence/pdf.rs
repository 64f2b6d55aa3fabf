//! Whether a PDF is whole, open, and without anything that runs (ISO 32000-1).
//!
//! The file is read as text, not as a tree: what lies outside of streams, and the object streams, which hold objects packed
//! (7.5.7). A reader of the tree follows pointers that a hostile file may bend; words cannot be bent, only hidden, and hiding
//! them in other ways than writers use is refused. That is a check and no proof, so PDFs are sent as attachments all the same.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::media_type::contains;

/// How far from the end the place of the table of objects is looked for, in bytes.
const TAIL: usize = 2_048;
/// Most bytes that the object streams of a file may hold, unpacked.
const MAX_UNPACKED: u64 = 64 << 20;
/// How far around its type a node of the tree of pages is read, in bytes: a hostile file has no say in how long it takes.
const NODE: usize = 4_096;
/// Most streams of one file.
const MAX_STREAMS: usize = 200_000;

/// What is known of a PDF that passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PdfFacts {
    /// Pages, when the file says it plainly.
    pub pages: Option<u32>,
    /// It carries other files.
    pub has_files: bool,
}

/// Why a PDF is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfFault {
    /// The end is missing, or the place that it names.
    Truncated,
    /// It is locked: nobody can tell what is in it, nor read it without the key in some years.
    Encrypted,
    /// It holds a script, or starts a program.
    Active,
    /// Its objects are packed as no writer packs them.
    Abnormal,
}

impl PdfFault {
    /// The stable name of the fault.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Truncated => "pdf-truncated",
            Self::Encrypted => "pdf-encrypted",
            Self::Active => "pdf-active",
            Self::Abnormal => "pdf-abnormal",
        }
    }
}

/// Looks at a PDF. Linear in its size and in what its object streams hold.
///
/// # Errors
/// Every [`PdfFault`].
pub fn inspect(bytes: &[u8]) -> Result<PdfFacts, PdfFault> {
    require_end(bytes)?;
    // Where streams begin and end is the file's own claim, so these two are looked for everywhere. Packed data holds words this
    // long by chance once in 2^64 bytes.
    if ["/JavaScript", "/Launch"].iter().any(|word| contains(bytes, word.as_bytes())) {
        return Err(PdfFault::Active);
    }
    let mut facts = PdfFacts::default();
    let mut unpacked = 0;
    let mut rest = bytes;
    for _ in 0..MAX_STREAMS {
        let Some((before, after)) = split_at_stream(rest) else {
            look(rest, &mut facts)?;
            return Ok(facts);
        };
        look(before, &mut facts)?;
        let end = find(after, b"endstream").unwrap_or(after.len());
        let dictionary = &before[rfind(before, b"obj").unwrap_or(0)..];
        if has_name(dictionary, b"/ObjStm") {
            let text = unpack(dictionary, &after[..end], MAX_UNPACKED - unpacked)?;
            unpacked += u64::try_from(text.len()).unwrap_or(MAX_UNPACKED);
            look(&text, &mut facts)?;
        }
        rest = &after[end..];
    }
    Err(PdfFault::Abnormal)
}

/// The end names the place of the table of objects, which lies within the file (7.5.5).
fn require_end(bytes: &[u8]) -> Result<(), PdfFault> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let start = rfind(tail, b"startxref").ok_or(PdfFault::Truncated)?;
    let after = tail[start + b"startxref".len()..].trim_ascii_start();
    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let place: usize = std::str::from_utf8(&after[..digits]).ok().and_then(|text| text.parse().ok()).ok_or(PdfFault::Truncated)?;
    if place < bytes.len() && contains(after, b"%%EOF") { Ok(()) } else { Err(PdfFault::Truncated) }
}

/// What lies before the data of the next stream, and what follows the word that begins it.
fn split_at_stream(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut from = 0;
    loop {
        let at = from + find(&bytes[from..], b"stream")?;
        let after = at + b"stream".len();
        let begins = bytes[after..].starts_with(b"\n") || bytes[after..].starts_with(b"\r\n");
        if begins && !bytes[..at].ends_with(b"end") {
            let data = &bytes[after..];
            return Some((&bytes[..at], &data[data.iter().position(|byte| *byte == b'\n').map_or(0, |line| line + 1)..]));
        }
        from = after;
    }
}

fn unpack(dictionary: &[u8], data: &[u8], room: u64) -> Result<Vec<u8>, PdfFault> {
    let is_packed = has_name(dictionary, b"/Filter");
    let is_deflate = has_name(dictionary, b"/FlateDecode") || has_name(dictionary, b"/Fl");
    let is_other =
        [&b"/ASCIIHexDecode"[..], b"/AHx", b"/ASCII85Decode", b"/A85", b"/LZWDecode", b"/LZW", b"/RunLengthDecode", b"/RL", b"/Crypt"];
    let is_other = is_other.iter().any(|name| has_name(dictionary, name));
    if is_other || (is_packed && !is_deflate) {
        return Err(PdfFault::Abnormal);
    }
    let mut text = Vec::new();
    let source: Box<dyn Read> = if is_deflate { Box::new(ZlibDecoder::new(data)) } else { Box::new(data) };
    // What is damaged ends early; what came out until then is looked at.
    _ = source.take(room + 1).read_to_end(&mut text);
    if u64::try_from(text.len()).is_ok_and(|length| length <= room) { Ok(text) } else { Err(PdfFault::Abnormal) }
}

fn look(text: &[u8], facts: &mut PdfFacts) -> Result<(), PdfFault> {
    let plain = without_escapes(text);
    let text = plain.as_deref().unwrap_or(text);
    if has_name(text, b"/Encrypt") {
        return Err(PdfFault::Encrypted);
    }
    if [&b"/JavaScript"[..], b"/JS", b"/Launch"].iter().any(|name| has_name(text, name)) {
        return Err(PdfFault::Active);
    }
    facts.has_files |= has_name(text, b"/EmbeddedFile") || has_name(text, b"/EmbeddedFiles");
    facts.pages = facts.pages.max(pages(text));
    Ok(())
}

/// The largest number of pages that a node of the tree of pages counts (7.7.3.2).
fn pages(text: &[u8]) -> Option<u32> {
    let mut most = None;
    let mut from = 0;
    while let Some(at) = find(&text[from..], b"/Pages").map(|at| from + at) {
        from = at + 6;
        let before = at.saturating_sub(NODE);
        let after = text.len().min(at + NODE);
        let is_node = text[before..at].trim_ascii_end().ends_with(b"/Type");
        let start = rfind(&text[before..at], b"<<").map_or(at, |start| before + start);
        let end = find(&text[at..after], b">>").map_or(after, |end| at + end);
        let count = find(&text[start..end], b"/Count").map(|count| text[start + count + 6..end].trim_ascii_start());
        let number = count.and_then(|count| {
            let digits = count.iter().take_while(|byte| byte.is_ascii_digit()).count();
            std::str::from_utf8(&count[..digits]).ok()?.parse().ok()
        });
        if is_node {
            most = most.max(number);
        }
    }
    most
}

/// The text with `#4A` in names read as the letter that it stands for (7.3.5); none where there is nothing to be read so.
fn without_escapes(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'#') {
        return None;
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| text[at] == b'#').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            plain.push(byte);
            at += 3;
        } else {
            plain.push(text[at]);
            at += 1;
        }
    }
    Some(plain)
}

/// Whether a text has exactly this name: what follows ends a name (7.2.2).
fn has_name(text: &[u8], name: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = find(&text[from..], name) {
        from += at + name.len();
        if text.get(from).is_none_or(|next| next.is_ascii_whitespace() || *next == 0 || b"()<>[]{}/%".contains(next)) {
            return true;
        }
    }
    false
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|window| window == word)
}
