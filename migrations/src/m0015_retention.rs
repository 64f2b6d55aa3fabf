//! What may be deleted and what was: the record of deleted evidence, and the indexes by which the sweep asks who refers to a file.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `(name, table, column)`.
const INDEXES: &[(&str, &str, &str)] = &[
    ("evidence_by_sha256", "evidence", "sha256"),
    ("evidence_derivative_by_sha256", "evidence_derivative", "sha256"),
    ("report_by_base_sha256", "report", "base_sha256"),
    ("report_by_sha256", "report", "sha256"),
    ("report_signature_by_revision_sha256", "report_signature", "revision_sha256"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone = big_integer_null("content_deleted_at");
        manager.alter_table(Table::alter().table("evidence").add_column(gone).to_owned()).await?;
        let deletion = Table::create()
            .table("evidence_deletion")
            .col(pk_uuid("evidence_id"))
            .col(uuid("inspection_id"))
            .col(text("media_type"))
            .col(big_integer("size"))
            .col(text("sha256"))
            .col(big_integer("deleted_at"))
            .col(text("rule"))
            .to_owned();
        manager.create_table(deletion).await?;
        create_indexes(manager, &[("evidence_deletion_by_inspection", "evidence_deletion", &["inspection_id"], false)]).await?;
        for (name, table, column) in INDEXES {
            create_indexes(manager, &[(*name, *table, &[*column], false)]).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            manager.drop_index(Index::drop().name(*name).table(*table).to_owned()).await?;
        }
        drop_tables(manager, &["evidence_deletion"]).await?;
        manager.alter_table(Table::alter().table("evidence").drop_column("content_deleted_at").to_owned()).await
    }
}
