//! A signature that is expected on a document, and what became of it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// What became of an expected signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SignatureState)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Chờ ký.
    Waiting,
    /// Đã ký.
    Signed,
    /// Từ chối ký.
    Refused,
}

/// Who is to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Signer {
    /// One person.
    Person,
    /// Whoever heads the organisation.
    Head,
    /// The organisation itself, with its seal.
    Seal,
}

/// One expected signature.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_signature")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub report_id: Uuid,
    /// The field in the file: `lead`, `secretary`, `unit_head`, `seal` …
    #[sea_orm(primary_key, auto_increment = false)]
    pub field: String,
    /// Its place, from 1.
    pub seq: i32,
    /// What became of it.
    pub state: State,
    /// Who is to sign.
    pub signer: Signer,
    /// The person, when it is one.
    pub expected_user_id: Option<Uuid>,
    /// The organisation that they head, or whose seal it is.
    pub expected_organisation_id: Option<Uuid>,
    /// Their name, as printed; empty when it is not known beforehand.
    pub expected_name: String,
    /// Their position.
    pub expected_title: String,
    /// Who signed, or recorded the refusal.
    pub user_id: Option<Uuid>,
    /// When.
    pub at: Option<Instant>,
    /// `B-B` or `B-T`.
    pub level: Option<String>,
    /// The name in the certificate.
    pub signed_as: Option<String>,
    /// SHA-256 of the certificate, lower-case hex.
    pub certificate_sha256: Option<String>,
    /// Its serial number, lower-case hex.
    pub certificate_serial: Option<String>,
    /// SHA-256 of the revision that came of it.
    pub revision_sha256: Option<String>,
    /// Why it was refused, in writing.
    pub dissent: Option<String>,
    /// The dissent is printed in this document.
    pub dissent_printed: bool,
    /// The name of whoever recorded the refusal, when that is not the one who refused.
    pub recorded_by_name: Option<String>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
