//! A committee chair lets a member close requests, for a time.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// One delegation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delegation")]
pub struct Model {
    /// The delegation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The organisation at and below which it holds.
    pub organisation_id: Uuid,
    /// The chair.
    pub from_user_id: Uuid,
    /// The member.
    pub to_user_id: Uuid,
    /// First day.
    pub valid_from: LocalDate,
    /// Last day.
    pub valid_to: LocalDate,
    /// Why, or the number of the paper.
    pub reason: String,
    /// Ended before its time.
    pub ended_at: Option<Instant>,
    /// Made at.
    pub created_at: Instant,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
