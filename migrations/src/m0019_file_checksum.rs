//! The CRC-32 of files: an archive of evidence says it before the files come.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_tables;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let known = Table::create().table("file_checksum").col(text("sha256").primary_key()).col(big_integer("crc32")).to_owned();
        manager.create_table(known).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["file_checksum"]).await
    }
}
