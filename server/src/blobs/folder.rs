//! A store in a folder: `ab/cd/<sha256>` for files, `staging/<piece>` for what is on its way in.

use std::io::SeekFrom;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::ByteStream;
use super::digest::Digest;
use super::piece::Piece;
use crate::kernel::clock::{self, Instant};
use crate::kernel::problem::Problem;

/// Bytes read from a file at a time.
const READ_BUFFER: usize = 128 * 1024;

/// A store in a folder. Several processes may share it.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens the store, making the folder when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub async fn open(root: PathBuf) -> Result<Self, Problem> {
        fs::create_dir_all(root.join("staging")).await?;
        Ok(Self { root })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &PathBuf {
        &self.root
    }

    fn staging(&self) -> PathBuf {
        self.root.join("staging")
    }

    fn piece(&self, id: Uuid) -> PathBuf {
        self.staging().join(id.to_string())
    }

    fn file(&self, digest: &Digest) -> PathBuf {
        let name = digest.as_str();
        self.root.join(&name[..2]).join(&name[2..4]).join(name)
    }

    pub(super) async fn begin_piece(&self) -> Result<Piece, Problem> {
        let id = clock::new_id();
        let file = File::options().write(true).create_new(true).open(self.piece(id)).await?;
        Ok(Piece::in_file(id, file, self.staging()))
    }

    pub(super) async fn copy_piece(&self, from: Uuid, to: &mut Piece) -> Result<(), Problem> {
        let mut file = File::open(self.piece(from)).await?;
        let mut buffer = vec![0; READ_BUFFER];
        loop {
            let count = file.read(&mut buffer).await?;
            if count == 0 {
                return Ok(());
            }
            to.write(&buffer[..count]).await?;
        }
    }

    pub(super) async fn keep(&self, piece: Uuid, digest: &Digest) -> Result<(), Problem> {
        let (root, staged, file) = (self.root.clone(), self.piece(piece), self.file(digest));
        in_background(move || {
            let folder = file.parent().unwrap_or(&root);
            if file.exists() {
                // Whoever put it there may have died before its name was safe.
                sync(folder)?;
                return remove_if_there(&staged);
            }
            let is_new = !folder.exists();
            std::fs::create_dir_all(folder)?;
            std::fs::rename(&staged, &file)?;
            sync(folder)?;
            // A new folder is itself an entry of the folder above it.
            for above in folder.ancestors().skip(1).take(2).filter(|_| is_new) {
                sync(above)?;
            }
            Ok(())
        })
        .await
    }

    pub(super) async fn discard(&self, piece: Uuid) {
        if let Err(error) = fs::remove_file(self.piece(piece)).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%piece, %error, "a piece could not be removed");
        }
    }

    pub(super) async fn pieces_begun_before(&self, moment: Instant) -> Result<Vec<Uuid>, Problem> {
        let mut found = Vec::new();
        let mut entries = fs::read_dir(self.staging()).await?;
        while let Some(entry) = entries.next_entry().await? {
            let id = entry.file_name().to_str().and_then(|name| Uuid::parse_str(name).ok());
            // Ids are of version 7, which begins with the moment of making.
            found.extend(id.filter(|id| begun_at(*id).is_some_and(|at| at < moment)));
        }
        Ok(found)
    }

    pub(super) async fn size(&self, digest: &Digest) -> Result<Option<u64>, Problem> {
        match fs::metadata(self.file(digest)).await {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn open_file(&self, digest: &Digest, range: Range<u64>) -> Result<ByteStream, Problem> {
        let mut file = File::open(self.file(digest)).await?;
        if range.start > 0 {
            file.seek(SeekFrom::Start(range.start)).await?;
        }
        let length = range.end.saturating_sub(range.start);
        Ok(Box::pin(ReaderStream::with_capacity(file.take(length), READ_BUFFER)))
    }

    pub(super) async fn read(&self, digest: &Digest) -> Result<Vec<u8>, Problem> {
        Ok(fs::read(self.file(digest)).await?)
    }
}

fn begun_at(piece: Uuid) -> Option<Instant> {
    let (seconds, nanos) = piece.get_timestamp()?.to_unix();
    Some(Instant(i64::try_from(seconds).ok()?.saturating_mul(1_000)).plus_millis(i64::from(nanos / 1_000_000)))
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A name in a folder is safe only once the folder itself is on disk.
fn sync(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

pub(super) async fn sync_folder(folder: PathBuf) -> Result<(), Problem> {
    in_background(move || sync(&folder)).await
}

async fn in_background(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<(), Problem> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(Problem::internal)??)
}
