//! A follow-up inspection (kiểm tra lại): its checklist is made from the open requests of the unit.

use std::collections::BTreeSet;

use serde::Deserialize;
use soat_checklist_schemas::follow_up::{self, FollowUp, OpenAction};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::request;
use super::{service, store};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::checklists;
use crate::inspections::entity::inspection::{self, Form, Kind};
use crate::inspections::planning::{self, ChecklistChoice, NewInspection};
use crate::inspections::{self, written};
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};
use crate::ledger::transaction::Change;
use crate::ledger::{Tx, stream};
use crate::organisations;

/// A follow-up inspection to be planned.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFollowUp {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// The unit.
    pub organisation_id: Uuid,
    /// The programme it belongs to.
    pub programme_id: Option<Uuid>,
    /// Form.
    pub form: Form,
    /// First planned day.
    pub planned_from: LocalDate,
    /// Last planned day.
    pub planned_to: LocalDate,
    /// The requests to look at; every open one of the unit unless given.
    #[validate(length(min = 1, max = 100))]
    pub car_ids: Option<Vec<Uuid>>,
}

/// Plans a follow-up inspection with a checklist of its own, and makes its stream carry the requests.
///
/// # Errors
/// `forbidden`, `invalid-body` (also when a request is not open or of another unit), `no-open-requests`, `already-exists`.
pub async fn plan(tx: &Tx, caller: &Caller, input: NewFollowUp) -> Result<inspection::Model, Problem> {
    let unit = organisations::store::organisation(tx.db(), caller, input.organisation_id)
        .await
        .map_err(|_| Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/organisation_id", &[]))?;
    caller.require(tx.db(), Action::PlanInspection, Subject::of_organisation(unit.id)).await?;
    let chosen = locked(tx, unit.id, input.car_ids.as_deref()).await?;
    tx.stream(stream::CHECKLISTS).await?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if inspections::store::by_id(tx.db(), id).await.is_ok() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "inspection").param("key", id));
    }
    let checklist = checklists::service::publish_made(tx, unit.id, &build(id, &chosen)?).await?;
    let planned = NewInspection {
        id: Some(id),
        programme_id: input.programme_id,
        organisation_id: unit.id,
        kind: Kind::FollowUp,
        form: input.form,
        planned_from: input.planned_from,
        planned_to: input.planned_to,
        zone: None,
        checklist: ChecklistChoice { id: Some(checklist.id), ..ChecklistChoice::default() },
        scope: None,
        grading: None,
        amendments: None,
    };
    let row = planning::plan(tx, caller, planned).await?;
    // What was found at the unit is in it, so it travels with the inspection and not with the checklists of everybody.
    tx.change(&stream::of_inspection(row.id), checklists::service::COLLECTION, checklist.id, Change::told_to_all()).await?;
    for car in &chosen {
        service::carry(tx, car, row.id).await?;
    }
    Ok(row)
}

/// The requests to look at, with every stream locked that carries one of them: from here on they stay as they are.
async fn locked(tx: &Tx, unit: Uuid, wanted: Option<&[Uuid]>) -> Result<Vec<request::Model>, Problem> {
    let seen = choose(store::open_of_unit(tx.db(), unit, tx.now()).await?, wanted)?;
    let mut names = BTreeSet::new();
    for row in &seen {
        names.extend(store::streams(tx.db(), row).await?);
    }
    for name in &names {
        tx.stream(name).await?;
    }
    let still_open = store::open_of_unit(tx.db(), unit, tx.now()).await?.into_iter().filter(|row| seen.iter().any(|one| one.id == row.id));
    choose(still_open.collect(), wanted)
}

fn choose(open: Vec<request::Model>, wanted: Option<&[Uuid]>) -> Result<Vec<request::Model>, Problem> {
    let Some(ids) = wanted else {
        return if open.is_empty() { Err(Problem::of(&catalogue::NO_OPEN_REQUESTS)) } else { Ok(open) };
    };
    let mut flaws = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        if ids[..at].contains(id) {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, format!("/car_ids/{at}"), &[]));
        } else if !open.iter().any(|row| row.id == *id) {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/car_ids/{at}"), &[]));
        }
    }
    written::accept(flaws)?;
    Ok(open.into_iter().filter(|row| ids.contains(&row.id)).collect())
}

/// The checklist: named after the inspection, so that each follow-up has one of its own.
fn build(inspection_id: Uuid, chosen: &[request::Model]) -> Result<soat_checklist_schemas::Checklist, Problem> {
    let action = |row: &request::Model| OpenAction {
        number: row.number.clone(),
        clauses: serde_json::from_str(&row.clauses).unwrap_or_default(),
        statement: row.statement.clone(),
    };
    let wanted = FollowUp {
        key: format!("{}{}", checklists::rules::MADE, &inspection_id.simple().to_string()[..20]),
        version: 1,
        edition: chosen.last().map(|row| row.edition.clone()).unwrap_or_default(),
        actions: chosen.iter().map(action).collect(),
    };
    follow_up::build(&wanted).map_err(|flaws| Problem::internal(format!("follow-up checklist: {flaws:?}")))
}
