//! A smaller copy of a picture.

use sea_orm::entity::prelude::*;

/// A smaller copy of a picture.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_derivative")]
pub struct Model {
    /// Evidence id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_id: Uuid,
    /// Size.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: String,
    /// Sha256.
    pub sha256: String,
    /// Bytes.
    pub bytes: i64,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
