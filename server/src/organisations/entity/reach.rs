//! Who is at or below whom, through either superior: the closure of the tree, each organisation reaching itself.

use sea_orm::entity::prelude::*;

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_reach")]
pub struct Model {
    /// Above, or the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor_id: Uuid,
    /// Below, or the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub descendant_id: Uuid,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
