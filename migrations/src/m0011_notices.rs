//! Notices to people, and the ledger of reminders.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let notice = Table::create()
            .table("notice")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(text("kind"))
            .col(text("record_kind"))
            .col(uuid("record_id"))
            .col(text("params"))
            .col(big_integer("created_at"))
            .col(big_integer_null("read_at"))
            .col(big_integer_null("mailed_at"))
            .to_owned();
        let reminder = Table::create()
            .table("reminder")
            .col(pk_uuid("id"))
            .col(uuid("car_id"))
            .col(text("deadline"))
            .col(text("due_on"))
            .col(integer("step"))
            .col(uuid("user_id"))
            .col(text("outcome"))
            .col(big_integer("at"))
            .to_owned();
        manager.create_table(notice).await?;
        manager.create_table(reminder).await?;
        create_indexes(
            manager,
            &[
                ("notice_by_reader", "notice", &["user_id", "created_at", "id"], false),
                ("reminder_once", "reminder", &["car_id", "deadline", "due_on", "step", "user_id"], true),
                ("notice_unread", "notice", &["user_id", "read_at"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["reminder", "notice"]).await
    }
}
