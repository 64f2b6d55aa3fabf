//! Queries over the register.

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::entity::organisation;
use crate::kernel::problem::Problem;

/// The top of the register that an organisation belongs to.
///
/// # Errors
/// `not-found` when there is no such organisation.
pub async fn root_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Uuid, Problem> {
    organisation::Entity::find_by_id(id).one(db).await?.map(|row| row.root_id).ok_or_else(Problem::not_found)
}
