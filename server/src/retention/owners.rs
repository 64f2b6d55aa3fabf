//! Who refers to files: every table that names one, by name. A test compares this list with the schema.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use crate::blobs::Digest;
use crate::kernel::problem::Problem;
use crate::{evidence, reports};

/// The columns that name files, as `table.column`.
pub const OWNERS: &[&str] = &[
    "evidence.sha256",
    "evidence_derivative.sha256",
    "report.base_sha256",
    "report.sha256",
    "report_revision.sha256",
    "report_signature.revision_sha256",
];

/// Those of some files that somebody refers to, or has declared.
///
/// # Errors
/// Database failures.
pub async fn referred(db: &impl ConnectionTrait, files: &[Digest]) -> Result<HashSet<Digest>, Problem> {
    let digits: Vec<&str> = files.iter().map(Digest::as_str).collect();
    let mut named = evidence::named_files::among(db, &digits).await?;
    named.extend(reports::named_files::among(db, &digits).await?);
    Ok(named.iter().filter_map(|name| Digest::parse(name)).collect())
}
