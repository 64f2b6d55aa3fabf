//! Failed sign-ins are counted per account and per address, in the database, so that all processes count together.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::entity::throttle::{self, ActiveModel, Column, Entity};
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// Refuses an attempt of a subject that has to wait.
///
/// # Errors
/// `too-many-attempts` with the seconds left.
pub async fn check(db: &impl ConnectionTrait, subject: &str, now: Instant) -> Result<(), Problem> {
    let row = Entity::find_by_id(subject).one(db).await?;
    match row.and_then(|row| row.locked_until).filter(|until| *until > now) {
        Some(until) => Err(Problem::of(&catalogue::TOO_MANY_ATTEMPTS).param("seconds", (until.0 - now.0 + 999) / 1_000)),
        None => Ok(()),
    }
}

/// Counts a failure; the one that reaches the limit locks the subject.
///
/// # Errors
/// Database failures.
pub async fn count_failure(db: &impl ConnectionTrait, settings: &Settings, subject: &str, now: Instant) -> Result<(), Problem> {
    let window = i64::from(settings.sign_in_lock_minutes) * 60_000;
    let before = Entity::find_by_id(subject).one(db).await?.filter(|row| now.0 - row.since.0 < window);
    let (failures, since) = before.map_or((1, now), |row| (row.failures + 1, row.since));
    let limit = i32::try_from(settings.sign_in_attempts).unwrap_or(i32::MAX);
    let locked_until = (failures >= limit).then(|| now.plus_millis(window));
    let row = ActiveModel { subject: Set(subject.to_owned()), failures: Set(failures), since: Set(since), locked_until: Set(locked_until) };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Subject).update_columns([Column::Failures, Column::Since, Column::LockedUntil]).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Forgets the failures of a subject that has signed in.
///
/// # Errors
/// Database failures.
pub async fn forget(db: &impl ConnectionTrait, subject: &str) -> Result<(), Problem> {
    throttle::Entity::delete_by_id(subject).exec(db).await?;
    Ok(())
}
