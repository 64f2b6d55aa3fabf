//! Accounts, grants and devices: use cases within a transaction handed in.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::store;
use super::views::{EditUser, NewGrant, NewUser, UserView};
use crate::access::caller::Caller;
use crate::access::entity::{device, grant, user};
use crate::access::policy::Action;
use crate::access::scope::Subject;
use crate::access::service::{ACCESS_STREAM, end_sessions_of_device};
use crate::kernel::catalogue::{self, field};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::kernel::{version, vietnamese};
use crate::ledger::transaction::Change;
use crate::ledger::{Entry, Tx, stream};
use crate::organisations::{self, following};

/// The collection in which people's names travel.
pub const COLLECTION: &str = following::PEOPLE;

/// Makes an account. `password_hash` was computed beforehand, outside the transaction.
///
/// # Errors
/// `forbidden`, `invalid-body`, `already-exists`.
pub async fn create(tx: &Tx, caller: &Caller, input: NewUser, password_hash: String) -> Result<user::Model, Problem> {
    let place = Subject::of_organisation(input.organisation_id);
    if !caller.may(tx.db(), Action::ReadUser, place).await? {
        caller.require_somewhere(Action::EditUser)?;
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/organisation_id", &[]));
    }
    caller.require(tx.db(), Action::EditUser, place).await?;
    insert(tx, input, password_hash).await
}

/// Writes a new account without asking who may: for the operator's command line and the demonstration.
///
/// # Errors
/// `already-exists`, `invalid-body`.
pub async fn insert(tx: &Tx, input: NewUser, password_hash: String) -> Result<user::Model, Problem> {
    let username = input.username.trim().to_lowercase();
    let taken = user::Entity::find().filter(user::Column::Username.eq(&username)).count(tx.db()).await?;
    if taken > 0 {
        return Err(Problem::of(&catalogue::ALREADY_EXISTS).param("what", "user").param("key", username));
    }
    let row = user::ActiveModel {
        id: Set(input.id.unwrap_or_else(|| tx.new_id())),
        search_text: Set(vietnamese::fold(&format!("{} {username}", input.display_name))),
        sort_key: Set(vietnamese::sort_key(&input.display_name)),
        username: Set(username),
        display_name: Set(input.display_name),
        title: Set(input.title),
        email: Set(input.email),
        phone: Set(input.phone),
        locale: Set(input.locale.tag().to_owned()),
        active: Set(true),
        organisation_id: Set(input.organisation_id),
        password_hash: Set(password_hash),
        version: Set(1),
        created_at: Set(tx.now()),
    }
    .insert(tx.db())
    .await?;
    let view = UserView::from(row.clone());
    tx.note(ACCESS_STREAM, Entry::new("user", row.id, "create").diff(&serde_json::json!({}), &view)).await?;
    tell_directory(tx, &row).await?;
    Ok(row)
}

/// Changes an account.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`, `invalid-body`.
pub async fn edit(
    tx: &Tx,
    caller: &Caller,
    id: Uuid,
    seen: i64,
    input: EditUser,
    new_hash: Option<String>,
) -> Result<user::Model, Problem> {
    let before = store::user(tx.db(), caller, id).await?;
    caller.require(tx.db(), Action::EditUser, Subject::of_organisation(before.organisation_id)).await?;
    version::require(seen, before.version)?;
    if let Some(organisation) = input.organisation_id
        && !caller.may(tx.db(), Action::EditUser, Subject::of_organisation(organisation)).await?
    {
        return Err(Problem::invalid_field(&field::UNKNOWN_REFERENCE, "/organisation_id", &[]));
    }
    update(tx, before, input, new_hash).await
}

/// Writes a change of an account without asking who may: for the operator's command line.
///
/// # Errors
/// Database failures.
pub async fn update(tx: &Tx, before: user::Model, input: EditUser, new_hash: Option<String>) -> Result<user::Model, Problem> {
    let id = before.id;
    let mut row = before.clone().into_active_model();
    let name = input.display_name.unwrap_or_else(|| before.display_name.clone());
    row.search_text = Set(vietnamese::fold(&format!("{name} {}", before.username)));
    row.sort_key = Set(vietnamese::sort_key(&name));
    row.display_name = Set(name);
    row.title = Set(input.title.unwrap_or_else(|| before.title.clone()));
    row.email = Set(input.email.unwrap_or_else(|| before.email.clone()));
    row.phone = Set(input.phone.unwrap_or_else(|| before.phone.clone()));
    row.locale = Set(input.locale.map_or_else(|| before.locale.clone(), |lang: Lang| lang.tag().to_owned()));
    row.active = Set(input.active.unwrap_or(before.active));
    row.organisation_id = Set(input.organisation_id.unwrap_or(before.organisation_id));
    let new_password = new_hash.is_some();
    row.password_hash = Set(new_hash.unwrap_or_else(|| before.password_hash.clone()));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    if new_password || !after.active {
        for device in device::Entity::find().filter(device::Column::UserId.eq(id)).all(tx.db()).await? {
            end_sessions_of_device(tx, device.id).await?;
        }
    }
    let mut entry = Entry::new("user", id, "edit").diff(&UserView::from(before), &UserView::from(after.clone()));
    if new_password {
        entry = entry.with("password", "set");
    }
    tx.note(ACCESS_STREAM, entry).await?;
    tell_directory(tx, &after).await?;
    Ok(after)
}

/// Gives a role.
///
/// # Errors
/// `not-found`, `forbidden`, `grant-out-of-reach`, `invalid-body`.
pub async fn give(tx: &Tx, caller: &Caller, user_id: Uuid, input: NewGrant) -> Result<grant::Model, Problem> {
    let person = store::user(tx.db(), caller, user_id).await?;
    caller.require(tx.db(), Action::EditUser, Subject::of_organisation(person.organisation_id)).await?;
    if !caller.may(tx.db(), Action::EditUser, Subject::of_organisation(input.organisation_id)).await? {
        return Err(Problem::of(&catalogue::GRANT_OUT_OF_REACH));
    }
    insert_grant(tx, person.id, input).await
}

/// Writes a grant without asking who may.
///
/// # Errors
/// `invalid-body` when the days are out of order.
pub async fn insert_grant(tx: &Tx, user_id: Uuid, input: NewGrant) -> Result<grant::Model, Problem> {
    let valid_from = input.valid_from.unwrap_or_else(|| tx.now().local_date(DEFAULT_ZONE));
    if input.valid_to.as_ref().is_some_and(|last| *last < valid_from) {
        return Err(Problem::invalid_field(&field::FORMAT, "/valid_to", &[("expected", "valid_to ≥ valid_from")]));
    }
    let row = grant::ActiveModel {
        id: Set(tx.new_id()),
        user_id: Set(user_id),
        role: Set(input.role),
        organisation_id: Set(input.organisation_id),
        valid_from: Set(valid_from),
        valid_to: Set(input.valid_to),
        ended_at: Set(None),
        granted_by: Set(tx.actor().user_id),
        created_at: Set(tx.now()),
        version: Set(1),
    }
    .insert(tx.db())
    .await?;
    let entry = Entry::new("grant", row.id, "give")
        .with("user_id", row.user_id.to_string())
        .with("role", serde_json::to_value(row.role).unwrap_or_default())
        .with("organisation_id", row.organisation_id.to_string());
    tx.note(ACCESS_STREAM, entry).await?;
    following::as_granted(tx, user_id).await?;
    Ok(row)
}

/// Ends a grant now.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`.
pub async fn end_grant(tx: &Tx, caller: &Caller, id: Uuid, seen: i64) -> Result<(), Problem> {
    let before = grant::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(Problem::not_found)?;
    store::user(tx.db(), caller, before.user_id).await?;
    caller.require(tx.db(), Action::EditUser, Subject::of_organisation(before.organisation_id)).await?;
    version::require(seen, before.version)?;
    close_grant(tx, before).await
}

/// Writes the end of a grant without asking who may.
///
/// # Errors
/// Database failures.
pub async fn close_grant(tx: &Tx, before: grant::Model) -> Result<(), Problem> {
    let id = before.id;
    let mut row = before.clone().into_active_model();
    row.ended_at = Set(Some(before.ended_at.unwrap_or_else(|| tx.now())));
    row.version = Set(before.version + 1);
    row.update(tx.db()).await?;
    tx.note(ACCESS_STREAM, Entry::new("grant", id, "end").with("user_id", before.user_id.to_string())).await?;
    following::as_granted(tx, before.user_id).await
}

/// Revokes a device: its sessions end, and at its next request it learns that it is to wipe itself.
///
/// # Errors
/// `not-found`, `forbidden`, `stale-version`.
pub async fn revoke_device(tx: &Tx, caller: &Caller, id: Uuid, seen: i64) -> Result<device::Model, Problem> {
    let (before, owner) = store::device(tx.db(), caller, id).await?;
    if owner.id != caller.user.id {
        caller.require(tx.db(), Action::EditUser, Subject::of_organisation(owner.organisation_id)).await?;
    }
    version::require(seen, before.version)?;
    let mut row = before.clone().into_active_model();
    row.revoked_at = Set(Some(before.revoked_at.unwrap_or_else(|| tx.now())));
    row.version = Set(before.version + 1);
    let after = row.update(tx.db()).await?;
    end_sessions_of_device(tx, id).await?;
    tx.note(ACCESS_STREAM, Entry::new("device", id, "revoke")).await?;
    Ok(after)
}

async fn tell_directory(tx: &Tx, person: &user::Model) -> Result<(), Problem> {
    let root = organisations::store::root_of(tx.db(), person.organisation_id).await?;
    tx.change(&stream::of_directory(root), COLLECTION, person.id, Change::told_to_all()).await?;
    Ok(())
}
