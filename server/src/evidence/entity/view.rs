//! Someone looked at an original.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// The way by which an original went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Through {
    /// `GET /evidence/{id}/content`.
    Api,
    /// The portal's pages.
    Portal,
    /// An archive of the evidence of an inspection.
    Archive,
    /// A drawn signature, put into a document.
    Signature,
}

/// One look at an original: originals may show people and their papers, so each is on record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_view")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was looked at.
    pub evidence_id: Uuid,
    /// By whom.
    pub user_id: Uuid,
    /// On which device.
    pub device_id: Uuid,
    /// Which form of it: `original`.
    pub size: String,
    /// When.
    pub at: Instant,
    /// By which way; not known of looks before this was recorded.
    pub through: Option<Through>,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
