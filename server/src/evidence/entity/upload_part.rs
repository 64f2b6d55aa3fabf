//! A stretch of an upload that arrived in one go.

use sea_orm::entity::prelude::*;

/// A stretch of an upload. Every request writes a piece of its own, so no two ever write to one file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_part")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    /// Where in the file it begins, in bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_offset: i64,
    /// Its length in bytes.
    pub length: i64,
    /// The piece in the blob store's staging area that holds it.
    pub piece: Uuid,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
