//! Queries over programmes, always within what the caller may read.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{planned, programme};
use super::views::Deadlines;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::{Scope, Subject};
use crate::kernel::problem::Problem;
use crate::kernel::vietnamese;
use crate::organisations::entity::organisation;

/// A programme by its id, for other capabilities that have asked who may already.
///
/// # Errors
/// `not-found`.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<programme::Model, Problem> {
    programme::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// One programme that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn programme(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<programme::Model, Problem> {
    let within = caller.scope(Action::ReadProgramme).organisations("organisation_id");
    programme::Entity::find_by_id(id).filter(within).one(db).await?.ok_or_else(Problem::not_found)
}

/// The deadlines that a programme sets, if it does.
///
/// # Errors
/// `internal` when the stored text is not what this program wrote.
pub fn deadlines(row: &programme::Model) -> Result<Option<Deadlines>, Problem> {
    row.deadlines.as_deref().map(serde_json::from_str).transpose().map_err(Problem::internal)
}

/// Which programmes.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of the title or the decision's number, with or without diacritics.
    pub q: Option<String>,
    /// Of this year.
    pub year: Option<i32>,
    /// Owned at or below this organisation.
    pub within: Option<Uuid>,
}

/// A page of programmes, the newest year first, then by title.
///
/// # Errors
/// Database failures.
pub async fn programmes(
    db: &impl ConnectionTrait,
    caller: &Caller,
    filter: Filter,
    after: Option<(i32, String, Uuid)>,
    limit: u64,
) -> Result<Vec<programme::Model>, Problem> {
    use programme::Column;
    let mut query = programme::Entity::find().filter(caller.scope(Action::ReadProgramme).organisations("organisation_id"));
    for word in filter.q.as_deref().map(vietnamese::fold).unwrap_or_default().split_whitespace() {
        query = query.filter(Column::SearchText.contains(word));
    }
    if let Some(year) = filter.year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(root) = filter.within {
        let scope = Scope { under: vec![root], ..Scope::default() };
        query = query.filter(scope.organisations("organisation_id"));
    }
    if let Some((year, key, id)) = after {
        let same_title = Condition::all().add(Column::SortKey.eq(&key)).add(Column::Id.gt(id));
        let later = Condition::any().add(Column::SortKey.gt(key)).add(same_title);
        let same_year = Condition::all().add(Column::Year.eq(year)).add(later);
        query = query.filter(Condition::any().add(Column::Year.lt(year)).add(same_year));
    }
    let query = query.order_by_desc(Column::Year).order_by_asc(Column::SortKey).order_by_asc(Column::Id);
    Ok(query.limit(limit + 1).all(db).await?)
}

/// The plan of a programme.
///
/// # Errors
/// Database failures.
pub async fn plan(db: &impl ConnectionTrait, programme_id: Uuid) -> Result<Vec<planned::Model>, Problem> {
    let query = planned::Entity::find().filter(planned::Column::ProgrammeId.eq(programme_id));
    Ok(query.order_by_asc(planned::Column::OrganisationId).order_by_asc(planned::Column::InspectionKind).all(db).await?)
}

/// Those of the given organisations to which the caller may do `action`.
///
/// # Errors
/// Database failures.
pub async fn organisations(
    db: &impl ConnectionTrait,
    caller: &Caller,
    action: Action,
    ids: &[Uuid],
) -> Result<Vec<organisation::Model>, Problem> {
    let within = caller.scope(action).organisations("id");
    Ok(organisation::Entity::find().filter(organisation::Column::Id.is_in(ids.iter().copied())).filter(within).all(db).await?)
}

/// Whether the caller may read the activity of a programme.
///
/// # Errors
/// Database failures.
pub async fn may_read_activity(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<bool, Problem> {
    match programme::Entity::find_by_id(id).one(db).await? {
        Some(row) => caller.may(db, Action::ReadActivity, Subject::of_organisation(row.organisation_id)).await,
        None => Ok(false),
    }
}
