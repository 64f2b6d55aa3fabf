//! Redactions as the API sees them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::Region;
use crate::evidence::entity::redaction;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// What is to be covered, and why.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedactEvidence {
    /// The parts to be covered, 1 to 50. They replace those of the redaction before.
    pub regions: Vec<Region>,
    /// In words.
    #[validate(length(min = 1, max = 1_000))]
    pub reason: String,
}

/// That evidence is redacted, as its record says it to devices and readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StandingView {
    /// The number of the redaction that stands, from 1.
    pub number: i32,
    /// When it was made.
    pub made_at: Option<Instant>,
}

/// One redaction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RedactionView {
    /// Its number, from 1; the highest stands.
    pub number: i32,
    /// What it covers.
    pub regions: Vec<Region>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub made_by: Uuid,
    /// On which device.
    pub device_id: Uuid,
    /// When.
    pub made_at: Instant,
}

impl TryFrom<redaction::Model> for RedactionView {
    type Error = Problem;

    fn try_from(row: redaction::Model) -> Result<Self, Problem> {
        let regions = serde_json::from_str(&row.regions).map_err(Problem::internal)?;
        let redaction::Model { number, reason, made_by, device_id, made_at, .. } = row;
        Ok(Self { number, regions, reason, made_by, device_id, made_at })
    }
}

/// All redactions of a piece of evidence, the one that stands first.
///
/// # Errors
/// Database failures.
pub async fn history(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<RedactionView>, Problem> {
    let of_this = redaction::Column::EvidenceId.eq(id);
    let rows = redaction::Entity::find().filter(of_this).order_by_desc(redaction::Column::Number).all(db).await?;
    rows.into_iter().map(RedactionView::try_from).collect()
}

/// What is covered in a picture by the redaction of this number; nothing by number 0.
///
/// # Errors
/// `internal` when there is no such redaction.
pub async fn regions(db: &impl ConnectionTrait, id: Uuid, number: i32) -> Result<Vec<Region>, Problem> {
    if number == 0 {
        return Ok(Vec::new());
    }
    let row = redaction::Entity::find_by_id((id, number)).one(db).await?;
    let row = row.ok_or_else(|| Problem::internal(format!("redaction {number} of {id} is missing")))?;
    serde_json::from_str(&row.regions).map_err(Problem::internal)
}

/// When the redactions that stand were made, by evidence.
///
/// # Errors
/// Database failures.
pub async fn made_at(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<(Uuid, i32), Instant>, Problem> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = redaction::Entity::find().filter(redaction::Column::EvidenceId.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.evidence_id, row.number), row.made_at)).collect())
}
