//! Whom this installation trusts when a signature is judged.

use std::path::Path;

use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::verify::Trust;

use super::{authority, revocation};
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Anchors and revocation lists.
#[derive(Clone, Debug, Default)]
pub struct Trusted {
    anchors: Vec<Certificate>,
    time_stamp_anchors: Vec<Certificate>,
    revocation_lists: Vec<Vec<u8>>,
}

impl Trusted {
    /// The built-in authority with its list, and the authorities that the settings name.
    ///
    /// # Errors
    /// `internal` when a file of the settings cannot be read.
    pub async fn load(app: &AppState) -> Result<Self, Problem> {
        let settings = app.settings();
        let mut anchors = pem_file(&settings.trust_anchors_file).await?;
        if let Some(row) = authority::stored(app.read()).await? {
            anchors.push(authority::certificate(&row)?);
        }
        let revocation_lists = revocation::current(app).await?.into_iter().collect();
        Ok(Self { anchors, time_stamp_anchors: pem_file(&settings.tsa_anchors_file).await?, revocation_lists })
    }

    /// The same as of a moment.
    #[must_use]
    pub fn at(&self, now: Instant) -> Trust<'_> {
        Trust {
            anchors: &self.anchors,
            time_stamp_anchors: &self.time_stamp_anchors,
            revocation_lists: &self.revocation_lists,
            now: now.timestamp(),
        }
    }
}

/// The certificates of a PEM file; none when no file is named.
async fn pem_file(path: &Path) -> Result<Vec<Certificate>, Problem> {
    if path.as_os_str().is_empty() {
        return Ok(Vec::new());
    }
    let said = |error: &dyn std::fmt::Display| Problem::internal(format!("{}: {error}", path.display()));
    let text = tokio::fs::read_to_string(path).await.map_err(|error| said(&error))?;
    Certificate::all_from_pem(&text).map_err(|error| said(&error))
}
