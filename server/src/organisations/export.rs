//! A register as CSV, in the columns that an import takes.

use std::collections::HashMap;

use csv::WriterBuilder;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::organisation;
use super::import::columns::{Column, guarded};
use super::store::{self, Filter};
use crate::access::caller::Caller;
use crate::kernel::problem::Problem;

/// The organisations that the caller may read and a filter lets through. With `within`, those below that place, whose own children
/// have no superior in the file: so the file can be imported at the same place, or at another.
///
/// # Errors
/// Database failures.
pub async fn csv(db: &impl ConnectionTrait, caller: &Caller, filter: &Filter) -> Result<Vec<u8>, Problem> {
    let mut rows = store::all(db, caller, filter).await?;
    rows.retain(|row| Some(row.id) != filter.within);
    let seconds: Vec<Uuid> = rows.iter().filter_map(|row| row.second_superior_id).collect();
    let seconds: HashMap<Uuid, String> = store::by_ids(db, &seconds).await?.into_iter().map(|row| (row.id, row.code)).collect();
    let parents: HashMap<Uuid, String> = rows.iter().map(|row| (row.id, row.code.clone())).collect();
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(Column::ALL.iter().map(|column| column.name())).map_err(Problem::internal)?;
    for row in &rows {
        let parent = row.parent_id.and_then(|id| parents.get(&id)).map_or("", String::as_str);
        let second = row.second_superior_id.and_then(|id| seconds.get(&id)).map_or("", String::as_str);
        let cells = Column::ALL.iter().map(|column| guarded(cell(*column, row, parent, second)));
        writer.write_record(cells).map_err(Problem::internal)?;
    }
    writer.into_inner().map_err(Problem::internal)
}

fn cell<'a>(column: Column, row: &'a organisation::Model, parent: &'a str, second: &'a str) -> &'a str {
    let or_empty = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
    match column {
        Column::Code => &row.code,
        Column::Name => &row.name,
        Column::ShortName => or_empty(&row.short_name),
        Column::Kind => &row.kind,
        Column::Level => &row.level,
        Column::ParentCode => parent,
        Column::SecondSuperiorCode => second,
        Column::UnitCode => or_empty(&row.unit_code),
        Column::ValidFrom => row.valid_from.as_ref().map_or("", |date| date.as_str()),
        Column::ValidTo => row.valid_to.as_ref().map_or("", |date| date.as_str()),
        Column::Address => or_empty(&row.address),
        Column::Phone => or_empty(&row.phone),
        Column::Email => or_empty(&row.email),
    }
}
