//! A session of a browser, kept as the hash of its cookie.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A session of a browser, kept as the hash of its cookie.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_session")]
pub struct Model {
    /// SHA-256 of the cookie's secret, lower-case hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// Whose.
    pub user_id: Uuid,
    /// The device it is bound to; revoking that ends it.
    pub device_id: Uuid,
    /// Signed in at.
    pub created_at: Instant,
    /// Last used at, to within a minute.
    pub last_seen_at: Instant,
    /// Ends at the latest at.
    pub expires_at: Instant,
    /// Ended before its time.
    pub ended_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
