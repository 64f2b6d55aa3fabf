//! Queries over checklists and rating schemes.

use sea_orm::{ConnectionTrait, EntityTrait};
use soat_checklist_schemas::Checklist;
use uuid::Uuid;

use super::entity::{checklist, rating_scheme};
use crate::kernel::problem::Problem;

/// A checklist version by its id, whatever its status.
///
/// # Errors
/// `not-found`.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<checklist::Model, Problem> {
    checklist::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// The typed document of a stored checklist.
///
/// # Errors
/// `internal` when the stored text is not what this program wrote.
pub fn document(row: &checklist::Model) -> Result<Checklist, Problem> {
    let value: serde_json::Value = serde_json::from_str(&row.document).map_err(Problem::internal)?;
    Checklist::parse(&value).map_err(|flaws| Problem::internal(format!("stored checklist {}: {flaws:?}", row.id)))
}

/// A rating scheme by its id.
///
/// # Errors
/// `not-found`.
pub async fn rating(db: &impl ConnectionTrait, id: Uuid) -> Result<rating_scheme::Model, Problem> {
    rating_scheme::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}
