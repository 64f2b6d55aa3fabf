//! The built-in authority.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// The built-in authority: a root that signs itself.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_authority")]
pub struct Model {
    /// The authority.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its certificate, PEM.
    pub certificate: String,
    /// Its private key, locked with the master key, base64.
    pub locked_key: String,
    /// Number of the last revocation list.
    pub revocation_number: i64,
    /// The last revocation list, DER in base64.
    pub revocation_list: Option<String>,
    /// When the next one is due at the latest.
    pub revocation_due_at: Option<Instant>,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
