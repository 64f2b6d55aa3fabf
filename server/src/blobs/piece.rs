//! A piece of a file on its way in.

use std::path::PathBuf;

use aws_lc_rs::digest::{Context, SHA256};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufWriter};
use uuid::Uuid;

use super::bucket::Chunks;
use super::digest::Digest;
use super::folder::sync_folder;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Bytes gathered before they are handed to the disk.
const BUFFER: usize = 256 * 1024;

/// A piece that is being written. Dropped without [`Piece::seal`] it is rubbish, which is swept up later.
pub struct Piece {
    id: Uuid,
    length: u64,
    hash: Context,
    crc: crc32fast::Hasher,
    to: Sink,
}

/// Where the bytes of a piece go.
enum Sink {
    File(BufWriter<File>, PathBuf),
    Bucket(Chunks),
}

/// A piece that is whole and safe in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The piece.
    pub id: Uuid,
    /// Its length in bytes.
    pub length: u64,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// CRC-32 of its bytes, for archives.
    pub crc32: u32,
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Piece").field("id", &self.id).field("length", &self.length).finish_non_exhaustive()
    }
}

impl Piece {
    /// A piece in a file that was just made in `folder`.
    pub(super) fn in_file(id: Uuid, file: File, folder: PathBuf) -> Self {
        Self {
            id,
            length: 0,
            hash: Context::new(&SHA256),
            crc: crc32fast::Hasher::new(),
            to: Sink::File(BufWriter::with_capacity(BUFFER, file), folder),
        }
    }

    /// A piece in a bucket.
    pub(super) fn in_bucket(id: Uuid, chunks: Chunks) -> Self {
        Self { id, length: 0, hash: Context::new(&SHA256), crc: crc32fast::Hasher::new(), to: Sink::Bucket(chunks) }
    }

    /// The piece.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Bytes written so far.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// `storage-full`, `storage-unavailable`.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.hash.update(bytes);
        self.crc.update(bytes);
        self.length += bytes.len() as u64;
        match &mut self.to {
            Sink::File(file, _) => file.write_all(bytes).await?,
            Sink::Bucket(chunks) => chunks.write(bytes).await?,
        }
        Ok(())
    }

    /// Ends the piece. When this returns, it survives a power cut.
    ///
    /// # Errors
    /// `storage-full`, `storage-unavailable`.
    pub async fn seal(self) -> Result<Sealed, Problem> {
        match self.to {
            Sink::File(mut file, folder) => {
                file.flush().await?;
                file.get_ref().sync_all().await?;
                sync_folder(folder).await?;
            }
            Sink::Bucket(chunks) => chunks.end().await?,
        }
        let hash = self.hash.finish();
        let bytes = hash.as_ref().first_chunk::<32>().ok_or_else(|| Problem::internal("a SHA-256 of another length"))?;
        Ok(Sealed { id: self.id, length: self.length, sha256: Digest::from_bytes(bytes), crc32: self.crc.finalize() })
    }
}

/// When a piece was begun: ids are of version 7, which begins with the moment of making.
pub(super) fn begun_at(piece: Uuid) -> Option<Instant> {
    let (seconds, nanos) = piece.get_timestamp()?.to_unix();
    Some(Instant(i64::try_from(seconds).ok()?.saturating_mul(1_000)).plus_millis(i64::from(nanos / 1_000_000)))
}
