//! Queries over notices: each person's own, and no others.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::notice::{self, Column};
use crate::access::entity::user;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Where a page begins: the moment and the id of the last notice before.
pub type Place = (Instant, Uuid);

/// A page of a person's notices, the newest first; only the unread (true) or the read (false) ones when asked for.
///
/// # Errors
/// Database failures.
pub async fn of_person(
    db: &impl ConnectionTrait,
    user_id: Uuid,
    unread: Option<bool>,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<notice::Model>, Problem> {
    let mut query = notice::Entity::find().filter(Column::UserId.eq(user_id));
    if let Some(unread) = unread {
        query = query.filter(if unread { Column::ReadAt.is_null() } else { Column::ReadAt.is_not_null() });
    }
    if let Some((at, id)) = after {
        let same_moment = Condition::all().add(Column::CreatedAt.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::CreatedAt.lt(at)).add(same_moment));
    }
    Ok(query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit + 1).all(db).await?)
}

/// How many notices a person has not read.
///
/// # Errors
/// Database failures.
pub async fn unread(db: &impl ConnectionTrait, user_id: Uuid) -> Result<u64, Problem> {
    Ok(notice::Entity::find().filter(Column::UserId.eq(user_id)).filter(Column::ReadAt.is_null()).count(db).await?)
}

/// A notice, whoever asks: for the program itself.
///
/// # Errors
/// `not-found`.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<notice::Model, Problem> {
    notice::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// Of some people, those with an account in use.
///
/// # Errors
/// Database failures.
pub async fn in_use(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Vec<user::Model>, Problem> {
    let query = user::Entity::find().filter(user::Column::Id.is_in(people.iter().copied())).filter(user::Column::Active.eq(true));
    Ok(query.order_by_asc(user::Column::Id).all(db).await?)
}
