//! Queries over inspections, always within what the caller may read.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::inspection;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::kernel::problem::Problem;

/// One inspection to which the caller may do `action` (reading, as a rule); another is as if it did not exist.
///
/// # Errors
/// `not-found`.
pub async fn inspection(db: &impl ConnectionTrait, caller: &Caller, action: Action, id: Uuid) -> Result<inspection::Model, Problem> {
    let within = caller.scope(action).inspections("organisation_id", "id");
    inspection::Entity::find_by_id(id).filter(within).one(db).await?.ok_or_else(Problem::not_found)
}

/// An inspection as far as permission is concerned.
#[must_use]
pub fn subject(row: &inspection::Model) -> Subject {
    Subject::of_inspection(row.organisation_id, row.id)
}
