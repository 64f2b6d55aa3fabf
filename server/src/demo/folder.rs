//! The data folder of the demonstration. A mark says that it is one, and whether it is whole: a demonstration that was
//! interrupted while it was made begins anew, and a folder with other data is never touched.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The file that marks the folder.
pub const MARK: &str = "soat-demo";
/// What the mark says once everything is there. Another number is another demonstration.
const WHOLE: &str = "whole 3";
/// What it says before.
const BEGUN: &str = "begun";
/// What the program keeps in a data folder.
const DATABASE: [&str; 4] = ["soat.db", "soat.db-wal", "soat.db-shm", "soat.db-journal"];
const EVIDENCE: &str = "evidence";

/// A data folder that belongs to this process until it is dropped.
#[derive(Debug)]
pub struct Folder {
    mark: File,
    whole: bool,
}

impl Folder {
    /// Claims a folder for the demonstration. What an interrupted one left is removed; with `fresh` what a whole one left, too.
    ///
    /// # Errors
    /// When the folder has other data, or another process has claimed it.
    pub fn claim(path: &Path, fresh: bool) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        fs::create_dir_all(path).map_err(failed)?;
        let place = path.join(MARK);
        let is_ours = place.exists();
        if !is_ours && let Some(foreign) = kept_data(path).find(|kept| kept.exists()) {
            return Err(format!(
                "{} không phải dữ liệu trình diễn; hãy chọn thư mục khác bằng --set data_dir=… / \
                 is not data of a demonstration; choose another folder with --set data_dir=…",
                foreign.display()
            ));
        }
        let mark = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&place).map_err(failed)?;
        match mark.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!("{}: soat demo đang chạy / soat demo is running", path.display()));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut folder = Self { mark, whole: false };
        folder.whole = !fresh && folder.said().map_err(failed)? == WHOLE;
        if !folder.whole {
            folder.say(BEGUN).map_err(failed)?;
            empty(path).map_err(failed)?;
        }
        Ok(folder)
    }

    /// Whether the demonstration is there already.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Marks that everything is there.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn finish(&mut self) -> Result<(), String> {
        self.say(WHOLE).map_err(|error| format!("{MARK}: {error}"))?;
        self.whole = true;
        Ok(())
    }

    fn said(&mut self) -> std::io::Result<String> {
        let mut text = String::new();
        self.mark.rewind()?;
        self.mark.read_to_string(&mut text)?;
        Ok(text.trim().to_owned())
    }

    fn say(&mut self, text: &str) -> std::io::Result<()> {
        self.mark.set_len(0)?;
        self.mark.rewind()?;
        self.mark.write_all(format!("{text}\n").as_bytes())?;
        self.mark.sync_all()
    }
}

fn kept_data(path: &Path) -> impl Iterator<Item = PathBuf> {
    DATABASE.iter().chain([&EVIDENCE]).map(|name| path.join(name))
}

/// Removes the database and the evidence; anything else in the folder stays.
fn empty(path: &Path) -> std::io::Result<()> {
    let gone = |result: std::io::Result<()>| match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    };
    for name in DATABASE {
        gone(fs::remove_file(path.join(name)))?;
    }
    gone(fs::remove_dir_all(path.join(EVIDENCE)))
}
