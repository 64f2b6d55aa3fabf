//! Files by content: written once, named by their SHA-256, never changed.

mod folder;

use std::path::PathBuf;

use crate::kernel::problem::Problem;

pub use folder::Folder;

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
}
