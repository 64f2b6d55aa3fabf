//! A refresh token, kept as its hash; each is used once.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A refresh token, kept as its hash; each is used once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// SHA-256 of the token, lower-case hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// All tokens that came from one sign-in.
    pub family: Uuid,
    /// The device it is bound to.
    pub device_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Issued at.
    pub issued_at: Instant,
    /// Good until.
    pub expires_at: Instant,
    /// Used at: exchanged for the next.
    pub used_at: Option<Instant>,
    /// Revoked at.
    pub revoked_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
