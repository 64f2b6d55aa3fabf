//! A notice to one person.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A notice to one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// The notice; also the local part of the mail's `Message-ID`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whom it tells.
    pub user_id: Uuid,
    /// Code of a [`crate::notify::catalogue::Kind`].
    pub kind: String,
    /// Kind of the record it is about.
    pub record_kind: String,
    /// The record it is about.
    pub record_id: Uuid,
    /// Parameters of the texts, a JSON object of texts.
    pub params: String,
    /// Written at.
    pub created_at: Instant,
    /// Read at.
    pub read_at: Option<Instant>,
    /// Taken by the mail server at.
    pub mailed_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
