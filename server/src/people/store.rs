//! Queries about people, always within what the caller may read.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::access::caller::Caller;
use crate::access::entity::{device, grant, user};
use crate::access::policy::Action;
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;

/// One person whom the caller may read: within their reach, or themselves.
///
/// # Errors
/// `not-found`.
pub async fn user(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<user::Model, Problem> {
    user::Entity::find_by_id(id).filter(readable(caller)).one(db).await?.ok_or_else(Problem::not_found)
}

/// A page of people in the order of their names.
///
/// # Errors
/// Database failures.
pub async fn users(
    db: &impl ConnectionTrait,
    caller: &Caller,
    q: Option<&str>,
    within: Option<Uuid>,
    after: Option<(String, Uuid)>,
    limit: u64,
) -> Result<Vec<user::Model>, Problem> {
    let mut query = user::Entity::find().filter(readable(caller));
    for word in q.map(vietnamese::fold).unwrap_or_default().split_whitespace() {
        query = query.filter(user::Column::SearchText.contains(word));
    }
    if let Some(root) = within {
        let scope = crate::access::scope::Scope { under: vec![root], ..Default::default() };
        query = query.filter(scope.organisations("organisation_id"));
    }
    if let Some((key, id)) = after {
        let same = Condition::all().add(user::Column::SortKey.eq(&key)).add(user::Column::Id.gt(id));
        query = query.filter(Condition::any().add(user::Column::SortKey.gt(key)).add(same));
    }
    Ok(query.order_by_asc(user::Column::SortKey).order_by_asc(user::Column::Id).limit(limit + 1).all(db).await?)
}

fn readable(caller: &Caller) -> Condition {
    Condition::any().add(user::Column::Id.eq(caller.user.id)).add(caller.scope(Action::ReadUser).organisations("organisation_id"))
}

/// All grants of a person, the newest first.
///
/// # Errors
/// Database failures.
pub async fn grants(db: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<grant::Model>, Problem> {
    Ok(grant::Entity::find().filter(grant::Column::UserId.eq(user_id)).order_by_desc(grant::Column::Id).all(db).await?)
}

/// A page of devices of people whom the caller may read, the newest first.
///
/// # Errors
/// Database failures.
pub async fn devices(db: &impl ConnectionTrait, caller: &Caller, after: Option<Uuid>, limit: u64) -> Result<Vec<device::Model>, Problem> {
    let owners = user::Entity::find().select_only().column(user::Column::Id).filter(readable(caller)).into_query();
    let mut query = device::Entity::find().filter(device::Column::UserId.in_subquery(owners));
    if let Some(id) = after {
        query = query.filter(device::Column::Id.lt(id));
    }
    Ok(query.order_by_desc(device::Column::Id).limit(limit + 1).all(db).await?)
}

/// One device of a person whom the caller may read, with that person.
///
/// # Errors
/// `not-found`.
pub async fn device(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<(device::Model, user::Model), Problem> {
    let device = device::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let owner = user(db, caller, device.user_id).await?;
    Ok((device, owner))
}

/// Full names of people by id, whoever asks: a name stands beside what somebody did.
///
/// # Errors
/// Database failures.
pub async fn names(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Problem> {
    let query = user::Entity::find().select_only().columns([user::Column::Id, user::Column::DisplayName]);
    let rows: Vec<(Uuid, String)> = query.filter(user::Column::Id.is_in(ids)).into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// Names of devices by id, whoever asks.
///
/// # Errors
/// Database failures.
pub async fn device_names(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Problem> {
    let query = device::Entity::find().select_only().columns([device::Column::Id, device::Column::Name]);
    let rows: Vec<(Uuid, String)> = query.filter(device::Column::Id.is_in(ids)).into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// The devices of one person, the newest first.
///
/// # Errors
/// Database failures.
pub async fn devices_of(db: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<device::Model>, Problem> {
    Ok(device::Entity::find().filter(device::Column::UserId.eq(user_id)).order_by_desc(device::Column::Id).all(db).await?)
}

/// How many roles that have not been ended are held at an organisation, whoever asks.
///
/// # Errors
/// Database failures.
pub async fn open_grants_at(db: &impl ConnectionTrait, organisation_id: Uuid) -> Result<u64, Problem> {
    let open = grant::Entity::find().filter(grant::Column::OrganisationId.eq(organisation_id)).filter(grant::Column::EndedAt.is_null());
    Ok(open.count(db).await?)
}
