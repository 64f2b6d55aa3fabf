//! Who recorded a refusal to sign, where that is not the one who refused.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let recorder = text_null("recorded_by_name");
        manager.alter_table(Table::alter().table("report_signature").add_column(recorder).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("report_signature").drop_column("recorded_by_name").to_owned()).await
    }
}
