//! The feed of a stream: one row per record, moved to the head of the stream at every change, with the state of its fields.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::merge::FieldState;
use crate::kernel::problem::Problem;

/// The place of one record in one stream.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stream_record")]
pub struct Model {
    /// The stream.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stream_id: i64,
    /// What kind of record: `responses`, `findings` …
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection: String,
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// Number of its last change in the stream.
    pub change_no: i64,
    /// Withdrawn: a tombstone.
    pub deleted: bool,
    /// The device that knows this state already and need not be told; none when the server had a hand in it.
    pub known_to: Option<Uuid>,
    /// State of each field that devices may edit, as JSON text ([`Fields`]).
    pub fields: String,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The states of a record's fields by name.
pub type Fields = BTreeMap<String, FieldState>;

impl Model {
    /// The states of the record's fields.
    ///
    /// # Errors
    /// `internal` when the stored text is not what this program wrote.
    pub fn field_states(&self) -> Result<Fields, Problem> {
        if self.fields.is_empty() { Ok(Fields::new()) } else { serde_json::from_str(&self.fields).map_err(Problem::internal) }
    }
}
