//! A store in a folder.

use std::path::PathBuf;

use crate::kernel::problem::Problem;

/// A store in a folder.
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
        tokio::fs::create_dir_all(&root).await?;
        Ok(Self { root })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &PathBuf {
        &self.root
    }
}
