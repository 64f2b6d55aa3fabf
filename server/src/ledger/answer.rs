//! Stored answers of requests that carried an `Idempotency-Key`: rows only; who asks for them is in `idempotency`.
//!
//! A row is claimed before its request runs and filled with the answer afterwards. The transaction that does the work marks
//! the row as well, so a crash between the two cannot let the same request run twice.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;

/// In `status`: the work is committed, its answer not stored yet.
pub const COMMITTED: i32 = 0;
/// In `status`: the work is committed and its answer will never be known.
pub const LOST: i32 = 1;

/// A request that was made under a key, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotent_answer")]
pub struct Model {
    /// Whose key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// The key that the client chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 over the request, lower-case hex.
    pub request_hash: String,
    /// HTTP status of the answer; none while under way, [`COMMITTED`] or [`LOST`] without an answer.
    pub status: Option<i32>,
    /// `ETag` of the answer.
    pub etag: Option<String>,
    /// Body of the answer: JSON text; for a refusal the problem in both languages.
    pub body: Option<String>,
    /// When the request was claimed.
    pub created_at: Instant,
}

/// No relations.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The right to run a request. The moment it was given tells it from a later claim of the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose key.
    pub user_id: Uuid,
    /// The key.
    pub key: String,
    /// When it was claimed.
    pub claimed_at: Instant,
}

impl Claim {
    fn condition(&self) -> sea_orm::Condition {
        sea_orm::Condition::all()
            .add(Column::UserId.eq(self.user_id))
            .add(Column::Key.eq(&self.key))
            .add(Column::CreatedAt.eq(self.claimed_at))
    }
}

/// The row of a key, if there is one.
///
/// # Errors
/// Database failures.
pub async fn find(db: &impl ConnectionTrait, user_id: Uuid, key: &str) -> Result<Option<Model>, Problem> {
    Ok(Entity::find_by_id((user_id, key.to_owned())).one(db).await?)
}

/// Claims a key; false when somebody was quicker. Answers of this person that were claimed before `expired` make room.
///
/// # Errors
/// Database failures.
pub async fn claim(db: &impl ConnectionTrait, claim: &Claim, request_hash: &str, expired: Instant) -> Result<bool, Problem> {
    Entity::delete_many().filter(Column::UserId.eq(claim.user_id)).filter(Column::CreatedAt.lt(expired)).exec(db).await?;
    let row = ActiveModel {
        user_id: Set(claim.user_id),
        key: Set(claim.key.clone()),
        request_hash: Set(request_hash.to_owned()),
        status: Set(None),
        etag: Set(None),
        body: Set(None),
        created_at: Set(claim.claimed_at),
    };
    let place = OnConflict::columns([Column::UserId, Column::Key]).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(place).exec_without_returning(db).await? > 0)
}

/// Takes over a claim whose request died before it had committed anything; false when somebody was quicker.
///
/// # Errors
/// Database failures.
pub async fn take_over(db: &impl ConnectionTrait, dead: &Claim, now: Instant) -> Result<bool, Problem> {
    let done = Entity::update_many()
        .col_expr(Column::CreatedAt, Expr::value(now.0))
        .filter(dead.condition())
        .filter(Column::Status.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Says, within the transaction that does the work, that it is done.
///
/// # Errors
/// `busy` when the claim was taken over meanwhile: the work must not be committed then.
pub async fn mark_committed(db: &impl ConnectionTrait, claim: &Claim) -> Result<(), Problem> {
    let done = Entity::update_many().col_expr(Column::Status, Expr::value(COMMITTED)).filter(claim.condition()).exec(db).await?;
    if done.rows_affected == 0 { Err(Problem::of(&catalogue::BUSY)) } else { Ok(()) }
}

/// Stores the answer.
///
/// # Errors
/// Database failures.
pub async fn store(
    db: &impl ConnectionTrait,
    claim: &Claim,
    status: i32,
    etag: Option<String>,
    body: Option<String>,
) -> Result<(), Problem> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::Etag, Expr::value(etag))
        .col_expr(Column::Body, Expr::value(body))
        .filter(claim.condition())
        .exec(db)
        .await?;
    Ok(())
}

/// Lets go of a claim whose answer is not to be stored: the key is free again, unless work was committed under it.
///
/// # Errors
/// Database failures.
pub async fn release(db: &impl ConnectionTrait, claim: &Claim) -> Result<(), Problem> {
    Entity::delete_many().filter(claim.condition()).filter(Column::Status.is_null()).exec(db).await?;
    let lost = Entity::update_many().col_expr(Column::Status, Expr::value(LOST)).filter(claim.condition());
    lost.filter(Column::Status.eq(COMMITTED)).exec(db).await?;
    Ok(())
}

/// Removes every answer that was claimed before `expired`; for the operator's housekeeping.
///
/// # Errors
/// Database failures.
pub async fn purge(db: &impl ConnectionTrait, expired: Instant) -> Result<u64, Problem> {
    Ok(Entity::delete_many().filter(Column::CreatedAt.lt(expired)).exec(db).await?.rows_affected)
}
