//! A device that a person signed in with.

use sea_orm::entity::prelude::*;

use crate::kernel::clock::Instant;

/// A device that a person signed in with.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// The device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Its name.
    pub name: String,
    /// `android`, `ios`, `web` …
    pub platform: String,
    /// First sign-in.
    pub created_at: Instant,
    /// Last time a session was opened or refreshed.
    pub last_seen_at: Instant,
    /// Last pull.
    pub last_pull_at: Option<Instant>,
    /// Last push.
    pub last_push_at: Option<Instant>,
    /// Server clock less device clock at the last push, in milliseconds.
    pub clock_offset_ms: Option<i64>,
    /// Version of the app, as the device last said it.
    pub app_version: Option<String>,
    /// Operations that wait on the device, as it last said.
    pub pending_ops: Option<i64>,
    /// Files that wait on the device, as it last said.
    pub pending_files: Option<i64>,
    /// Revoked at; the device is to wipe itself.
    pub revoked_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// From a device to its person.
#[derive(Clone, Copy, Debug)]
pub struct ToUser;

impl Linked for ToUser {
    type FromEntity = Entity;
    type ToEntity = super::user::Entity;

    fn link(&self) -> Vec<RelationDef> {
        vec![Entity::belongs_to(super::user::Entity).from(Column::UserId).to(super::user::Column::Id).into()]
    }
}
