//! What a document is made from: the frozen content, with the refusals to sign that are on record, and who is to sign it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use soat_documents::content::{Act, Inspection, Moment, Person, Refusal, TeamRole};
use uuid::Uuid;

use super::entity::report::{self, Kind, Status};
use super::entity::signature::{self, Signer, State};
use super::rules::Expectation;
use super::store;
use crate::access::entity::user;
use crate::inspections::entity::inspection;
use crate::kernel::problem::Problem;
use crate::organisations::entity::organisation;

/// The frozen content of an inspection, as text and read.
///
/// # Errors
/// `internal` when it is not what this program froze.
pub fn frozen(row: &inspection::Model) -> Result<(String, Inspection), Problem> {
    let text = row.frozen_content.clone().ok_or_else(|| Problem::internal("a concluded inspection without content"))?;
    let content = Inspection::from_json(text.as_bytes()).map_err(Problem::internal)?;
    Ok((text, content))
}

/// The refusals of a document, as they are printed.
#[must_use]
pub fn refusals(signatures: &[signature::Model]) -> Vec<Refusal> {
    let refused = signatures.iter().filter(|row| row.state == State::Refused);
    refused
        .map(|row| Refusal {
            field: row.field.clone(),
            act: Act {
                by: printed_name(row),
                at: Moment::from_millis(row.at.map_or(0, |at| at.0)),
                statement: row.dissent.clone().unwrap_or_default(),
            },
            recorded_by: row.recorded_by_name.clone().unwrap_or_default(),
        })
        .collect()
}

/// A name with its position; the position alone where nobody's name is known.
fn printed_name(row: &signature::Model) -> Person {
    if row.expected_name.is_empty() {
        return Person { name: row.expected_title.clone(), title: String::new() };
    }
    Person { name: row.expected_name.clone(), title: row.expected_title.clone() }
}

/// The minutes of an inspection that are signed and stand: the report rests on them, and tells of the refusals in them.
///
/// # Errors
/// Database failures.
pub async fn signed_minutes(db: &impl ConnectionTrait, inspection_id: Uuid) -> Result<Option<report::Model>, Problem> {
    let minutes = store::living(db, Kind::Minutes, inspection_id, None).await?;
    Ok(minutes.into_iter().find(|row| row.status == Status::Signed))
}

/// Who is to sign minutes or report of an inspection.
///
/// # Errors
/// Database failures; `internal` when the content names nobody.
pub async fn signers(
    db: &impl ConnectionTrait,
    kind: Kind,
    inspection: &inspection::Model,
    content: &Inspection,
    seal_of: Uuid,
) -> Result<Vec<Expectation>, Problem> {
    let member = |field: &'static str, role: TeamRole| {
        let found = content.team.iter().find(|member| member.team_role == role)?;
        let (name, title) = (found.display_name.clone(), found.title.clone());
        Some(Expectation { field, signer: Signer::Person, user_id: found.user_id.parse().ok(), organisation_id: None, name, title })
    };
    let lead = member("lead", TeamRole::Lead);
    Ok(match kind {
        Kind::Minutes => {
            let head = head_of(db, inspection.organisation_id, "unit_head", &unit_head(content)).await?;
            [lead, member("secretary", TeamRole::Secretary), Some(head)].into_iter().flatten().collect()
        }
        _ => [lead, Some(seal(db, seal_of).await?)].into_iter().flatten().collect(),
    })
}

/// The first of the unit who was present: printed below its signature.
fn unit_head(content: &Inspection) -> Person {
    let present = content.attendees.iter().find(|one| one.side == soat_documents::content::Side::Unit);
    present.map(|one| Person { name: one.name.clone(), title: one.title.clone() }).unwrap_or_default()
}

/// The head of an organisation, whoever that is when it is signed.
///
/// # Errors
/// `not-found` when there is no such organisation.
pub async fn head_of(
    db: &impl ConnectionTrait,
    organisation_id: Uuid,
    field: &'static str,
    printed: &Person,
) -> Result<Expectation, Problem> {
    let unit = organisation::Entity::find_by_id(organisation_id).one(db).await?.ok_or_else(Problem::not_found)?;
    let title = if printed.title.is_empty() { unit.name } else { printed.title.clone() };
    Ok(Expectation { field, signer: Signer::Head, user_id: None, organisation_id: Some(unit.id), name: printed.name.clone(), title })
}

async fn seal(db: &impl ConnectionTrait, organisation_id: Uuid) -> Result<Expectation, Problem> {
    let body = organisation::Entity::find_by_id(organisation_id).one(db).await?.ok_or_else(Problem::not_found)?;
    let (field, signer) = ("seal", Signer::Seal);
    Ok(Expectation { field, signer, user_id: None, organisation_id: Some(body.id), name: body.name, title: String::new() })
}

/// People by their ids, as documents name them.
///
/// # Errors
/// Database failures.
pub async fn people(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<Vec<(Uuid, Person)>, Problem> {
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, Person { name: row.display_name, title: row.title })).collect())
}

/// Whether a document still says what its inspection says: it may have been reopened since.
#[must_use]
pub fn is_current(row: &report::Model, frozen_digest: Option<&str>) -> bool {
    row.kind == Kind::CarForm || frozen_digest == Some(row.content_sha256.as_str())
}
