//! What a file is, judged by its bytes and never by its name or by what the sender declared.
//!
//! Signatures follow the formats' own specifications: ISO 10918-1 (JPEG), the W3C PNG recommendation, RFC 9649 (WebP),
//! ISO 23008-12 (HEIF), ISO 32000 (PDF), ECMA-376 and ISO 26300 (office files), RFC 3533 (Ogg). A file that is one type
//! for us and another for a browser (a polyglot) gets a kind of its own, [`Kind::Polyglot`], so that it cannot slip through
//! as either.

use super::containers::{boxes, first};
use super::office::{compound_file, end_of_zip, zip};

/// How far into a file markup is looked for, in bytes. Browsers that guess types look at 512 to 1,445 bytes.
const HEAD: usize = 4096;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    /// HEIF coded with HEVC, as phones write it (`.heic`, `.heif`).
    Heic,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Doc,
    Xls,
    Ppt,
    Mp3,
    /// MP4 or 3GP that holds sound and no moving picture (`.m4a`).
    Mp4Audio,
    Ogg,
    Wav,
    /// `WebM` that holds sound and no moving picture, as browsers record it.
    WebmAudio,
    Avif,
    Gif,
    Video,
    Svg,
    Html,
    Xml,
    Executable,
    /// Text that starts with `#!`.
    Script,
    /// Zip and other archives that are no office file, among them Java and Android packages.
    Archive,
    /// An office file that carries macros, in either the old or the new format.
    MacroDocument,
    /// A compound file (OLE 2) that is no document: an installer, a stored mail.
    CompoundFile,
    /// A file of one type that another program would read as markup, script, PDF or archive.
    Polyglot,
}

/// What evidence a kind can be, or why it can be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    Picture,
    Document,
    Audio,
    /// Harmless, but nothing Soát keeps as evidence.
    Unsupported,
    /// Could run or mislead when somebody opens it: always refused.
    Dangerous,
}

/// Other spellings that clients send, and the registered media type that each stands for.
const ALIASES: &[(&str, &str)] = &[
    ("image/jpg", "image/jpeg"),
    ("image/pjpeg", "image/jpeg"),
    ("image/x-png", "image/png"),
    ("image/heif", "image/heic"),
    ("application/x-pdf", "application/pdf"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/x-mp3", "audio/mpeg"),
    ("audio/m4a", "audio/mp4"),
    ("audio/x-m4a", "audio/mp4"),
    ("audio/aac", "audio/mp4"),
    ("audio/3gpp", "audio/mp4"),
    ("video/3gpp", "video/mp4"),
    ("application/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/x-wav", "audio/wav"),
    ("audio/wave", "audio/wav"),
    ("audio/vnd.wave", "audio/wav"),
];

/// Bytes at the very start that settle the kind by themselves.
const SIGNATURES: &[(&[u8], Kind)] = &[
    (b"\xFF\xD8\xFF", Kind::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Kind::Png),
    (b"GIF87a", Kind::Gif),
    (b"GIF89a", Kind::Gif),
    (b"%PDF-", Kind::Pdf),
    (b"ID3", Kind::Mp3),
    (b"MZ", Kind::Executable),
    (b"\x7FELF", Kind::Executable),
    (b"\xFE\xED\xFA\xCE", Kind::Executable),
    (b"\xFE\xED\xFA\xCF", Kind::Executable),
    (b"\xCE\xFA\xED\xFE", Kind::Executable),
    (b"\xCF\xFA\xED\xFE", Kind::Executable),
    (b"\xCA\xFE\xBA\xBE", Kind::Executable),
    (b"\0asm", Kind::Executable),
    (b"L\0\0\0\x01\x14\x02\0", Kind::Executable),
    (b"#!", Kind::Script),
    (b"PK\x05\x06", Kind::Archive),
    (b"Rar!\x1A\x07", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
    (b"\xFD7zXZ\0", Kind::Archive),
    (b"BZh", Kind::Archive),
    (b"MSCF", Kind::Archive),
];

impl Kind {
    /// What evidence this kind can be.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Heic => Class::Picture,
            Self::Pdf | Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt | Self::Ods | Self::Doc | Self::Xls | Self::Ppt => Class::Document,
            Self::Mp3 | Self::Mp4Audio | Self::Ogg | Self::Wav | Self::WebmAudio => Class::Audio,
            Self::Avif | Self::Gif | Self::Video => Class::Unsupported,
            // Whatever is not named above is refused: a new kind has to be let in on purpose.
            _ => Class::Dangerous,
        }
    }

    /// How a file of this kind is called at its end; only for what can be evidence.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => ".jpg",
            Self::Png => ".png",
            Self::Webp => ".webp",
            Self::Heic => ".heic",
            Self::Pdf => ".pdf",
            Self::Docx => ".docx",
            Self::Xlsx => ".xlsx",
            Self::Pptx => ".pptx",
            Self::Odt => ".odt",
            Self::Ods => ".ods",
            Self::Doc => ".doc",
            Self::Xls => ".xls",
            Self::Ppt => ".ppt",
            Self::Mp3 => ".mp3",
            Self::Mp4Audio => ".m4a",
            Self::Ogg => ".ogg",
            Self::Wav => ".wav",
            Self::WebmAudio => ".weba",
            _ => ".bin",
        }
    }

    /// The registered media type, to be stored and to be sent when the file is served.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Mp3 => "audio/mpeg",
            Self::Mp4Audio => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::WebmAudio => "audio/webm",
            Self::Video => "video/mp4",
            Self::Html => "text/html",
            Self::Xml => "application/xml",
            Self::Script => "text/x-shellscript",
            Self::Executable => "application/x-executable",
            Self::Archive => "application/zip",
            Self::MacroDocument => "application/vnd.ms-office",
            Self::CompoundFile => "application/x-ole-storage",
            Self::Polyglot => "application/octet-stream",
        }
    }

    /// Whether a file of this kind may be kept as evidence.
    #[must_use]
    pub fn is_accepted(self) -> bool {
        matches!(self.class(), Class::Picture | Class::Document | Class::Audio)
    }
}

/// What the file is, given all of its bytes. `None` when it is nothing known, plain text included.
///
/// The cost is linear in the size for office files, whose list of parts is at the end, and constant for the rest.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Kind> {
    let found = by_signature(bytes)
        .or_else(|| by_structure(bytes))
        .or_else(|| starts_with_mp3_frames(bytes).then_some(Kind::Mp3))
        .or_else(|| markup(bytes))?;
    Some(if found.class() != Class::Dangerous && is_polyglot(bytes, found) { Kind::Polyglot } else { found })
}

/// Whether the declared media type names what was found.
///
/// Parameters and letter case do not count. An empty declaration and `application/octet-stream` claim nothing and agree
/// with everything; whether the kind is accepted at all is [`Kind::is_accepted`], not asked here.
#[must_use]
pub fn agrees(declared: &str, found: Kind) -> bool {
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let claimed = ALIASES.iter().find(|(alias, _)| *alias == essence).map_or(essence.as_str(), |(_, name)| name);
    let is_video = found == Kind::Video && claimed.starts_with("video/");
    // Browsers and phones call a container by its usual content, moving pictures, even when it holds only sound.
    let is_sound = matches!((found, claimed), (Kind::Mp4Audio, "video/mp4") | (Kind::WebmAudio, "video/webm"));
    matches!(claimed, "" | "application/octet-stream") || claimed == found.media_type() || is_video || is_sound
}

fn by_signature(bytes: &[u8]) -> Option<Kind> {
    // "#!AMR" opens a voice memo of an old phone, which is no script; it is left unknown.
    let is_voice_memo = bytes.starts_with(b"#!AMR");
    SIGNATURES.iter().find(|(magic, _)| !is_voice_memo && bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

fn by_structure(bytes: &[u8]) -> Option<Kind> {
    let film_or = |sound: Kind, codecs: &[&[u8]]| {
        let is_film = codecs.iter().any(|codec| contains(head(bytes), codec));
        Some(if is_film { Kind::Video } else { sound })
    };
    match (bytes.get(..4)?, bytes.get(4..8)?) {
        (_, b"ftyp") => base_media(bytes),
        (b"RIFF", _) => match bytes.get(8..12)? {
            b"WEBP" => Some(Kind::Webp),
            b"WAVE" => Some(Kind::Wav),
            _ => None,
        },
        (b"OggS", _) => film_or(Kind::Ogg, &[b"theora"]),
        (b"\x1A\x45\xDF\xA3", _) if contains(head(bytes), b"webm") => film_or(Kind::WebmAudio, &[b"V_VP8", b"V_VP9", b"V_AV1"]),
        (b"PK\x03\x04", _) => Some(zip(bytes).unwrap_or(Kind::Archive)),
        (b"\xD0\xCF\x11\xE0", b"\xA1\xB1\x1A\xE1") => Some(compound_file(bytes)),
        _ => None,
    }
}

fn base_media(bytes: &[u8]) -> Option<Kind> {
    let (_, ftyp) = boxes(bytes).next()?;
    let major = ftyp.get(..4)?;
    let lists = |brand: &[u8]| ftyp.chunks_exact(4).skip(2).any(|listed| listed == brand);
    match major {
        b"avif" | b"avis" => Some(Kind::Avif),
        b"mif1" | b"msf1" if lists(b"avif") || lists(b"avis") => Some(Kind::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1" | b"msf1" => Some(Kind::Heic),
        b"M4A " | b"M4B " => Some(Kind::Mp4Audio),
        _ => {
            // Phones write a voice memo with the same brands as a film; the handlers of its tracks tell them apart.
            let movie = first(boxes(bytes), *b"moov")?;
            let is_sound = contains(movie, b"soun") && !contains(movie, b"vide");
            Some(if is_sound { Kind::Mp4Audio } else { Kind::Video })
        }
    }
}

/// Whether two MPEG layer III frames follow each other at the start. One sync word alone is too common by chance.
fn starts_with_mp3_frames(bytes: &[u8]) -> bool {
    mp3_frame(bytes).is_some_and(|(length, _)| bytes.get(length..).is_some_and(|next| mp3_frame(next).is_some()))
}

/// Length of the frame in bytes, header included, and in microseconds (ISO 11172-3, 2.4.2.3, and its extension to half the
/// sample rates).
pub(super) fn mp3_frame(bytes: &[u8]) -> Option<(usize, u64)> {
    const KILOBITS: [[usize; 16]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
    ];
    let [sync, second, third, _] = *bytes.first_chunk()?;
    let is_layer_3 = sync == 0xFF && second & 0xE6 == 0xE2;
    let version = (second >> 3) & 3;
    let hertz = [44_100, 48_000, 32_000].get(usize::from((third >> 2) & 3))? / [4, 1, 2, 1][usize::from(version)];
    let is_half = version != 3;
    let kilobits = KILOBITS[usize::from(is_half)][usize::from(third >> 4)];
    let samples_in_bytes = if is_half { 72 } else { 144 };
    let length = samples_in_bytes * kilobits * 1_000 / hertz + usize::from((third >> 1) & 1);
    let microseconds = samples_in_bytes * 8 * 1_000_000 / hertz;
    (is_layer_3 && version != 1 && kilobits > 0).then_some((length, microseconds as u64))
}

/// Text that a browser would take for markup. NULs are dropped first, so that UTF-16 hides nothing.
fn markup(bytes: &[u8]) -> Option<Kind> {
    let head: Vec<u8> = head(bytes).iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let marks = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"];
    let text = marks.iter().find_map(|mark| head.strip_prefix(*mark)).unwrap_or(&head).trim_ascii_start();
    let after = text.strip_prefix(b"<")?.first()?;
    if !after.is_ascii_alphabetic() && !b"!?/".contains(after) {
        None
    } else if has_svg(text) {
        Some(Kind::Svg)
    } else if text.starts_with(b"<?xml") && !contains(text, b"<html") {
        Some(Kind::Xml)
    } else {
        Some(Kind::Html)
    }
}

fn is_polyglot(bytes: &[u8], found: Kind) -> bool {
    let head = head(bytes).to_ascii_lowercase();
    let tags = [&b"<script"[..], b"<html", b"<!doctype html", b"<iframe", b"<?php"];
    let is_zip = matches!(found, Kind::Docx | Kind::Xlsx | Kind::Pptx | Kind::Odt | Kind::Ods);
    let hides_markup = has_svg(&head) || tags.iter().any(|tag| contains(&head, tag));
    // PDF readers look for their header anywhere in the first 1,024 bytes.
    let hides_pdf = found != Kind::Pdf && contains(bytes.get(..1024).unwrap_or(bytes), b"%PDF-");
    hides_markup || hides_pdf || opens_a_comment(bytes, found) || (!is_zip && end_of_zip(bytes).is_some())
}

/// The trick that makes a picture valid JavaScript: a length or version field that reads `/*` or `=`.
fn opens_a_comment(bytes: &[u8], found: Kind) -> bool {
    match found {
        Kind::Jpeg => bytes.get(3..6) == Some(b"\xE0/*"),
        Kind::Gif => bytes.get(6..8) == Some(b"/*") || bytes.get(6) == Some(&b'='),
        // The same bytes may be the true size by chance.
        Kind::Webp | Kind::Wav => {
            let true_size = u32::try_from(bytes.len().saturating_sub(8)).unwrap_or_default();
            bytes.get(4..6) == Some(b"/*") && bytes.get(4..8) != Some(&true_size.to_le_bytes())
        }
        _ => false,
    }
}

/// `<svg` counts only before what may follow a tag's name: four letters alone turn up by chance in compressed data.
fn has_svg(lower_case: &[u8]) -> bool {
    lower_case.windows(5).any(|window| window.starts_with(b"<svg") && b" \t\r\n/>:".contains(&window[4]))
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..HEAD).unwrap_or(bytes)
}

pub(super) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
