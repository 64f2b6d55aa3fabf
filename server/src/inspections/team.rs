//! The team of an inspection: who, as what, and independent of the unit.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::inspection::{self, Status};
use super::rules::{self, Candidate};
use super::{service, store, written};
use crate::access::caller::{self, Caller};
use crate::access::entity::{grant, team_member, user};
use crate::access::policy::{Action, Role, TeamRole};
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::entity::reach;

/// The whole team, as it shall be.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Number of the decision that sets it up.
    #[validate(length(max = 100))]
    pub decision_number: Option<String>,
    /// Date of that decision.
    pub decided_on: Option<LocalDate>,
    /// The members; exactly one lead.
    #[validate(length(min = 1, max = 50))]
    pub members: Vec<Member>,
}

/// One member.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The person.
    pub user_id: Uuid,
    /// What they are on the team.
    pub team_role: TeamRole,
    /// They have declared that they are independent of the unit.
    #[serde(default)]
    pub independence_declared: bool,
}

/// Sets the team. Whoever comes on it follows the inspection's stream from its beginning; whoever leaves follows it no more.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `invalid-body`, `not-independent`.
pub async fn set(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: Team) -> Result<inspection::Model, Problem> {
    let stream_id = tx.stream(&stream::of_inspection(id)).await?.id;
    let before = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    service::require_planner(tx.db(), caller, &before).await?;
    version::require(seen, before.version)?;
    if !matches!(before.status, Status::Planned | Status::Notified | Status::InProgress) {
        return Err(service::illegal(&before, "team"));
    }
    let people = people(tx, &before, &input.members).await?;
    let candidates: Vec<Candidate> = input
        .members
        .iter()
        .map(|member| Candidate { team_role: member.team_role, employer: people[&member.user_id].organisation_id })
        .collect();
    written::accept(rules::flaws_of_team(&candidates))?;
    if let Some(index) = rules::barred(before.kind, before.organisation_id, &candidates).first() {
        let name = &people[&input.members[*index].user_id].display_name;
        return Err(Problem::of(&catalogue::NOT_INDEPENDENT).param("name", name));
    }
    replace(tx, &before, stream_id, &input.members).await?;
    let mut row = before.clone().into_active_model();
    row.team_decision_number = Set(input.decision_number.or_else(|| before.team_decision_number.clone()));
    row.team_decided_on = Set(input.decided_on.or_else(|| before.team_decided_on.clone()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let listed: Vec<_> = input.members.iter().map(|member| json!([member.user_id, member.team_role])).collect();
    store::changed(tx, &after, Entry::new("inspection", id, "set_team").with("members", listed)).await?;
    Ok(after)
}

/// The people named, each once, each with a role that lets them take part.
async fn people(tx: &Tx, inspection: &inspection::Model, members: &[Member]) -> Result<HashMap<Uuid, user::Model>, Problem> {
    let found: HashMap<Uuid, user::Model> = user::Entity::find()
        .filter(user::Column::Id.is_in(members.iter().map(|member| member.user_id)))
        .filter(user::Column::Active.eq(true))
        .all(tx.db())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut flaws = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let pointer = format!("/members/{index}/user_id");
        let twice = members[..index].iter().any(|other| other.user_id == member.user_id);
        let fits = found.contains_key(&member.user_id) && may_take_part(tx, inspection, member.user_id).await?;
        if twice {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, pointer, &[]));
        } else if !fits {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, pointer, &[]));
        }
    }
    written::accept(flaws)?;
    Ok(found)
}

/// An inspector has a fitting grant at an organisation that reaches the audited unit, so that strangers cannot be named. In its
/// own checks a unit's people take part, and they alone of those who hold a role of units: such a role reaches no further.
async fn may_take_part(tx: &Tx, inspection: &inspection::Model, user_id: Uuid) -> Result<bool, Problem> {
    let grants = caller::grants_in_force(tx.db(), user_id, tx.now()).await?;
    let places = |roles: &[Role]| grants.iter().filter(|grant| roles.contains(&grant.role)).map(|grant| grant.organisation_id).collect();
    let (under, at) = if inspection.kind.is_own() {
        (places(&[Role::Inspector]), places(&[Role::UnitRepresentative, Role::UnitHead]))
    } else {
        (places(&[Role::Inspector, Role::ProgrammeManager]), Vec::new())
    };
    let scope = crate::access::scope::Scope { under, at, ..Default::default() };
    scope.covers(tx.db(), store::subject(inspection)).await
}

/// Those who can be named for the team of an inspection: the right role, a reach to the unit, and not the unit's own unless it
/// checks itself; in the order of their names.
///
/// # Errors
/// `forbidden` for whoever does not plan it.
pub async fn candidates(
    db: &impl ConnectionTrait,
    caller: &Caller,
    inspection: &inspection::Model,
    today: &LocalDate,
) -> Result<Vec<user::Model>, Problem> {
    service::require_planner(db, caller, inspection).await?;
    let unit = inspection.organisation_id;
    let above: Vec<Uuid> = reach::Entity::find()
        .select_only()
        .column(reach::Column::AncestorId)
        .filter(reach::Column::DescendantId.eq(unit))
        .into_tuple()
        .all(db)
        .await?;
    let held = |roles: &[Role], places: Vec<Uuid>| {
        Condition::all().add(grant::Column::Role.is_in(roles.iter().copied())).add(grant::Column::OrganisationId.is_in(places))
    };
    let fitting = if inspection.kind.is_own() {
        Condition::any().add(held(&[Role::Inspector], above)).add(held(&[Role::UnitRepresentative, Role::UnitHead], vec![unit]))
    } else {
        held(&[Role::Inspector, Role::ProgrammeManager], above)
    };
    let lasting = Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gte(today.clone()));
    let holders = grant::Entity::find()
        .select_only()
        .column(grant::Column::UserId)
        .filter(fitting)
        .filter(grant::Column::EndedAt.is_null())
        .filter(grant::Column::ValidFrom.lte(today.clone()))
        .filter(lasting)
        .into_query();
    let people = user::Entity::find().filter(user::Column::Id.in_subquery(holders)).filter(user::Column::Active.eq(true));
    let people = people.order_by_asc(user::Column::SortKey).order_by_asc(user::Column::Id).all(db).await?;
    Ok(people.into_iter().filter(|person| inspection.kind.is_own() || person.organisation_id != unit).collect())
}

async fn replace(tx: &Tx, inspection: &inspection::Model, stream_id: i64, members: &[Member]) -> Result<(), Problem> {
    let present = team_member::Entity::find().filter(team_member::Column::InspectionId.eq(inspection.id)).all(tx.db()).await?;
    for gone in present.iter().filter(|row| row.ended_at.is_none() && !members.iter().any(|member| member.user_id == row.user_id)) {
        let mut row = gone.clone().into_active_model();
        row.ended_at = Set(Some(tx.now()));
        row.update(tx.db()).await?;
        stream::unfollow(tx.db(), gone.user_id, stream_id).await?;
    }
    for member in members {
        let before = present.iter().find(|row| row.user_id == member.user_id).and_then(|row| row.independence_declared_at);
        let row = team_member::ActiveModel {
            inspection_id: Set(inspection.id),
            user_id: Set(member.user_id),
            team_role: Set(member.team_role),
            independence_declared_at: Set(before.or_else(|| member.independence_declared.then(|| tx.now()))),
            ended_at: Set(None),
        };
        let key = [team_member::Column::InspectionId, team_member::Column::UserId];
        let changed = [team_member::Column::TeamRole, team_member::Column::IndependenceDeclaredAt, team_member::Column::EndedAt];
        team_member::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).update_columns(changed).to_owned())
            .exec_without_returning(tx.db())
            .await?;
        stream::follow(tx.db(), member.user_id, stream_id).await?;
    }
    Ok(())
}

/// Whether an inspection that a person is on the team of is planned for a day, and neither concluded nor cancelled.
///
/// # Errors
/// Database failures.
pub async fn has_work_on(db: &impl ConnectionTrait, user_id: Uuid, day: &LocalDate) -> Result<bool, Problem> {
    let own = team_member::Entity::find()
        .select_only()
        .column(team_member::Column::InspectionId)
        .filter(team_member::Column::UserId.eq(user_id))
        .filter(team_member::Column::EndedAt.is_null())
        .into_query();
    let open = [Status::Planned, Status::Notified, Status::InProgress];
    let found = inspection::Entity::find()
        .filter(inspection::Column::Id.in_subquery(own))
        .filter(inspection::Column::Status.is_in(open))
        .filter(inspection::Column::PlannedFrom.lte(day.clone()))
        .filter(inspection::Column::PlannedTo.gte(day.clone()))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Whether a person was on the team once and is no more.
///
/// # Errors
/// Database failures.
pub async fn has_left(db: &impl ConnectionTrait, inspection_id: Uuid, user_id: Uuid) -> Result<bool, Problem> {
    let row = team_member::Entity::find_by_id((inspection_id, user_id)).one(db).await?;
    Ok(row.is_some_and(|row| row.ended_at.is_some()))
}

/// Whether the team has a lead.
///
/// # Errors
/// Database failures.
pub async fn has_lead(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<bool, Problem> {
    let lead = team_member::Entity::find()
        .filter(team_member::Column::InspectionId.eq(inspection_id))
        .filter(team_member::Column::TeamRole.eq(TeamRole::Lead))
        .filter(team_member::Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(lead.is_some())
}
