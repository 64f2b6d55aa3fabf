//! Failed sign-ins of one account or from one address.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// Failed sign-ins of one account or from one address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_throttle")]
pub struct Model {
    /// `account:<name>` or `address:<ip>`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Failures since the window began.
    pub failures: i32,
    /// When the window began.
    pub since: Instant,
    /// No attempt is looked at before this moment.
    pub locked_until: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
