//! Corrective action requests as the API, the portal and devices see them.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::request::{self, Effectiveness, Status};
use super::entity::{action, deadline, extension};
use super::history::{self, StepView};
use super::lifecycle::{self, EVENTS, Event};
use super::plan::RootCause;
use super::rules::{self, Standing};
use super::store::{self, today};
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::evidence;
use crate::evidence::views::EvidenceView;
use crate::findings::entity::finding;
use crate::inspections::views::UnitView;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;

/// A corrective action.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CorrectiveActionView)]
pub struct ActionView {
    /// The action.
    pub id: Uuid,
    /// What is to be done.
    pub what: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_on: Option<LocalDate>,
    /// Done on.
    pub done_on: Option<LocalDate>,
    /// What came of it.
    pub result: String,
}

impl From<action::Model> for ActionView {
    fn from(row: action::Model) -> Self {
        Self { id: row.id, what: row.what, owner: row.owner, due_on: row.due_on, done_on: row.done_on, result: row.result }
    }
}

/// A finding, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CarFindingView {
    /// The finding.
    pub id: Uuid,
    /// Its number.
    pub number: Option<String>,
    /// Grade.
    pub grade: Option<String>,
    /// What was seen.
    pub observed: String,
}

impl From<&finding::Model> for CarFindingView {
    fn from(row: &finding::Model) -> Self {
        Self { id: row.id, number: row.number.clone(), grade: row.grade.clone(), observed: row.observed.clone() }
    }
}

/// What counts now, and how much of it is left. Computed for the day on which it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueView {
    /// What is due.
    pub kind: deadline::Kind,
    /// Until the end of this day.
    pub due_on: LocalDate,
    /// Days left; negative when overdue.
    pub days_left: i32,
    /// The day is over.
    pub overdue: bool,
}

/// A due day that a request has or had.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DueDayView {
    /// What is or was due.
    pub kind: deadline::Kind,
    /// Until the end of this day.
    pub due_on: LocalDate,
    /// The extension that set it, by its place.
    pub extension: Option<i32>,
    /// Set at.
    pub set_at: Instant,
}

/// An extension.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExtensionView {
    /// Its place among the extensions of the request: the `n` of its address.
    pub n: i32,
    /// Which due day.
    pub kind: deadline::Kind,
    /// The day as it stood.
    pub from_on: LocalDate,
    /// The day asked for.
    pub to_on: LocalDate,
    /// Why.
    pub reason: String,
    /// What became of it.
    pub state: extension::State,
    /// Who asked.
    pub asked_by: Uuid,
    /// Asked at.
    pub asked_at: Instant,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// Decided at.
    pub decided_at: Option<Instant>,
    /// The words of the decision.
    pub decision: Option<String>,
}

impl From<extension::Model> for ExtensionView {
    fn from(row: extension::Model) -> Self {
        Self {
            n: row.seq,
            kind: row.kind,
            from_on: row.from_on,
            to_on: row.to_on,
            reason: row.reason,
            state: row.state,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            decision: row.decision,
        }
    }
}

/// A corrective action request.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CarView {
    /// The request.
    pub id: Uuid,
    /// `CAR-<inspection>-<nn>`.
    pub number: String,
    /// The inspection that led to it.
    pub inspection_id: Uuid,
    /// The audited unit.
    pub organisation: UnitView,
    /// Status.
    pub status: Status,
    /// Edition of the standard.
    pub edition: String,
    /// Clauses.
    pub clauses: Vec<String>,
    /// The gravest grade of its findings.
    pub grade: Option<String>,
    /// What was found.
    pub statement: String,
    /// Its findings.
    pub findings: Vec<CarFindingView>,
    /// What was done about the case itself.
    pub correction: String,
    /// How the root cause was found, and which it is.
    pub root_cause: Option<RootCause>,
    /// Where else the same was looked for.
    pub similar_cases: String,
    /// The corrective actions, in order.
    pub actions: Vec<ActionView>,
    /// The head who approved the plan as it stands.
    pub plan_approved_by: Option<Uuid>,
    /// Approved at.
    pub plan_approved_at: Option<Instant>,
    /// Last day for the plan.
    pub plan_due_on: LocalDate,
    /// Last day for carrying it out.
    pub implementation_due_on: Option<LocalDate>,
    /// Day for judging effectiveness.
    pub effectiveness_due_on: Option<LocalDate>,
    /// What counts now.
    pub due: Option<DueView>,
    /// An extension waits for a decision.
    pub extension_asked: bool,
    /// Effectiveness.
    pub effectiveness: Effectiveness,
    /// Why it was last returned, disputed, withdrawn or judged.
    pub reason: Option<String>,
    /// Issued at.
    pub issued_at: Instant,
    /// Who last sent something to be decided: the plan, the result, a dispute.
    pub submitted_by: Option<Uuid>,
    /// When.
    pub submitted_at: Option<Instant>,
    /// Who verified.
    pub verified_by: Option<Uuid>,
    /// Verified at.
    pub verified_at: Option<Instant>,
    /// `on_site` or `by_file`.
    pub verified_method: Option<String>,
    /// Closed at.
    pub closed_at: Option<Instant>,
    /// Who closed it.
    pub closed_by: Option<Uuid>,
    /// The request that this one stands in place of.
    pub reissue_of: Option<Uuid>,
    /// The request that stands in its place.
    pub reissued_as: Option<Uuid>,
    /// Version.
    pub version: i64,
    /// What the caller may do now; absent where nobody asks for themselves.
    pub allowed: Option<Vec<Event>>,
}

/// A request with everything that happened to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CarDetailView {
    /// The request.
    #[serde(flatten)]
    pub car: CarView,
    /// Every due day it has or had.
    pub due_days: Vec<DueDayView>,
    /// Extensions, in the order in which they were asked.
    pub extensions: Vec<ExtensionView>,
    /// What was brought for the request and for its actions, and not taken back.
    pub evidence: Vec<EvidenceView>,
    /// What happened, the oldest first.
    pub history: Vec<StepView>,
}

/// The views of some requests, with what the caller may do.
///
/// # Errors
/// Database failures.
pub async fn of_rows(db: &impl ConnectionTrait, caller: &Caller, rows: Vec<request::Model>, now: Instant) -> Result<Vec<CarView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let places = where_each(db, caller, &ids, now).await?;
    let (mut views, day) = (plain(db, rows, now).await?, today(now));
    for view in &mut views {
        let may = |event: &Event| places.get(&rules::action_of(*event)).is_some_and(|place| place.contains(&view.id));
        let standing = Standing {
            status: view.status,
            effectiveness: view.effectiveness,
            extension_asked: view.extension_asked,
            effectiveness_day_has_come: view.effectiveness_due_on.as_ref().is_none_or(|due| *due <= day),
        };
        let offered = |event: &Event| rules::is_offered(*event, &standing);
        view.allowed = Some(lifecycle::allowed(view.status).filter(|event| may(event) && offered(event)).collect());
    }
    Ok(views)
}

/// For each action that an event asks for, the requests on which the caller may do it.
async fn where_each(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[Uuid],
    now: Instant,
) -> Result<HashMap<Action, HashSet<Uuid>>, Problem> {
    let mut places = HashMap::new();
    for event in EVENTS {
        let action = rules::action_of(*event);
        if let Entry::Vacant(place) = places.entry(action) {
            place.insert(store::where_may(db, caller, action, ids, now).await?);
        }
    }
    Ok(places)
}

/// The views of some requests, for nobody in particular.
///
/// # Errors
/// Database failures.
pub async fn plain(db: &impl ConnectionTrait, rows: Vec<request::Model>, now: Instant) -> Result<Vec<CarView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let units: HashSet<Uuid> = rows.iter().map(|row| row.organisation_id).collect();
    let units = organisation::Entity::find().filter(organisation::Column::Id.is_in(units)).all(db).await?;
    let units: HashMap<Uuid, organisation::Model> = units.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut actions = store::actions(db, &ids).await?;
    let findings = store::findings(db, &ids).await?;
    let extensions = store::extensions(db, &ids).await?;
    let day = today(now);
    let view = |row: request::Model| {
        let id = row.id;
        let asked = extensions.get(&id).is_some_and(|all| all.iter().any(|one| one.state == extension::State::Asked));
        let found = findings.get(&id).into_iter().flatten().map(CarFindingView::from).collect();
        let unit = units.get(&row.organisation_id);
        let actions = actions.remove(&id).unwrap_or_default().into_iter().map(ActionView::from).collect();
        of_row(row, unit, found, actions, asked, &day)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The day that counts now, seen from a day.
#[must_use]
pub fn due_of(row: &request::Model, day: &LocalDate) -> Option<DueView> {
    let kind = rules::awaited(row.status, row.effectiveness)?;
    let due_on = row.due_on.clone()?;
    let days_left = day.days_until(&due_on);
    Some(DueView { kind, due_on, days_left, overdue: days_left < 0 })
}

fn of_row(
    row: request::Model,
    unit: Option<&organisation::Model>,
    findings: Vec<CarFindingView>,
    actions: Vec<ActionView>,
    extension_asked: bool,
    day: &LocalDate,
) -> CarView {
    CarView {
        due: due_of(&row, day),
        organisation: UnitView {
            id: row.organisation_id,
            code: unit.map(|unit| unit.code.clone()).unwrap_or_default(),
            name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            kind: unit.map(|unit| unit.kind.clone()).unwrap_or_default(),
        },
        findings,
        actions,
        extension_asked,
        id: row.id,
        number: row.number,
        inspection_id: row.inspection_id,
        status: row.status,
        edition: row.edition,
        clauses: serde_json::from_str(&row.clauses).unwrap_or_default(),
        grade: row.grade,
        statement: row.statement,
        correction: row.correction,
        root_cause: serde_json::from_str(&row.root_cause).ok(),
        similar_cases: row.similar_cases,
        plan_approved_by: row.plan_approved_by,
        plan_approved_at: row.plan_approved_at,
        plan_due_on: row.plan_due_on,
        implementation_due_on: row.implementation_due_on,
        effectiveness_due_on: row.effectiveness_due_on,
        effectiveness: row.effectiveness,
        reason: row.reason,
        issued_at: row.issued_at,
        submitted_by: row.submitted_by,
        submitted_at: row.submitted_at,
        verified_by: row.verified_by,
        verified_at: row.verified_at,
        verified_method: row.verified_method,
        closed_at: row.closed_at,
        closed_by: row.closed_by,
        reissue_of: row.reissue_of,
        reissued_as: row.reissued_as,
        version: row.version,
        allowed: None,
    }
}

/// One request with what the caller may do.
///
/// # Errors
/// Database failures.
pub async fn one(db: &impl ConnectionTrait, caller: &Caller, row: request::Model, now: Instant) -> Result<CarView, Problem> {
    of_rows(db, caller, vec![row], now).await?.pop().ok_or_else(Problem::not_found)
}

/// One request with everything that happened to it.
///
/// # Errors
/// Database failures.
pub async fn detail(db: &impl ConnectionTrait, caller: &Caller, row: request::Model, now: Instant) -> Result<CarDetailView, Problem> {
    let id = row.id;
    let history = history::of(db, &row).await?;
    let extensions = store::extensions(db, &[id]).await?.remove(&id).unwrap_or_default();
    let place = |extension: Option<Uuid>| extensions.iter().find(|one| Some(one.id) == extension).map(|one| one.seq);
    let due_days = store::due_days(db, &[id]).await?.remove(&id).unwrap_or_default();
    let due_days = due_days
        .into_iter()
        .map(|day| DueDayView { kind: day.kind, extension: place(day.extension_id), due_on: day.due_on, set_at: day.set_at })
        .collect();
    let extensions = extensions.into_iter().map(ExtensionView::from).collect();
    let car = one(db, caller, row, now).await?;
    let records: Vec<Uuid> = car.actions.iter().map(|action| action.id).chain([id]).collect();
    let evidence = evidence::views::of_rows(db, evidence::store::of_records(db, &records).await?).await?;
    Ok(CarDetailView { car, due_days, extensions, evidence, history })
}

/// Requests as devices get them. What is due is left out: it changes with the day and not with the record.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, ids: &[Uuid], now: Instant) -> Result<Vec<(Uuid, Value)>, Problem> {
    let rows = request::Entity::find().filter(request::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let record = |view: CarView| {
        let id = view.id;
        let mut value = json!(view);
        if let Some(fields) = value.as_object_mut() {
            fields.remove("due");
            fields.remove("allowed");
        }
        (id, value)
    };
    Ok(plain(db, rows, now).await?.into_iter().map(record).collect())
}
