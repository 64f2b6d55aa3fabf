//! Findings after the draft, corrective action requests with what belongs to them, delegations.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in finding_columns() {
            manager.alter_table(Table::alter().table("finding").add_column(column).to_owned()).await?;
        }
        let tables = [requests(), car_findings(), actions(), deadlines(), extensions(), messages(), delegations(), follow_ups()];
        for table in tables {
            manager.create_table(table).await?;
        }
        create_indexes(
            manager,
            &[
                ("finding_by_organisation", "finding", &["organisation_id", "id"], false),
                ("car_by_organisation", "corrective_action_request", &["organisation_id", "id"], false),
                ("car_by_inspection", "corrective_action_request", &["inspection_id", "seq"], true),
                ("car_by_due_on", "corrective_action_request", &["due_on", "id"], false),
                ("car_by_status", "corrective_action_request", &["status", "id"], false),
                ("car_finding_by_finding", "car_finding", &["finding_id"], false),
                ("corrective_action_by_car", "corrective_action", &["car_id", "seq"], false),
                ("car_extension_by_car", "car_extension", &["car_id", "seq"], true),
                ("car_message_by_car", "car_message", &["car_id", "id"], false),
                ("delegation_by_member", "delegation", &["to_user_id"], false),
                ("follow_up_by_car", "follow_up_car", &["car_id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("finding_by_organisation").table("finding").to_owned()).await?;
        drop_tables(
            manager,
            &[
                "follow_up_car",
                "delegation",
                "car_message",
                "car_extension",
                "car_deadline",
                "corrective_action",
                "car_finding",
                "corrective_action_request",
            ],
        )
        .await?;
        for column in ["proposed_repeat_of", "raised_by", "recorded_at", "reason"] {
            manager.alter_table(Table::alter().table("finding").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn finding_columns() -> [ColumnDef; 4] {
    [uuid_null("proposed_repeat_of"), uuid_null("raised_by"), big_integer_null("recorded_at"), text_null("reason")]
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table("corrective_action_request")
        .col(pk_uuid("id"))
        .col(text("number"))
        .col(integer("seq"))
        .col(uuid("inspection_id"))
        .col(uuid("organisation_id"))
        .col(text("status"))
        .col(text("edition"))
        .col(text("clauses"))
        .col(text_null("grade"))
        .col(text("statement"))
        .col(text("profile"))
        .col(big_integer("issued_at"))
        .col(text("correction"))
        .col(text("root_cause"))
        .col(text("similar_cases"))
        .col(uuid_null("plan_approved_by"))
        .col(big_integer_null("plan_approved_at"))
        .col(text("plan_due_on"))
        .col(text_null("implementation_due_on"))
        .col(text_null("effectiveness_due_on"))
        .col(text_null("due_on"))
        .col(text("effectiveness"))
        .col(text_null("reason"))
        .col(uuid_null("submitted_by"))
        .col(big_integer_null("submitted_at"))
        .col(uuid_null("verified_by"))
        .col(big_integer_null("verified_at"))
        .col(text_null("verified_method"))
        .col(big_integer_null("closed_at"))
        .col(uuid_null("closed_by"))
        .col(uuid_null("reissue_of"))
        .col(uuid_null("reissued_as"))
        .col(big_integer("version"))
        .to_owned()
}

fn car_findings() -> TableCreateStatement {
    Table::create()
        .table("car_finding")
        .col(uuid("car_id"))
        .col(uuid("finding_id"))
        .primary_key(Index::create().col("car_id").col("finding_id"))
        .to_owned()
}

fn actions() -> TableCreateStatement {
    Table::create()
        .table("corrective_action")
        .col(pk_uuid("id"))
        .col(uuid("car_id"))
        .col(integer("seq"))
        .col(text("what"))
        .col(text("owner"))
        .col(text_null("due_on"))
        .col(text_null("done_on"))
        .col(text("result"))
        .to_owned()
}

fn deadlines() -> TableCreateStatement {
    Table::create()
        .table("car_deadline")
        .col(uuid("car_id"))
        .col(integer("seq"))
        .col(text("kind"))
        .col(text("due_on"))
        .col(uuid_null("extension_id"))
        .col(big_integer("set_at"))
        .col(uuid_null("set_by"))
        .primary_key(Index::create().col("car_id").col("seq"))
        .to_owned()
}

fn extensions() -> TableCreateStatement {
    Table::create()
        .table("car_extension")
        .col(pk_uuid("id"))
        .col(uuid("car_id"))
        .col(integer("seq"))
        .col(text("kind"))
        .col(text("from_on"))
        .col(text("to_on"))
        .col(text("reason"))
        .col(text("state"))
        .col(uuid("asked_by"))
        .col(big_integer("asked_at"))
        .col(uuid_null("decided_by"))
        .col(big_integer_null("decided_at"))
        .col(text_null("decision"))
        .to_owned()
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("car_message")
        .col(pk_uuid("id"))
        .col(uuid("car_id"))
        .col(uuid("user_id"))
        .col(big_integer("at"))
        .col(text("text"))
        .to_owned()
}

fn delegations() -> TableCreateStatement {
    Table::create()
        .table("delegation")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(uuid("from_user_id"))
        .col(uuid("to_user_id"))
        .col(text("valid_from"))
        .col(text("valid_to"))
        .col(text("reason"))
        .col(big_integer_null("ended_at"))
        .col(big_integer("created_at"))
        .col(big_integer("version"))
        .to_owned()
}

fn follow_ups() -> TableCreateStatement {
    Table::create()
        .table("follow_up_car")
        .col(uuid("inspection_id"))
        .col(uuid("car_id"))
        .primary_key(Index::create().col("inspection_id").col("car_id"))
        .to_owned()
}
