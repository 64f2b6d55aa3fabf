//! Files by content: written once, named by their SHA-256, never changed; and the staging area through which they come.
//!
//! What arrives is written as *pieces*, each by one writer alone, so that no two requests, nor two processes, ever write to
//! one file. A file that came in several pieces is joined when the last one is there. Nothing outside of this folder knows
//! where the bytes lie.
//!
//! Nothing is removed at once: what nobody refers to is first *set aside*, and whoever asks for it then brings it back.

mod bucket;
mod digest;
mod folder;
mod piece;
mod s3;
mod wire;

use std::ops::Range;
use std::path::PathBuf;
use std::pin::Pin;

use axum::body::Bytes;
use futures_util::Stream;
use uuid::Uuid;

use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

pub use bucket::Bucket;
pub use digest::Digest;
pub use folder::Folder;
pub use piece::{Piece, Sealed};

/// The bytes of a file as they come from the store.
pub type ByteStream = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;

/// Where files are kept.
#[derive(Clone, Debug)]
pub enum Blobs {
    /// A folder of this machine.
    Folder(Folder),
    /// A bucket of an S3-compatible server, or for tests the memory.
    Bucket(Bucket),
}

/// A file in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub digest: Digest,
    /// Since when it lies there, by the clock of the store.
    pub since: Instant,
}

impl Blobs {
    /// The store of the settings, tried out: the bucket when one is named, else a folder within the data folder.
    ///
    /// # Errors
    /// A sentence that names the setting that is wrong.
    pub async fn of(settings: &Settings) -> Result<Self, String> {
        if !settings.s3_bucket.is_empty() {
            return Ok(Self::Bucket(Bucket::open(settings).await?));
        }
        let folder = settings.data_dir.join("evidence");
        Self::folder(folder.clone()).await.map_err(|problem| format!("data_dir: {}: {problem:?}", folder.display()))
    }

    /// A store in a folder, made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub async fn folder(root: PathBuf) -> Result<Self, Problem> {
        Ok(Self::Folder(Folder::open(root).await?))
    }

    /// A store that is gone with the last of its clones: for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::Bucket(Bucket::in_memory())
    }

    /// Begins a piece. Nobody else writes to it.
    ///
    /// # Errors
    /// When the store cannot be written to.
    pub async fn begin_piece(&self) -> Result<Piece, Problem> {
        match self {
            Self::Folder(folder) => folder.begin_piece().await,
            Self::Bucket(bucket) => Ok(bucket.begin_piece()),
        }
    }

    /// Makes a piece a file of the store under the name of its content. Doing it again, or when the same content is there already, changes nothing.
    /// When this returns, the file survives a power cut.
    ///
    /// # Errors
    /// `storage-full`, `storage-unavailable`, or when the piece is not there.
    pub async fn keep(&self, piece: &Sealed) -> Result<(), Problem> {
        match self {
            Self::Folder(folder) => folder.keep(piece.id, &piece.sha256).await,
            Self::Bucket(bucket) => bucket.keep(piece).await,
        }
    }

    /// Writes the content of pieces, one after the other, as one new piece; they themselves stay as they are.
    ///
    /// # Errors
    /// `storage-full`, `storage-unavailable`, or when one of them is not there.
    pub async fn join(&self, pieces: &[Uuid]) -> Result<Sealed, Problem> {
        let mut whole = self.begin_piece().await?;
        let id = whole.id();
        match self.copy_all(pieces, &mut whole).await {
            Ok(()) => whole.seal().await,
            Err(problem) => {
                self.discard(&[id]).await;
                Err(problem)
            }
        }
    }

    async fn copy_all(&self, pieces: &[Uuid], whole: &mut Piece) -> Result<(), Problem> {
        for piece in pieces {
            match self {
                Self::Folder(folder) => folder.copy_piece(*piece, whole).await?,
                Self::Bucket(bucket) => bucket.copy_piece(*piece, whole).await?,
            }
        }
        Ok(())
    }

    /// Drops pieces; those that are gone already do not count.
    pub async fn discard(&self, pieces: &[Uuid]) {
        for piece in pieces {
            match self {
                Self::Folder(folder) => folder.discard(*piece).await,
                Self::Bucket(bucket) => bucket.discard(*piece).await,
            }
        }
    }

    /// The pieces that were begun before a moment.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn pieces_begun_before(&self, moment: Instant) -> Result<Vec<Uuid>, Problem> {
        match self {
            Self::Folder(folder) => folder.pieces_begun_before(moment).await,
            Self::Bucket(bucket) => bucket.pieces_begun_before(moment).await,
        }
    }

    /// Keeps bytes that are in memory; gives their name.
    ///
    /// # Errors
    /// `storage-full`, `storage-unavailable`.
    pub async fn put(&self, bytes: &[u8]) -> Result<Digest, Problem> {
        let mut piece = self.begin_piece().await?;
        piece.write(bytes).await?;
        let sealed = piece.seal().await?;
        self.keep(&sealed).await?;
        Ok(sealed.sha256)
    }

    /// The length of a file in bytes; none when there is no such file.
    ///
    /// # Errors
    /// `storage-unavailable`.
    pub async fn size(&self, digest: &Digest) -> Result<Option<u64>, Problem> {
        let size = async || match self {
            Self::Folder(folder) => folder.size(digest).await,
            Self::Bucket(bucket) => bucket.size(digest).await,
        };
        match size().await? {
            None if self.bring_back(digest).await? => size().await,
            found => Ok(found),
        }
    }

    /// Whether there is such a file.
    ///
    /// # Errors
    /// `storage-unavailable`.
    pub async fn exists(&self, digest: &Digest) -> Result<bool, Problem> {
        Ok(self.size(digest).await?.is_some())
    }

    /// A stretch of a file as a stream, in constant memory. The caller has checked that the range lies within the file.
    ///
    /// # Errors
    /// `storage-unavailable`, or when there is no such file.
    pub async fn open(&self, digest: &Digest, range: Range<u64>) -> Result<ByteStream, Problem> {
        let open = async || match self {
            Self::Folder(folder) => folder.open_file(digest, range.clone()).await,
            Self::Bucket(bucket) => bucket.open_file(digest, range.clone()).await,
        };
        let found = match open().await? {
            None if self.bring_back(digest).await? => open().await?,
            found => found,
        };
        found.ok_or_else(|| missing(digest))
    }

    /// A whole file in memory; for files whose size is known to be bounded.
    ///
    /// # Errors
    /// `storage-unavailable`, or when there is no such file.
    pub async fn read(&self, digest: &Digest) -> Result<Vec<u8>, Problem> {
        let read = async || match self {
            Self::Folder(folder) => folder.read(digest).await,
            Self::Bucket(bucket) => bucket.read(digest).await,
        };
        let found = match read().await? {
            None if self.bring_back(digest).await? => read().await?,
            found => found,
        };
        found.ok_or_else(|| missing(digest))
    }

    /// The files whose names begin with this hexadecimal digit, 0 to 15.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn files(&self, shard: u8) -> Result<Vec<Kept>, Problem> {
        match self {
            Self::Folder(folder) => folder.files(shard).await,
            Self::Bucket(bucket) => bucket.files(shard).await,
        }
    }

    /// Sets a file aside, to be removed later unless somebody asks for it before; one that is not there does not count.
    ///
    /// # Errors
    /// `storage-unavailable`.
    pub async fn set_aside(&self, digest: &Digest, now: Instant) -> Result<(), Problem> {
        match self {
            Self::Folder(folder) => folder.set_aside(digest, now).await,
            Self::Bucket(bucket) => bucket.set_aside(digest).await,
        }
    }

    /// Brings back a file that was set aside; false when it was not.
    ///
    /// # Errors
    /// `storage-unavailable`.
    pub async fn bring_back(&self, digest: &Digest) -> Result<bool, Problem> {
        match self {
            Self::Folder(folder) => folder.bring_back(digest).await,
            Self::Bucket(bucket) => bucket.bring_back(digest).await,
        }
    }

    /// The files that were set aside, and since when they are.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn files_aside(&self) -> Result<Vec<Kept>, Problem> {
        match self {
            Self::Folder(folder) => folder.files_aside().await,
            Self::Bucket(bucket) => bucket.files_aside().await,
        }
    }

    /// Removes a file that was set aside, for good.
    ///
    /// # Errors
    /// `storage-unavailable`.
    pub async fn remove_aside(&self, digest: &Digest) -> Result<(), Problem> {
        match self {
            Self::Folder(folder) => folder.remove_aside(digest).await,
            Self::Bucket(bucket) => bucket.remove_aside(digest).await,
        }
    }
}

/// The store does not do what was asked, or breaks off what it sends: the same request may succeed later.
#[must_use]
pub fn unavailable(why: impl std::fmt::Display) -> Problem {
    Problem::of(&catalogue::STORAGE_UNAVAILABLE).because(why)
}

fn missing(digest: &Digest) -> Problem {
    Problem::internal(format!("file {digest} is missing"))
}
