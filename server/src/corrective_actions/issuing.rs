//! Issuing requests: for findings, for all nonconformities of an inspection at once, and again when one was not effective.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::request::{self, Effectiveness, Status};
use super::entity::{car_finding, deadline};
use super::store::{self, today};
use super::{news, rules, service};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::app::AppState;
use crate::findings;
use crate::findings::entity::finding;
use crate::inspections::entity::inspection;
use crate::inspections::{self, written};
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::LocalDate;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::{calendar, config::Settings};
use crate::ledger::{Entry, Tx, stream};
use crate::programmes;
use crate::programmes::views::Deadlines;

/// A new request.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCar {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// The findings it answers for: recorded ones of one unit, none of them with an open request already.
    #[validate(length(min = 1, max = 50))]
    pub finding_ids: Vec<Uuid>,
}

/// Days for requests of inspections that have no programme, or whose programme names none.
#[must_use]
pub fn default_profile(settings: &Settings) -> Deadlines {
    Deadlines {
        plan: settings.car_plan_days,
        implementation: settings.car_implementation_days,
        effectiveness: settings.car_effectiveness_days,
        effectiveness_grades: None,
    }
}

/// Issues a request for findings of one unit. They may be of several inspections: the request belongs to that of the first.
///
/// # Errors
/// `forbidden`, `already-exists`, `illegal-move` while an inspection of theirs is not concluded, `invalid-body` naming each
/// finding that does not fit or may not be seen.
pub async fn issue(tx: &Tx, app: &AppState, caller: &Caller, input: NewCar) -> Result<request::Model, Problem> {
    let mut inspections = issuable_all(tx, caller, &input.finding_ids).await?;
    let mut found = rows_of(tx.db(), &input.finding_ids).await?;
    found.retain(|row| inspections.contains_key(&row.inspection_id));
    written::accept(flaws(tx.db(), &input.finding_ids, &found).await?)?;
    let inspection = found.first().and_then(|row| inspections.remove(&row.inspection_id)).ok_or_else(Problem::not_found)?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if request::Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "corrective action request").param("key", id));
    }
    let profile = profile_of(tx.db(), app, &inspection).await?;
    create(tx, id, &inspection, &found, &profile, None).await
}

/// Issues a request for every nonconformity of an inspection that never had one: one each. What the committee has withdrawn comes
/// again only when its finding is named ([`issue`]).
///
/// # Errors
/// `not-found`, `forbidden`, `illegal-move` while the inspection is not concluded.
pub async fn issue_all(tx: &Tx, app: &AppState, caller: &Caller, inspection_id: Uuid) -> Result<Vec<request::Model>, Problem> {
    let inspection = issuable(tx, caller, inspection_id).await?;
    let profile = profile_of(tx.db(), app, &inspection).await?;
    let mut issued = Vec::new();
    for row in unanswered(tx.db(), inspection_id).await? {
        issued.push(create(tx, tx.new_id(), &inspection, &[row], &profile, None).await?);
    }
    Ok(issued)
}

/// Whether the caller may issue requests for all of an inspection ([`issue_all`]), and any would be issued.
///
/// # Errors
/// Database failures.
pub async fn is_due(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model) -> Result<bool, Problem> {
    let may = row.status.is_done() && caller.may(db, Action::IssueCar, inspections::store::subject(row)).await?;
    Ok(may && !unanswered(db, row.id).await?.is_empty())
}

/// The nonconformities of an inspection for which no request was ever issued.
async fn unanswered(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Vec<finding::Model>, Problem> {
    let mut rows = Vec::new();
    for row in findings::store::of_inspection(db, inspection_id).await? {
        let calls_for_one = findings::rules::may_have_request(row.status) && findings::service::is_nonconformity(db, &row).await?;
        if calls_for_one && !had_request(db, row.id).await? {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Issues a request again under a new number, because the measures of the first did not hold.
pub(super) async fn reissue(tx: &Tx, before: &request::Model) -> Result<request::Model, Problem> {
    let inspection = inspection::Entity::find_by_id(before.inspection_id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    let found = store::findings(tx.db(), &[before.id]).await?.remove(&before.id).unwrap_or_default();
    create(tx, tx.new_id(), &inspection, &found, &service::profile(before)?, Some(before.id)).await
}

/// The inspection, under the lock of its stream, if the caller may issue requests for it and it has come so far.
async fn issuable(tx: &Tx, caller: &Caller, id: Uuid) -> Result<inspection::Model, Problem> {
    inspections::store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    tx.stream(&stream::of_inspection(id)).await?;
    let row = inspections::store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    caller.require(tx.db(), Action::IssueCar, inspections::store::subject(&row)).await?;
    if row.status.is_done() { Ok(row) } else { Err(inspections::service::illegal(&row, "issue_car")) }
}

/// The same for the inspections of some findings, locked in the order of their names. One that may not be seen hides its
/// findings too.
async fn issuable_all(tx: &Tx, caller: &Caller, finding_ids: &[Uuid]) -> Result<BTreeMap<Uuid, inspection::Model>, Problem> {
    let places: BTreeSet<Uuid> = rows_of(tx.db(), finding_ids).await?.iter().map(|row| row.inspection_id).collect();
    let mut issuable_ones = BTreeMap::new();
    for id in places {
        match issuable(tx, caller, id).await {
            Ok(row) => issuable_ones.insert(id, row),
            Err(problem) if problem.code() == catalogue::NOT_FOUND.code => None,
            Err(problem) => return Err(problem),
        };
    }
    Ok(issuable_ones)
}

/// Findings in the order in which they were named.
async fn rows_of(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<finding::Model>, Problem> {
    let mut rows = finding::Entity::find().filter(finding::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

async fn flaws(db: &impl ConnectionTrait, ids: &[Uuid], found: &[finding::Model]) -> Result<Vec<FieldError>, Problem> {
    let unit = found.first().map(|row| row.organisation_id);
    let mut flaws = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let pointer = format!("/finding_ids/{at}");
        let row = found.iter().find(|row| row.id == *id && Some(row.organisation_id) == unit);
        if ids[..at].contains(id) {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, pointer, &[]));
        } else if let Some(row) = row {
            if !findings::rules::may_have_request(row.status) {
                let (vi, en) =
                    ("Phát hiện này chưa được ghi nhận hoặc không còn hiệu lực", "This finding is not recorded, or stands no more");
                flaws.push(FieldError::words("finding-status", pointer, vi, en));
            } else if row.grade.as_deref() == Some("good_practice") {
                let (vi, en) = ("Điểm mạnh không cần hành động khắc phục", "A strength calls for no corrective action");
                flaws.push(FieldError::words("strength", pointer, vi, en));
            } else if let Some(number) = standing_requests(db, *id).await?.first() {
                let (vi, en) = (format!("Phát hiện này đã có phiếu {number}"), format!("This finding has the request {number} already"));
                flaws.push(FieldError::words("has-request", pointer, vi, en));
            }
        } else {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, pointer, &[]));
        }
    }
    Ok(flaws)
}

/// Numbers of the requests of a finding that are open, or were closed as done: a finding is answered once.
///
/// # Errors
/// Database failures.
pub async fn standing_requests(db: &impl ConnectionTrait, finding_id: Uuid) -> Result<Vec<String>, Problem> {
    store::numbers_for(db, finding_id, &[Status::Withdrawn, Status::Reissued]).await
}

/// Whether a request was ever issued for a finding, whatever became of it.
///
/// # Errors
/// Database failures.
async fn had_request(db: &impl ConnectionTrait, finding_id: Uuid) -> Result<bool, Problem> {
    Ok(!store::numbers_for(db, finding_id, &[]).await?.is_empty())
}

async fn profile_of(db: &impl ConnectionTrait, app: &AppState, inspection: &inspection::Model) -> Result<Deadlines, Problem> {
    let Some(id) = inspection.programme_id else { return Ok(default_profile(app.settings())) };
    let named = programmes::store::by_id(db, id).await?.deadlines;
    Ok(named.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| default_profile(app.settings())))
}

async fn create(
    tx: &Tx,
    id: Uuid,
    inspection: &inspection::Model,
    found: &[finding::Model],
    profile: &Deadlines,
    reissue_of: Option<Uuid>,
) -> Result<request::Model, Problem> {
    let last: Option<i32> = request::Entity::find()
        .select_only()
        .column_as(request::Column::Seq.max(), "last")
        .filter(request::Column::InspectionId.eq(inspection.id))
        .into_tuple()
        .one(tx.db())
        .await?
        .flatten();
    let seq = last.unwrap_or(0) + 1;
    let due_on = calendar::add_working_days(&today(tx.now()), u32::from(profile.plan));
    let row = fresh(tx, id, inspection, found, profile, seq, &due_on, reissue_of).insert(tx.db()).await?;
    let links = found.iter().map(|row| car_finding::ActiveModel { car_id: Set(id), finding_id: Set(row.id) });
    car_finding::Entity::insert_many(links).exec_without_returning(tx.db()).await?;
    service::add_due_day(tx, id, deadline::Kind::Plan, &due_on, None).await?;
    let entry = Entry::new("corrective_action_request", id, "issue")
        .with("number", row.number.as_str())
        .with("findings", json!(found.iter().map(|row| row.id).collect::<Vec<_>>()))
        .with("plan_due_on", due_on.as_str())
        .with("reissue_of", json!(reissue_of));
    service::tell(tx, &row, entry).await?;
    news::of_issue(tx, &row).await?;
    Ok(row)
}

#[expect(clippy::too_many_arguments, reason = "everything that a new row is made of")]
fn fresh(
    tx: &Tx,
    id: Uuid,
    inspection: &inspection::Model,
    found: &[finding::Model],
    profile: &Deadlines,
    seq: i32,
    due_on: &LocalDate,
    reissue_of: Option<Uuid>,
) -> request::ActiveModel {
    let mut clauses: Vec<String> = Vec::new();
    for clause in found.iter().flat_map(|row| serde_json::from_str::<Vec<String>>(&row.clauses).unwrap_or_default()) {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    let statement: Vec<&str> = found.iter().map(|row| row.observed.trim()).filter(|text| !text.is_empty()).collect();
    request::ActiveModel {
        id: Set(id),
        number: Set(rules::number(&inspection.code, seq)),
        seq: Set(seq),
        inspection_id: Set(inspection.id),
        organisation_id: Set(inspection.organisation_id),
        status: Set(Status::Issued),
        edition: Set(found.first().map(|row| row.edition.clone()).unwrap_or_default()),
        clauses: Set(json!(clauses).to_string()),
        grade: Set(rules::gravest(found.iter().map(|row| row.grade.as_deref()))),
        statement: Set(statement.join("\n")),
        profile: Set(json!(profile).to_string()),
        issued_at: Set(tx.now()),
        correction: Set(String::new()),
        root_cause: Set("null".to_owned()),
        similar_cases: Set(String::new()),
        plan_approved_by: Set(None),
        plan_approved_at: Set(None),
        plan_due_on: Set(due_on.clone()),
        implementation_due_on: Set(None),
        effectiveness_due_on: Set(None),
        due_on: Set(Some(due_on.clone())),
        effectiveness: Set(Effectiveness::Pending),
        reason: Set(None),
        submitted_by: Set(None),
        submitted_at: Set(None),
        verified_by: Set(None),
        verified_at: Set(None),
        verified_method: Set(None),
        closed_at: Set(None),
        closed_by: Set(None),
        reissue_of: Set(reissue_of),
        reissued_as: Set(None),
        version: Set(1),
    }
}
