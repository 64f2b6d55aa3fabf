//! A kind of organisation: data, so that an installation can have kinds nobody thought of.

use sea_orm::entity::prelude::*;

/// A kind.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_kind")]
pub struct Model {
    /// Stable code: a–z, 0–9, `_`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Place in lists, from 1.
    pub position: i32,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
