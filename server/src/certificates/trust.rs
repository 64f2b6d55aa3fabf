//! Whom this installation trusts when a signature is judged.

use std::path::Path;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::revocation::Reason;
use soat_documents::seal::verify::{TakenBack, Trust};

use super::entity::key;
use super::{authority, revocation};
use crate::app::AppState;
use crate::blobs::Digest;
use crate::kernel::clock::Instant;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// Anchors and revocation lists.
#[derive(Clone, Debug, Default)]
pub struct Trusted {
    anchors: Vec<Certificate>,
    time_stamp_anchors: Vec<Certificate>,
    revocation_lists: Vec<Vec<u8>>,
    taken_back: Vec<TakenBack>,
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
        let mut revocation_lists: Vec<Vec<u8>> = revocation::current(app).await?.into_iter().collect();
        for file in files(&settings.revocation_lists_files) {
            let read = tokio::fs::read(file).await;
            revocation_lists.push(read.map_err(|error| Problem::internal(format!("{}: {error}", file.display())))?);
        }
        let time_stamp_anchors = pem_file(&settings.tsa_anchors_file).await?;
        Ok(Self { anchors, time_stamp_anchors, revocation_lists, taken_back: taken_back(app.read()).await? })
    }

    /// The same as of a moment.
    #[must_use]
    pub fn at(&self, now: Instant) -> Trust<'_> {
        Trust {
            anchors: &self.anchors,
            time_stamp_anchors: &self.time_stamp_anchors,
            revocation_lists: &self.revocation_lists,
            taken_back: &self.taken_back,
            now: now.timestamp(),
        }
    }
}

/// Refuses settings that would make time-stamps nobody can judge, and files that cannot be read.
///
/// # Errors
/// A sentence that names the setting.
pub fn check(settings: &Settings) -> Result<(), String> {
    if !settings.tsa_url.is_empty() && settings.tsa_anchors_file.as_os_str().is_empty() {
        return Err("tsa_anchors_file: needed with tsa_url, to tell the time-stamps of this authority from self-made ones".to_owned());
    }
    for file in files(&settings.revocation_lists_files) {
        std::fs::metadata(file).map_err(|error| format!("revocation_lists_files: {}: {error}", file.display()))?;
    }
    Ok(())
}

/// Certificates of other authorities that were taken back here (`soat ca revoke`); those of the built-in one are in its list.
async fn taken_back(db: &impl ConnectionTrait) -> Result<Vec<TakenBack>, Problem> {
    let foreign = key::Column::AuthorityId.is_null().and(key::Column::RevokedAt.is_not_null());
    let rows = key::Entity::find().filter(foreign).all(db).await?;
    let one = |row: &key::Model| {
        let certificate_sha256 = Digest::parse(row.certificate_sha256.as_deref()?)?.to_bytes().try_into().ok()?;
        let compromised = row.revoked_reason.as_deref().and_then(revocation::reason) == Some(Reason::KeyCompromise);
        Some(TakenBack { certificate_sha256, at: row.revoked_at?.timestamp(), compromised })
    };
    Ok(rows.iter().filter_map(one).collect())
}

/// The files of a setting that names several, with commas between them.
fn files(named: &str) -> impl Iterator<Item = &Path> {
    named.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Path::new)
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
