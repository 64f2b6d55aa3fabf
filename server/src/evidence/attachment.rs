//! The records that evidence belongs to: which inspection each is of, who may bring evidence for it, and until when.
//!
//! Their capabilities lie above this one, so the tables are asked by name, here and nowhere else.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveEnum, ConnectionTrait, TryGetable};
use uuid::Uuid;

use super::entity::evidence::{self, AttachedKind};
use super::rules;
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::access::scope::Scope;
use crate::inspections;
use crate::inspections::entity::inspection::{self, Status};
use crate::inspections::store::subject;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// What reading evidence of this kind asks for.
#[must_use]
pub const fn reading(kind: AttachedKind) -> Action {
    if kind.is_of_car() { Action::ReadCar } else { Action::ReadWork }
}

/// A record that evidence belongs to, or is to belong to.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// What kind of record.
    pub kind: AttachedKind,
    /// The record.
    pub id: Uuid,
    /// The inspection it is of.
    pub inspection_id: Uuid,
}

impl From<&evidence::Model> for Place {
    fn from(row: &evidence::Model) -> Self {
        Self { kind: row.attached_kind, id: row.attached_id, inspection_id: row.inspection_id }
    }
}

/// The inspection of a record whose evidence the caller may read.
///
/// # Errors
/// `not-found`.
pub async fn inspection(db: &impl ConnectionTrait, caller: &Caller, place: Place) -> Result<inspection::Model, Problem> {
    let reading = reading(place.kind);
    if follows_up(db, caller, reading, place).await? {
        return inspections::store::by_id(db, place.inspection_id).await;
    }
    inspections::store::inspection(db, caller, reading, place.inspection_id).await
}

/// Whether the caller may bring evidence of a record. That of a corrective action comes from the unit, or from a team that
/// verifies it.
///
/// # Errors
/// `forbidden`.
pub async fn require_may_bring(
    db: &impl ConnectionTrait,
    caller: &Caller,
    place: Place,
    inspection: &inspection::Model,
) -> Result<(), Problem> {
    if !place.kind.is_of_car() {
        return caller.require(db, Action::RecordWork, subject(inspection)).await;
    }
    if caller.may(db, Action::AnswerCar, subject(inspection)).await? || verifies(db, caller, place, inspection).await? {
        return Ok(());
    }
    Err(forbidden(Action::AnswerCar))
}

/// Whether the caller, who may bring evidence of this record, may take this one back. That of a corrective action: whoever brought
/// it, and what was submitted stays, but for what the team itself brought.
///
/// # Errors
/// `forbidden`, `evidence-closed`, `request-takes-no-evidence`.
pub async fn require_may_take_back(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &evidence::Model,
    inspection: &inspection::Model,
) -> Result<(), Problem> {
    if row.attached_kind.is_of_car() {
        if row.captured_by != Some(caller.user.id) {
            return Err(forbidden(Action::AnswerCar));
        }
        let status = car_status(db, row.attached_kind, row.attached_id).await?.ok_or_else(unknown)?;
        if rules::is_submitted(&status) && !verifies(db, caller, row.into(), inspection).await? {
            return Err(takes_none(&status));
        }
    }
    require_open(db, row, inspection).await
}

/// Refuses what the unit adds to something that it has sent already: the team judges what was sent. The team adds what it sees.
///
/// # Errors
/// `request-takes-no-evidence`.
pub async fn require_may_add(
    db: &impl ConnectionTrait,
    caller: &Caller,
    place: Place,
    inspection: &inspection::Model,
) -> Result<(), Problem> {
    if !place.kind.is_of_car() {
        return Ok(());
    }
    match car_status(db, place.kind, place.id).await?.filter(|status| rules::is_submitted(status)) {
        Some(status) if !verifies(db, caller, place, inspection).await? => Err(takes_none(&status)),
        _ => Ok(()),
    }
}

fn takes_none(car_status: &str) -> Problem {
    Problem::of(&catalogue::REQUEST_TAKES_NO_EVIDENCE).param("status", car_status)
}

/// Whether the caller may do something to a record: through the inspection, or through the team of a follow-up inspection of it.
///
/// # Errors
/// Database failures.
pub async fn may(
    db: &impl ConnectionTrait,
    caller: &Caller,
    action: Action,
    place: Place,
    inspection: &inspection::Model,
) -> Result<bool, Problem> {
    Ok(caller.may(db, action, subject(inspection)).await? || follows_up(db, caller, action, place).await?)
}

async fn verifies(db: &impl ConnectionTrait, caller: &Caller, place: Place, inspection: &inspection::Model) -> Result<bool, Problem> {
    may(db, caller, Action::VerifyCar, place, inspection).await
}

/// Whether the caller may do something to a corrective action request through the team of a follow-up inspection of it.
async fn follows_up(db: &impl ConnectionTrait, caller: &Caller, action: Action, place: Place) -> Result<bool, Problem> {
    let scope = caller.scope(action);
    if !place.kind.is_of_car() || scope.on_team_as.is_empty() {
        return Ok(false);
    }
    let teams = Scope { on_team_as: scope.on_team_as, user_id: scope.user_id, ..Scope::default() };
    let held = Query::select()
        .column("id")
        .from("inspection")
        .cond_where(teams.inspections("organisation_id", "id"))
        .and_where(Expr::col("status").ne(Status::Cancelled.to_value()))
        .to_owned();
    let carried = Query::select().column("car_id").from("follow_up_car").and_where(Expr::col("inspection_id").in_subquery(held)).to_owned();
    let query = of_car("id", place.kind, place.id)
        .and_where(Expr::col("inspection_id").eq(place.inspection_id))
        .and_where(Expr::col("id").in_subquery(carried))
        .to_owned();
    Ok(db.query_one(&query).await?.is_some())
}

/// Refuses evidence that comes when nothing may be recorded any more.
///
/// # Errors
/// `evidence-closed` of the inspection, `request-takes-no-evidence` of a corrective action request.
pub async fn require_open(db: &impl ConnectionTrait, row: &evidence::Model, inspection: &inspection::Model) -> Result<(), Problem> {
    if !row.attached_kind.is_of_car() {
        let closed = Problem::of(&catalogue::EVIDENCE_CLOSED).param("status", inspection.status.as_str());
        return if rules::may_declare(inspection.status) { Ok(()) } else { Err(closed) };
    }
    match car_status(db, row.attached_kind, row.attached_id).await? {
        Some(status) if rules::takes_evidence(&status) => Ok(()),
        Some(status) => Err(takes_none(&status)),
        None => Err(unknown()),
    }
}

fn unknown() -> Problem {
    Problem::invalid_field(&catalogue::field::UNKNOWN_REFERENCE, "/attached_to/id", &[])
}

/// Refuses a record of another inspection. A record of the visit that is not there is let pass: a photo may reach the server
/// before the answer that it belongs to. Corrective actions are made on the server alone.
///
/// # Errors
/// `invalid-body`.
pub async fn require_own_record(db: &impl ConnectionTrait, row: &evidence::Model) -> Result<(), Problem> {
    let owner = owner(db, row.attached_kind, row.attached_id).await?;
    let is_own = match owner {
        Some(inspection_id) => inspection_id == row.inspection_id,
        None => !row.attached_kind.is_of_car(),
    };
    if is_own { Ok(()) } else { Err(unknown()) }
}

async fn owner(db: &impl ConnectionTrait, kind: AttachedKind, id: Uuid) -> Result<Option<Uuid>, Problem> {
    let table = match kind {
        AttachedKind::Inspection => return Ok(Some(id)),
        AttachedKind::Response => "response",
        AttachedKind::Sample => "sample",
        AttachedKind::Finding => "finding",
        AttachedKind::CorrectiveActionRequest | AttachedKind::CorrectiveAction => {
            return one(db, &of_car("inspection_id", kind, id), "inspection_id").await;
        }
    };
    let query = Query::select().column("inspection_id").from(table).and_where(Expr::col("id").eq(id)).to_owned();
    one(db, &query, "inspection_id").await
}

async fn car_status(db: &impl ConnectionTrait, kind: AttachedKind, id: Uuid) -> Result<Option<String>, Problem> {
    one(db, &of_car("status", kind, id), "status").await
}

/// A column of the request that a record is, or is an action of.
fn of_car(column: &'static str, kind: AttachedKind, id: Uuid) -> SelectStatement {
    let this = match kind {
        AttachedKind::CorrectiveAction => {
            let car = Query::select().column("car_id").from("corrective_action").and_where(Expr::col("id").eq(id)).to_owned();
            Expr::col("id").in_subquery(car)
        }
        _ => Expr::col("id").eq(id),
    };
    Query::select().column(column).from("corrective_action_request").and_where(this).to_owned()
}

async fn one<T: TryGetable>(db: &impl ConnectionTrait, query: &SelectStatement, column: &str) -> Result<Option<T>, Problem> {
    let Some(row) = db.query_one(query).await? else { return Ok(None) };
    Ok(Some(row.try_get("", column)?))
}
