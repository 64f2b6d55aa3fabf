//! Which files evidence refers to.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{derivative, evidence};
use crate::kernel::problem::Problem;

/// Those of some files, by the digits of their SHA-256, that are declared as evidence or are smaller copies of it.
///
/// # Errors
/// Database failures.
pub async fn among(db: &impl ConnectionTrait, files: &[&str]) -> Result<Vec<String>, Problem> {
    let these = || files.iter().copied();
    let declared = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::Sha256)
        .filter(evidence::Column::Sha256.is_in(these()))
        .filter(evidence::Column::ContentDeletedAt.is_null());
    let mut found: Vec<String> = declared.into_tuple().all(db).await?;
    let copies =
        derivative::Entity::find().select_only().column(derivative::Column::Sha256).filter(derivative::Column::Sha256.is_in(these()));
    found.extend(copies.into_tuple::<String>().all(db).await?);
    Ok(found)
}
