//! A document as a row of a table.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::kernel::problem::Problem;
use crate::organisations;
use crate::portal::format;
use crate::portal::frame::visit::Visit;
use crate::reports::entity::report::{self, Status};
use crate::reports::entity::signature::State;
use crate::reports::{rules, store, words};

/// A document as a row of a table.
pub struct Row {
    /// The document.
    pub id: Uuid,
    /// Its short code.
    pub code: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its number, if it has one.
    pub number: String,
    /// The unit's name.
    pub unit: String,
    /// Its status.
    pub status: &'static str,
    /// The colour of its status.
    pub tone: &'static str,
    /// Fields that are signed, and all of them.
    pub signed: String,
    /// When it was made.
    pub made: String,
}

/// The colour of a status.
#[must_use]
pub const fn tone(status: Status) -> &'static str {
    match status {
        Status::Prepared | Status::Signing => "busy",
        Status::Signed => "good",
        Status::Superseded => "quiet",
        Status::Withdrawn => "bad",
    }
}

/// Documents as rows.
///
/// # Errors
/// Database failures.
pub async fn rows(db: &impl ConnectionTrait, visit: &Visit, found: Vec<report::Model>) -> Result<Vec<Row>, Problem> {
    let units: Vec<Uuid> = found.iter().map(|row| row.organisation_id).collect();
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let (units, signatures) = (organisations::store::by_ids(db, &units).await?, store::signatures(db, &ids).await?);
    let unit = |id| units.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let row = |row: report::Model| {
        let fields = signatures.get(&row.id).map_or(&[][..], Vec::as_slice);
        Row {
            id: row.id,
            code: rules::in_groups(&row.code),
            kind: words::kind(row.kind).get(visit.lang),
            number: row.number.unwrap_or_default(),
            unit: unit(row.organisation_id),
            status: words::status(row.status).get(visit.lang),
            tone: tone(row.status),
            signed: format!("{} / {}", fields.iter().filter(|field| field.state == State::Signed).count(), fields.len()),
            made: format::moment_in(row.made_at, &row.zone),
        }
    };
    Ok(found.into_iter().map(row).collect())
}
