//! A document: minutes, report, or form of a corrective action request.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::clock::Instant;

/// What kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportKind)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Biên bản kiểm tra.
    Minutes,
    /// Báo cáo kết quả kiểm tra.
    Report,
    /// Phiếu yêu cầu hành động khắc phục.
    CarForm,
}

impl Kind {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Report => "report",
            Self::CarForm => "car_form",
        }
    }
}

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportStatus)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Đã lập, chưa ai ký.
    Prepared,
    /// Đang ký.
    Signing,
    /// Đã ký đủ.
    Signed,
    /// Đã thay bằng bản khác.
    Superseded,
    /// Đã thu hồi.
    Withdrawn,
}

impl Status {
    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// The document; also the identifier inside the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// The inspection it speaks of, or from which the request came.
    pub inspection_id: Uuid,
    /// The corrective action request.
    pub car_id: Option<Uuid>,
    /// The audited unit.
    pub organisation_id: Uuid,
    /// Number and symbol, as printed.
    pub number: Option<String>,
    /// `vi` or `en`.
    pub lang: String,
    /// Short code on every page: twelve letters and digits that cannot be mistaken for each other.
    pub code: String,
    /// Status.
    pub status: Status,
    /// Title, as in the file.
    pub title: String,
    /// IANA zone of the times in it.
    pub zone: String,
    /// SHA-256 of the content that it carries, lower-case hex: what people sign.
    pub content_sha256: String,
    /// SHA-256 of the first revision.
    pub base_sha256: String,
    /// SHA-256 of the newest revision.
    pub sha256: String,
    /// Bytes of the newest revision.
    pub size: i64,
    /// Pages.
    pub pages: i32,
    /// Who made it.
    pub made_by: Uuid,
    /// Made at.
    pub made_at: Instant,
    /// Everybody had signed at.
    pub signed_at: Option<Instant>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// The document that took its place.
    pub superseded_by: Option<Uuid>,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
