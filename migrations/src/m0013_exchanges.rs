//! What devices and the server tell each other beside operations: the health of a device, its keys, when a stream moved.
//!
//! A device may have several keys in its life, so they have a table; the column `device.public_key` is used no more.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

/// What a device says of itself with each exchange.
const SAID: &[&str] = &["pending_ops", "pending_files"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite changes one column at a time.
        manager.alter_table(Table::alter().table("device").add_column(text_null("app_version")).to_owned()).await?;
        for name in SAID {
            manager.alter_table(Table::alter().table("device").add_column(big_integer_null(*name)).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("stream").add_column(big_integer("moved_at").default(0)).to_owned()).await?;
        manager.create_table(keys()).await?;
        create_indexes(
            manager,
            &[
                ("stream_by_move", "stream", &["moved_at"], false),
                ("stream_follower_by_stream", "stream_follower", &["stream_id"], false),
                ("parked_op_by_device", "parked_op", &["device_id", "state"], false),
                ("refresh_token_by_end", "refresh_token", &["revoked_at"], false),
                ("device_by_end", "device", &["revoked_at"], false),
                ("device_key_by_device", "device_key", &["device_id", "registered_at"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [
            ("device_by_end", "device"),
            ("refresh_token_by_end", "refresh_token"),
            ("parked_op_by_device", "parked_op"),
            ("stream_follower_by_stream", "stream_follower"),
            ("stream_by_move", "stream"),
        ] {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        drop_tables(manager, &["device_key"]).await?;
        manager.alter_table(Table::alter().table("stream").drop_column("moved_at").to_owned()).await?;
        for name in SAID.iter().chain(&["app_version"]) {
            manager.alter_table(Table::alter().table("device").drop_column(*name).to_owned()).await?;
        }
        Ok(())
    }
}

fn keys() -> TableCreateStatement {
    Table::create()
        .table("device_key")
        .col(uuid("device_id"))
        .col(text("thumbprint"))
        .col(text("public_key"))
        .col(big_integer("registered_at"))
        .primary_key(Index::create().col("device_id").col("thumbprint"))
        .to_owned()
}
