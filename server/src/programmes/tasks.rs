//! Tasks of a programme: who leads, who co-operates, until when, how far it is.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::task::{self, ActiveModel, Column, Entity, Model};
use super::service::begin_edit;
use super::store;
use crate::access::caller::Caller;
use crate::access::policy::Action;
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::{DEFAULT_ZONE, Instant, LocalDate};
use crate::kernel::extract::given;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::version;
use crate::ledger::{Entry, Tx, stream};

/// A task of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskView {
    /// The task.
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// What is to be done.
    pub title: String,
    /// The unit that leads it.
    pub lead_organisation_id: Uuid,
    /// Units that co-operate.
    pub co_operating: Vec<Uuid>,
    /// Last day.
    pub due_on: Option<LocalDate>,
    /// How far it is, 0 to 100.
    pub progress_percent: i32,
    /// What there is to say about it.
    pub note: String,
    /// Past its day and not done; computed, never stored.
    pub overdue: bool,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

impl TaskView {
    /// The view on a day.
    #[must_use]
    pub fn on(today: &LocalDate, row: task::Model) -> Self {
        Self {
            id: row.id,
            programme_id: row.programme_id,
            title: row.title,
            lead_organisation_id: row.lead_organisation_id,
            co_operating: serde_json::from_str(&row.co_operating).unwrap_or_default(),
            overdue: row.progress_percent < 100 && row.due_on.as_ref().is_some_and(|due| due < today),
            due_on: row.due_on,
            progress_percent: row.progress_percent,
            note: row.note,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// A new task.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// What is to be done.
    #[validate(length(min = 1, max = 1_000))]
    pub title: String,
    /// The unit that leads it.
    pub lead_organisation_id: Uuid,
    /// Units that co-operate.
    #[validate(length(max = 200))]
    #[serde(default)]
    pub co_operating: Vec<Uuid>,
    /// Last day.
    pub due_on: Option<LocalDate>,
    /// How far it is, 0 to 100.
    #[validate(range(min = 0, max = 100))]
    #[serde(default)]
    pub progress_percent: i32,
    /// What there is to say about it.
    #[validate(length(max = 4_000))]
    #[serde(default)]
    pub note: String,
}

/// What may change in a task. Fields that are left out stay as they are; null takes the day away.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTask {
    /// What is to be done.
    #[validate(length(min = 1, max = 1_000))]
    pub title: Option<String>,
    /// The unit that leads it.
    pub lead_organisation_id: Option<Uuid>,
    /// Units that co-operate.
    #[validate(length(max = 200))]
    pub co_operating: Option<Vec<Uuid>>,
    /// Last day.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<LocalDate>)]
    pub due_on: Option<Option<LocalDate>>,
    /// How far it is, 0 to 100.
    #[validate(range(min = 0, max = 100))]
    pub progress_percent: Option<i32>,
    /// What there is to say about it.
    #[validate(length(max = 4_000))]
    pub note: Option<String>,
}

/// A page of the tasks of a programme, the oldest first.
///
/// # Errors
/// Database failures.
pub async fn list(db: &impl ConnectionTrait, programme_id: Uuid, after: Option<Uuid>, limit: u64) -> Result<Vec<Model>, Problem> {
    let mut query = Entity::find().filter(Column::ProgrammeId.eq(programme_id));
    if let Some(id) = after {
        query = query.filter(Column::Id.gt(id));
    }
    Ok(query.order_by_asc(Column::Id).limit(limit + 1).all(db).await?)
}

/// Adds a task to a programme.
///
/// # Errors
/// `not-found`, `forbidden`, `already-exists`, `invalid-body` naming each organisation that is unknown.
pub async fn create(tx: &Tx, caller: &Caller, programme_id: Uuid, input: NewTask) -> Result<Model, Problem> {
    begin_edit(tx, caller, programme_id).await?;
    let id = input.id.unwrap_or_else(|| tx.new_id());
    if Entity::find_by_id(id).one(tx.db()).await?.is_some() {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "task").param("key", id));
    }
    require_units(tx, caller, Some(input.lead_organisation_id), &input.co_operating).await?;
    let row = ActiveModel {
        id: Set(id),
        programme_id: Set(programme_id),
        title: Set(input.title),
        lead_organisation_id: Set(input.lead_organisation_id),
        co_operating: Set(serde_json::to_string(&input.co_operating).map_err(Problem::internal)?),
        due_on: Set(input.due_on),
        progress_percent: Set(input.progress_percent),
        note: Set(input.note),
        version: Set(1),
        created_at: Set(tx.now()),
    }
    .insert(tx.db())
    .await?;
    note(tx, "create", None, &row).await?;
    Ok(row)
}

/// Changes a task, or says how far it is.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body`.
pub async fn edit(tx: &Tx, caller: &Caller, programme_id: Uuid, id: Uuid, seen: i64, input: EditTask) -> Result<Model, Problem> {
    let programme = begin_edit(tx, caller, programme_id).await?;
    let query = Entity::find_by_id(id).filter(Column::ProgrammeId.eq(programme.id));
    let before = query.one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    version::require(seen, before.version)?;
    require_units(tx, caller, input.lead_organisation_id, input.co_operating.as_deref().unwrap_or_default()).await?;
    let mut row = before.clone().into_active_model();
    row.title = Set(input.title.unwrap_or_else(|| before.title.clone()));
    row.lead_organisation_id = Set(input.lead_organisation_id.unwrap_or(before.lead_organisation_id));
    if let Some(units) = &input.co_operating {
        row.co_operating = Set(serde_json::to_string(units).map_err(Problem::internal)?);
    }
    row.due_on = Set(input.due_on.unwrap_or_else(|| before.due_on.clone()));
    row.progress_percent = Set(input.progress_percent.unwrap_or(before.progress_percent));
    row.note = Set(input.note.unwrap_or_else(|| before.note.clone()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    note(tx, "edit", Some(before), &after).await?;
    Ok(after)
}

async fn note(tx: &Tx, action: &str, before: Option<Model>, after: &Model) -> Result<(), Problem> {
    let today = tx.now().local_date(DEFAULT_ZONE);
    let entry = Entry::new("programme_task", after.id, action);
    let view = TaskView::on(&today, after.clone());
    let entry = match before {
        Some(before) => entry.diff(&TaskView::on(&today, before), &view),
        None => entry.diff(&serde_json::json!({}), &view),
    };
    tx.note(&stream::of_programme(after.programme_id), entry).await
}

/// Refuses units that the caller cannot see in the register, and a unit named twice.
async fn require_units(tx: &Tx, caller: &Caller, lead: Option<Uuid>, co_operating: &[Uuid]) -> Result<(), Problem> {
    let wanted: Vec<Uuid> = lead.into_iter().chain(co_operating.iter().copied()).collect();
    let known = store::organisations(tx.db(), caller, Action::ReadOrganisation, &wanted).await?;
    let is_known = |id: &Uuid| known.iter().any(|row| row.id == *id);
    let mut flaws = Vec::new();
    if lead.is_some_and(|lead| !is_known(&lead)) {
        flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, "/lead_organisation_id", &[]));
    }
    for (at, id) in co_operating.iter().enumerate() {
        if !is_known(id) {
            flaws.push(FieldError::of(&field::UNKNOWN_REFERENCE, format!("/co_operating/{at}"), &[]));
        } else if co_operating[..at].contains(id) {
            flaws.push(FieldError::of(&field::NOT_UNIQUE, format!("/co_operating/{at}"), &[]));
        }
    }
    if flaws.is_empty() { Ok(()) } else { Err(Problem::invalid(flaws)) }
}
