//! Programmes as the API shows them, and what it takes about them.

use serde::{Deserialize, Serialize};
use soat_checklist_schemas::InspectionKind;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::entity::{planned, programme};
use crate::kernel::clock::{Instant, LocalDate};
use crate::kernel::extract::given;

/// The decision that issued a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgrammeDecision)]
pub struct Decision {
    /// Number: `3704/QĐ-UBND`.
    #[validate(length(min = 1, max = 100))]
    pub number: String,
    /// When it was signed.
    pub signed_on: Option<LocalDate>,
    /// When it was made public; not before it was signed.
    pub published_on: Option<LocalDate>,
}

/// The days between which a programme's inspections lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgrammeWindow)]
pub struct Window {
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
}

/// The deadlines of corrective action requests, in working days: each programme says its own, none is in the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// From issue until the unit has sent its plan.
    #[validate(range(min = 1, max = 1_000))]
    pub plan: u16,
    /// From acceptance of the plan until it is carried out.
    #[validate(range(min = 1, max = 1_000))]
    pub implementation: u16,
    /// From verification until effectiveness is judged.
    #[validate(range(min = 1, max = 1_000))]
    pub effectiveness: u16,
    /// Grades of which effectiveness is judged; every nonconformity, graded or not, unless given.
    #[validate(length(max = 10))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effectiveness_grades: Option<Vec<String>>,
}

/// A programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeView {
    /// The programme.
    pub id: Uuid,
    /// The office or province that owns it.
    pub organisation_id: Uuid,
    /// Calendar year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// The decision that issued it.
    pub decision: Option<Decision>,
    /// When its inspections take place.
    pub window: Option<Window>,
    /// Budget in đồng.
    pub budget_vnd: Option<i64>,
    /// Whether findings are graded.
    pub grading: bool,
    /// Amendments to the standard that are asked.
    pub amendments: Vec<String>,
    /// Deadlines of corrective action requests.
    pub deadlines: Option<Deadlines>,
    /// The rating scheme of its inspections.
    pub rating_scheme_id: Option<Uuid>,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

impl From<programme::Model> for ProgrammeView {
    fn from(row: programme::Model) -> Self {
        let (signed_on, published_on) = (row.signed_on, row.published_on);
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            year: row.year,
            title: row.title,
            decision: row.decision_number.map(|number| Decision { number, signed_on, published_on }),
            window: row.window_from.zip(row.window_to).map(|(from, to)| Window { from, to }),
            budget_vnd: row.budget_vnd,
            grading: row.grading,
            amendments: serde_json::from_str(&row.amendments).unwrap_or_default(),
            deadlines: row.deadlines.and_then(|text| serde_json::from_str(&text).ok()),
            rating_scheme_id: row.rating_scheme_id,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// A new programme.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProgramme {
    /// The id, when the client makes it (UUID version 7).
    pub id: Option<Uuid>,
    /// The office or province that owns it.
    pub organisation_id: Uuid,
    /// Calendar year.
    #[validate(range(min = 2_000, max = 2_100))]
    pub year: i32,
    /// Title.
    #[validate(length(min = 1, max = 500))]
    pub title: String,
    /// The decision that issued it.
    #[validate(nested)]
    pub decision: Option<Decision>,
    /// When its inspections take place.
    #[validate(nested)]
    pub window: Option<Window>,
    /// Budget in đồng.
    #[validate(range(min = 0, max = 1_000_000_000_000_000_i64))]
    pub budget_vnd: Option<i64>,
    /// Whether findings are graded; they are unless said otherwise.
    #[serde(default = "yes")]
    pub grading: bool,
    /// Amendments to the standard that are asked, in any common spelling: `9001:2015/Amd 1:2024`.
    #[validate(length(max = 10))]
    #[serde(default)]
    pub amendments: Vec<String>,
    /// Deadlines of corrective action requests, in working days.
    #[validate(nested)]
    pub deadlines: Option<Deadlines>,
    /// The rating scheme of its inspections.
    pub rating_scheme_id: Option<Uuid>,
}

const fn yes() -> bool {
    true
}

/// What may change in a programme. Fields that are left out stay as they are; null takes a value away.
#[derive(Clone, Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditProgramme {
    /// Calendar year.
    #[validate(range(min = 2_000, max = 2_100))]
    pub year: Option<i32>,
    /// Title.
    #[validate(length(min = 1, max = 500))]
    pub title: Option<String>,
    /// The decision that issued it; replaced as a whole.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Decision>)]
    #[validate(nested)]
    pub decision: Option<Option<Decision>>,
    /// When its inspections take place.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Window>)]
    #[validate(nested)]
    pub window: Option<Option<Window>>,
    /// Budget in đồng.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    #[validate(range(min = 0, max = 1_000_000_000_000_000_i64))]
    pub budget_vnd: Option<Option<i64>>,
    /// Whether findings are graded.
    pub grading: Option<bool>,
    /// Amendments to the standard that are asked.
    #[validate(length(max = 10))]
    pub amendments: Option<Vec<String>>,
    /// Deadlines of corrective action requests, in working days.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Deadlines>)]
    #[validate(nested)]
    pub deadlines: Option<Option<Deadlines>>,
    /// The rating scheme of its inspections.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub rating_scheme_id: Option<Option<Uuid>>,
}

/// The plan of a programme, as a whole.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    /// Every line of the plan, in any order.
    #[validate(length(max = 5_000), nested)]
    pub items: Vec<PlannedInput>,
}

/// One line of a plan.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedInput {
    /// The organisation to be inspected.
    pub organisation_id: Uuid,
    /// `external` (unless given), `internal_audit`, `self_check` or `follow_up`.
    #[serde(default = "external")]
    #[schema(value_type = String)]
    pub inspection_kind: InspectionKind,
    /// Why this one and this year.
    #[validate(length(min = 1, max = 1_000))]
    pub reason: String,
    /// First planned day.
    pub planned_from: Option<LocalDate>,
    /// Last planned day.
    pub planned_to: Option<LocalDate>,
}

const fn external() -> InspectionKind {
    InspectionKind::External
}

/// One line of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlannedView {
    /// The organisation to be inspected.
    pub organisation_id: Uuid,
    /// Kind of inspection.
    pub inspection_kind: String,
    /// Why this one and this year.
    pub reason: String,
    /// First planned day.
    pub planned_from: Option<LocalDate>,
    /// Last planned day.
    pub planned_to: Option<LocalDate>,
}

impl From<planned::Model> for PlannedView {
    fn from(row: planned::Model) -> Self {
        Self {
            organisation_id: row.organisation_id,
            inspection_kind: row.inspection_kind,
            reason: row.reason,
            planned_from: row.planned_from,
            planned_to: row.planned_to,
        }
    }
}

/// The plan of a programme, as a whole; its `ETag` is the programme's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// Every line of the plan.
    pub items: Vec<PlannedView>,
}
