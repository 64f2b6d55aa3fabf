//! A corrective action of a request: what is done so that the cause stays away, by whom, until when.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::LocalDate;

/// One corrective action.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "corrective_action")]
pub struct Model {
    /// The action.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The request.
    pub car_id: Uuid,
    /// Place in the plan, from 1.
    pub seq: i32,
    /// What is to be done.
    pub what: String,
    /// Who answers for it.
    pub owner: String,
    /// Until when.
    pub due_on: Option<LocalDate>,
    /// Done on.
    pub done_on: Option<LocalDate>,
    /// What came of it.
    pub result: String,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
