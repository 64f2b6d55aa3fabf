//! How fast files arrive, against what the disk takes when the same bytes are hashed and written.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};
use reqwest::Method;
use serde_json::json;
use soat::kernel::clock;
use soat_tests::device::sha256;
use uuid::Uuid;

use crate::Outcome;
use crate::client::Device;
use crate::options::Options;
use crate::seed::World;
use crate::server::Server;
use crate::table::Table;

/// The photo: 12 megapixels.
const SIDES: (u32, u32) = (4_000, 3_000);
/// Uploads at once, where there are several.
const AT_ONCE: usize = 4;
/// Bytes a piece, where a tus upload comes in pieces.
const PIECE: usize = 1 << 20;

/// How the bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Put,
    Tus,
    TusInPieces,
}

/// A kind of file, of which each that is brought is another one.
struct Sample {
    name: &'static str,
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// A file that was declared.
struct Declared {
    evidence: Uuid,
    bytes: Vec<u8>,
}

/// Measures every way, alone and several at once: photos, which are decoded before the answer, and recordings, which are not.
///
/// # Errors
/// When an upload is refused.
pub async fn measure(options: &Options, server: &Server, world: &World, table: &mut Table, note: &str) -> Outcome<()> {
    let mut devices = world.devices(server, 1).await?;
    world.begin_inspections(server, &mut devices, 1).await?;
    let device = devices.first_mut().ok_or("no device")?;
    for sample in [
        Sample { name: "photos", media_type: "image/jpeg", bytes: picture()? },
        Sample { name: "recordings", media_type: "audio/wav", bytes: recording()? },
    ] {
        let mut disk = 0.0_f64;
        for _ in 0..options.rounds {
            disk = disk.max(disk_alone(&options.folder, &sample, options.photos)?);
        }
        let size = crate::table::mebibytes(u64::try_from(sample.bytes.len())?);
        table.figure(&format!("SHA-256, write and fsync of {} of {size}, no server", sample.name), &format!("{disk:.0} MB/s"), "");
        for (way, at_once, name) in [
            (Way::Put, 1, "PUT, one at a time"),
            (Way::Put, AT_ONCE, "PUT, 4 at once"),
            (Way::Tus, 1, "tus, one PATCH, one at a time"),
            (Way::TusInPieces, 1, "tus, pieces of 1 MB, one at a time"),
        ] {
            let mut best = 0.0_f64;
            for _ in 0..options.rounds {
                let files = declare(device, &sample, usize::from(options.photos)).await?;
                best = best.max(round(device, files, way, at_once).await?);
            }
            let figure = format!("{best:.0} MB/s, {:.0} % of the disk", 100.0 * best / disk);
            table.figure(&format!("{} by {name} ({note})", sample.name), &figure, "≥ 60 %");
        }
    }
    Ok(())
}

/// Sixteen megabytes of WAV: some minutes of an interview.
fn recording() -> Outcome<Vec<u8>> {
    let sound = vec![0x5a_u8; 16 << 20];
    let length = u32::try_from(sound.len())?;
    // One channel, 48,000 samples a second, 16 bits.
    let format = [
        &1_u16.to_le_bytes()[..],
        &1_u16.to_le_bytes(),
        &48_000_u32.to_le_bytes(),
        &96_000_u32.to_le_bytes(),
        &2_u16.to_le_bytes(),
        &16_u16.to_le_bytes(),
    ]
    .concat();
    let head = [b"RIFF", &(36 + length).to_le_bytes()[..], b"WAVEfmt ", &16_u32.to_le_bytes(), &format, b"data", &length.to_le_bytes()];
    Ok([head.concat(), sound].concat())
}

/// A picture with enough detail to weigh what a phone's photos weigh.
///
/// # Errors
/// When it cannot be encoded.
pub fn picture() -> Outcome<Vec<u8>> {
    let (width, height) = SIDES;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
    let mut noise = 0x2545_f491_u32;
    for y in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (noise >> 28) as u8;
            let tone = |value: u32| u8::try_from(value % 200).unwrap_or_default();
            pixels.extend([tone(x / 20) + grain, tone(y / 15) + grain, tone((x + y) / 35) + grain]);
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 88).write_image(&pixels, width, height, ExtendedColorType::Rgb8)?;
    Ok(bytes.into_inner())
}

impl Sample {
    /// The same as another file: a photo gets a comment segment (ITU-T T.81, B.2.4.5) with a fresh id behind the first marker, a recording
    /// ends in one.
    fn another(&self) -> Vec<u8> {
        let id = clock::new_id().to_string();
        if self.media_type == "image/jpeg" {
            let length = u16::try_from(id.len() + 2).unwrap_or_default().to_be_bytes();
            return [&self.bytes[..2], &[0xff, 0xfe], &length, id.as_bytes(), &self.bytes[2..]].concat();
        }
        let kept = self.bytes.len() - id.len();
        [&self.bytes[..kept], id.as_bytes()].concat()
    }
}

#[expect(clippy::cast_precision_loss, reason = "for reading")]
fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / f64::from(1 << 20) / time.as_secs_f64()
}

fn disk_alone(folder: &Path, sample: &Sample, count: u16) -> Outcome<f64> {
    let folder = tempfile::tempdir_in(folder)?;
    let files: Vec<_> = (0..count).map(|_| sample.another()).collect();
    let begun = Instant::now();
    for bytes in &files {
        let mut file = fs::File::create(folder.path().join(sha256(bytes)))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(rate(files.iter().map(Vec::len).sum(), begun.elapsed()))
}

async fn declare(device: &mut Device, sample: &Sample, count: usize) -> Outcome<Vec<Declared>> {
    let files: Vec<_> = (0..count).map(|_| Declared { evidence: clock::new_id(), bytes: sample.another() }).collect();
    let op = |file: &Declared| {
        let fields = json!({
            "attached_to": {"kind": "inspection", "id": device.inspection}, "media_type": sample.media_type, "size": file.bytes.len(),
            "sha256": sha256(&file.bytes), "captured_at": clock::Clock::System.now(), "captured_zone": "Asia/Ho_Chi_Minh",
            "caption": "Tệp đo tải",
        });
        device.op("evidence", file.evidence, 0, &fields)
    };
    let ops: Vec<_> = files.iter().map(op).collect();
    device.push(&ops).await?;
    Ok(files)
}

async fn round(device: &Device, files: Vec<Declared>, way: Way, at_once: usize) -> Outcome<f64> {
    let total = files.iter().map(|file| file.bytes.len()).sum();
    let begun = Instant::now();
    for group in in_groups(files, at_once) {
        futures_util::future::try_join_all(group.into_iter().map(|file| upload(device, file, way))).await?;
    }
    Ok(rate(total, begun.elapsed()))
}

fn in_groups(files: Vec<Declared>, size: usize) -> Vec<Vec<Declared>> {
    let mut groups = Vec::new();
    for file in files {
        match groups.last_mut() {
            Some(group) if Vec::len(group) < size => group.push(file),
            _ => groups.push(vec![file]),
        }
    }
    groups
}

async fn upload(device: &Device, file: Declared, way: Way) -> Outcome<()> {
    if way == Way::Put {
        let request = device.request(Method::PUT, &format!("/evidence/{}/content", file.evidence)).body(file.bytes);
        device.send(request).await?.granted()?;
        return Ok(());
    }
    let metadata = format!("evidence_id {}", data_encoding::BASE64.encode(file.evidence.to_string().as_bytes()));
    let request = device.request(Method::POST, "/uploads").header("tus-resumable", "1.0.0");
    let created = device.send(request.header("upload-length", file.bytes.len()).header("upload-metadata", metadata)).await?;
    created.granted()?;
    let piece = if way == Way::Tus { file.bytes.len() } else { PIECE };
    let mut offset = 0;
    for part in file.bytes.chunks(piece) {
        let request = device.request(Method::PATCH, &created.location).header("tus-resumable", "1.0.0").header("upload-offset", offset);
        let request = request.header("content-type", "application/offset+octet-stream").body(part.to_vec());
        device.send(request).await?.granted()?;
        offset += part.len();
    }
    Ok(())
}
