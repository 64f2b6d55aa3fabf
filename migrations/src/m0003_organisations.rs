//! The register of organisations: kinds, organisations, who reaches whom, successions, stated totals.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_indexes, drop_tables};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [kinds(), organisations(), reach(), former_reach(), successions(), stated_totals()] {
            manager.create_table(table).await?;
        }
        manager.execute(shipped_kinds()).await?;
        create_indexes(
            manager,
            &[
                ("organisation_by_code", "organisation", &["root_id", "code"], true),
                ("organisation_by_parent", "organisation", &["parent_id"], false),
                ("organisation_by_second_superior", "organisation", &["second_superior_id"], false),
                ("organisation_by_name", "organisation", &["sort_key", "id"], false),
                ("organisation_reach_by_descendant", "organisation_reach", &["descendant_id"], false),
                ("organisation_succession_by_predecessor", "organisation_succession", &["predecessor_id"], false),
                ("organisation_succession_by_successor", "organisation_succession", &["successor_id"], false),
                ("former_reach_by_descendant", "former_reach", &["descendant_id"], false),
                ("stated_total_by_organisation", "stated_total", &["organisation_id"], false),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["stated_total", "organisation_succession", "former_reach", "organisation_reach", "organisation", "organisation_kind"];
        drop_tables(manager, &tables).await
    }
}

fn kinds() -> TableCreateStatement {
    Table::create()
        .table("organisation_kind")
        .col(text("code").primary_key())
        .col(text("name_vi"))
        .col(text("name_en"))
        .col(integer("position"))
        .to_owned()
}

/// The kinds an installation begins with; they are data, and an administrator may add more.
fn shipped_kinds() -> InsertStatement {
    let kinds = [
        ("party_office", "Cơ quan Đảng", "Party office"),
        ("ministry", "Bộ, cơ quan ngang bộ", "Ministry"),
        ("ministry_unit", "Đơn vị thuộc bộ", "Unit of a ministry"),
        ("provincial_peoples_committee", "UBND tỉnh, thành phố", "Provincial People's Committee"),
        ("provincial_peoples_committee_office", "Văn phòng UBND tỉnh", "Office of the provincial People's Committee"),
        ("department", "Sở, ban, ngành", "Department"),
        ("branch", "Chi cục và tương đương", "Branch of a department"),
        ("district_peoples_committee", "UBND huyện (trước 01/7/2025)", "District People's Committee (before 1 July 2025)"),
        ("district_department", "Phòng chuyên môn cấp huyện (trước 01/7/2025)", "District department (before 1 July 2025)"),
        ("commune_peoples_committee", "UBND xã, phường, thị trấn", "Commune People's Committee"),
        ("special_zone_peoples_committee", "UBND đặc khu", "Special zone People's Committee"),
        ("vertical_body", "Cơ quan ngành dọc", "Vertically managed body"),
        ("public_service_unit", "Đơn vị sự nghiệp công lập", "Public service unit"),
    ];
    let mut insert = Query::insert();
    insert.into_table("organisation_kind").columns(["code", "name_vi", "name_en", "position"]);
    for (position, (code, vi, en)) in (1_i32..).zip(kinds) {
        insert.values_panic([code.into(), vi.into(), en.into(), position.into()]);
    }
    insert
}

fn organisations() -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(pk_uuid("id"))
        .col(text("code"))
        .col(text("name"))
        .col(text_null("short_name"))
        .col(text("kind"))
        .col(text("level"))
        .col(uuid_null("parent_id"))
        .col(uuid_null("second_superior_id"))
        .col(uuid("root_id"))
        .col(text_null("unit_code"))
        .col(text_null("valid_from"))
        .col(text_null("valid_to"))
        .col(text_null("address"))
        .col(text_null("phone"))
        .col(text_null("email"))
        .col(text("search_text"))
        .col(text("sort_key"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .foreign_key(ForeignKey::create().from("organisation", "kind").to("organisation_kind", "code"))
        .to_owned()
}

fn reach() -> TableCreateStatement {
    Table::create()
        .table("organisation_reach")
        .col(uuid("ancestor_id"))
        .col(uuid("descendant_id"))
        .primary_key(Index::create().col("ancestor_id").col("descendant_id"))
        .to_owned()
}

/// Pairs of `organisation_reach` that no longer follow from the tree: what a closed organisation reached when it was closed.
fn former_reach() -> TableCreateStatement {
    Table::create()
        .table("former_reach")
        .col(uuid("ancestor_id"))
        .col(uuid("descendant_id"))
        .primary_key(Index::create().col("ancestor_id").col("descendant_id"))
        .to_owned()
}

fn successions() -> TableCreateStatement {
    Table::create()
        .table("organisation_succession")
        .col(pk_uuid("id"))
        .col(uuid("predecessor_id"))
        .col(uuid("successor_id"))
        .col(text("manner"))
        .col(text_null("former_code"))
        .col(text_null("former_name"))
        .col(text("decision_number"))
        .col(text("signed_on"))
        .col(text("effective_on"))
        .col(big_integer("created_at"))
        .to_owned()
}

fn stated_totals() -> TableCreateStatement {
    Table::create()
        .table("stated_total")
        .col(pk_uuid("id"))
        .col(uuid("organisation_id"))
        .col(text_null("kind"))
        .col(text_null("level"))
        .col(integer("stated"))
        .col(text("source"))
        .col(text("stated_on"))
        .col(big_integer("created_at"))
        .to_owned()
}
