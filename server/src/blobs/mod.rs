//! Files by content: written once, named by their SHA-256, never changed; and the staging area through which they come.
//!
//! What arrives is written as *pieces*, each by one writer alone, so that no two requests, nor two processes, ever write to
//! one file. A file that came in several pieces is joined when the last one is there. Nothing outside of this folder knows
//! where the bytes lie.

mod digest;
mod folder;
mod piece;

use std::ops::Range;
use std::path::PathBuf;
use std::pin::Pin;

use axum::body::Bytes;
use futures_util::Stream;
use uuid::Uuid;

use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

pub use digest::Digest;
pub use folder::Folder;
pub use piece::{Piece, Sealed};

/// The bytes of a file as they come from the store.
pub type ByteStream = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;

/// Where files are kept. Other stores join here as further variants.
#[derive(Clone, Debug)]
pub enum Blobs {
    /// A folder of this machine.
    Folder(Folder),
}

impl Blobs {
    /// A store in a folder, made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub async fn folder(root: PathBuf) -> Result<Self, Problem> {
        Ok(Self::Folder(Folder::open(root).await?))
    }

    /// Begins a piece. Nobody else writes to it.
    ///
    /// # Errors
    /// When the store cannot be written to.
    pub async fn begin_piece(&self) -> Result<Piece, Problem> {
        match self {
            Self::Folder(folder) => folder.begin_piece().await,
        }
    }

    /// Makes a piece whose bytes are on disk a file of the store. Doing it again, or when the same content is there already,
    /// changes nothing. When this returns, the file survives a power cut.
    ///
    /// # Errors
    /// `storage-full`, or when the piece is not there.
    pub async fn keep(&self, piece: Uuid, digest: &Digest) -> Result<(), Problem> {
        match self {
            Self::Folder(folder) => folder.keep(piece, digest).await,
        }
    }

    /// Writes the content of pieces, one after the other, as one new piece; they themselves stay as they are.
    ///
    /// # Errors
    /// `storage-full`, or when one of them is not there.
    pub async fn join(&self, pieces: &[Uuid]) -> Result<Sealed, Problem> {
        let mut whole = self.begin_piece().await?;
        for piece in pieces {
            match self {
                Self::Folder(folder) => folder.copy_piece(*piece, &mut whole).await?,
            }
        }
        whole.seal().await
    }

    /// Drops pieces; those that are gone already do not count.
    pub async fn discard(&self, pieces: &[Uuid]) {
        for piece in pieces {
            match self {
                Self::Folder(folder) => folder.discard(*piece).await,
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
        }
    }

    /// Keeps bytes that are in memory; gives their name.
    ///
    /// # Errors
    /// `storage-full`.
    pub async fn put(&self, bytes: &[u8]) -> Result<Digest, Problem> {
        let mut piece = self.begin_piece().await?;
        piece.write(bytes).await?;
        let sealed = piece.seal().await?;
        self.keep(sealed.id, &sealed.sha256).await?;
        Ok(sealed.sha256)
    }

    /// The length of a file in bytes; none when there is no such file.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn size(&self, digest: &Digest) -> Result<Option<u64>, Problem> {
        match self {
            Self::Folder(folder) => folder.size(digest).await,
        }
    }

    /// Whether there is such a file.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn exists(&self, digest: &Digest) -> Result<bool, Problem> {
        Ok(self.size(digest).await?.is_some())
    }

    /// A stretch of a file as a stream, in constant memory. The caller has checked that the range lies within the file.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn open(&self, digest: &Digest, range: Range<u64>) -> Result<ByteStream, Problem> {
        match self {
            Self::Folder(folder) => folder.open_file(digest, range).await,
        }
    }

    /// A whole file in memory; for files whose size is known to be bounded.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn read(&self, digest: &Digest) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Folder(folder) => folder.read(digest).await,
        }
    }
}
