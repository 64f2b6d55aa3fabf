//! Yearly programmes, the organisations they plan to inspect, their tasks.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [programmes(), planned(), tasks()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("programme_by_organisation", "programme", &["organisation_id", "year"], false),
                ("programme_by_year", "programme", &["year", "sort_key", "id"], false),
                ("programme_task_by_programme", "programme_task", &["programme_id", "id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["programme_task", "planned_organisation", "programme"]).await
    }
}

fn programmes() -> TableCreateStatement {
    Table::create()
        .table("programme")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(integer("year"))
        .col(text("title"))
        .col(text_null("decision_number"))
        .col(text_null("signed_on"))
        .col(text_null("published_on"))
        .col(text_null("window_from"))
        .col(text_null("window_to"))
        .col(big_integer_null("budget_vnd"))
        .col(boolean("grading"))
        .col(text("amendments"))
        .col(text_null("deadlines"))
        .col(uuid_null("rating_scheme_id"))
        .col(text("search_text"))
        .col(text("sort_key"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn planned() -> TableCreateStatement {
    Table::create()
        .table("planned_organisation")
        .col(uuid("programme_id"))
        .col(uuid("organisation_id"))
        .col(text("inspection_kind"))
        .col(text("reason"))
        .col(text_null("planned_from"))
        .col(text_null("planned_to"))
        .primary_key(Index::create().col("programme_id").col("organisation_id").col("inspection_kind"))
        .to_owned()
}

fn tasks() -> TableCreateStatement {
    Table::create()
        .table("programme_task")
        .col(pk_uuid("id"))
        .col(uuid("programme_id"))
        .col(text("title"))
        .col(uuid("lead_organisation_id"))
        .col(text("co_operating"))
        .col(text_null("due_on"))
        .col(integer("progress_percent"))
        .col(text("note"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .to_owned()
}
