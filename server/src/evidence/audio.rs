//! Whether a recording is whole and how long it is: RIFF/WAVE, MP4 (ISO 14496-12), Ogg (RFC 3533), MP3 (ISO 11172-3), `WebM`.
//!
//! Nothing is decoded: the containers are walked to their ends. A recording is refused where the data ends before its container
//! says so; formats that do not say, as MP3 and a live `WebM`, are taken as they are.

use super::containers::{boxes, ebml, first};
use super::media_type::{Kind, contains, mp3_frame};

/// Why a recording is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AudioFault {
    /// The data ends before the recording does.
    Truncated,
    /// There is no recording in it, or it is broken.
    Damaged,
}

impl AudioFault {
    /// The stable name of the fault.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Truncated => "audio-truncated",
            Self::Damaged => "audio-damaged",
        }
    }
}

/// Looks at a recording of a kind that was found; gives its length in milliseconds, when the file says it.
///
/// # Errors
/// Every [`AudioFault`].
pub fn inspect(bytes: &[u8], kind: Kind) -> Result<Option<u64>, AudioFault> {
    match kind {
        Kind::Wav => wav(bytes),
        Kind::Mp4Audio => mp4(bytes),
        Kind::Ogg => ogg(bytes),
        Kind::Mp3 => mp3(bytes),
        Kind::WebmAudio => webm(bytes),
        _ => Err(AudioFault::Damaged),
    }
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn wav(bytes: &[u8]) -> Result<Option<u64>, AudioFault> {
    let mut bytes_a_second = None;
    let mut at = 12;
    loop {
        let kind = bytes.get(at..at + 4).ok_or(AudioFault::Truncated)?;
        let length = u32_le(bytes, at + 4).ok_or(AudioFault::Truncated)?;
        let body = at + 8;
        match kind {
            b"fmt " => bytes_a_second = u32_le(bytes, body + 8).filter(|rate| *rate > 0),
            b"data" => {
                let rate = u64::from(bytes_a_second.ok_or(AudioFault::Damaged)?);
                let there = (bytes.len() - body) as u64;
                // A recorder that could not go back to the head of its file leaves the length open.
                let data = if matches!(length, 0 | u32::MAX) { there } else { u64::from(length) };
                return if data > there { Err(AudioFault::Truncated) } else { Ok(Some(data * 1_000 / rate)) };
            }
            _ => {}
        }
        at = body.saturating_add(length as usize).saturating_add(length as usize % 2);
    }
}

fn mp4(bytes: &[u8]) -> Result<Option<u64>, AudioFault> {
    // A box that is cut off is not listed.
    let movie = first(boxes(bytes), *b"moov").ok_or(AudioFault::Truncated)?;
    let is_fragmented = first(boxes(movie), *b"mvex").is_some();
    if !boxes(bytes).any(|(kind, _)| kind == *b"mdat") {
        return Err(AudioFault::Truncated);
    }
    let head = first(boxes(movie), *b"mvhd").ok_or(AudioFault::Damaged)?;
    let (scale, length) = match head.first() {
        Some(1) => (u32_be(head, 20), head.get(24..).and_then(<[u8]>::first_chunk).map(|length| u64::from_be_bytes(*length))),
        _ => (u32_be(head, 12), u32_be(head, 16).map(u64::from)),
    };
    let known = scale.filter(|scale| *scale > 0).zip(length.filter(|length| *length > 0 && !is_fragmented));
    Ok(known.and_then(|(scale, length)| length.checked_mul(1_000).map(|length| length / u64::from(scale))))
}

fn ogg(bytes: &[u8]) -> Result<Option<u64>, AudioFault> {
    let mut rest = bytes;
    let mut last = 0_u64;
    let mut clock = None;
    while !rest.is_empty() {
        let head = rest.first_chunk::<27>().ok_or(AudioFault::Truncated)?;
        if !head.starts_with(b"OggS\0") {
            return Err(AudioFault::Damaged);
        }
        let segments = rest.get(27..27 + usize::from(head[26])).ok_or(AudioFault::Truncated)?;
        let start = 27 + segments.len();
        let body = segments.iter().map(|length| usize::from(*length)).sum::<usize>();
        let page = rest.get(..start + body).ok_or(AudioFault::Truncated)?;
        if checksum(page) != u32_le(page, 22).unwrap_or_default() {
            return Err(AudioFault::Damaged);
        }
        let granule = page.get(6..14).and_then(<[u8]>::first_chunk).map_or(0, |granule| u64::from_le_bytes(*granule));
        if granule != u64::MAX {
            last = last.max(granule);
        }
        clock = clock.or_else(|| ogg_clock(&page[start..]));
        rest = &rest[start + body..];
    }
    let known = clock.filter(|(hertz, _)| *hertz > 0);
    Ok(known.and_then(|(hertz, skipped)| last.saturating_sub(skipped).checked_mul(1_000).map(|length| length / hertz)))
}

/// Ticks a second and ticks before the start, from the first packet of Opus (RFC 7845, 5.1) or Vorbis.
fn ogg_clock(packet: &[u8]) -> Option<(u64, u64)> {
    if packet.starts_with(b"OpusHead") {
        let skipped = u16::from_le_bytes(*packet.get(10..)?.first_chunk()?);
        return Some((48_000, u64::from(skipped)));
    }
    packet.starts_with(b"\x01vorbis").then(|| u32_le(packet, 12).map(|hertz| (u64::from(hertz), 0)))?
}

/// The checksum of an Ogg page (RFC 3533, 6): its own field counts as zero.
fn checksum(page: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0_u32;
        while byte < 256 {
            let mut value = byte << 24;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 0x8000_0000 == 0 { value << 1 } else { (value << 1) ^ 0x04C1_1DB7 };
                bit += 1;
            }
            table[byte as usize] = value;
            byte += 1;
        }
        table
    };
    page.iter().enumerate().fold(0, |sum: u32, (at, byte)| {
        let byte = if (22..26).contains(&at) { 0 } else { *byte };
        (sum << 8) ^ TABLE[usize::from(sum.to_be_bytes()[0] ^ byte)]
    })
}

fn mp3(bytes: &[u8]) -> Result<Option<u64>, AudioFault> {
    let mut at = 0;
    // Tags may follow each other (ID3v2, 3.1: four times seven bits of length).
    while let Some([b'I', b'D', b'3', _, _, flags, sizes @ ..]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<10>) {
        let length = sizes.iter().fold(0, |sum, size| (sum << 7) | usize::from(size & 0x7F));
        at += 10 + length + if flags & 0x10 == 0 { 0 } else { 10 };
    }
    // Some writers fill up with zeros between a tag and the sound.
    at += bytes.get(at..).ok_or(AudioFault::Truncated)?.iter().take_while(|byte| **byte == 0).count();
    let (mut frames, mut microseconds) = (0_u64, 0_u64);
    while let Some((length, frame_microseconds)) = bytes.get(at..).and_then(mp3_frame) {
        frames += 1;
        microseconds += frame_microseconds;
        at += length;
    }
    match frames {
        0 | 1 if bytes.len() <= at => Err(AudioFault::Truncated),
        0 | 1 => Err(AudioFault::Damaged),
        // Behind the sound there may be a tag; anything else means that the frames were not followed to the end.
        _ => Ok(Some(microseconds / 1_000).filter(|_| bytes.len().saturating_sub(at) < 4_096)),
    }
}

fn webm(bytes: &[u8]) -> Result<Option<u64>, AudioFault> {
    const SEGMENT: u32 = 0x1853_8067;
    const CLUSTER: [u8; 4] = [0x1F, 0x43, 0xB6, 0x75];
    let (_, head, open) = ebml(bytes).ok_or(AudioFault::Truncated)?;
    let rest = open.and_then(|length| bytes.get(head + length..)).ok_or(AudioFault::Damaged)?;
    let (id, head, length) = ebml(rest).ok_or(AudioFault::Truncated)?;
    if id != SEGMENT {
        return Err(AudioFault::Damaged);
    }
    // A length that is left open is that of a live recording, which goes to the end of the file.
    if length.is_some_and(|length| rest.len() < head.saturating_add(length)) {
        return Err(AudioFault::Truncated);
    }
    if contains(rest, &CLUSTER) { Ok(None) } else { Err(AudioFault::Truncated) }
}
