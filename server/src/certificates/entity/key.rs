//! A key with which documents are signed: a person's, or that of an organisation's seal.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// One key with its certificate.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_key")]
pub struct Model {
    /// The key; the name it is locked under.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person it belongs to.
    pub user_id: Option<Uuid>,
    /// Or the organisation for whose seal it stands.
    pub organisation_id: Option<Uuid>,
    /// The private key, locked with the master key, base64; none when it is held elsewhere.
    pub locked_key: Option<String>,
    /// The certificate, then those of the authorities above it, PEM; empty until another authority has answered a request.
    pub chain: String,
    /// SHA-256 of the certificate, lower-case hex.
    pub certificate_sha256: Option<String>,
    /// Its serial number, lower-case hex.
    pub serial: Option<String>,
    /// The built-in authority that issued it; none for certificates of others.
    pub authority_id: Option<Uuid>,
    /// Valid from.
    pub valid_from: Option<Instant>,
    /// Valid to.
    pub valid_to: Option<Instant>,
    /// Revoked at.
    pub revoked_at: Option<Instant>,
    /// Why.
    pub revoked_reason: Option<String>,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
