//! A key that signs access tokens.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A key that signs access tokens.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// Names the key in tokens (`kid`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// The private key: PKCS #8, base64.
    pub private_key: String,
    /// The public key: 32 bytes, base64url.
    pub public_key: String,
    /// Made at.
    pub created_at: Instant,
    /// Signs no more since; still verifies.
    pub retired_at: Option<Instant>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
