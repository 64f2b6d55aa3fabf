//! Who holds a role for an organisation: the table of permissions read from the other side, for those who must be told.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::{grant, team_member, user};
use super::policy::{Role, TeamRole};
use super::succession;
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;

/// Those with an account in use who hold one of these roles at the organisation itself; once it has ended, at those that stand
/// for it.
///
/// # Errors
/// Database failures.
pub async fn at(db: &impl ConnectionTrait, roles: &[Role], organisation_id: Uuid, today: &LocalDate) -> Result<Vec<Uuid>, Problem> {
    let places = succession::standing_for(db, organisation_id, today).await?;
    let places = Query::select().column("id").from("organisation").and_where(Expr::col("id").is_in(places)).to_owned();
    Ok(people(granted(db, roles, places, today).await?))
}

/// Those with an account in use who hold one of these roles at the organisation or above it, at the places nearest to it: a
/// ministry's office is not troubled with what a province's office looks after.
///
/// # Errors
/// Database failures.
pub async fn nearest(db: &impl ConnectionTrait, roles: &[Role], organisation_id: Uuid, today: &LocalDate) -> Result<Vec<Uuid>, Problem> {
    let above = Query::select()
        .column("ancestor_id")
        .from("organisation_reach")
        .and_where(Expr::col("descendant_id").eq(organisation_id))
        .to_owned();
    let granted = granted(db, roles, above, today).await?;
    let places: Vec<Uuid> = granted.iter().map(|(_, place)| *place).collect();
    let farther = Query::select()
        .column("ancestor_id")
        .from("organisation_reach")
        .and_where(Expr::col("ancestor_id").is_in(places.iter().copied()))
        .and_where(Expr::col("descendant_id").is_in(places.iter().copied()))
        .and_where(Expr::col("ancestor_id").ne(Expr::col("descendant_id")))
        .to_owned();
    let farther = db.query_all(&farther).await?;
    let farther: Vec<Uuid> = farther.iter().map(|row| row.try_get("", "ancestor_id")).collect::<Result<_, _>>()?;
    Ok(people(granted.into_iter().filter(|(_, place)| !farther.contains(place)).collect()))
}

/// Those with an account in use who are one of these on the team of an inspection.
///
/// # Errors
/// Database failures.
pub async fn on_team(db: &impl ConnectionTrait, team_roles: &[TeamRole], inspection_id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let members = team_member::Entity::find()
        .select_only()
        .column(team_member::Column::UserId)
        .filter(team_member::Column::InspectionId.eq(inspection_id))
        .filter(team_member::Column::TeamRole.is_in(team_roles.iter().map(ActiveEnum::to_value)))
        .filter(team_member::Column::EndedAt.is_null())
        .filter(team_member::Column::UserId.in_subquery(active()));
    let found: Vec<Uuid> = members.into_tuple().all(db).await?;
    Ok(people(found.into_iter().map(|person| (person, inspection_id)).collect()))
}

/// `(person, place)` of the grants in force at places that have not ceased to exist.
async fn granted(
    db: &impl ConnectionTrait,
    roles: &[Role],
    places: SelectStatement,
    today: &LocalDate,
) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let closed = Query::select().column("id").from("organisation").and_where(Expr::col("valid_to").lt(today.clone())).to_owned();
    let in_force = grant::Column::ValidTo.is_null().or(grant::Column::ValidTo.gte(today.clone()));
    let rows = grant::Entity::find()
        .select_only()
        .columns([grant::Column::UserId, grant::Column::OrganisationId])
        .filter(grant::Column::Role.is_in(roles.iter().map(ActiveEnum::to_value)))
        .filter(grant::Column::OrganisationId.in_subquery(places))
        .filter(grant::Column::OrganisationId.not_in_subquery(closed))
        .filter(grant::Column::EndedAt.is_null())
        .filter(grant::Column::ValidFrom.lte(today.clone()))
        .filter(in_force)
        .filter(grant::Column::UserId.in_subquery(active()));
    Ok(rows.into_tuple().all(db).await?)
}

fn active() -> SelectStatement {
    Query::select().column("id").from("user_account").and_where(Expr::col(user::Column::Active).eq(true)).to_owned()
}

fn people(pairs: Vec<(Uuid, Uuid)>) -> Vec<Uuid> {
    let mut people: Vec<Uuid> = pairs.into_iter().map(|(person, _)| person).collect();
    people.sort_unstable();
    people.dedup();
    people
}
