//! How fast all evidence of an inspection leaves as one archive, and what that takes of memory.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, ETAG, IF_RANGE, RANGE};
use serde_json::json;
use soat::kernel::clock::{self, Clock};
use soat_tests::device::sha256;
use uuid::Uuid;

use crate::client::Device;
use crate::options::Options;
use crate::seed::World;
use crate::server::{Place, Server};
use crate::table::{self, Table};
use crate::{JOBS_WAIT, Outcome};

/// Bytes of evidence in all.
const TOTAL: usize = 300 << 20;
/// Bytes of one piece: those of a phone's photo.
const PIECE: usize = 3 << 20;

/// An archive that was read to its end, and kept nowhere.
struct Read {
    bytes: u64,
    time: Duration,
    tag: String,
}

/// Fills an inspection, and reads its archive from another process: what came before would hide what this takes of memory.
///
/// # Errors
/// When a piece or the archive is refused.
pub async fn measure(options: &Options, program: &Path, place: &Place, world: &World, table: &mut Table) -> Outcome<()> {
    let server = Server::start(program, place, &[JOBS_WAIT]).await?;
    let inspection = fill(&server, world).await?;
    server.stop().await?;
    let server = Server::start(program, place, &[JOBS_WAIT]).await?;
    fetch(options, &server, world, inspection, table).await?;
    server.stop().await
}

/// Fills the inspection of one device with sound, which is verified as fast as its bytes come; an archive does not ask what they are.
/// Gives the inspection.
async fn fill(server: &Server, world: &World) -> Outcome<Uuid> {
    let mut devices = world.devices(server, 1).await?;
    world.begin_inspections(server, &mut devices, 1).await?;
    let device = devices.first_mut().ok_or("no device")?;
    for number in 0..TOTAL / PIECE {
        let id = clock::new_id();
        let bytes = recording(number);
        let fields = json!({
            "attached_to": {"kind": "inspection", "id": device.inspection}, "media_type": "audio/wav", "size": bytes.len(),
            "sha256": sha256(&bytes), "captured_at": Clock::System.now(), "captured_zone": "Asia/Ho_Chi_Minh", "caption": "Ghi âm đo tải",
        });
        let op = device.op("evidence", id, 0, &fields);
        device.push(&[op]).await?;
        device.send(device.request(Method::PUT, &format!("/evidence/{id}/content")).body(bytes)).await?.granted()?;
    }
    Ok(device.inspection)
}

/// A WAV file of noise, another one for each number.
fn recording(number: usize) -> Vec<u8> {
    let length = u32::try_from(PIECE - 8).unwrap_or_default();
    let mut bytes = Vec::with_capacity(PIECE);
    bytes.extend(b"RIFF");
    bytes.extend(length.to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data");
    bytes.extend((length - 36).to_le_bytes());
    let mut noise = 0x2545_f491_u32 ^ u32::try_from(number).unwrap_or_default();
    while bytes.len() < PIECE {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.extend(noise.to_be_bytes());
    }
    bytes.truncate(PIECE);
    bytes
}

/// Reads the archive whole, and the end of it as after a cut: it has to be the same one the second time.
async fn fetch(options: &Options, server: &Server, world: &World, inspection: Uuid, table: &mut Table) -> Outcome<()> {
    let devices = world.devices(server, 1).await?;
    let device = devices.first().ok_or("no device")?;
    let path = format!("/inspections/{inspection}/evidence.zip");
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = server.resident().await?;
    let (mut whole, mut rest) = (None::<Read>, None::<Read>);
    for _ in 0..options.rounds {
        let read = archive(device, &path, None).await?;
        let cut = read.bytes / 3 * 2;
        let resumed = archive(device, &path, Some((cut, &read.tag))).await?;
        if resumed.bytes != read.bytes - cut || read.bytes < TOTAL as u64 {
            return Err(format!("{} bytes after {cut} of {}", resumed.bytes, read.bytes).into());
        }
        whole = Some(faster(whole, read));
        rest = Some(faster(rest, resumed));
    }
    let after = server.resident().await?;
    for (what, read, aim) in [("all of it", whole, "< 5 s"), ("the last third, after a cut", rest, "")] {
        let read = read.ok_or("no round")?;
        let figure = format!("{} in {}", table::mebibytes(read.bytes), table::millis(read.time));
        table.figure(&format!("export of evidence, {what}"), &figure, aim);
    }
    let grown = after.peak.saturating_sub(before.now);
    table.figure("memory: growth from before the export to its peak", &table::mebibytes(grown), "< 32 MB");
    Ok(())
}

fn faster(before: Option<Read>, now: Read) -> Read {
    match before {
        Some(before) if before.time < now.time => before,
        _ => now,
    }
}

async fn archive(device: &Device, path: &str, from: Option<(u64, &str)>) -> Outcome<Read> {
    let mut request = device.request(Method::GET, path);
    if let Some((from, tag)) = from {
        request = request.header(RANGE, format!("bytes={from}-")).header(IF_RANGE, tag);
    }
    let begun = Instant::now();
    let answer = request.send().await?.error_for_status()?;
    let told: u64 = answer.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok()).ok_or("no length")?;
    let tag = answer.headers().get(ETAG).and_then(|value| value.to_str().ok()).ok_or("no ETag")?.to_owned();
    let (mut answer, mut bytes) = (answer, 0);
    while let Some(chunk) = answer.chunk().await? {
        bytes += chunk.len() as u64;
    }
    if bytes == told { Ok(Read { bytes, time: begun.elapsed(), tag }) } else { Err(format!("{bytes} bytes of {told}").into()) }
}
