//! People, devices, grants, teams, sessions, signing keys.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [people(), devices(), grants(), refresh_tokens(), throttle(), signing_keys(), team_members()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("user_account_by_organisation", "user_account", &["organisation_id"], false),
                ("user_account_by_name", "user_account", &["sort_key", "id"], false),
                ("device_by_user", "device", &["user_id"], false),
                ("role_grant_by_user", "role_grant", &["user_id"], false),
                ("role_grant_by_organisation", "role_grant", &["organisation_id"], false),
                ("refresh_token_by_family", "refresh_token", &["family"], false),
                ("refresh_token_by_device", "refresh_token", &["device_id"], false),
                ("team_member_by_user", "team_member", &["user_id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["team_member", "signing_key", "sign_in_throttle", "refresh_token", "role_grant", "device", "user_account"];
        drop_tables(manager, &tables).await
    }
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("user_account")
        .col(pk_uuid("id"))
        .col(text_uniq("username"))
        .col(text("display_name"))
        .col(text("title"))
        .col(text_null("email"))
        .col(text_null("phone"))
        .col(text("locale"))
        .col(boolean("active"))
        .col(uuid("organisation_id"))
        .col(text("password_hash"))
        .col(text("search_text"))
        .col(text("sort_key"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn devices() -> TableCreateStatement {
    Table::create()
        .table("device")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(text("name"))
        .col(text("platform"))
        .col(text_null("public_key"))
        .col(big_integer("created_at"))
        .col(big_integer("last_seen_at"))
        .col(big_integer_null("last_pull_at"))
        .col(big_integer_null("last_push_at"))
        .col(big_integer_null("clock_offset_ms"))
        .col(big_integer_null("revoked_at"))
        .col(big_integer("version"))
        .foreign_key(ForeignKey::create().from("device", "user_id").to("user_account", "id"))
        .to_owned()
}

fn grants() -> TableCreateStatement {
    Table::create()
        .table("role_grant")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(text("role"))
        .col(uuid("organisation_id"))
        .col(text("valid_from"))
        .col(text_null("valid_to"))
        .col(big_integer_null("ended_at"))
        .col(uuid_null("granted_by"))
        .col(big_integer("created_at"))
        .col(big_integer("version"))
        .foreign_key(ForeignKey::create().from("role_grant", "user_id").to("user_account", "id"))
        .to_owned()
}

fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_token")
        .col(text("hash").primary_key())
        .col(uuid("family"))
        .col(uuid("device_id"))
        .col(uuid("user_id"))
        .col(big_integer("issued_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .col(big_integer_null("revoked_at"))
        .to_owned()
}

fn throttle() -> TableCreateStatement {
    Table::create()
        .table("sign_in_throttle")
        .col(text("subject").primary_key())
        .col(integer("failures"))
        .col(big_integer("since"))
        .col(big_integer_null("locked_until"))
        .to_owned()
}

fn signing_keys() -> TableCreateStatement {
    Table::create()
        .table("signing_key")
        .col(text("kid").primary_key())
        .col(text("private_key"))
        .col(text("public_key"))
        .col(big_integer("created_at"))
        .col(big_integer_null("retired_at"))
        .to_owned()
}

fn team_members() -> TableCreateStatement {
    Table::create()
        .table("team_member")
        .col(uuid("inspection_id"))
        .col(uuid("user_id"))
        .col(text("team_role"))
        .col(big_integer_null("independence_declared_at"))
        .col(big_integer_null("ended_at"))
        .primary_key(Index::create().col("inspection_id").col("user_id"))
        .to_owned()
}
