//! Parts of a picture that were covered, and why.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One redaction of a picture. Rows are added and never changed; the one with the highest number stands.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_redaction")]
pub struct Model {
    /// The picture.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_id: Uuid,
    /// Which redaction of it, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// What is covered, as JSON text (a list of `redactions::Region`).
    pub regions: String,
    /// Why, in words.
    pub reason: String,
    /// By whom.
    pub made_by: Uuid,
    /// On which device.
    pub device_id: Uuid,
    /// When.
    pub made_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
