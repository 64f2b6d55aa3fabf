//! Streams: the row whose lock gives change numbers and the head of the activity chain, and who follows which stream.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, QueryTrait};

use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// A stream and the heads of its two sequences.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stream")]
pub struct Model {
    /// Small number, used inside cursors.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// `inspection:<id>`, `directory:<organisation>`, `checklists` …
    #[sea_orm(unique)]
    pub name: String,
    /// Number of the last change.
    pub change_seq: i64,
    /// Number of the last activity entry.
    pub entry_seq: i64,
    /// Hash of the last activity entry, lower-case hex; 64 zeros before the first.
    pub entry_hash: String,
    /// When a record of it last changed; the epoch for never.
    pub moved_at: Instant,
}

/// Streams have no relations of their own.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who follows a stream.
pub mod follower {
    use sea_orm::entity::prelude::*;

    /// One person follows one stream.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stream_follower")]
    pub struct Model {
        /// The person.
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: Uuid,
        /// The stream.
        #[sea_orm(primary_key, auto_increment = false)]
        pub stream_id: i64,
        /// Follows it no more; the row stays, so that the person's devices can be told to let go of it.
        pub has_left: bool,
    }

    /// No relations.
    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The name of an inspection's stream.
#[must_use]
pub fn of_inspection(id: Uuid) -> String {
    format!("inspection:{id}")
}

/// The name of the directory stream of a register's root organisation.
#[must_use]
pub fn of_directory(root: Uuid) -> String {
    format!("directory:{root}")
}

/// The name of a programme's stream, which holds activity only.
#[must_use]
pub fn of_programme(id: Uuid) -> String {
    format!("programme:{id}")
}

/// The programme whose stream this is, if it is one.
#[must_use]
pub fn programme_of(name: &str) -> Option<Uuid> {
    name.strip_prefix("programme:")?.parse().ok()
}

/// The stream of published checklists.
pub const CHECKLISTS: &str = "checklists";

/// The inspection whose stream this is, if it is one.
#[must_use]
pub fn inspection_of(name: &str) -> Option<Uuid> {
    name.strip_prefix("inspection:")?.parse().ok()
}

/// Makes a stream, unless somebody else has just done so, and locks its row until the transaction ends.
pub(super) async fn make(db: &impl ConnectionTrait, name: &str) -> Result<Model, Problem> {
    let fresh = ActiveModel {
        name: Set(name.to_owned()),
        change_seq: Set(0),
        entry_seq: Set(0),
        entry_hash: Set(super::entry::START.to_owned()),
        moved_at: Set(Instant(0)),
        ..Default::default()
    };
    Entity::insert(fresh).on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned()).exec_without_returning(db).await?;
    lock(db, name).await?.ok_or_else(|| Problem::internal(format!("stream {name} vanished")))
}

/// Locks a stream's row until the transaction ends, if it is there.
pub(super) async fn lock(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>, Problem> {
    // An update that changes nothing takes the row lock on PostgreSQL; on SQLite the transaction holds the only write lock anyway.
    let rows = Entity::update_many()
        .col_expr(Column::ChangeSeq, Expr::col(Column::ChangeSeq))
        .filter(Column::Name.eq(name))
        .exec_with_returning(db)
        .await?;
    Ok(rows.into_iter().next())
}

/// The streams that a person follows, with their heads: one indexed query.
///
/// # Errors
/// Database failures.
pub async fn followed_by(db: &impl ConnectionTrait, user_id: Uuid) -> Result<Vec<Model>, Problem> {
    Ok(Entity::find().filter(is_followed_by(user_id)).order_by_asc(Column::Id).all(db).await?)
}

/// Of some streams, those that a person follows.
///
/// # Errors
/// Database failures.
pub async fn followed_among(
    db: &impl ConnectionTrait,
    user_id: Uuid,
    names: impl IntoIterator<Item = String>,
) -> Result<Vec<Model>, Problem> {
    Ok(Entity::find().filter(Column::Name.is_in(names)).filter(is_followed_by(user_id)).order_by_asc(Column::Id).all(db).await?)
}

fn is_followed_by(user_id: Uuid) -> Expr {
    let ids = follower::Entity::find()
        .select_only()
        .column(follower::Column::StreamId)
        .filter(follower::Column::UserId.eq(user_id))
        .filter(follower::Column::HasLeft.eq(false));
    Column::Id.in_subquery(ids.into_query())
}

/// Makes a person follow a stream; doing it twice changes nothing.
///
/// # Errors
/// Database failures.
pub async fn follow(db: &impl ConnectionTrait, user_id: Uuid, stream_id: i64) -> Result<(), Problem> {
    let row = follower::ActiveModel { user_id: Set(user_id), stream_id: Set(stream_id), has_left: Set(false) };
    follower::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([follower::Column::UserId, follower::Column::StreamId]).update_column(follower::Column::HasLeft).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Ends the following of a stream.
///
/// # Errors
/// Database failures.
pub async fn unfollow(db: &impl ConnectionTrait, user_id: Uuid, stream_id: i64) -> Result<(), Problem> {
    follower::Entity::update_many()
        .col_expr(follower::Column::HasLeft, Expr::value(true))
        .filter(follower::Column::UserId.eq(user_id))
        .filter(follower::Column::StreamId.eq(stream_id))
        .exec(db)
        .await?;
    Ok(())
}

/// Of some streams, those that a person followed once and follows no more.
///
/// # Errors
/// Database failures.
pub async fn left_by(db: &impl ConnectionTrait, user_id: Uuid, streams: &[i64]) -> Result<Vec<Model>, Problem> {
    let left = follower::Entity::find()
        .select_only()
        .column(follower::Column::StreamId)
        .filter(follower::Column::UserId.eq(user_id))
        .filter(follower::Column::HasLeft.eq(true))
        .filter(follower::Column::StreamId.is_in(streams.iter().copied()))
        .into_query();
    Ok(Entity::find().filter(Column::Id.in_subquery(left)).all(db).await?)
}
