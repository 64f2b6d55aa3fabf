//! Which files documents refer to.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{report, revision, signature};
use crate::kernel::problem::Problem;

/// Those of some files, by the digits of their SHA-256, that are a document as printed, as it stands, or any of its revisions.
///
/// # Errors
/// Database failures.
pub async fn among(db: &impl ConnectionTrait, files: &[&str]) -> Result<Vec<String>, Problem> {
    let these = || files.iter().copied();
    let any = Condition::any().add(report::Column::BaseSha256.is_in(these())).add(report::Column::Sha256.is_in(these()));
    let documents = report::Entity::find().select_only().column(report::Column::BaseSha256).column(report::Column::Sha256).filter(any);
    let documents: Vec<(String, String)> = documents.into_tuple().all(db).await?;
    let mut found: Vec<String> = documents.into_iter().flat_map(|(base, current)| [base, current]).collect();
    let revisions = revision::Entity::find().select_only().column(revision::Column::Sha256).filter(revision::Column::Sha256.is_in(these()));
    found.extend(revisions.into_tuple::<String>().all(db).await?);
    let signed = signature::Column::RevisionSha256;
    let signed = signature::Entity::find().select_only().column(signed).filter(signed.is_in(these()));
    found.extend(signed.into_tuple::<Option<String>>().all(db).await?.into_iter().flatten());
    Ok(found)
}
