//! Queries over the ledger, and over those who stand on the rungs.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::entity::reminder::{self, Column, Outcome};
use super::rules::Rung;
use crate::access::holders;
use crate::access::policy::{Role, TeamRole};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::Problem;
use crate::notify::deadline::OpenDeadline;
use crate::organisations::entity::organisation;

/// Ids in one statement.
const IDS_A_STATEMENT: usize = 500;

/// The rows of some deadlines, by request; rows of their earlier due days are among them.
///
/// # Errors
/// Database failures.
pub async fn ledger(db: &impl ConnectionTrait, deadlines: &[OpenDeadline]) -> Result<HashMap<Uuid, Vec<reminder::Model>>, Problem> {
    let mut found: HashMap<Uuid, Vec<_>> = HashMap::new();
    for some in deadlines.chunks(IDS_A_STATEMENT) {
        let of_these = Column::CarId.is_in(some.iter().map(|deadline| deadline.car_id));
        for row in reminder::Entity::find().filter(of_these).all(db).await? {
            found.entry(row.car_id).or_default().push(row);
        }
    }
    Ok(found)
}

/// Whether a row is about this very deadline.
#[must_use]
pub fn is_about(row: &reminder::Model, deadline: &OpenDeadline) -> bool {
    row.car_id == deadline.car_id && row.deadline == deadline.kind && row.due_on == deadline.due_on
}

/// Writes a row of the ledger, unless there is one: only a row that passes a step over may become one that sends it, once its
/// clock is known to have run ahead (`is_revived`). Says whether it was written.
///
/// # Errors
/// Database failures.
pub async fn keep(db: &impl ConnectionTrait, row: &reminder::Model, is_revived: bool) -> Result<bool, Problem> {
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    let insert = reminder::Entity::insert(row.clone().into_active_model()).on_conflict(once);
    if insert.exec_without_returning(db).await? > 0 {
        return Ok(true);
    }
    if row.outcome != Outcome::Sent || !is_revived {
        return Ok(false);
    }
    let revived = reminder::Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(sea_orm::ActiveEnum::to_value(&Outcome::Sent)))
        .col_expr(Column::At, Expr::value(row.at))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Outcome.eq(Outcome::PassedOver))
        .exec(db)
        .await?;
    Ok(revived.rows_affected > 0)
}

/// Those who stand on a rung for a deadline.
///
/// # Errors
/// Database failures.
pub async fn on_rung(db: &impl ConnectionTrait, rung: Rung, deadline: &OpenDeadline, today: &LocalDate) -> Result<Vec<Uuid>, Problem> {
    let unit = deadline.organisation_id;
    match rung {
        Rung::UnitRepresentative => holders::at(db, &[Role::UnitRepresentative], unit, today).await,
        Rung::UnitHead => holders::at(db, &[Role::UnitHead], unit, today).await,
        Rung::TeamLead => holders::on_team(db, &[TeamRole::Lead], deadline.inspection_id).await,
        Rung::ProgrammeManager => holders::nearest(db, &[Role::ProgrammeManager], unit, today).await,
        Rung::Committee => holders::nearest(db, &[Role::CommitteeMember, Role::CommitteeChair], unit, today).await,
    }
}

/// The name of an organisation, as notices say it.
///
/// # Errors
/// Database failures.
pub async fn name_of(db: &impl ConnectionTrait, organisation_id: Uuid) -> Result<String, Problem> {
    let found = organisation::Entity::find_by_id(organisation_id).one(db).await?;
    Ok(found.map(|row| row.name).unwrap_or_default())
}
