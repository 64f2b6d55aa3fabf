//! The schema of Soát's database: one change per file, each with its way back, the same on SQLite and PostgreSQL.
//!
//! Instants are whole milliseconds since the epoch (`bigint`), dates are `YYYY-MM-DD` (`text`), documents are JSON text.

mod m0001_ledger;
mod m0002_access;
mod m0003_organisations;
mod m0004_checklists;
mod m0005_programmes;
mod m0006_inspections;
mod m0007_evidence;
mod m0008_sync;
mod m0009_corrective_actions;
mod m0010_portal;
mod m0011_notices;
mod m0012_reports;
mod m0013_exchanges;
mod m0015_retention;
mod m0016_recorder;
mod m0017_redaction;
mod m0019_file_checksum;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All changes, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_ledger::Migration),
            Box::new(m0002_access::Migration),
            Box::new(m0003_organisations::Migration),
            Box::new(m0004_checklists::Migration),
            Box::new(m0005_programmes::Migration),
            Box::new(m0006_inspections::Migration),
            Box::new(m0007_evidence::Migration),
            Box::new(m0008_sync::Migration),
            Box::new(m0009_corrective_actions::Migration),
            Box::new(m0010_portal::Migration),
            Box::new(m0011_notices::Migration),
            Box::new(m0012_reports::Migration),
            Box::new(m0013_exchanges::Migration),
            Box::new(m0015_retention::Migration),
            Box::new(m0016_recorder::Migration),
            Box::new(m0017_redaction::Migration),
            Box::new(m0019_file_checksum::Migration),
        ]
    }
}

/// Makes the indexes `(name, table, columns, unique)`.
async fn create_indexes(manager: &SchemaManager<'_>, indexes: &[(&'static str, &'static str, &[&'static str], bool)]) -> Result<(), DbErr> {
    for (name, table, columns, unique) in indexes {
        let mut index = Index::create();
        index.name(*name).table(*table);
        for column in *columns {
            index.col(*column);
        }
        if *unique {
            index.unique();
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Drops tables, the last made first.
async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
