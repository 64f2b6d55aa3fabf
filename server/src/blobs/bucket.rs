//! A store in a bucket, for any number of processes and without a disk: `files/ab/<sha256>` for files, `staging/<piece>/<number>`
//! for what is on its way in, `aside/<sha256>` for what waits to be removed.
//!
//! A piece is written as a row of objects of one size, so that a process that dies leaves nothing that a listing does not show.
//! Within the server they are composed to the file, which appears whole or not at all.

use std::ops::Range;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use uuid::Uuid;

use super::digest::Digest;
use super::piece::{Piece, Sealed, begun_at};
use super::s3::S3;
use super::wire::{Memory, Object, Wire};
use super::{ByteStream, Kept, unavailable};
use crate::kernel::clock::{self, Instant};
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// Bytes of an object of a piece, but for the last: the least of which S3 composes, and the memory that a piece takes.
const CHUNK: usize = 5 << 20;
/// The longest wait for the next bytes of an object.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the reading of an object goes on where it broke off.
const RESUMPTIONS: u32 = 2;

/// A store in a bucket.
#[derive(Clone, Debug)]
pub struct Bucket(Wire);

impl Bucket {
    /// The bucket of the settings, tried out.
    ///
    /// # Errors
    /// A sentence that names the setting that is wrong.
    pub(super) async fn open(settings: &Settings) -> Result<Self, String> {
        let server = S3::of(settings)?;
        // Two processes may start at once.
        server.probe(&format!("staging/{}/probe", clock::new_id())).await?;
        Ok(Self(Wire::S3(Box::new(server))))
    }

    pub(super) fn in_memory() -> Self {
        Self(Wire::Memory(Memory::default()))
    }

    pub(super) fn begin_piece(&self) -> Piece {
        let id = clock::new_id();
        Piece::in_bucket(id, Chunks { wire: self.0.clone(), piece: id, full: 0, open: Vec::new() })
    }

    async fn chunks(&self, piece: Uuid) -> Result<Vec<Object>, Problem> {
        self.0.list(&format!("staging/{piece}/")).await
    }

    pub(super) async fn copy_piece(&self, from: Uuid, to: &mut Piece) -> Result<(), Problem> {
        let chunks = self.chunks(from).await?;
        if chunks.is_empty() {
            return Err(Problem::internal(format!("piece {from} is missing")));
        }
        for chunk in chunks {
            let mut bytes = self.stream(chunk.key, 0..chunk.length).await?.unwrap_or_else(|| Box::pin(stream::empty()));
            while let Some(bytes) = bytes.try_next().await.map_err(unavailable)? {
                to.write(&bytes).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn keep(&self, piece: &Sealed) -> Result<(), Problem> {
        let (chunks, file) = (self.chunks(piece.id).await?, file(&piece.sha256));
        if self.0.length(&file).await?.is_none() {
            // What would be composed must be what was written, not what a listing forgot.
            if chunks.is_empty() || chunks.iter().map(|chunk| chunk.length).sum::<u64>() != piece.length {
                return Err(Problem::internal(format!("piece {} is not whole", piece.id)));
            }
            let keys: Vec<String> = chunks.iter().map(|chunk| chunk.key.clone()).collect();
            self.0.compose(&keys, &file).await?;
        }
        // The file is safe: what is left of the piece is rubbish, whatever becomes of it.
        if let Err(problem) = self.delete(&chunks).await {
            tracing::warn!(piece = %piece.id, ?problem, "a piece could not be removed");
        }
        Ok(())
    }

    async fn delete(&self, objects: &[Object]) -> Result<(), Problem> {
        for object in objects {
            self.0.delete(&object.key).await?;
        }
        Ok(())
    }

    pub(super) async fn discard(&self, piece: Uuid) {
        let discarded = async { self.delete(&self.chunks(piece).await?).await };
        if let Err(problem) = discarded.await {
            tracing::warn!(%piece, ?problem, "a piece could not be removed");
        }
    }

    pub(super) async fn pieces_begun_before(&self, moment: Instant) -> Result<Vec<Uuid>, Problem> {
        let chunks = self.0.list("staging/").await?;
        let ids = chunks.iter().filter_map(|chunk| Uuid::parse_str(chunk.key.split('/').nth(1)?).ok());
        let mut found: Vec<Uuid> = ids.filter(|id| begun_at(*id).is_some_and(|at| at < moment)).collect();
        found.dedup();
        Ok(found)
    }

    pub(super) async fn size(&self, digest: &Digest) -> Result<Option<u64>, Problem> {
        self.0.length(&file(digest)).await
    }

    pub(super) async fn open_file(&self, digest: &Digest, range: Range<u64>) -> Result<Option<ByteStream>, Problem> {
        self.stream(file(digest), range).await
    }

    pub(super) async fn read(&self, digest: &Digest) -> Result<Option<Vec<u8>>, Problem> {
        let Some(length) = self.size(digest).await? else { return Ok(None) };
        let Some(mut stream) = self.open_file(digest, 0..length).await? else { return Ok(None) };
        let mut whole = Vec::with_capacity(usize::try_from(length).map_err(Problem::internal)?);
        while let Some(bytes) = stream.try_next().await.map_err(unavailable)? {
            whole.extend_from_slice(&bytes);
        }
        Ok(Some(whole))
    }

    async fn stream(&self, key: String, range: Range<u64>) -> Result<Option<ByteStream>, Problem> {
        if range.is_empty() {
            return Ok(Some(Box::pin(stream::empty())));
        }
        let Some(body) = self.0.get(&key, range.clone()).await? else { return Ok(None) };
        let reading = Reading { wire: self.0.clone(), key, rest: range, body, resumptions: RESUMPTIONS };
        Ok(Some(Box::pin(stream::try_unfold(reading, Reading::next))))
    }

    pub(super) async fn files(&self, shard: u8) -> Result<Vec<Kept>, Problem> {
        Ok(kept(self.0.list(&format!("files/{shard:x}")).await?))
    }

    pub(super) async fn set_aside(&self, digest: &Digest) -> Result<(), Problem> {
        self.move_object(&file(digest), &aside(digest)).await.map(|_| ())
    }

    pub(super) async fn bring_back(&self, digest: &Digest) -> Result<bool, Problem> {
        self.move_object(&aside(digest), &file(digest)).await
    }

    async fn move_object(&self, from: &str, to: &str) -> Result<bool, Problem> {
        if self.0.length(from).await?.is_none() {
            return Ok(false);
        }
        self.0.compose(&[from.to_owned()], to).await?;
        self.0.delete(from).await?;
        Ok(true)
    }

    pub(super) async fn files_aside(&self) -> Result<Vec<Kept>, Problem> {
        Ok(kept(self.0.list("aside/").await?))
    }

    pub(super) async fn remove_aside(&self, digest: &Digest) -> Result<(), Problem> {
        self.0.delete(&aside(digest)).await
    }
}

fn file(digest: &Digest) -> String {
    format!("files/{}/{digest}", &digest.as_str()[..2])
}

fn aside(digest: &Digest) -> String {
    format!("aside/{digest}")
}

fn kept(objects: Vec<Object>) -> Vec<Kept> {
    let named = |object: Object| Some(Kept { digest: Digest::parse(object.key.rsplit('/').next()?)?, since: object.modified });
    objects.into_iter().filter_map(named).collect()
}

/// An object being read, to its end although the connection breaks off.
struct Reading {
    wire: Wire,
    key: String,
    rest: Range<u64>,
    body: ByteStream,
    resumptions: u32,
}

impl Reading {
    async fn next(mut self) -> std::io::Result<Option<(Bytes, Self)>> {
        while !self.rest.is_empty() {
            let why = match tokio::time::timeout(PATIENCE, self.body.next()).await {
                Ok(Some(Ok(bytes))) => {
                    self.rest.start += bytes.len() as u64;
                    return Ok(Some((bytes, self)));
                }
                Ok(Some(Err(error))) => error.to_string(),
                Ok(None) => "it ends too early".to_owned(),
                Err(silent) => silent.to_string(),
            };
            if self.resumptions == 0 {
                return Err(std::io::Error::other(format!("{}: {why}", self.key)));
            }
            self.resumptions -= 1;
            let body =
                self.wire.get(&self.key, self.rest.clone()).await.map_err(|problem| std::io::Error::other(format!("{problem:?}")))?;
            self.body = body.ok_or(std::io::ErrorKind::NotFound)?;
        }
        Ok(None)
    }
}

/// The objects of a piece that is being written.
pub(super) struct Chunks {
    wire: Wire,
    piece: Uuid,
    full: u32,
    open: Vec<u8>,
}

impl Chunks {
    /// Appends bytes; each chunk that is full is written at once.
    pub(super) async fn write(&mut self, mut bytes: &[u8]) -> Result<(), Problem> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.open.len()));
            self.open.extend_from_slice(now);
            bytes = later;
            if self.open.len() == CHUNK {
                self.put().await?;
            }
        }
        Ok(())
    }

    /// Writes what is left; an empty piece has one empty chunk.
    pub(super) async fn end(mut self) -> Result<(), Problem> {
        if self.full == 0 || !self.open.is_empty() { self.put().await } else { Ok(()) }
    }

    async fn put(&mut self) -> Result<(), Problem> {
        let bytes = std::mem::take(&mut self.open);
        self.wire.put(&format!("staging/{}/{:06}", self.piece, self.full), bytes.into()).await?;
        self.full += 1;
        Ok(())
    }
}
