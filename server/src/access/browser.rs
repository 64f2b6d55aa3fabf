//! Sessions of browsers: a random secret in a cookie, bound to a device, that ends when it rests too long or gets too old.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::browser_session::{ActiveModel, Column, Entity, Model};
use super::entity::{device, user};
use super::service::{self, SignIn};
use super::tokens;
use crate::app::AppState;
use crate::kernel::clock::Instant;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;
use crate::ledger::Tx;

/// A session is noted as used once in so many milliseconds, so that a page costs no write.
const NOTED_EVERY_MILLIS: i64 = 60_000;

/// A session that was just opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The value of the cookie.
    pub secret: String,
    /// The device.
    pub device_id: Uuid,
    /// The person.
    pub user: user::Model,
}

/// Signs in with a browser. Throttled and refused as any sign-in; it gives no token.
///
/// # Errors
/// `sign-in-refused`, `too-many-attempts`, `device-revoked`.
pub async fn sign_in(app: &AppState, request: SignIn) -> Result<Opened, Problem> {
    let user = service::proven(app, &request).await?;
    let (tx, device) = service::admit(app, &user, &request).await?;
    let secret = tokens::random_secret()?;
    let now = tx.now();
    // Whoever signs in leaves no sessions behind that are over anyway.
    Entity::delete_many().filter(Column::UserId.eq(user.id)).filter(Column::ExpiresAt.lt(now)).exec(tx.db()).await?;
    ActiveModel {
        hash: Set(tokens::fingerprint(&secret)),
        user_id: Set(user.id),
        device_id: Set(device.id),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(now.plus_seconds(i64::from(app.settings().portal_session_hours) * 3_600)),
        ended_at: Set(None),
    }
    .insert(tx.db())
    .await?;
    tx.commit().await?;
    Ok(Opened { secret, device_id: device.id, user })
}

/// The session of a cookie, if it lasts.
///
/// # Errors
/// Database failures.
pub async fn find(db: &impl ConnectionTrait, settings: &Settings, secret: &str, now: Instant) -> Result<Option<Model>, Problem> {
    let found = Entity::find_by_id(tokens::fingerprint(secret)).one(db).await?;
    let rests = i64::from(settings.portal_idle_minutes) * 60_000;
    Ok(found.filter(|row| row.ended_at.is_none() && now < row.expires_at && now.0 - row.last_seen_at.0 < rests))
}

/// Whether the use of a session is to be noted now.
#[must_use]
pub fn is_worth_noting(row: &Model, now: Instant) -> bool {
    now.0 - row.last_seen_at.0 >= NOTED_EVERY_MILLIS
}

/// Notes that a session, and with it its device, was used.
///
/// # Errors
/// Database failures.
pub async fn note_use(tx: &Tx, row: &Model) -> Result<(), Problem> {
    let now = tx.now().0;
    Entity::update_many().col_expr(Column::LastSeenAt, Expr::value(now)).filter(Column::Hash.eq(&row.hash)).exec(tx.db()).await?;
    device::Entity::update_many()
        .col_expr(device::Column::LastSeenAt, Expr::value(now))
        .filter(device::Column::Id.eq(row.device_id))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// Database failures.
pub async fn end(tx: &Tx, secret: &str) -> Result<(), Problem> {
    end_those(tx, sea_orm::Condition::all().add(Column::Hash.eq(tokens::fingerprint(secret)))).await
}

/// Ends the sessions that a condition names.
pub(super) async fn end_those(tx: &Tx, which: sea_orm::Condition) -> Result<(), Problem> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(tx.now().0))
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}
