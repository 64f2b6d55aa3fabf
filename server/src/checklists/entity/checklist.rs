//! One version of a checklist: a document that is edited while a draft and fixed for good once published.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChecklistStatus)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Bản thảo.
    Draft,
    /// Đã công bố.
    Published,
    /// Thôi dùng; cuộc kiểm tra đã gắn phiếu vẫn làm tiếp được.
    Retired,
}

impl Status {
    /// The name in documents and problems.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }
}

/// One version of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checklist")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Names the checklist across its versions, kebab-case.
    pub key: String,
    /// Which version of its key, from 1; unique with the key.
    pub number: i32,
    /// Edition of the standard whose clauses the items name: `9001:2015`.
    pub edition: String,
    /// Where it stands.
    pub status: Status,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// Kinds of inspection it may be used in, as a JSON list of words, so that a list can be filtered by one.
    pub inspection_kinds: String,
    /// Key and titles folded for search.
    pub search_text: String,
    /// The whole document as canonical JSON text (RFC 8785).
    pub document: String,
    /// SHA-256 of `document`, lower-case hex; none while a draft.
    pub digest: Option<String>,
    /// Whose it is; none for what comes with the program.
    pub organisation_id: Option<Uuid>,
    /// Version of the row, for `ETag`.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
    /// Published at.
    pub published_at: Option<Instant>,
    /// Retired at.
    pub retired_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
