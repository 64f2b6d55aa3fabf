//! Someone present, on either side.

use sea_orm::entity::prelude::*;

/// Someone present, on either side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendee")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Inspection id.
    pub inspection_id: Uuid,
    /// Side.
    pub side: String,
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// User id.
    pub user_id: Option<Uuid>,
    /// Present at.
    pub present_at: String,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
