//! A smaller copy of a picture.

use sea_orm::entity::prelude::*;

/// A smaller copy of a picture: upright, and nothing but pixels.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_derivative")]
pub struct Model {
    /// The picture.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_id: Uuid,
    /// Longest side asked for, in pixels: `1600` or `320`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: String,
    /// SHA-256 of the copy, by which the blob store knows it.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// Its width in pixels.
    pub width: i32,
    /// Its height in pixels.
    pub height: i32,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
