//! What a closed organisation reached on its last day: kept, so that grants at it still read the history of those below it.
//!
//! Each pair is also in `organisation_reach`, where the scopes look; it is here so that computing the reach anew keeps it,
//! and so that nothing made below later is reached through it.

use sea_orm::entity::prelude::*;

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "former_reach")]
pub struct Model {
    /// Closed; was above.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor_id: Uuid,
    /// Was below.
    #[sea_orm(primary_key, auto_increment = false)]
    pub descendant_id: Uuid,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
