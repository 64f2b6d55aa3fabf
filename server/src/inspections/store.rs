//! Queries over inspections, always within what the caller may read.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::inspection::{Kind, Status};
use super::entity::{attendee, conflict, inspection, response, sample};
use super::planning::COLLECTION;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::{Scope, Subject};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::units::Units;

/// One inspection to which the caller may do `action` (reading, as a rule); another is as if it did not exist.
///
/// # Errors
/// `not-found`.
pub async fn inspection(db: &impl ConnectionTrait, caller: &Caller, action: Action, id: Uuid) -> Result<inspection::Model, Problem> {
    let within = caller.scope(action).inspections("organisation_id", "id");
    inspection::Entity::find_by_id(id).filter(within).one(db).await?.ok_or_else(Problem::not_found)
}

/// One inspection, whoever asks: the caller was let in before.
///
/// # Errors
/// `not-found`.
pub async fn by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<inspection::Model, Problem> {
    inspection::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// An inspection as far as permission is concerned.
#[must_use]
pub fn subject(row: &inspection::Model) -> Subject {
    Subject::of_inspection(row.organisation_id, row.id)
}

/// Tells the inspection's stream and its activity of a change of the inspection itself.
///
/// # Errors
/// Database failures.
pub async fn changed(tx: &Tx, row: &inspection::Model, entry: Entry) -> Result<(), Problem> {
    let stream = stream::of_inspection(row.id);
    tx.change(&stream, COLLECTION, row.id, Change::told_to_all()).await?;
    tx.note(&stream, entry).await
}

/// Which inspections.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this programme.
    pub programme: Option<Uuid>,
    /// Of organisations at or below this one.
    pub within: Option<Uuid>,
    /// In this status.
    pub status: Option<Status>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Of these units.
    pub units: Units,
    /// With a last planned day on or after.
    pub from: Option<LocalDate>,
    /// With a last planned day on or before.
    pub to: Option<LocalDate>,
    /// Concluded, or beyond.
    pub done: bool,
    /// Not cancelled.
    pub standing: bool,
}

impl Wanted {
    /// The conditions on inspections.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let unit = ("inspection", "organisation_id");
        Condition::all()
            .add(self.units.condition(unit))
            .add_option(self.programme.map(|programme| inspection::Column::ProgrammeId.eq(programme)))
            .add_option(self.within.map(|root| Scope { under: vec![root], ..Scope::default() }.organisations(unit)))
            .add_option(self.status.map(|status| inspection::Column::Status.eq(status)))
            .add_option(self.kind.map(|kind| inspection::Column::Kind.eq(kind)))
            .add_option(self.from.as_ref().map(|from| inspection::Column::PlannedTo.gte(from.clone())))
            .add_option(self.to.as_ref().map(|to| inspection::Column::PlannedTo.lte(to.clone())))
            .add_option(self.done.then(|| inspection::Column::Status.is_in(Status::DONE)))
            .add_option(self.standing.then(|| inspection::Column::Status.ne(Status::Cancelled)))
    }
}

/// A page of inspections, the newest first.
///
/// # Errors
/// Database failures.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &Wanted,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<inspection::Model>, Problem> {
    let readable = caller.scope(Action::ReadInspection).inspections("organisation_id", "id");
    let mut query = inspection::Entity::find().filter(readable).filter(wanted.condition());
    if let Some(id) = after {
        query = query.filter(inspection::Column::Id.lt(id));
    }
    Ok(query.order_by_desc(inspection::Column::Id).limit(limit + 1).all(db).await?)
}

/// The responses of an inspection in the order of their ids.
///
/// # Errors
/// Database failures.
pub async fn responses(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<response::Model>, Problem> {
    Ok(response::Entity::find()
        .filter(response::Column::InspectionId.eq(inspection_id))
        .filter(response::Column::Withdrawn.eq(false))
        .order_by_asc(response::Column::ItemId)
        .order_by_asc(response::Column::Id)
        .all(db)
        .await?)
}

/// The samples of an inspection.
///
/// # Errors
/// Database failures.
pub async fn samples(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<sample::Model>, Problem> {
    Ok(sample::Entity::find()
        .filter(sample::Column::InspectionId.eq(inspection_id))
        .filter(sample::Column::Withdrawn.eq(false))
        .order_by_asc(sample::Column::Id)
        .all(db)
        .await?)
}

/// The attendees of an inspection.
///
/// # Errors
/// Database failures.
pub async fn attendees(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<attendee::Model>, Problem> {
    Ok(attendee::Entity::find()
        .filter(attendee::Column::InspectionId.eq(inspection_id))
        .filter(attendee::Column::Withdrawn.eq(false))
        .order_by_asc(attendee::Column::Id)
        .all(db)
        .await?)
}

/// A page of conflicts of inspections whose work the caller may read, the newest first.
///
/// # Errors
/// Database failures.
pub async fn conflicts(
    db: &impl ConnectionTrait,
    caller: &Caller,
    inspection_id: Option<Uuid>,
    state: Option<&str>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<conflict::Model>, Problem> {
    let mut query = conflict::Entity::find().filter(of_readable_work(caller));
    if let Some(id) = inspection_id {
        query = query.filter(conflict::Column::InspectionId.eq(id));
    }
    if let Some(state) = state {
        query = query.filter(conflict::Column::State.eq(state));
    }
    if let Some(id) = after {
        query = query.filter(conflict::Column::Id.lt(id));
    }
    Ok(query.order_by_desc(conflict::Column::Id).limit(limit + 1).all(db).await?)
}

/// One conflict of an inspection whose work the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn conflict(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<conflict::Model, Problem> {
    conflict::Entity::find_by_id(id).filter(of_readable_work(caller)).one(db).await?.ok_or_else(Problem::not_found)
}

fn of_readable_work(caller: &Caller) -> Condition {
    use sea_orm::sea_query::Query;
    let readable = Query::select()
        .column("id")
        .from("inspection")
        .cond_where(caller.scope(Action::ReadWork).inspections("organisation_id", "id"))
        .to_owned();
    Condition::all().add(conflict::Column::InspectionId.in_subquery(readable))
}

/// One response by its id; the caller's right is that of its inspection.
///
/// # Errors
/// Database failures.
pub async fn response(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<response::Model>, Problem> {
    Ok(response::Entity::find_by_id(id).one(db).await?)
}

/// One sample by its id; the caller's right is that of its inspection.
///
/// # Errors
/// Database failures.
pub async fn sample(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<sample::Model>, Problem> {
    Ok(sample::Entity::find_by_id(id).one(db).await?)
}

/// One attendee by its id; the caller's right is that of its inspection.
///
/// # Errors
/// Database failures.
pub async fn attendee(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<attendee::Model>, Problem> {
    Ok(attendee::Entity::find_by_id(id).one(db).await?)
}
