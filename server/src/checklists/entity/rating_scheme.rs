//! One version of a rating scheme: how verdicts become points and points a band. It never changes.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One version of a rating scheme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating_scheme")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Names the scheme across its versions, kebab-case.
    pub key: String,
    /// Which version of its key, from 1.
    pub number: i32,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// The whole document as canonical JSON text (RFC 8785).
    pub document: String,
    /// SHA-256 of `document`, lower-case hex.
    pub digest: String,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
