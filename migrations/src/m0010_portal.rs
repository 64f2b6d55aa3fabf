//! Sessions of browsers in the portal: the cookie's secret is kept as its hash, bound to a device.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let session = Table::create()
            .table("portal_session")
            .col(text("hash").primary_key())
            .col(uuid("user_id"))
            .col(uuid("device_id"))
            .col(big_integer("created_at"))
            .col(big_integer("last_seen_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("ended_at"))
            .to_owned();
        manager.create_table(session).await?;
        create_indexes(
            manager,
            &[
                ("portal_session_by_device", "portal_session", &["device_id"], false),
                ("portal_session_by_user", "portal_session", &["user_id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["portal_session"]).await
    }
}
