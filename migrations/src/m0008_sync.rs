//! Synchronisation: operations seen, operations parked, conflicts.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seen = Table::create()
            .table("sync_op")
            .col(pk_uuid("op_id"))
            .col(uuid("device_id"))
            .col(uuid("user_id"))
            .col(text("outcome"))
            .col(big_integer("at"))
            .to_owned();
        let parked = Table::create()
            .table("parked_op")
            .col(pk_uuid("id"))
            .col(uuid("op_id"))
            .col(uuid("device_id"))
            .col(uuid("user_id"))
            .col(uuid("inspection_id"))
            .col(text("op"))
            .col(text("reason"))
            .col(text("state"))
            .col(text_null("decision"))
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .col(big_integer("parked_at"))
            .col(big_integer("version"))
            .to_owned();
        let conflict = Table::create()
            .table("conflict")
            .col(pk_uuid("id"))
            .col(uuid("inspection_id"))
            .col(text("collection"))
            .col(uuid("record_id"))
            .col(text("field"))
            .col(text("values_kept"))
            .col(text("state"))
            .col(text_null("resolution"))
            .col(uuid_null("resolved_by"))
            .col(big_integer_null("resolved_at"))
            .col(big_integer("opened_at"))
            .col(big_integer("version"))
            .to_owned();
        for table in [seen, parked, conflict] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("parked_op_by_inspection", "parked_op", &["inspection_id", "state"], false),
                ("conflict_by_inspection", "conflict", &["inspection_id", "state"], false),
                ("conflict_by_record", "conflict", &["record_id", "field"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["conflict", "parked_op", "sync_op"]).await
    }
}
