//! Reads a bundle: who made it, then part by part into one file on disk without a name, in constant memory. What is not exactly
//! as it was signed is refused here, before anything is stored.

use std::io::{self, SeekFrom};

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::Body;
use data_encoding::HEXLOWER;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::archive::{self, BLOCK, Header};
use super::manifest::{Limits, MANIFEST, Manifest, Part, SIGNATURE, Signature, refuse, too_large};
use crate::access::device_keys;
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::json_input;
use crate::kernel::problem::Problem;
use crate::sync::schema;

/// Bytes that a manifest may have.
const MAX_MANIFEST: u64 = 1024 * 1024;
/// Bytes that a signature may have.
const MAX_SIGNATURE: u64 = 4 * 1024;
/// Bytes of nothing after the end of an archive; some writers fill it up to a whole record.
const MAX_TAIL: usize = 64 * 1024;
/// Bytes moved at once.
const CHUNK: usize = 64 * 1024;

/// A bundle whose signature is that of a registered key, not read any further yet.
#[derive(Debug)]
pub struct Signed<R> {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of its manifest, lower-case hex.
    pub sha256: String,
    source: R,
}

/// A bundle that is exactly as it was signed.
#[derive(Debug)]
pub struct Unpacked {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of its manifest, lower-case hex.
    pub sha256: String,
    spool: File,
}

/// Reads the manifest and its signature.
///
/// # Errors
/// `bundle-unreadable`, `bundle-signature-invalid`, `bundle-too-large`, `upgrade-required`.
pub async fn open<R: AsyncRead + Unpin>(app: &AppState, mut source: R) -> Result<Signed<R>, Problem> {
    let text = whole(&mut source, MANIFEST, MAX_MANIFEST).await?;
    let signature = whole(&mut source, SIGNATURE, MAX_SIGNATURE).await?;
    let signature = Signature::read(std::str::from_utf8(&signature).unwrap_or_default())?;
    let value = json_input::parse(&text).map_err(|_| refuse(&catalogue::BUNDLE_UNREADABLE, MANIFEST))?;
    let device_id: Option<Uuid> = value["device_id"].as_str().and_then(|id| id.parse().ok());
    let key = match device_id {
        Some(id) => device_keys::named(app.read(), id, &signature.kid).await?,
        None => None,
    };
    let (signed, bytes) = signature.over(&text);
    if !key.is_some_and(|key| device_keys::has_signed(&key, &signed, bytes)) {
        return Err(Problem::of(&catalogue::BUNDLE_SIGNATURE_INVALID));
    }
    schema::require(&value, &app.now().local_date(DEFAULT_ZONE))?;
    let mib = |count: u64| count.saturating_mul(1024 * 1024);
    let limits = Limits { file: mib(app.settings().evidence_limit_mib), total: mib(app.settings().bundle_limit_mib) };
    let mut hash = Context::new(&SHA256);
    hash.update(&text);
    Ok(Signed { manifest: Manifest::read(value, limits)?, sha256: HEXLOWER.encode(hash.finish().as_ref()), source })
}

impl<R: AsyncRead + Unpin> Signed<R> {
    /// Reads every part.
    ///
    /// # Errors
    /// `bundle-part-missing`, `bundle-part-unknown`, `bundle-part-altered`, `bundle-unreadable`, `storage-full`.
    pub async fn unpack(mut self, app: &AppState) -> Result<Unpacked, Problem> {
        let mut spool = nameless(app).await.map_err(disk)?;
        let parts = &self.manifest.parts;
        for part in parts {
            match next(&mut self.source, &part.name).await? {
                None => return Err(refuse(&catalogue::BUNDLE_PART_MISSING, &part.name)),
                Some((name, _)) if name != part.name => {
                    let is_later = parts.iter().any(|part| part.name == name);
                    let (problem, name) =
                        if is_later { (&catalogue::BUNDLE_PART_MISSING, &part.name) } else { (&catalogue::BUNDLE_PART_UNKNOWN, &name) };
                    return Err(refuse(problem, name));
                }
                Some((_, size)) if size != part.size => return Err(refuse(&catalogue::BUNDLE_PART_ALTERED, &part.name)),
                Some(_) => copy(&mut self.source, part, &mut spool).await?,
            }
        }
        if let Some((name, _)) = next(&mut self.source, MANIFEST).await? {
            return Err(refuse(&catalogue::BUNDLE_PART_UNKNOWN, &name));
        }
        require_silence(&mut self.source).await?;
        spool.flush().await.map_err(disk)?;
        Ok(Unpacked { manifest: self.manifest, sha256: self.sha256, spool })
    }
}

impl Unpacked {
    /// The bytes of the operations.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub async fn ops(&mut self) -> Result<Vec<u8>, Problem> {
        let size = self.manifest.parts.first().map_or(0, |part| part.size);
        self.spool.seek(SeekFrom::Start(0)).await.map_err(disk)?;
        let mut bytes = Vec::new();
        (&mut self.spool).take(size).read_to_end(&mut bytes).await.map_err(disk)?;
        Ok(bytes)
    }

    /// The photos: evidence, and from which byte on how many.
    #[must_use]
    pub fn files(&self) -> Vec<(Uuid, u64, u64)> {
        let mut from = 0;
        let mut files = Vec::new();
        for part in &self.manifest.parts {
            files.extend(part.evidence().map(|id| (id, from, part.size)));
            from += part.size;
        }
        files
    }

    /// A photo as the body of a request; one at a time.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub async fn file(&mut self, from: u64, size: u64) -> Result<Body, Problem> {
        self.spool.seek(SeekFrom::Start(from)).await.map_err(disk)?;
        let same = self.spool.try_clone().await.map_err(disk)?;
        Ok(Body::from_stream(ReaderStream::with_capacity(same.take(size), CHUNK)))
    }
}

/// A file of which nothing is left when the program lets go of it, however it ends.
async fn nameless(app: &AppState) -> io::Result<File> {
    let folder = &app.settings().data_dir;
    tokio::fs::create_dir_all(folder).await?;
    let path = folder.join(format!("bundle-{}.part", app.new_id()));
    let file = File::options().read(true).write(true).create_new(true).open(&path).await?;
    tokio::fs::remove_file(&path).await?;
    Ok(file)
}

fn disk(error: io::Error) -> Problem {
    if error.kind() == io::ErrorKind::StorageFull { Problem::of(&catalogue::STORAGE_FULL) } else { Problem::internal(error) }
}

/// Reads exactly what there is room for; false at the end of the source.
async fn fill<R: AsyncRead + Unpin>(source: &mut R, room: &mut [u8], part: &str) -> Result<bool, Problem> {
    let mut filled = 0;
    while filled < room.len() {
        match source.read(&mut room[filled..]).await.map_err(|_| Problem::of(&catalogue::BODY_INCOMPLETE))? {
            0 if filled == 0 => return Ok(false),
            0 => return Err(refuse(&catalogue::BUNDLE_PART_ALTERED, part)),
            count => filled += count,
        }
    }
    Ok(true)
}

/// The next file of the archive; none at its end. `expected` names what a refusal is about.
async fn next<R: AsyncRead + Unpin>(source: &mut R, expected: &str) -> Result<Option<(String, u64)>, Problem> {
    let mut block = [0; BLOCK];
    if !fill(source, &mut block, expected).await? {
        return Ok(None);
    }
    match archive::header(&block) {
        Some(Header::File { name, size }) => Ok(Some((name, size))),
        Some(Header::End) => Ok(None),
        None => Err(refuse(&catalogue::BUNDLE_UNREADABLE, expected)),
    }
}

/// A short file, whole, that has to come next.
async fn whole<R: AsyncRead + Unpin>(source: &mut R, name: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    let unreadable = || refuse(&catalogue::BUNDLE_UNREADABLE, name);
    let (_, size) = next(source, name).await?.filter(|(found, _)| found == name).ok_or_else(unreadable)?;
    if size > limit {
        return Err(too_large(name, limit));
    }
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| unreadable())? + archive::padding(size)];
    if size > 0 && !fill(source, &mut bytes, name).await? {
        return Err(unreadable());
    }
    bytes.truncate(bytes.len() - archive::padding(size));
    Ok(bytes)
}

/// Copies the content of a part, which has to have the hash that was signed.
async fn copy<R: AsyncRead + Unpin>(source: &mut R, part: &Part, spool: &mut File) -> Result<(), Problem> {
    let altered = || refuse(&catalogue::BUNDLE_PART_ALTERED, &part.name);
    let (mut hash, mut left, mut chunk) = (Context::new(&SHA256), part.size, vec![0; CHUNK]);
    while left > 0 {
        let count = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        if !fill(source, &mut chunk[..count], &part.name).await? {
            return Err(altered());
        }
        hash.update(&chunk[..count]);
        spool.write_all(&chunk[..count]).await.map_err(disk)?;
        left -= count as u64;
    }
    let padding = archive::padding(part.size);
    if padding > 0 && !fill(source, &mut chunk[..padding], &part.name).await? {
        return Err(altered());
    }
    if HEXLOWER.encode(hash.finish().as_ref()) == part.sha256 { Ok(()) } else { Err(altered()) }
}

/// After the end of an archive there is nothing, or a little more of nothing.
async fn require_silence<R: AsyncRead + Unpin>(source: &mut R) -> Result<(), Problem> {
    let mut block = [0; BLOCK];
    for _ in 0..MAX_TAIL / BLOCK {
        if !fill(source, &mut block, MANIFEST).await? {
            return Ok(());
        }
        if block.iter().any(|byte| *byte != 0) {
            break;
        }
    }
    Err(refuse(&catalogue::BUNDLE_UNREADABLE, MANIFEST))
}
