//! Queries over findings: drafts for those who read the work of the inspection, the others for those who read findings.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::finding::{self, Status};
use super::rules::NONCONFORMITIES;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Scope;
use crate::access::succession;
use crate::inspections::entity::inspection;
use crate::kernel::clock::{DEFAULT_ZONE, Instant};
use crate::kernel::problem::Problem;
use crate::organisations::units::Units;

/// Which findings.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of units at or below this organisation.
    pub within: Option<Uuid>,
    /// Of this grade.
    pub grade: Option<String>,
    /// In this status.
    pub status: Option<Status>,
    /// Raised against this clause, as its number is written in the standard.
    pub clause: Option<String>,
    /// With these words in its number or statement.
    pub q: Option<String>,
    /// The oldest first instead of the newest.
    pub oldest_first: bool,
    /// Of these units.
    pub units: Units,
    /// Recorded on or after.
    pub recorded_from: Option<Instant>,
    /// Recorded before.
    pub recorded_to: Option<Instant>,
    /// Of those that stand alone.
    pub only: Option<Only>,
}

/// Of the findings that were recorded, and withdrawn neither while drafts nor after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    Standing,
    /// Repetitions of an earlier finding.
    Repeated,
    /// Nonconformities by their grade.
    Nonconformities,
}

/// In place of a grade: none was given.
pub const UNGRADED: &str = "none";

/// The findings that the caller may read and that are wanted.
#[must_use]
pub fn matching(caller: &Caller, wanted: &Wanted) -> Condition {
    let mut all = Condition::all()
        .add(readable(caller))
        .add(wanted.units.condition(("finding", "organisation_id")))
        .add_option(wanted.inspection.map(|id| finding::Column::InspectionId.eq(id)))
        .add_option(wanted.within.map(|root| Scope { under: vec![root], ..Scope::default() }.organisations(("finding", "organisation_id"))))
        .add_option(wanted.grade.as_deref().map(|grade| match grade {
            UNGRADED => finding::Column::Grade.is_null(),
            grade => finding::Column::Grade.eq(grade),
        }))
        .add_option(wanted.status.map(|status| finding::Column::Status.eq(status)))
        .add_option(wanted.clause.as_ref().map(|clause| finding::Column::Clauses.contains(format!("\"{clause}\""))))
        .add_option(wanted.recorded_from.map(|from| finding::Column::RecordedAt.gte(from)))
        .add_option(wanted.recorded_to.map(|to| finding::Column::RecordedAt.lt(to)))
        .add_option((wanted.only == Some(Only::Repeated)).then(|| finding::Column::RepeatOf.is_not_null()))
        .add_option((wanted.only == Some(Only::Nonconformities)).then(|| finding::Column::Grade.is_in(NONCONFORMITIES.iter().copied())));
    if wanted.only.is_some() {
        all = all.add(finding::Column::Status.is_not_in([Status::Draft, Status::Withdrawn])).add(finding::Column::Withdrawn.eq(false));
    }
    for word in wanted.q.as_deref().unwrap_or_default().split_whitespace() {
        let places = [finding::Column::Number, finding::Column::Requirement, finding::Column::Observed, finding::Column::EvidenceStatement];
        all = all.add(places.into_iter().fold(Condition::any(), |any, place| any.add(place.contains(word))));
    }
    all
}

/// A page of findings, the newest first.
///
/// # Errors
/// Database failures.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &Wanted,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<finding::Model>, Problem> {
    let mut query = finding::Entity::find().filter(matching(caller, wanted));
    if let Some(id) = after {
        query = query.filter(if wanted.oldest_first { finding::Column::Id.gt(id) } else { finding::Column::Id.lt(id) });
    }
    let order = if wanted.oldest_first { Order::Asc } else { Order::Desc };
    Ok(query.order_by(finding::Column::Id, order).limit(limit + 1).all(db).await?)
}

/// One finding that the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn finding(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<finding::Model, Problem> {
    finding::Entity::find_by_id(id).filter(readable(caller)).one(db).await?.ok_or_else(Problem::not_found)
}

/// The findings of an inspection that are not withdrawn, in the order of their numbers.
///
/// # Errors
/// Database failures.
pub async fn of_inspection(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<finding::Model>, Problem> {
    let mut rows = finding::Entity::find()
        .filter(finding::Column::InspectionId.eq(inspection_id))
        .filter(finding::Column::Withdrawn.eq(false))
        .all(db)
        .await?;
    // The hundredth comes after the ninety-ninth, on every database alike.
    rows.sort_by_key(|row| (row.number.as_ref().map(String::len), row.number.clone(), row.id));
    Ok(rows)
}

/// Findings by their ids.
///
/// # Errors
/// Database failures.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<finding::Model>, Problem> {
    let rows = finding::Entity::find().filter(finding::Column::Id.is_in(ids.iter().copied()));
    Ok(rows.order_by_asc(finding::Column::Id).all(db).await?)
}

/// Of some findings, those to which the caller may do something.
///
/// # Errors
/// Database failures.
pub async fn where_may(db: &impl ConnectionTrait, caller: &Caller, action: Action, ids: &[Uuid]) -> Result<HashSet<Uuid>, Problem> {
    let query = finding::Entity::find().select_only().column(finding::Column::Id);
    let query = query.filter(finding::Column::Id.is_in(ids.iter().copied())).filter(within(&caller.scope(action)));
    Ok(query.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

/// What an inspection may find again: findings of the unit, or of those that ended in it, that are on record and stand, of
/// inspections that began before this one.
///
/// # Errors
/// Database failures.
pub async fn history_of(db: &impl ConnectionTrait, inspection: &inspection::Model, now: Instant) -> Result<Condition, Problem> {
    let mut units = succession::predecessors(db, &[inspection.organisation_id], &now.local_date(DEFAULT_ZONE)).await?;
    units.push(inspection.organisation_id);
    let began = inspection.started_at.unwrap_or(now);
    let earlier = Query::select().column("id").from("inspection").and_where(Expr::col("started_at").lte(began)).to_owned();
    Ok(Condition::all()
        .add(finding::Column::OrganisationId.is_in(units))
        .add(finding::Column::InspectionId.ne(inspection.id))
        .add(finding::Column::InspectionId.in_subquery(earlier))
        .add(finding::Column::Status.is_not_in([Status::Draft, Status::Withdrawn]))
        .add(finding::Column::Withdrawn.eq(false)))
}

/// The latest finding of what an inspection may find again ([`history_of`]) about one of some clauses.
///
/// # Errors
/// Database failures.
pub async fn latest_about(
    db: &impl ConnectionTrait,
    inspection: &inspection::Model,
    clauses: &[String],
    now: Instant,
) -> Result<Option<Uuid>, Problem> {
    if clauses.is_empty() {
        return Ok(None);
    }
    let about = clauses.iter().fold(Condition::any(), |any, clause| any.add(finding::Column::Clauses.contains(format!("\"{clause}\""))));
    let earlier = finding::Entity::find()
        .filter(history_of(db, inspection, now).await?)
        .filter(about)
        .order_by_desc(finding::Column::RecordedAt)
        .order_by_desc(finding::Column::Id);
    Ok(earlier.one(db).await?.map(|row| row.id))
}

fn readable(caller: &Caller) -> Condition {
    let drafts = within(&caller.scope(Action::ReadWork));
    let recorded = within(&caller.scope(Action::ReadFinding)).add(finding::Column::Status.ne(Status::Draft));
    Condition::any().add(drafts).add(recorded)
}

fn within(scope: &Scope) -> Condition {
    let inspections = Query::select().column("id").from("inspection").cond_where(scope.inspections("organisation_id", "id")).to_owned();
    Condition::all().add(finding::Column::InspectionId.in_subquery(inspections))
}

/// The numbers of some findings, by id; those without one are left out.
///
/// # Errors
/// Database failures.
pub async fn numbers(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = finding::Entity::find().filter(finding::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.number?))).collect())
}

/// Whether there is a finding with this id, readable or not.
///
/// # Errors
/// Database failures.
pub async fn exists(db: &impl ConnectionTrait, id: Uuid) -> Result<bool, Problem> {
    Ok(finding::Entity::find_by_id(id).one(db).await?.is_some())
}
