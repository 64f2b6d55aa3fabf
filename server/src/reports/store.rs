//! Queries over documents, always within what the caller may read.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::report::{self, Column, Kind, Status};
use super::entity::signature::{Signer, State};
use super::entity::{revision, signature};
use crate::access::caller::Caller;
use crate::access::policy::{Action, Role};
use crate::access::scope::Subject;
use crate::corrective_actions;
use crate::corrective_actions::entity::request;
use crate::inspections::entity::inspection;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// Documents that the caller may read: those of inspections within reach, and forms of requests that they may read.
async fn readable(db: &impl ConnectionTrait, caller: &Caller, now: Instant) -> Result<Condition, Problem> {
    let inspections = caller.scope(Action::ReadReport).inspections("organisation_id", "inspection_id");
    let cars = corrective_actions::store::within(db, caller, Action::ReadCar, now).await?;
    let cars = request::Entity::find().select_only().column(request::Column::Id).filter(cars).into_query();
    Ok(Condition::any().add(inspections).add(Column::CarId.in_subquery(cars)))
}

/// One document that the caller may read; another is as if it did not exist.
///
/// # Errors
/// `not-found`.
pub async fn report(db: &impl ConnectionTrait, caller: &Caller, id: Uuid, now: Instant) -> Result<report::Model, Problem> {
    let within = readable(db, caller, now).await?;
    report::Entity::find_by_id(id).filter(within).one(db).await?.ok_or_else(Problem::not_found)
}

/// A document as far as permission is concerned.
#[must_use]
pub fn subject(row: &report::Model) -> Subject {
    Subject::of_inspection(row.organisation_id, row.inspection_id)
}

/// Which documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Of this inspection.
    pub inspection: Option<Uuid>,
    /// Of this corrective action request.
    pub car: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// In this status.
    pub status: Option<Status>,
    /// The oldest first.
    pub oldest_first: bool,
}

/// A page of documents, the newest first.
///
/// # Errors
/// Database failures.
pub async fn list(
    db: &impl ConnectionTrait,
    caller: &Caller,
    wanted: &Wanted,
    after: Option<Uuid>,
    limit: u64,
    now: Instant,
) -> Result<Vec<report::Model>, Problem> {
    let conditions = Condition::all()
        .add_option(wanted.inspection.map(|id| Column::InspectionId.eq(id)))
        .add_option(wanted.car.map(|id| Column::CarId.eq(id)))
        .add_option(wanted.kind.map(|kind| Column::Kind.eq(kind)))
        .add_option(wanted.status.map(|status| Column::Status.eq(status)))
        .add_option(after.map(|id| if wanted.oldest_first { Column::Id.gt(id) } else { Column::Id.lt(id) }));
    let query = report::Entity::find().filter(readable(db, caller, now).await?).filter(conditions);
    let order = if wanted.oldest_first { Order::Asc } else { Order::Desc };
    Ok(query.order_by(Column::Id, order).limit(limit + 1).all(db).await?)
}

/// Documents with a field that waits, as it seems for the caller: for them, for the head of an organisation that they head, or for
/// a seal. The oldest first; whether they may sign is asked of each.
///
/// # Errors
/// Database failures.
pub async fn seem_to_wait_for(db: &impl ConnectionTrait, caller: &Caller, limit: u64, now: Instant) -> Result<Vec<report::Model>, Problem> {
    let heads = caller.speaks_for(Role::UnitHead);
    let of_them = Condition::any()
        .add(signature::Column::ExpectedUserId.eq(caller.user.id))
        .add(signature::Column::Signer.eq(Signer::Head).and(signature::Column::ExpectedOrganisationId.is_in(heads)))
        .add(signature::Column::Signer.eq(Signer::Seal));
    let fields = signature::Entity::find().select_only().column(signature::Column::ReportId).filter(of_them);
    let fields = fields.filter(signature::Column::State.eq(State::Waiting)).into_query();
    let waiting = Condition::all().add(Column::Status.is_in([Status::Prepared, Status::Signing])).add(Column::Id.in_subquery(fields));
    let query = report::Entity::find().filter(readable(db, caller, now).await?).filter(waiting);
    Ok(query.order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// The documents of one kind of an inspection, or of a request, that are neither superseded nor withdrawn.
///
/// # Errors
/// Database failures.
pub async fn living(
    db: &impl ConnectionTrait,
    kind: Kind,
    inspection_id: Uuid,
    car_id: Option<Uuid>,
) -> Result<Vec<report::Model>, Problem> {
    let of_this = Condition::all().add(Column::InspectionId.eq(inspection_id)).add(Column::Kind.eq(kind));
    let of_this = match car_id {
        Some(id) => of_this.add(Column::CarId.eq(id)),
        None => of_this.add(Column::CarId.is_null()),
    };
    let living = Column::Status.is_not_in([Status::Superseded, Status::Withdrawn]);
    Ok(report::Entity::find().filter(of_this).filter(living).order_by_desc(Column::Id).all(db).await?)
}

/// The document of a code, whoever asks.
///
/// # Errors
/// `not-found`.
pub async fn by_code(db: &impl ConnectionTrait, code: &str) -> Result<report::Model, Problem> {
    report::Entity::find().filter(Column::Code.eq(code)).one(db).await?.ok_or_else(Problem::not_found)
}

/// The document that has or had this first revision, whoever asks.
///
/// # Errors
/// Database failures.
pub async fn by_base(db: &impl ConnectionTrait, sha256: &str) -> Result<Option<report::Model>, Problem> {
    let query = revision::Entity::find().filter(revision::Column::Sha256.eq(sha256)).filter(revision::Column::IsBase.eq(true));
    let Some(found) = query.one(db).await? else { return Ok(None) };
    Ok(report::Entity::find_by_id(found.report_id).one(db).await?)
}

/// A document, whoever asks: for the program itself.
///
/// # Errors
/// `not-found`.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<report::Model, Problem> {
    report::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)
}

/// The expected signatures of some documents, in the order in which they are printed.
///
/// # Errors
/// Database failures.
pub async fn signatures(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<signature::Model>>, Problem> {
    let of_these = signature::Column::ReportId.is_in(ids.iter().copied());
    let rows = signature::Entity::find().filter(of_these).order_by_asc(signature::Column::Seq).all(db).await?;
    let mut grouped: HashMap<Uuid, Vec<_>> = HashMap::new();
    for row in rows {
        grouped.entry(row.report_id).or_default().push(row);
    }
    Ok(grouped)
}

/// The expected signatures of one document.
///
/// # Errors
/// Database failures.
pub async fn signatures_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<signature::Model>, Problem> {
    Ok(signatures(db, &[id]).await?.remove(&id).unwrap_or_default())
}

/// The revisions of a document, the first one first.
///
/// # Errors
/// Database failures.
pub async fn revisions(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<revision::Model>, Problem> {
    let of_this = revision::Column::ReportId.eq(id);
    Ok(revision::Entity::find().filter(of_this).order_by_asc(revision::Column::Seq).all(db).await?)
}

/// The digests of what is frozen now of some inspections, without the content itself.
///
/// # Errors
/// Database failures.
pub async fn frozen_digests(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Problem> {
    let rows: Vec<(Uuid, Option<String>)> = inspection::Entity::find()
        .select_only()
        .column(inspection::Column::Id)
        .column(inspection::Column::FrozenDigest)
        .filter(inspection::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, digest)| Some((id, digest?))).collect())
}
