//! Which requests a follow-up inspection is held for.

use sea_orm::entity::prelude::*;

/// One request of one follow-up inspection.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up_car")]
pub struct Model {
    /// The follow-up inspection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub inspection_id: Uuid,
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub car_id: Uuid,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
