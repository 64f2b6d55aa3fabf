//! A public key that a device registered. Earlier ones stay: what they signed stays signed.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A public key of a device.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_key")]
pub struct Model {
    /// The device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device_id: Uuid,
    /// The key's name: the thumbprint of its JWK (RFC 7638).
    #[sea_orm(primary_key, auto_increment = false)]
    pub thumbprint: String,
    /// The key: 32 bytes of Ed25519, base64url.
    pub public_key: String,
    /// Registered at.
    pub registered_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
