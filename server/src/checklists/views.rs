//! Checklists, rating schemes and standards as the API shows them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;
use soat_checklist_schemas::catalogue::{Clause, Edition};
use soat_checklist_schemas::{Flaw, Text};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entity::checklist::{self, Status};
use super::entity::rating_scheme;
use super::lifecycle::{self, Event};
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextView {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl From<&Text> for TextView {
    fn from(text: &Text) -> Self {
        Self { vi: text.vi.clone(), en: text.en.clone() }
    }
}

/// A version of a checklist, without its document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChecklistView {
    /// The version's own id.
    pub id: Uuid,
    /// Names the checklist across its versions.
    pub key: String,
    /// Which version of its key, from 1: the one in the path and in the document.
    pub version: i32,
    /// Edition of the standard.
    pub edition: String,
    /// Where it stands.
    pub status: Status,
    /// Title.
    pub title: TextView,
    /// Kinds of inspection it may be used in.
    pub inspection_kinds: Vec<String>,
    /// Whose it is, for those who may edit it; absent for what comes with the program.
    pub organisation_id: Option<Uuid>,
    /// SHA-256 of the canonical document (RFC 8785), lower-case hex; absent while a draft.
    pub digest: Option<String>,
    /// What the caller may do with it now.
    pub allowed: Vec<Event>,
    /// Version of the record, the number in its `ETag`.
    pub record_version: i64,
    /// Made at.
    pub created_at: Instant,
    /// Published at.
    pub published_at: Option<Instant>,
    /// Retired at.
    pub retired_at: Option<Instant>,
}

impl ChecklistView {
    /// The view for someone who may edit it, or not.
    #[must_use]
    pub fn of(row: &checklist::Model, may_edit: bool) -> Self {
        Self {
            id: row.id,
            key: row.key.clone(),
            version: row.number,
            edition: row.edition.clone(),
            status: row.status,
            title: TextView { vi: row.title_vi.clone(), en: row.title_en.clone() },
            inspection_kinds: kinds(row),
            organisation_id: row.organisation_id.filter(|_| may_edit),
            digest: row.digest.clone(),
            allowed: if may_edit { lifecycle::allowed(row.status).collect() } else { Vec::new() },
            record_version: row.version,
            created_at: row.created_at,
            published_at: row.published_at,
            retired_at: row.retired_at,
        }
    }
}

/// The kinds of inspection that a version may be used in.
#[must_use]
pub fn kinds(row: &checklist::Model) -> Vec<String> {
    serde_json::from_str(&row.inspection_kinds).unwrap_or_default()
}

/// Something that keeps a draft from being published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlawView {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// JSON pointer into the document.
    pub pointer: String,
    /// What is wrong there.
    pub detail: TextView,
}

impl From<&Flaw> for FlawView {
    fn from(flaw: &Flaw) -> Self {
        Self { code: flaw.code, pointer: flaw.pointer.clone(), detail: TextView::from(&flaw.detail) }
    }
}

/// A version of a checklist with its document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChecklistDocumentView {
    /// Everything but the document.
    #[serde(flatten)]
    pub head: ChecklistView,
    /// The document, as `checklist.schema.json` describes it.
    #[schema(value_type = Object)]
    pub document: Value,
    /// What keeps a draft from being published; empty for one that may be, and for published versions.
    pub flaws: Vec<FlawView>,
}

impl ChecklistDocumentView {
    /// The view for someone who may edit it, or not.
    ///
    /// # Errors
    /// `internal` when the stored text is not what this program wrote.
    pub fn of(row: &checklist::Model, may_edit: bool) -> Result<Self, Problem> {
        let flaws = match row.status {
            Status::Draft => super::store::document(row)?.validate().iter().map(FlawView::from).collect(),
            Status::Published | Status::Retired => Vec::new(),
        };
        let document = serde_json::from_str(&row.document).map_err(Problem::internal)?;
        Ok(Self { head: ChecklistView::of(row, may_edit), document, flaws })
    }
}

/// Versions as devices receive them, published and retired ones with their documents: work begun on a retired version goes on.
///
/// # Errors
/// Database failures.
pub async fn for_sync(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, Value)>, Problem> {
    let rows = checklist::Entity::find()
        .filter(checklist::Column::Id.is_in(ids.iter().copied()))
        .filter(checklist::Column::Status.ne(Status::Draft))
        .all(db)
        .await?;
    let record = |row: &checklist::Model| {
        let view = ChecklistDocumentView::of(row, false)?;
        Ok((row.id, serde_json::to_value(view).map_err(Problem::internal)?))
    };
    rows.iter().map(record).collect()
}

/// A version of a rating scheme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RatingSchemeView {
    /// The version's own id.
    pub id: Uuid,
    /// Names the scheme across its versions.
    pub key: String,
    /// Which version of its key, from 1.
    pub version: i32,
    /// Title.
    pub title: TextView,
    /// SHA-256 of the canonical document, lower-case hex.
    pub digest: String,
    /// The document, as `rating.schema.json` describes it.
    #[schema(value_type = Object)]
    pub document: Value,
    /// Made at.
    pub created_at: Instant,
}

impl From<rating_scheme::Model> for RatingSchemeView {
    fn from(row: rating_scheme::Model) -> Self {
        Self {
            id: row.id,
            key: row.key,
            version: row.number,
            title: TextView { vi: row.title_vi, en: row.title_en },
            digest: row.digest,
            document: serde_json::from_str(&row.document).unwrap_or_default(),
            created_at: row.created_at,
        }
    }
}

/// An edition of the standard, or an amendment to one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandardView {
    /// Its name in checklists and findings.
    pub edition: String,
    /// Full title.
    pub title: Option<TextView>,
    /// The edition it amends; absent for an edition proper.
    pub amends: Option<String>,
}

impl From<&Edition> for StandardView {
    fn from(edition: &Edition) -> Self {
        Self { edition: edition.edition.clone(), title: edition.title.as_ref().map(TextView::from), amends: edition.amends.clone() }
    }
}

/// A clause: number and official title, never its text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClauseView {
    /// Such as `8.5.3`.
    pub number: String,
    /// Official title, or the parent's where it has none of its own.
    pub title: TextView,
    /// Parts of the number: 1 for `8`, 3 for `8.5.3`.
    pub level: u8,
    /// Whether the standard prints a title of its own.
    pub titled: bool,
}

impl From<&Clause> for ClauseView {
    fn from(clause: &Clause) -> Self {
        Self { number: clause.number.clone(), title: TextView::from(&clause.title), level: clause.level, titled: clause.titled }
    }
}

/// The clauses of an edition, in its order and all at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClausesView {
    /// The edition.
    #[serde(flatten)]
    pub standard: StandardView,
    /// The clauses.
    pub items: Vec<ClauseView>,
}
