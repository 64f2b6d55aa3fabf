//! Inspections and their records as the API and devices see them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::inspection::{Form, Kind, Status};
use super::entity::{attendee, conflict, inspection, response, sample};
use super::lifecycle::Event;
use super::rules::{self, Lateness};
use super::written;
use crate::access::entity::{team_member, user};
use crate::access::policy::TeamRole;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;

/// The audited unit, in short.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, ToSchema)]
pub struct UnitView {
    /// The organisation.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
}

/// A member of the team.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, ToSchema)]
pub struct MemberView {
    /// The person.
    pub user_id: Uuid,
    /// Full name.
    pub display_name: String,
    /// Position.
    pub title: String,
    /// What they are on the team.
    pub team_role: TeamRole,
    /// Declared independent at.
    pub independence_declared_at: Option<Instant>,
}

/// An inspection.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InspectionView {
    /// The inspection.
    pub id: Uuid,
    /// Short code.
    pub code: String,
    /// Its programme.
    pub programme_id: Option<Uuid>,
    /// The audited unit.
    pub organisation: UnitView,
    /// Kind.
    pub kind: Kind,
    /// Form.
    pub form: Form,
    /// Status.
    pub status: Status,
    /// First planned day.
    pub planned_from: LocalDate,
    /// Last planned day.
    pub planned_to: LocalDate,
    /// IANA zone.
    pub zone: String,
    /// Number of the notice.
    pub notice_number: Option<String>,
    /// When the notice was sent.
    pub notice_sent_on: Option<LocalDate>,
    /// Number of the decision that set up the team.
    pub team_decision_number: Option<String>,
    /// Date of that decision.
    pub team_decided_on: Option<LocalDate>,
    /// The team.
    pub team: Vec<MemberView>,
    /// The checklist version.
    pub checklist_id: Uuid,
    /// Its digest.
    pub checklist_digest: String,
    /// Amendments asked.
    pub amendments: Vec<String>,
    /// Findings are graded.
    pub grading: bool,
    /// How it is scored.
    pub rating_scheme_id: Option<Uuid>,
    /// Procedures and fields covered.
    #[schema(value_type = Object)]
    pub scope: Value,
    /// Agenda.
    #[schema(value_type = Vec<Object>)]
    pub agenda: Value,
    /// Sessions held.
    #[schema(value_type = Vec<Object>)]
    pub sessions: Value,
    /// Clauses that do not apply, with the reason.
    #[schema(value_type = Vec<Object>)]
    pub exclusions: Value,
    /// The unit's opinion.
    pub opinion: String,
    /// Unresolved disagreements.
    pub disagreements: String,
    /// Conclusion.
    pub conclusion: String,
    /// Number given at issue.
    pub number: Option<String>,
    /// Started at.
    pub started_at: Option<Instant>,
    /// Concluded at.
    pub concluded_at: Option<Instant>,
    /// Why it was cancelled or reopened.
    pub reason: Option<String>,
    /// Digest of the frozen content.
    pub frozen_digest: Option<String>,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
    /// What the caller may do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Vec<Event>>,
}

/// The views of some inspections, with units and teams.
///
/// # Errors
/// Database failures.
pub async fn of_inspections(db: &impl ConnectionTrait, rows: Vec<inspection::Model>) -> Result<Vec<InspectionView>, Problem> {
    let units: HashMap<Uuid, organisation::Model> = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(rows.iter().map(|row| row.organisation_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut teams = teams_of(db, rows.iter().map(|row| row.id).collect()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let team = teams.remove(&row.id).unwrap_or_default();
            let unit = units.get(&row.organisation_id);
            view(row, unit, team)
        })
        .collect())
}

/// An organisation in short.
///
/// # Errors
/// `not-found`.
pub async fn unit_of(db: &impl ConnectionTrait, id: Uuid) -> Result<UnitView, Problem> {
    let row = organisation::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    Ok(UnitView { id: row.id, code: row.code, name: row.name, kind: row.kind })
}

/// The teams of some inspections, lead first.
///
/// # Errors
/// Database failures.
pub async fn teams_of(db: &impl ConnectionTrait, inspections: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<MemberView>>, Problem> {
    let members = team_member::Entity::find()
        .filter(team_member::Column::InspectionId.is_in(inspections))
        .filter(team_member::Column::EndedAt.is_null())
        .all(db)
        .await?;
    let people: HashMap<Uuid, user::Model> = user::Entity::find()
        .filter(user::Column::Id.is_in(members.iter().map(|member| member.user_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut teams: HashMap<Uuid, Vec<MemberView>> = HashMap::new();
    for member in members {
        let Some(person) = people.get(&member.user_id) else { continue };
        teams.entry(member.inspection_id).or_default().push(MemberView {
            user_id: person.id,
            display_name: person.display_name.clone(),
            title: person.title.clone(),
            team_role: member.team_role,
            independence_declared_at: member.independence_declared_at,
        });
    }
    for team in teams.values_mut() {
        team.sort_by_key(|member| (member.team_role, member.user_id));
    }
    Ok(teams)
}

fn view(row: inspection::Model, unit: Option<&organisation::Model>, team: Vec<MemberView>) -> InspectionView {
    InspectionView {
        organisation: UnitView {
            id: row.organisation_id,
            code: unit.map(|unit| unit.code.clone()).unwrap_or_default(),
            name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            kind: unit.map(|unit| unit.kind.clone()).unwrap_or_default(),
        },
        team,
        id: row.id,
        code: row.code,
        programme_id: row.programme_id,
        kind: row.kind,
        form: row.form,
        status: row.status,
        planned_from: row.planned_from,
        planned_to: row.planned_to,
        zone: row.zone,
        notice_number: row.notice_number,
        notice_sent_on: row.notice_sent_on,
        team_decision_number: row.team_decision_number,
        team_decided_on: row.team_decided_on,
        checklist_id: row.checklist_id,
        checklist_digest: row.checklist_digest,
        amendments: serde_json::from_str(&row.amendments).unwrap_or_default(),
        grading: row.grading,
        rating_scheme_id: row.rating_scheme_id,
        scope: written::json(&row.scope),
        agenda: written::json(&row.agenda),
        sessions: written::json(&row.sessions),
        exclusions: written::json(&row.exclusions),
        opinion: row.opinion,
        disagreements: row.disagreements,
        conclusion: row.conclusion,
        number: row.number,
        started_at: row.started_at,
        concluded_at: row.concluded_at,
        reason: row.reason,
        frozen_digest: row.frozen_digest,
        version: row.version,
        created_at: row.created_at,
        allowed: None,
    }
}

/// A response.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResponseView {
    /// The response; made from inspection, item and sample.
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// The item of the checklist.
    pub item_id: String,
    /// The sample, for an answer about one dossier.
    pub sample_id: Option<Uuid>,
    /// `conforming`, `partly_conforming`, `nonconforming` or `not_applicable`.
    pub verdict: Option<String>,
    /// The value, by the kind of the item: a truth value, a number, a date or other text, a list of choices; null when there is none.
    #[schema(value_type = Value)]
    pub value: Value,
    /// Remarks.
    pub note: String,
    /// Who answered last.
    pub answered_by: Option<Uuid>,
    /// When, by their device's clock.
    pub answered_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl From<response::Model> for ResponseView {
    fn from(row: response::Model) -> Self {
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            item_id: row.item_id,
            sample_id: row.sample_id,
            verdict: row.verdict,
            value: written::json(&row.value),
            note: row.note,
            answered_by: row.answered_by,
            answered_at: row.answered_at,
            version: row.version,
        }
    }
}

/// A sampled dossier.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SampleView {
    /// The sample.
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// The item it is drawn for.
    pub item_id: String,
    /// The procedure.
    pub procedure: String,
    /// Code of the dossier.
    pub dossier_code: String,
    /// Received on.
    pub received_on: Option<LocalDate>,
    /// Due on.
    pub due_on: Option<LocalDate>,
    /// Returned on.
    pub returned_on: Option<LocalDate>,
    /// Steps: `{name, role, planned_days, actual_days, done_on, by}`.
    #[schema(value_type = Vec<Object>)]
    pub steps: Value,
    /// Remarks.
    pub note: String,
    /// How it kept its time, computed.
    pub lateness: Lateness,
    /// Version.
    pub version: i64,
}

impl SampleView {
    /// The view on a day: a dossier not returned yet is measured against it.
    #[must_use]
    pub fn on(row: sample::Model, today: &LocalDate) -> Self {
        let steps = written::json(&row.steps);
        let lateness = rules::lateness(row.due_on.as_ref(), row.returned_on.as_ref(), today, &steps);
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            item_id: row.item_id,
            procedure: row.procedure,
            dossier_code: row.dossier_code,
            received_on: row.received_on,
            due_on: row.due_on,
            returned_on: row.returned_on,
            steps,
            note: row.note,
            lateness,
            version: row.version,
        }
    }
}

/// Someone present.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttendeeView {
    /// The record.
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// `team`, `unit` or `other`.
    pub side: String,
    /// Full name.
    pub name: String,
    /// Position.
    pub title: String,
    /// The account, where they have one.
    pub user_id: Option<Uuid>,
    /// Sessions they were present at.
    #[schema(value_type = Vec<Uuid>)]
    pub present_at: Value,
    /// Version.
    pub version: i64,
}

impl From<attendee::Model> for AttendeeView {
    fn from(row: attendee::Model) -> Self {
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            side: row.side,
            name: row.name,
            title: row.title,
            user_id: row.user_id,
            present_at: written::json(&row.present_at),
            version: row.version,
        }
    }
}

/// A conflict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictView {
    /// The conflict.
    pub id: Uuid,
    /// The inspection.
    pub inspection_id: Uuid,
    /// The collection of the record.
    pub collection: String,
    /// The record.
    pub record_id: Uuid,
    /// The field.
    pub field: String,
    /// The values, the standing one first: `{value, by, device_id, at, change}`.
    #[schema(value_type = Vec<Object>)]
    pub values: Value,
    /// `open` or `resolved`.
    pub state: String,
    /// The value that ended it.
    #[schema(value_type = Value)]
    pub resolution: Value,
    /// Who ended it.
    pub resolved_by: Option<Uuid>,
    /// When.
    pub resolved_at: Option<Instant>,
    /// Opened at.
    pub opened_at: Instant,
    /// Version.
    pub version: i64,
}

impl From<conflict::Model> for ConflictView {
    fn from(row: conflict::Model) -> Self {
        Self {
            id: row.id,
            inspection_id: row.inspection_id,
            collection: row.collection,
            record_id: row.record_id,
            field: row.field,
            values: written::json(&row.values_kept),
            state: row.state,
            resolution: row.resolution.as_deref().map(written::json).unwrap_or_default(),
            resolved_by: row.resolved_by,
            resolved_at: row.resolved_at,
            opened_at: row.opened_at,
            version: row.version,
        }
    }
}

/// Records of one collection as devices get them.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, collection: &str, ids: &[Uuid], today: &LocalDate) -> Result<Vec<(Uuid, Value)>, Problem> {
    let ids = ids.iter().copied();
    let pairs = match collection {
        "inspections" => {
            let rows = inspection::Entity::find().filter(inspection::Column::Id.is_in(ids)).all(db).await?;
            of_inspections(db, rows).await?.into_iter().map(|view| (view.id, json!(view))).collect()
        }
        "responses" => {
            let rows = response::Entity::find().filter(response::Column::Id.is_in(ids)).all(db).await?;
            rows.into_iter().map(|row| (row.id, json!(ResponseView::from(row)))).collect()
        }
        "samples" => {
            let rows = sample::Entity::find().filter(sample::Column::Id.is_in(ids)).all(db).await?;
            rows.into_iter().map(|row| (row.id, json!(SampleView::on(row, today)))).collect()
        }
        "attendees" => {
            let rows = attendee::Entity::find().filter(attendee::Column::Id.is_in(ids)).all(db).await?;
            rows.into_iter().map(|row| (row.id, json!(AttendeeView::from(row)))).collect()
        }
        "conflicts" => {
            let rows = conflict::Entity::find().filter(conflict::Column::Id.is_in(ids)).all(db).await?;
            rows.into_iter().map(|row| (row.id, json!(ConflictView::from(row)))).collect()
        }
        _ => Vec::new(),
    };
    Ok(pairs)
}
