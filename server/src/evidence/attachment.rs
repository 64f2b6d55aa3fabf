//! The records that evidence belongs to: which inspection each is of, who may bring evidence for it, and until when.
//!
//! Their capabilities lie above this one, so the tables are asked by name, here and nowhere else.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, TryGetable};
use uuid::Uuid;

use super::entity::evidence::{self, AttachedKind};
use super::rules;
use crate::access::caller::{Caller, forbidden};
use crate::access::policy::Action;
use crate::inspections::entity::inspection;
use crate::inspections::store::subject;
use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// What reading evidence of this kind asks for.
#[must_use]
pub const fn reading(kind: AttachedKind) -> Action {
    if kind.is_of_car() { Action::ReadCar } else { Action::ReadWork }
}

/// Whether the caller may bring evidence of this kind. That of a corrective action comes from the unit, or from the team that
/// verifies it.
///
/// # Errors
/// `forbidden`.
pub async fn require_may_bring(
    db: &impl ConnectionTrait,
    caller: &Caller,
    kind: AttachedKind,
    inspection: &inspection::Model,
) -> Result<(), Problem> {
    if !kind.is_of_car() {
        return caller.require(db, Action::RecordWork, subject(inspection)).await;
    }
    for action in [Action::AnswerCar, Action::VerifyCar] {
        if caller.may(db, action, subject(inspection)).await? {
            return Ok(());
        }
    }
    Err(forbidden(Action::AnswerCar))
}

/// Refuses evidence that comes when nothing may be recorded any more.
///
/// # Errors
/// `evidence-closed`.
pub async fn require_open(db: &impl ConnectionTrait, row: &evidence::Model, inspection: &inspection::Model) -> Result<(), Problem> {
    let closed = |status: &str| Problem::of(&catalogue::EVIDENCE_CLOSED).param("status", status);
    if !row.attached_kind.is_of_car() {
        return if rules::may_declare(inspection.status) { Ok(()) } else { Err(closed(inspection.status.as_str())) };
    }
    match car_status(db, row.attached_kind, row.attached_id).await? {
        Some(status) if rules::takes_evidence(&status) => Ok(()),
        Some(status) => Err(closed(&status)),
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
        AttachedKind::CorrectiveActionRequest => "corrective_action_request",
        AttachedKind::CorrectiveAction => return one(db, &car_of_action("inspection_id", id), "inspection_id").await,
    };
    let query = Query::select().column("inspection_id").from(table).and_where(Expr::col("id").eq(id)).to_owned();
    one(db, &query, "inspection_id").await
}

async fn car_status(db: &impl ConnectionTrait, kind: AttachedKind, id: Uuid) -> Result<Option<String>, Problem> {
    let query = match kind {
        AttachedKind::CorrectiveAction => car_of_action("status", id),
        _ => Query::select().column("status").from("corrective_action_request").and_where(Expr::col("id").eq(id)).to_owned(),
    };
    one(db, &query, "status").await
}

fn car_of_action(column: &'static str, id: Uuid) -> SelectStatement {
    let car = Query::select().column("car_id").from("corrective_action").and_where(Expr::col("id").eq(id)).to_owned();
    Query::select().column(column).from("corrective_action_request").and_where(Expr::col("id").in_subquery(car)).to_owned()
}

async fn one<T: TryGetable>(db: &impl ConnectionTrait, query: &SelectStatement, column: &str) -> Result<Option<T>, Problem> {
    let Some(row) = db.query_one(query).await? else { return Ok(None) };
    Ok(Some(row.try_get("", column)?))
}
