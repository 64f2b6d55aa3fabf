//! A committee chair lets a member close requests, for a time.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::delegation;
use super::store::today;
use crate::access::caller::{Caller, grants_in_force};
use crate::access::entity::grant;
use crate::access::policy::{Action, Role};
use crate::access::scope::{Scope, Subject};
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::{Entry, Tx, stream};
use crate::organisations;

/// A new delegation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDelegation {
    /// The member of the committee.
    pub to_user_id: Uuid,
    /// The organisation at and below which they may close requests.
    pub organisation_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: LocalDate,
    /// Why, or the number of the paper.
    #[validate(length(min = 1, max = 1_000))]
    pub reason: String,
}

/// A delegation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DelegationView {
    /// The delegation.
    pub id: Uuid,
    /// The organisation at and below which it holds.
    pub organisation_id: Uuid,
    /// The chair.
    pub from_user_id: Uuid,
    /// The member.
    pub to_user_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: LocalDate,
    /// Why, or the number of the paper.
    pub reason: String,
    /// Ended before its time.
    pub ended_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl From<delegation::Model> for DelegationView {
    fn from(row: delegation::Model) -> Self {
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            from_user_id: row.from_user_id,
            to_user_id: row.to_user_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            reason: row.reason,
            ended_at: row.ended_at,
            version: row.version,
        }
    }
}

/// The organisations at and below which a person may close requests by delegation now: while the chair still is one there, and
/// they are a member.
///
/// # Errors
/// Database failures.
pub async fn places_of(db: &impl ConnectionTrait, user_id: Uuid, now: Instant) -> Result<Vec<Uuid>, Problem> {
    let day = today(now);
    let rows = delegation::Entity::find()
        .filter(delegation::Column::ToUserId.eq(user_id))
        .filter(delegation::Column::EndedAt.is_null())
        .filter(delegation::Column::ValidFrom.lte(day.clone()))
        .filter(delegation::Column::ValidTo.gte(day))
        .all(db)
        .await?;
    let mut places = Vec::new();
    for row in rows {
        let chairs = covers(db, row.from_user_id, Role::CommitteeChair, row.organisation_id, now).await?;
        if chairs && covers(db, user_id, Role::CommitteeMember, row.organisation_id, now).await? {
            places.push(row.organisation_id);
        }
    }
    Ok(places)
}

/// Whether a person holds a role whose subtree has this organisation.
async fn covers(db: &impl ConnectionTrait, user_id: Uuid, role: Role, organisation_id: Uuid, now: Instant) -> Result<bool, Problem> {
    let grants = grants_in_force(db, user_id, now).await?;
    let places = |grant: &grant::Model| (grant.role == role).then_some(grant.organisation_id);
    let scope = Scope { under: grants.iter().filter_map(places).collect(), ..Scope::default() };
    scope.covers(db, Subject::of_organisation(organisation_id)).await
}

/// Delegates the closing of requests.
///
/// # Errors
/// `forbidden` unless the caller chairs the committee there; `invalid-body` when the days are out of order or the other is no
/// member of the committee there.
pub async fn delegate(tx: &Tx, caller: &Caller, input: NewDelegation) -> Result<delegation::Model, Problem> {
    let db = tx.db();
    let place = organisations::store::organisation(db, caller, input.organisation_id).await?;
    caller.require(db, Action::CloseCar, Subject::of_organisation(place.id)).await?;
    let mut flaws = Vec::new();
    if input.valid_to < input.valid_from {
        flaws.push(FieldError::of(&field::FORMAT, "/valid_to", &[("expected", "valid_to ≥ valid_from")]));
    }
    if !covers(db, input.to_user_id, Role::CommitteeMember, place.id, tx.now()).await? {
        flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, "/to_user_id", &[]));
    }
    if !flaws.is_empty() {
        return Err(Problem::invalid(flaws));
    }
    let row = delegation::ActiveModel {
        id: Set(tx.new_id()),
        organisation_id: Set(place.id),
        from_user_id: Set(caller.user.id),
        to_user_id: Set(input.to_user_id),
        valid_from: Set(input.valid_from),
        valid_to: Set(input.valid_to),
        reason: Set(input.reason),
        ended_at: Set(None),
        created_at: Set(tx.now()),
        version: Set(1),
    };
    let row = row.insert(db).await?;
    let entry = Entry::new("delegation", row.id, "create").diff(&json!({}), &DelegationView::from(row.clone()));
    tx.note(&stream::of_directory(place.root_id), entry).await?;
    Ok(row)
}

/// Members of the committees that the caller chairs: those to whom they may delegate.
///
/// # Errors
/// Database failures.
pub async fn members(db: &impl ConnectionTrait, caller: &Caller, now: Instant) -> Result<Vec<Uuid>, Problem> {
    let day = today(now);
    let grants = grant::Entity::find()
        .filter(grant::Column::Role.eq(Role::CommitteeMember))
        .filter(caller.scope(Action::CloseCar).organisations("organisation_id"))
        .filter(grant::Column::EndedAt.is_null())
        .filter(grant::Column::ValidFrom.lte(day.clone()))
        .filter(sea_orm::Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gte(day)))
        .all(db)
        .await?;
    Ok(grants.into_iter().map(|grant| grant.user_id).collect())
}

/// The delegations that the caller gave or was given, and those of organisations whose committee they chair, the newest first.
///
/// # Errors
/// Database failures.
pub async fn list(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<delegation::Model>, Problem> {
    let chaired = caller.scope(Action::CloseCar).organisations("organisation_id");
    let mine = sea_orm::Condition::any()
        .add(delegation::Column::FromUserId.eq(caller.user.id))
        .add(delegation::Column::ToUserId.eq(caller.user.id))
        .add(chaired);
    Ok(delegation::Entity::find().filter(mine).order_by_desc(delegation::Column::Id).all(db).await?)
}

/// Ends a delegation before its time.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move` when it has ended.
pub async fn end(tx: &Tx, caller: &Caller, id: Uuid, seen: i64) -> Result<delegation::Model, Problem> {
    let db = tx.db();
    let row = list(db, caller).await?.into_iter().find(|row| row.id == id).ok_or_else(Problem::not_found)?;
    let place = organisations::store::organisation(db, caller, row.organisation_id).await?;
    caller.require(db, Action::CloseCar, Subject::of_organisation(row.organisation_id)).await?;
    version::require(seen, row.version)?;
    if row.ended_at.is_some() {
        return Err(Problem::of(&catalogue::ILLEGAL_MOVE).param("event", "end").param("status", "ended").param("allowed", "—"));
    }
    let version = row.version;
    let mut next = row.into_active_model();
    next.ended_at = Set(Some(tx.now()));
    next.version = Set(version + 1);
    let after = next.update(db).await?;
    tx.note(&stream::of_directory(place.root_id), Entry::new("delegation", id, "end")).await?;
    Ok(after)
}
