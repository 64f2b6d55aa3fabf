//! An upload under way (tus 1.0.0).

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// What became of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum UploadState {
    /// More bytes may come.
    Receiving,
    /// All bytes came and were the right ones.
    Finished,
    /// All bytes came and were not those that were declared.
    Refused,
    /// Given up by its client.
    Terminated,
}

/// One upload.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose bytes it brings.
    pub evidence_id: Uuid,
    /// Who began it.
    pub user_id: Uuid,
    /// Bytes in all.
    pub length: i64,
    /// Bytes that are safe on disk. Whoever writes the next ones must have seen this number: a change of it is a
    /// compare-and-set, so that of two writers one wins.
    pub received: i64,
    /// What became of it.
    pub state: UploadState,
    /// `Upload-Metadata` as the client sent it.
    pub metadata: String,
    /// Begun at.
    pub created_at: Instant,
    /// Forgotten at, unless more comes before.
    pub expires_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
