//! Covered parts of pictures, the newest of which stands; and the way by which an original was looked at.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_tables;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let standing = integer("redaction").default(0).to_owned();
        manager.alter_table(Table::alter().table("evidence").add_column(standing).to_owned()).await?;
        let through = text_null("through");
        manager.alter_table(Table::alter().table("evidence_view").add_column(through).to_owned()).await?;
        let redaction = Table::create()
            .table("evidence_redaction")
            .col(uuid("evidence_id"))
            .col(integer("number"))
            .col(text("regions"))
            .col(text("reason"))
            .col(uuid("made_by"))
            .col(uuid("device_id"))
            .col(big_integer("made_at"))
            .primary_key(Index::create().col("evidence_id").col("number"))
            .to_owned();
        manager.create_table(redaction).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["evidence_redaction"]).await?;
        manager.alter_table(Table::alter().table("evidence_view").drop_column("through").to_owned()).await?;
        manager.alter_table(Table::alter().table("evidence").drop_column("redaction").to_owned()).await
    }
}
