//! Planning an inspection: what is to be inspected, when, with which checklist.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::inspection::{self, Form, Kind, Status};
use super::{rules, shapes, store, written};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::checklists;
use crate::checklists::entity::checklist;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::{self, DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::op::Edit;
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::entity::organisation;
use crate::programmes::entity::programme;

/// The collection in which inspections travel.
pub const COLLECTION: &str = "inspections";

/// Which checklist: by id, by digest, or by key and version (the newest published one when no version is named).
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistChoice {
    /// Its id.
    pub id: Option<Uuid>,
    /// SHA-256 of its canonical JSON, lower-case hex.
    #[validate(length(equal = 64))]
    pub digest: Option<String>,
    /// Its key.
    #[validate(length(min = 1, max = 100))]
    pub key: Option<String>,
    /// Its version.
    pub version: Option<i32>,
}

/// A new inspection.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInspection {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// The programme it belongs to; grading, amendments and scoring come from there.
    pub programme_id: Option<Uuid>,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// Form.
    pub form: Form,
    /// First planned day.
    pub planned_from: LocalDate,
    /// Last planned day.
    pub planned_to: LocalDate,
    /// IANA zone; `Asia/Ho_Chi_Minh` unless given.
    #[validate(length(min = 1, max = 60))]
    pub zone: Option<String>,
    /// The checklist.
    #[validate(nested)]
    pub checklist: ChecklistChoice,
    /// Procedures and fields covered.
    #[schema(value_type = Option<Object>)]
    pub scope: Option<Value>,
    /// Findings are graded; only without a programme.
    pub grading: Option<bool>,
    /// Amendments asked; only without a programme.
    #[validate(length(max = 10))]
    pub amendments: Option<Vec<String>>,
}

/// What may change in the plan; absent fields stay as they are.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditInspection {
    /// Form.
    pub form: Option<Form>,
    /// First planned day.
    pub planned_from: Option<LocalDate>,
    /// Last planned day.
    pub planned_to: Option<LocalDate>,
    /// The checklist, while the inspection has not started.
    #[validate(nested)]
    pub checklist: Option<ChecklistChoice>,
    /// Number of the minutes or report, until issue.
    #[validate(length(max = 100))]
    pub number: Option<String>,
    /// Procedures and fields covered.
    #[schema(value_type = Option<Object>)]
    pub scope: Option<Value>,
    /// Agenda.
    #[schema(value_type = Option<Vec<Object>>)]
    pub agenda: Option<Value>,
    /// Sessions held.
    #[schema(value_type = Option<Vec<Object>>)]
    pub sessions: Option<Value>,
    /// Clauses that do not apply, with the reason.
    #[schema(value_type = Option<Vec<Object>>)]
    pub exclusions: Option<Value>,
    /// The unit's opinion.
    #[validate(length(max = 8_000))]
    pub opinion: Option<String>,
    /// Unresolved disagreements.
    #[validate(length(max = 8_000))]
    pub disagreements: Option<String>,
    /// Conclusion.
    #[validate(length(max = 8_000))]
    pub conclusion: Option<String>,
}

/// Plans an inspection.
///
/// # Errors
/// `forbidden`, `organisation-closed`, `invalid-body`, `already-exists`.
pub async fn plan(tx: &Tx, caller: &Caller, input: NewInspection) -> Result<inspection::Model, Problem> {
    let db = tx.db();
    let unit = readable_unit(db, caller, input.organisation_id).await?;
    may_plan(db, caller, &input).await?;
    refuse_ended(&unit, &input.planned_from)?;
    written::accept(rules::flaws_of_window(&input.planned_from, &input.planned_to))?;
    written::accept(flaws_of_frame(&input))?;
    let scope = input.scope.clone().unwrap_or_else(|| json!({"procedures": [], "fields": []}));
    let named = [("scope".to_owned(), scope.clone())].into_iter().collect();
    written::accept(shapes::check(shapes::INSPECTIONS, &named, None))?;
    let checklist = choose(db, &input.checklist, input.kind, unit.id).await?;
    let programme = programme_of(db, caller, input.programme_id).await?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if inspection::Entity::find_by_id(id).count(db).await? > 0 {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "inspection").param("key", id));
    }
    let code = next_code(tx, unit.root_id, &input.planned_from).await?;
    let row = fresh(tx.now(), id, code, input, &scope, programme, checklist).insert(db).await?;
    let entry = Entry::new("inspection", id, "create")
        .with("organisation_id", row.organisation_id.to_string())
        .with("kind", row.kind.as_str())
        .with("checklist_digest", row.checklist_digest.clone());
    store::changed(tx, &row, entry).await?;
    Ok(row)
}

/// Nobody is visited after their end: the successor is.
fn refuse_ended(unit: &organisation::Model, planned_from: &LocalDate) -> Result<(), Problem> {
    match unit.valid_to.as_ref().filter(|last| *last < planned_from) {
        Some(last) => {
            let problem = Problem::of(&catalogue::ORGANISATION_CLOSED).param("name", &unit.name).param("code", &unit.code);
            Err(problem.param("valid_to", last))
        }
        None => Ok(()),
    }
}

/// The row of a new inspection.
fn fresh(
    now: Instant,
    id: Uuid,
    code: String,
    input: NewInspection,
    scope: &Value,
    programme: Option<programme::Model>,
    checklist: checklist::Model,
) -> inspection::ActiveModel {
    inspection::ActiveModel {
        id: Set(id),
        code: Set(code),
        programme_id: Set(input.programme_id),
        organisation_id: Set(input.organisation_id),
        kind: Set(input.kind),
        form: Set(input.form),
        status: Set(Status::Planned),
        planned_from: Set(input.planned_from),
        planned_to: Set(input.planned_to),
        zone: Set(input.zone.unwrap_or_else(|| DEFAULT_ZONE.to_owned())),
        notice_number: Set(None),
        notice_sent_on: Set(None),
        team_decision_number: Set(None),
        team_decided_on: Set(None),
        checklist_id: Set(checklist.id),
        checklist_digest: Set(checklist.digest.unwrap_or_default()),
        amendments: Set(match &programme {
            Some(programme) => programme.amendments.clone(),
            None => json!(input.amendments.unwrap_or_default()).to_string(),
        }),
        grading: Set(programme.as_ref().map_or(input.grading.unwrap_or(true), |programme| programme.grading)),
        rating_scheme_id: Set(programme.and_then(|programme| programme.rating_scheme_id)),
        scope: Set(scope.to_string()),
        agenda: Set("[]".to_owned()),
        sessions: Set("[]".to_owned()),
        exclusions: Set("[]".to_owned()),
        opinion: Set(String::new()),
        disagreements: Set(String::new()),
        conclusion: Set(String::new()),
        number: Set(None),
        finding_seq: Set(0),
        started_at: Set(None),
        concluded_at: Set(None),
        reason: Set(None),
        frozen_content: Set(None),
        frozen_digest: Set(None),
        signing_began_at: Set(None),
        version: Set(1),
        created_at: Set(now),
    }
}

/// What is wrong with the zone and the names of amendments.
fn flaws_of_frame(input: &NewInspection) -> Vec<FieldError> {
    let mut flaws = Vec::new();
    if input.zone.as_deref().is_some_and(|zone| !clock::is_zone(zone)) {
        flaws.push(FieldError::of(&field::FORMAT, "/zone", &[("expected", "IANA, Asia/Ho_Chi_Minh")]));
    }
    for (index, name) in input.amendments.iter().flatten().enumerate() {
        if !(1..=100).contains(&name.chars().count()) {
            flaws.push(FieldError::of(&field::LENGTH, format!("/amendments/{index}"), &[("min", "1"), ("max", "100")]));
        }
    }
    flaws
}

async fn readable_unit(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<organisation::Model, Problem> {
    let unknown = || Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/organisation_id", &[]);
    if !caller.may(db, Action::ReadOrganisation, Subject::of_organisation(id)).await? {
        return Err(unknown());
    }
    organisation::Entity::find_by_id(id).one(db).await?.ok_or_else(unknown)
}

/// Those who run the programme plan every kind; a unit plans its own checks of itself.
async fn may_plan(db: &impl ConnectionTrait, caller: &Caller, input: &NewInspection) -> Result<(), Problem> {
    let subject = Subject::of_organisation(input.organisation_id);
    if input.kind.is_own() && caller.may(db, Action::PlanOwnInspection, subject).await? {
        return Ok(());
    }
    caller.require(db, Action::PlanInspection, subject).await
}

async fn programme_of(db: &impl ConnectionTrait, caller: &Caller, id: Option<Uuid>) -> Result<Option<programme::Model>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let within = caller.scope(Action::ReadProgramme).organisations("organisation_id");
    let found = programme::Entity::find_by_id(id).filter(within).one(db).await?;
    found.map(Some).ok_or_else(|| Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/programme_id", &[]))
}

/// The published checklist that a choice names, if it is meant for the kind of inspection and for the unit.
async fn choose(db: &impl ConnectionTrait, choice: &ChecklistChoice, kind: Kind, unit: Uuid) -> Result<checklist::Model, Problem> {
    let unknown = || Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/checklist", &[]);
    let reference = match choice {
        ChecklistChoice { id: Some(id), .. } => id.to_string(),
        ChecklistChoice { digest: Some(digest), .. } => {
            let found = checklist::Entity::find().filter(checklist::Column::Digest.eq(digest)).one(db).await?;
            found.ok_or_else(unknown)?.id.to_string()
        }
        ChecklistChoice { key: Some(key), version: Some(number), .. } => {
            let numbered = checklist::Column::Number.eq(*number);
            let found = checklist::Entity::find().filter(checklist::Column::Key.eq(key)).filter(numbered).one(db).await?;
            found.ok_or_else(unknown)?.id.to_string()
        }
        ChecklistChoice { key: Some(key), .. } => key.clone(),
        ChecklistChoice { .. } => return Err(unknown()),
    };
    checklists::store::pinnable(db, &reference, kind.as_str(), unit).await
}

/// `year-number`, counted within the register; the register's row is locked so that two plans never get the same.
async fn next_code(tx: &Tx, root_id: Uuid, day: &LocalDate) -> Result<String, Problem> {
    tx.stream(&format!("register:{root_id}")).await?;
    let year = &day.as_str()[..4];
    let of_register = Query::select().column("id").from("organisation").and_where(Expr::col("root_id").eq(root_id)).to_owned();
    let count = inspection::Entity::find()
        .filter(inspection::Column::OrganisationId.in_subquery(of_register))
        .filter(inspection::Column::Code.starts_with(format!("{year}-")))
        .count(tx.db())
        .await?;
    Ok(format!("{year}-{:04}", count + 1))
}

/// Changes the plan, while it is one.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `invalid-body`.
pub async fn replan(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: &EditInspection) -> Result<inspection::Model, Problem> {
    tx.stream(&stream::of_inspection(id)).await?;
    let before = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    super::service::require_planner(tx.db(), caller, &before).await?;
    version::require(seen, before.version)?;
    let not_started = matches!(before.status, Status::Planned | Status::Notified);
    if !not_started && (input.planned_from.is_some() || input.planned_to.is_some() || input.checklist.is_some() || input.form.is_some()) {
        return Err(super::service::illegal(&before, "replan"));
    }
    if input.number.is_some() && !before.status.takes_number() {
        return Err(super::service::illegal(&before, "number"));
    }
    let mut row = before.clone().into_active_model();
    let from = input.planned_from.clone().unwrap_or_else(|| before.planned_from.clone());
    let to = input.planned_to.clone().unwrap_or_else(|| before.planned_to.clone());
    written::accept(rules::flaws_of_window(&from, &to))?;
    row.planned_from = Set(from);
    row.planned_to = Set(to);
    row.form = Set(input.form.unwrap_or(before.form));
    row.number = Set(input.number.clone().or_else(|| before.number.clone()));
    if let Some(choice) = &input.checklist {
        let checklist = choose(tx.db(), choice, before.kind, before.organisation_id).await?;
        row.checklist_id = Set(checklist.id);
        row.checklist_digest = Set(checklist.digest.unwrap_or_default());
    }
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    let entry = Entry::new("inspection", id, "edit")
        .changed("planned_from", before.planned_from.as_str(), after.planned_from.as_str())
        .changed("planned_to", before.planned_to.as_str(), after.planned_to.as_str())
        .changed("form", before.form.as_str(), after.form.as_str())
        .changed("number", before.number.clone(), after.number.clone())
        .changed("checklist_digest", before.checklist_digest.clone(), after.checklist_digest.clone());
    store::changed(tx, &after, entry).await?;
    Ok(after)
}

/// Changes the plan and what is written during the inspection, each by whoever may.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `illegal-move`, `not-recording`, `invalid-body`.
pub async fn edit(tx: &Tx, caller: &Caller, id: Uuid, seen: i64, input: EditInspection) -> Result<inspection::Model, Problem> {
    let written = input.written();
    let plans = input.form.is_some()
        || input.planned_from.is_some()
        || input.planned_to.is_some()
        || input.checklist.is_some()
        || input.number.is_some();
    let mut row = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    // Permission before the version, for each part of the edit: an edit of nothing asks for the right to make any.
    if plans {
        super::service::require_planner(tx.db(), caller, &row).await?;
    }
    if !written.is_empty() {
        caller.require(tx.db(), Action::RecordWork, store::subject(&row)).await?;
    }
    if !plans && written.is_empty() {
        require_either(tx.db(), caller, &row).await?;
    }
    version::require(seen, row.version)?;
    if plans {
        row = replan(tx, caller, id, seen, &input).await?;
    }
    if !written.is_empty() {
        let current = super::service::recordable(tx, caller, id).await?;
        version::require(row.version, current.version)?;
        let author = super::resolution::all_seeing(tx, id, caller.user.id, caller.device.id).await?;
        super::service::put(tx, &current, &Edit { id, fields: written, author }).await?;
        row = store::inspection(tx.db(), caller, Action::ReadInspection, id).await?;
    }
    Ok(row)
}

/// Whether the caller may change anything at all: those who plan it, or those who record in it.
async fn require_either(db: &impl ConnectionTrait, caller: &Caller, row: &inspection::Model) -> Result<(), Problem> {
    if caller.may(db, Action::RecordWork, store::subject(row)).await? {
        return Ok(());
    }
    super::service::require_planner(db, caller, row).await
}

impl EditInspection {
    /// The fields that are written during the inspection.
    fn written(&self) -> Map<String, Value> {
        let texts = [("opinion", &self.opinion), ("disagreements", &self.disagreements), ("conclusion", &self.conclusion)];
        let documents = [("scope", &self.scope), ("agenda", &self.agenda), ("sessions", &self.sessions), ("exclusions", &self.exclusions)];
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?))));
        let documents = documents.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        texts.chain(documents).collect()
    }
}
