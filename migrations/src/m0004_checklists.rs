//! Checklists and rating schemes: versioned documents.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let checklist = Table::create()
            .table("checklist")
            .col(pk_uuid("id"))
            .col(text("key"))
            .col(integer("number"))
            .col(text("edition"))
            .col(text("status"))
            .col(text("title_vi"))
            .col(text("title_en"))
            .col(text("inspection_kinds"))
            .col(text("search_text"))
            .col(text("document"))
            .col(text_null("digest"))
            .col(uuid_null("organisation_id"))
            .col(big_integer("version"))
            .col(big_integer("created_at"))
            .col(big_integer_null("published_at"))
            .col(big_integer_null("retired_at"))
            .to_owned();
        let rating = Table::create()
            .table("rating_scheme")
            .col(pk_uuid("id"))
            .col(text("key"))
            .col(integer("number"))
            .col(text("title_vi"))
            .col(text("title_en"))
            .col(text("document"))
            .col(text("digest"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(checklist).await?;
        manager.create_table(rating).await?;
        create_indexes(
            manager,
            &[
                ("checklist_by_key", "checklist", &["key", "number"], true),
                ("checklist_by_digest", "checklist", &["digest"], true),
                ("rating_scheme_by_key", "rating_scheme", &["key", "number"], true),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["rating_scheme", "checklist"]).await
    }
}
