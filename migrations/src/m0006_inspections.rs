//! Inspections and what is recorded in them: responses, samples, attendees, findings.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [inspections(), responses(), samples(), attendees(), findings()] {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("inspection_by_organisation", "inspection", &["organisation_id", "id"], false),
                ("inspection_by_programme", "inspection", &["programme_id"], false),
                ("response_by_inspection", "response", &["inspection_id"], false),
                ("sample_by_inspection", "sample", &["inspection_id"], false),
                ("attendee_by_inspection", "attendee", &["inspection_id"], false),
                ("finding_by_inspection", "finding", &["inspection_id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["finding", "attendee", "sample", "response", "inspection"]).await
    }
}

fn inspections() -> TableCreateStatement {
    Table::create()
        .table("inspection")
        .col(pk_uuid("id"))
        .col(text("code"))
        .col(uuid_null("programme_id"))
        .col(uuid("organisation_id"))
        .col(text("kind"))
        .col(text("form"))
        .col(text("status"))
        .col(text("planned_from"))
        .col(text("planned_to"))
        .col(text("zone"))
        .col(text_null("notice_number"))
        .col(text_null("notice_sent_on"))
        .col(text_null("team_decision_number"))
        .col(text_null("team_decided_on"))
        .col(uuid("checklist_id"))
        .col(text("checklist_digest"))
        .col(text("amendments"))
        .col(boolean("grading"))
        .col(uuid_null("rating_scheme_id"))
        .col(text("scope"))
        .col(text("agenda"))
        .col(text("sessions"))
        .col(text("exclusions"))
        .col(text("opinion"))
        .col(text("disagreements"))
        .col(text("conclusion"))
        .col(text_null("number"))
        .col(integer("finding_seq"))
        .col(big_integer_null("started_at"))
        .col(big_integer_null("concluded_at"))
        .col(text_null("reason"))
        .col(text_null("frozen_content"))
        .col(text_null("frozen_digest"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn responses() -> TableCreateStatement {
    Table::create()
        .table("response")
        .col(pk_uuid("id"))
        .col(uuid("inspection_id"))
        .col(text("item_id"))
        .col(uuid_null("sample_id"))
        .col(text_null("verdict"))
        .col(text("value"))
        .col(text("note"))
        .col(uuid_null("answered_by"))
        .col(big_integer_null("answered_at"))
        .col(boolean("withdrawn"))
        .col(big_integer("version"))
        .to_owned()
}

fn samples() -> TableCreateStatement {
    Table::create()
        .table("sample")
        .col(pk_uuid("id"))
        .col(uuid("inspection_id"))
        .col(text("item_id"))
        .col(text("procedure"))
        .col(text("dossier_code"))
        .col(text_null("received_on"))
        .col(text_null("due_on"))
        .col(text_null("returned_on"))
        .col(text("steps"))
        .col(text("note"))
        .col(boolean("withdrawn"))
        .col(big_integer("version"))
        .to_owned()
}

fn attendees() -> TableCreateStatement {
    Table::create()
        .table("attendee")
        .col(pk_uuid("id"))
        .col(uuid("inspection_id"))
        .col(text("side"))
        .col(text("name"))
        .col(text("title"))
        .col(uuid_null("user_id"))
        .col(text("present_at"))
        .col(boolean("withdrawn"))
        .col(big_integer("version"))
        .to_owned()
}

fn findings() -> TableCreateStatement {
    Table::create()
        .table("finding")
        .col(pk_uuid("id"))
        .col(uuid("inspection_id"))
        .col(uuid("organisation_id"))
        .col(text_null("number"))
        .col(text("local_label"))
        .col(text("status"))
        .col(text("edition"))
        .col(text("clauses"))
        .col(text("procedure"))
        .col(text("legal_reference"))
        .col(text_null("grade"))
        .col(text("requirement"))
        .col(text("observed"))
        .col(text("evidence_statement"))
        .col(uuid_null("response_id"))
        .col(uuid_null("repeat_of"))
        .col(boolean("withdrawn"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .to_owned()
}
