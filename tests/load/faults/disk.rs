//! A small disk in memory that can be filled to the last byte.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::Outcome;

/// Bytes written at a time while it fills.
const BLOCK: usize = 64 << 10;

/// A small disk (tmpfs); taken down when dropped.
#[derive(Debug)]
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Mounts one of so many mebibytes below a folder.
    ///
    /// # Errors
    /// When we are not root, or the system does not let us mount.
    pub fn mount(below: &Path, mebibytes: u64) -> Outcome<Self> {
        if fs::metadata("/proc/self")?.uid() != 0 {
            return Err("--disk-full needs root: it mounts a small tmpfs for the data folder".into());
        }
        let folder = tempfile::Builder::new().prefix("soat-disk-").tempdir_in(below)?;
        let options = format!("size={mebibytes}m,mode=0755");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "soat-load"]).arg(folder.path()).status()?;
        if mounted.success() { Ok(Self { folder }) } else { Err("--disk-full: the system does not let this process mount a tmpfs".into()) }
    }

    /// The folder that lies on it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }

    /// Fills what room there is, to the last byte.
    ///
    /// # Errors
    /// When something else than a lack of room stops it.
    pub fn fill(&self) -> Outcome<()> {
        let mut file = File::options().create(true).append(true).open(self.filler())?;
        for size in [BLOCK, 4_096, 1] {
            let block = vec![0; size];
            loop {
                match file.write_all(&block) {
                    Ok(()) => {}
                    Err(error) if error.kind() == std::io::ErrorKind::StorageFull => break,
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    /// Makes room again.
    ///
    /// # Errors
    /// When the filler cannot be removed.
    pub fn free(&self) -> Outcome<()> {
        match fs::remove_file(self.filler()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a process that still has a file open there does not keep it.
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}
