//! An organisation: a node of the register, which is also the tree of tenancy.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::{Instant, LocalDate};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code, unique within its register (root).
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// Code of its kind.
    pub kind: String,
    /// `central`, `provincial`, `district` or `communal`.
    pub level: String,
    /// Direct superior.
    pub parent_id: Option<Uuid>,
    /// Second superior of a vertically managed body.
    pub second_superior_id: Option<Uuid>,
    /// Top of its register; its own id for a root.
    pub root_id: Uuid,
    /// Code of the administrative unit.
    pub unit_code: Option<String>,
    /// First day.
    pub valid_from: Option<LocalDate>,
    /// Last day.
    pub valid_to: Option<LocalDate>,
    /// Address.
    pub address: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Name and codes folded for search.
    pub search_text: String,
    /// Hexadecimal key of the Vietnamese order of the name.
    pub sort_key: String,
    /// Version.
    pub version: i64,
    /// Made at.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
