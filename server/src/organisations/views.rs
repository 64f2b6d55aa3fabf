//! Organisations as the API and the devices see them.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::{kind, organisation};
use super::store;
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::problem::Problem;

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrganisationView {
    /// The organisation.
    pub id: Uuid,
    /// Code, unique within its register.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// Code of its kind.
    pub kind: String,
    /// `central`, `provincial`, `district` or `communal`.
    pub level: String,
    /// Direct superior; absent at the top of a register.
    pub parent_id: Option<Uuid>,
    /// Second superior of a vertically managed body.
    pub second_superior_id: Option<Uuid>,
    /// Top of its register.
    pub root_id: Uuid,
    /// Code of the administrative unit.
    pub unit_code: Option<String>,
    /// First day; absent: open.
    pub valid_from: Option<LocalDate>,
    /// Last day; absent: open.
    pub valid_to: Option<LocalDate>,
    /// Address.
    pub address: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

impl From<organisation::Model> for OrganisationView {
    fn from(row: organisation::Model) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            short_name: row.short_name,
            kind: row.kind,
            level: row.level,
            parent_id: row.parent_id,
            second_superior_id: row.second_superior_id,
            root_id: row.root_id,
            unit_code: row.unit_code,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            address: row.address,
            phone: row.phone,
            email: row.email,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// An organisation with its history and its numbers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationDetail {
    /// The organisation.
    #[serde(flatten)]
    pub organisation: OrganisationView,
    /// What it came from, its own former names among them.
    pub predecessors: Vec<SuccessionView>,
    /// What came of it.
    pub successors: Vec<SuccessionView>,
    /// How many are below it today.
    pub counts: Counts,
    /// What documents say about how many there are, beside what the register counts.
    pub stated_totals: Vec<StatedTotalView>,
    /// Differences to be looked at; nothing is mended by the program.
    pub warnings: Vec<Warning>,
}

/// The other side of a succession, and the decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SuccessionView {
    /// The organisation on the other side; the same one for a change of name.
    pub id: Uuid,
    /// Its code, for a change of name the former one.
    pub code: String,
    /// Its name, for a change of name the former one.
    pub name: String,
    /// `merge`, `split` or `rename`.
    pub manner: String,
    /// By which decision.
    pub decision: DecisionView,
}

/// A decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub signed_on: LocalDate,
    /// The first day of the new state.
    pub effective_on: LocalDate,
}

/// Numbers of organisations in force below one.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Counts {
    /// Directly below, through either superior.
    pub children: i64,
    /// Anywhere below.
    pub below: i64,
    /// The same by kind and level.
    pub by_kind: Vec<KindCount>,
}

/// Numbers of one kind and level.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindCount {
    /// Code of the kind.
    pub kind: String,
    /// Level.
    pub level: String,
    /// Directly below, through either superior.
    pub children: i64,
    /// Anywhere below.
    pub below: i64,
}

/// A stated total beside the computed one: two numbers, neither of which ever becomes the other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatedTotalView {
    /// The statement.
    pub id: Uuid,
    /// Of which kind; absent: of all.
    pub kind: Option<String>,
    /// Of which level; absent: of all.
    pub level: Option<String>,
    /// The number, as it was said.
    pub stated: i64,
    /// Where it was said.
    pub source: String,
    /// For which day.
    pub stated_on: LocalDate,
    /// What the register counts anywhere below for that day.
    pub computed: i64,
    /// `computed` less `stated`.
    pub difference: i64,
}

/// Something to be looked at that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// What is odd.
    pub detail: BothLanguages,
    /// Row of the file, the heading being row 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'static str>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BothLanguages {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Warning {
    /// A warning about a record.
    #[must_use]
    pub fn new(code: &'static str, vi: String, en: String) -> Self {
        Self { code, detail: BothLanguages { vi, en }, row: None, column: None }
    }

    /// The same about a place in a file.
    #[must_use]
    pub fn at(mut self, row: u32, column: &'static str) -> Self {
        self.row = Some(row);
        self.column = Some(column);
        self
    }
}

/// A kind of organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindView {
    /// Stable code.
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Place in lists, from 1.
    pub position: i32,
}

impl From<kind::Model> for KindView {
    fn from(row: kind::Model) -> Self {
        Self { code: row.code, name_vi: row.name_vi, name_en: row.name_en, position: row.position }
    }
}

/// What a reorganisation did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reorganised {
    /// The organisation as it is now.
    pub organisation: OrganisationView,
    /// What came of it.
    pub successors: Vec<OrganisationView>,
    /// Organisations that have another direct superior now.
    pub moved: Vec<Uuid>,
    /// What is left to be decided by people.
    pub warnings: Vec<Warning>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Imported {
    /// Nothing was written.
    pub dry_run: bool,
    /// Rows of the file, without the heading.
    pub rows: usize,
    /// New organisations.
    pub created: usize,
    /// Changed organisations.
    pub updated: usize,
    /// Organisations that were so already.
    pub unchanged: usize,
    /// Oddities, by row.
    pub warnings: Vec<Warning>,
}

/// Directory records for devices: organisations by id, in no particular order.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, Value)>, Problem> {
    let rows = store::by_ids(db, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, sync_record(&row))).collect())
}

fn sync_record(row: &organisation::Model) -> Value {
    json!({
        "id": row.id, "code": row.code, "name": row.name, "short_name": row.short_name, "kind": row.kind, "level": row.level,
        "parent_id": row.parent_id, "valid_from": row.valid_from, "valid_to": row.valid_to,
    })
}
