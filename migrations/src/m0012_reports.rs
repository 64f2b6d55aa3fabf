//! Documents and what becomes of them, the keys that sign them, and the authority that issues certificates.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let began = big_integer_null("signing_began_at");
        manager.alter_table(Table::alter().table("inspection").add_column(began).to_owned()).await?;
        for table in [authorities(), keys(), reports(), revisions(), signatures()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("document_key_by_user", "document_key", &["user_id"], false),
                ("document_key_by_organisation", "document_key", &["organisation_id"], false),
                ("document_key_by_certificate", "document_key", &["certificate_sha256"], true),
                ("report_by_code", "report", &["code"], true),
                ("report_by_inspection", "report", &["inspection_id", "id"], false),
                ("report_by_car", "report", &["car_id", "id"], false),
                ("report_by_organisation", "report", &["organisation_id", "id"], false),
                ("report_revision_by_sha256", "report_revision", &["sha256"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["report_signature", "report_revision", "report", "document_key", "certificate_authority"]).await?;
        manager.alter_table(Table::alter().table("inspection").drop_column("signing_began_at").to_owned()).await
    }
}

fn authorities() -> TableCreateStatement {
    Table::create()
        .table("certificate_authority")
        .col(pk_uuid("id"))
        .col(text("certificate"))
        .col(text("locked_key"))
        .col(big_integer("revocation_number"))
        .col(text_null("revocation_list"))
        .col(big_integer_null("revocation_due_at"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn keys() -> TableCreateStatement {
    Table::create()
        .table("document_key")
        .col(pk_uuid("id"))
        .col(uuid_null("user_id"))
        .col(uuid_null("organisation_id"))
        .col(text_null("locked_key"))
        .col(text("chain"))
        .col(text_null("certificate_sha256"))
        .col(text_null("serial"))
        .col(uuid_null("authority_id"))
        .col(big_integer_null("valid_from"))
        .col(big_integer_null("valid_to"))
        .col(big_integer_null("revoked_at"))
        .col(text_null("revoked_reason"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn reports() -> TableCreateStatement {
    Table::create()
        .table("report")
        .col(pk_uuid("id"))
        .col(text("kind"))
        .col(uuid("inspection_id"))
        .col(uuid_null("car_id"))
        .col(uuid("organisation_id"))
        .col(text_null("number"))
        .col(text("lang"))
        .col(text("code"))
        .col(text("status"))
        .col(text("title"))
        .col(text("zone"))
        .col(text("content_sha256"))
        .col(text("base_sha256"))
        .col(text("sha256"))
        .col(big_integer("size"))
        .col(integer("pages"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(big_integer_null("signed_at"))
        .col(text_null("reason"))
        .col(uuid_null("superseded_by"))
        .col(big_integer("version"))
        .to_owned()
}

fn revisions() -> TableCreateStatement {
    Table::create()
        .table("report_revision")
        .col(uuid("report_id"))
        .col(integer("seq"))
        .col(text("sha256"))
        .col(big_integer("size"))
        .col(boolean("is_base"))
        .col(big_integer("at"))
        .primary_key(Index::create().col("report_id").col("seq"))
        .to_owned()
}

fn signatures() -> TableCreateStatement {
    Table::create()
        .table("report_signature")
        .col(uuid("report_id"))
        .col(text("field"))
        .col(integer("seq"))
        .col(text("state"))
        .col(text("signer"))
        .col(uuid_null("expected_user_id"))
        .col(uuid_null("expected_organisation_id"))
        .col(text("expected_name"))
        .col(text("expected_title"))
        .col(uuid_null("user_id"))
        .col(big_integer_null("at"))
        .col(text_null("level"))
        .col(text_null("signed_as"))
        .col(text_null("certificate_sha256"))
        .col(text_null("certificate_serial"))
        .col(text_null("revision_sha256"))
        .col(text_null("dissent"))
        .col(boolean("dissent_printed"))
        .primary_key(Index::create().col("report_id").col("field"))
        .to_owned()
}
