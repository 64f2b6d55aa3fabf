//! Streams with their feed and followers, the activity chain, jobs, and the stored answers of repeated requests.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [streams(), stream_records(), followers(), activity_entries(), jobs(), idempotent_answers()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("stream_record_by_change", "stream_record", &["stream_id", "change_no"], true),
                ("activity_entry_by_record", "activity_entry", &["record_id", "at"], false),
                ("job_by_turn", "job", &["state", "run_at"], false),
                ("idempotent_answer_by_age", "idempotent_answer", &["created_at"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["idempotent_answer", "job", "activity_entry", "stream_follower", "stream_record", "stream"]).await
    }
}

fn streams() -> TableCreateStatement {
    Table::create()
        .table("stream")
        .col(big_pk_auto("id"))
        .col(text_uniq("name"))
        .col(big_integer("change_seq"))
        .col(big_integer("entry_seq"))
        .col(text("entry_hash"))
        .to_owned()
}

fn stream_records() -> TableCreateStatement {
    Table::create()
        .table("stream_record")
        .col(big_integer("stream_id"))
        .col(text("collection"))
        .col(uuid("record_id"))
        .col(big_integer("change_no"))
        .col(boolean("deleted"))
        .col(uuid_null("known_to"))
        .col(text("fields"))
        .primary_key(Index::create().col("stream_id").col("collection").col("record_id"))
        .to_owned()
}

fn followers() -> TableCreateStatement {
    Table::create()
        .table("stream_follower")
        .col(uuid("user_id"))
        .col(big_integer("stream_id"))
        .col(boolean("has_left"))
        .primary_key(Index::create().col("user_id").col("stream_id"))
        .to_owned()
}

fn activity_entries() -> TableCreateStatement {
    Table::create()
        .table("activity_entry")
        .col(big_integer("stream_id"))
        .col(big_integer("seq"))
        .col(big_integer("at"))
        .col(big_integer_null("claimed_at"))
        .col(uuid_null("user_id"))
        .col(uuid_null("device_id"))
        .col(text("record_kind"))
        .col(uuid("record_id"))
        .col(text("action"))
        .col(text("changes"))
        .col(text("prev_hash"))
        .col(text("hash"))
        .primary_key(Index::create().col("stream_id").col("seq"))
        .to_owned()
}

fn jobs() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(pk_uuid("id"))
        .col(text("kind"))
        .col(text("payload"))
        .col(text("state"))
        .col(big_integer("run_at"))
        .col(integer("attempts"))
        .col(big_integer_null("locked_until"))
        .col(text_null("last_error"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn idempotent_answers() -> TableCreateStatement {
    Table::create()
        .table("idempotent_answer")
        .col(uuid("user_id"))
        .col(text("key"))
        .col(text("request_hash"))
        .col(integer_null("status"))
        .col(text_null("etag"))
        .col(text_null("body"))
        .col(big_integer("created_at"))
        .primary_key(Index::create().col("user_id").col("key"))
        .to_owned()
}
