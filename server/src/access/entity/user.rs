//! A person with an account.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_account")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name to sign in with, lower case.
    #[sea_orm(unique)]
    pub username: String,
    /// Full name as it is written.
    pub display_name: String,
    /// Position (chức vụ).
    pub title: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Preferred language, `vi` or `en`.
    pub locale: String,
    /// May sign in.
    pub active: bool,
    /// The organisation that employs them.
    pub organisation_id: Uuid,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// Name and username folded for search.
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
