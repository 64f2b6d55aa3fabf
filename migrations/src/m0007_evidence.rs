//! Evidence: what was declared, the bytes that came, uploads under way with their parts, derivatives, who looked at an original.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [evidence(), uploads(), upload_parts(), derivatives(), views()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("evidence_by_inspection", "evidence", &["inspection_id"], false),
                ("evidence_by_attached", "evidence", &["attached_id"], false),
                ("upload_by_evidence", "upload", &["evidence_id"], false),
                ("upload_by_expiry", "upload", &["expires_at"], false),
                ("evidence_view_by_evidence", "evidence_view", &["evidence_id", "at"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["evidence_view", "evidence_derivative", "upload_part", "upload", "evidence"]).await
    }
}

fn evidence() -> TableCreateStatement {
    Table::create()
        .table("evidence")
        .col(pk_uuid("id"))
        .col(uuid("inspection_id"))
        .col(text("attached_kind"))
        .col(uuid("attached_id"))
        .col(text("media_type"))
        .col(big_integer("size"))
        .col(text("sha256"))
        .col(big_integer_null("captured_at"))
        .col(text_null("captured_zone"))
        .col(double_null("latitude"))
        .col(double_null("longitude"))
        .col(text("caption"))
        .col(uuid_null("captured_by"))
        .col(uuid_null("device_id"))
        .col(text("state"))
        .col(text_null("refusal"))
        .col(text("facts"))
        .col(text("preview"))
        .col(text_null("preview_reason"))
        .col(boolean("withdrawn"))
        .col(big_integer("version"))
        .col(big_integer("declared_at"))
        .col(big_integer_null("stored_at"))
        .to_owned()
}

fn uploads() -> TableCreateStatement {
    Table::create()
        .table("upload")
        .col(pk_uuid("id"))
        .col(uuid("evidence_id"))
        .col(uuid("user_id"))
        .col(big_integer("length"))
        .col(big_integer("received"))
        .col(text("state"))
        .col(text("metadata"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .to_owned()
}

fn upload_parts() -> TableCreateStatement {
    Table::create()
        .table("upload_part")
        .col(uuid("upload_id"))
        .col(big_integer("from_offset"))
        .col(big_integer("length"))
        .col(uuid("piece"))
        .primary_key(Index::create().col("upload_id").col("from_offset"))
        .to_owned()
}

fn derivatives() -> TableCreateStatement {
    Table::create()
        .table("evidence_derivative")
        .col(uuid("evidence_id"))
        .col(text("size"))
        .col(text("sha256"))
        .col(big_integer("bytes"))
        .col(integer("width"))
        .col(integer("height"))
        .primary_key(Index::create().col("evidence_id").col("size"))
        .to_owned()
}

fn views() -> TableCreateStatement {
    Table::create()
        .table("evidence_view")
        .col(pk_uuid("id"))
        .col(uuid("evidence_id"))
        .col(uuid("user_id"))
        .col(uuid("device_id"))
        .col(text("size"))
        .col(big_integer("at"))
        .to_owned()
}
