//! The CRC-32 of a file, beside its SHA-256.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};

/// What an archive has to know of a file before it comes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_checksum")]
pub struct Model {
    /// The file, by the SHA-256 of its content.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Its CRC-32, as an unsigned number.
    pub crc32: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The files whose CRC-32 is known.
#[must_use]
pub fn all() -> SelectStatement {
    Query::select().column(Column::Sha256).from(Entity).to_owned()
}
