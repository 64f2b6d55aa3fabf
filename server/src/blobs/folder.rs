//! A store in a folder: `ab/cd/<sha256>` for files, `staging/<piece>` for what is on its way in, `aside/<sha256>` for what waits
//! to be removed.

use std::io::SeekFrom;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::digest::Digest;
use super::piece::{Piece, begun_at};
use super::{ByteStream, Kept};
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
        fs::create_dir_all(root.join("aside")).await?;
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
                return if_there(std::fs::remove_file(&staged)).map(|_| ());
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
            found.extend(id.filter(|id| begun_at(*id).is_some_and(|at| at < moment)));
        }
        Ok(found)
    }

    pub(super) async fn size(&self, digest: &Digest) -> Result<Option<u64>, Problem> {
        Ok(if_there(fs::metadata(self.file(digest)).await)?.map(|metadata| metadata.len()))
    }

    pub(super) async fn open_file(&self, digest: &Digest, range: Range<u64>) -> Result<Option<ByteStream>, Problem> {
        let Some(mut file) = if_there(File::open(self.file(digest)).await)? else { return Ok(None) };
        if range.start > 0 {
            file.seek(SeekFrom::Start(range.start)).await?;
        }
        let length = range.end.saturating_sub(range.start);
        Ok(Some(Box::pin(ReaderStream::with_capacity(file.take(length), READ_BUFFER))))
    }

    pub(super) async fn read(&self, digest: &Digest) -> Result<Option<Vec<u8>>, Problem> {
        Ok(if_there(fs::read(self.file(digest)).await)?)
    }

    fn aside(&self, digest: &Digest) -> PathBuf {
        self.root.join("aside").join(digest.as_str())
    }

    pub(super) async fn files(&self, shard: u8) -> Result<Vec<Kept>, Problem> {
        let root = self.root.clone();
        in_background(move || {
            let mut found = Vec::new();
            for first in 0..16 {
                for second in entries(&root.join(format!("{shard:x}{first:x}")))? {
                    found.extend(kept(&second.path())?);
                }
            }
            Ok(found)
        })
        .await
    }

    pub(super) async fn set_aside(&self, digest: &Digest, now: Instant) -> Result<(), Problem> {
        let (from, to) = (self.file(digest), self.aside(digest));
        in_background(move || {
            let Some(file) = if_there(std::fs::File::options().write(true).open(&from))? else { return Ok(()) };
            // Its time says from now on how long it has been aside.
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(u64::try_from(now.0).unwrap_or_default()))?;
            if_there(std::fs::rename(from, to)).map(|_| ())
        })
        .await
    }

    pub(super) async fn bring_back(&self, digest: &Digest) -> Result<bool, Problem> {
        let to = self.file(digest);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).await?;
        }
        Ok(if_there(fs::rename(self.aside(digest), &to).await)?.is_some())
    }

    pub(super) async fn files_aside(&self) -> Result<Vec<Kept>, Problem> {
        let folder = self.root.join("aside");
        in_background(move || kept(&folder)).await
    }

    pub(super) async fn remove_aside(&self, digest: &Digest) -> Result<(), Problem> {
        if_there(fs::remove_file(self.aside(digest)).await)?;
        Ok(())
    }
}

/// What an operation on a file gave; none when the file is not there.
fn if_there<T>(done: std::io::Result<T>) -> std::io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

fn entries(folder: &Path) -> std::io::Result<Vec<std::fs::DirEntry>> {
    if_there(std::fs::read_dir(folder))?.into_iter().flatten().collect()
}

fn kept(folder: &Path) -> std::io::Result<Vec<Kept>> {
    let mut found = Vec::new();
    for entry in entries(folder)? {
        let digest = entry.file_name().to_str().and_then(Digest::parse);
        // One that went away meanwhile does not count.
        if let (Some(digest), Some(about)) = (digest, if_there(entry.metadata())?) {
            let age = about.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            found.push(Kept { digest, since: Instant(i64::try_from(age.as_millis()).unwrap_or(i64::MAX)) });
        }
    }
    Ok(found)
}

/// A name in a folder is safe only once the folder itself is on disk.
fn sync(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

pub(super) async fn sync_folder(folder: PathBuf) -> Result<(), Problem> {
    in_background(move || sync(&folder)).await
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Problem> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(Problem::internal)??)
}
