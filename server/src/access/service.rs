//! Sign-in with a device, rotating refresh tokens with detection of reuse, sign-out, change of password.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::caller::Caller;
use super::device_keys::{self, PublicJwk};
use super::entity::{browser_session, device, refresh_token, user};
use super::tokens::{self, AUDIENCE, Claims};
use super::{browser, password, throttle};
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::problem::Problem;
use crate::kernel::text::Lang;
use crate::ledger::{Actor, Entry, Tx};

/// The stream whose chain keeps what happens to accounts.
pub const ACCESS_STREAM: &str = "access";

/// What someone presents to sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The account.
    pub username: String,
    /// Its password.
    pub password: String,
    /// The device, when it has signed in before.
    pub device_id: Option<Uuid>,
    /// Its name.
    pub device_name: String,
    /// Its platform.
    pub platform: String,
    /// Its public key.
    pub public_key: Option<PublicJwk>,
    /// The version of its app.
    pub app_version: Option<String>,
    /// Where the request came from, for throttling.
    pub address: String,
}

/// A session as it is handed to a device.
#[derive(Clone, Debug)]
pub struct Session {
    /// Access token.
    pub access_token: String,
    /// Refresh token, good once.
    pub refresh_token: String,
    /// The access token ends at.
    pub expires_at: Instant,
    /// The device.
    pub device_id: Uuid,
    /// The person.
    pub user: user::Model,
}

/// Signs in. A wrong name and a wrong password get the same answer in the same time.
///
/// # Errors
/// `sign-in-refused`, `too-many-attempts`, `device-revoked`.
pub async fn sign_in(app: &AppState, request: SignIn) -> Result<Session, Problem> {
    let account = proven(app, &request).await?;
    let (tx, device) = admit(app, &account, &request).await?;
    let family = tx.new_id();
    let session = open(app, &tx, account, &device, family).await?;
    tx.commit().await?;
    Ok(session)
}

/// The account whose name and password were presented.
pub(super) async fn proven(app: &AppState, request: &SignIn) -> Result<user::Model, Problem> {
    let username = request.username.trim().to_lowercase();
    let now = app.now();
    let subjects = [account_subject(&username), format!("address:{}", request.address)];
    for subject in &subjects {
        throttle::check(app.read(), subject, now).await?;
    }
    let account = user::Entity::find().filter(user::Column::Username.eq(username)).one(app.read()).await?;
    let stored = account.as_ref().filter(|account| account.active).map(|account| account.password_hash.clone());
    if !password::verify(request.password.clone(), stored).await? {
        let tx = app.begin_as(Actor::default()).await?;
        for subject in &subjects {
            throttle::count_failure(tx.db(), app.settings(), subject, now).await?;
        }
        tx.commit().await?;
        return Err(Problem::of(&catalogue::SIGN_IN_REFUSED));
    }
    account.ok_or_else(|| Problem::of(&catalogue::SIGN_IN_REFUSED))
}

/// Begins the session of a proven account: the failures are forgotten and the device is known.
pub(super) async fn admit(app: &AppState, account: &user::Model, request: &SignIn) -> Result<(Tx, device::Model), Problem> {
    let tx = app.begin_as(Actor { user_id: Some(account.id), device_id: request.device_id }).await?;
    throttle::forget(tx.db(), &account_subject(&account.username)).await?;
    let device = know_device(&tx, account, request).await?;
    Ok((tx, device))
}

fn account_subject(username: &str) -> String {
    format!("account:{username}")
}

async fn know_device(tx: &Tx, account: &user::Model, request: &SignIn) -> Result<device::Model, Problem> {
    let known = match request.device_id {
        Some(id) => device::Entity::find_by_id(id).filter(device::Column::UserId.eq(account.id)).one(tx.db()).await?,
        None => None,
    };
    if let Some(known) = known {
        if known.revoked_at.is_some() {
            return Err(Problem::of(&catalogue::DEVICE_REVOKED));
        }
        let mut row = known.into_active_model();
        row.last_seen_at = Set(tx.now());
        if request.app_version.is_some() {
            row.app_version = Set(request.app_version.clone());
        }
        let device = row.update(tx.db()).await?;
        if let Some(key) = &request.public_key {
            device_keys::register(tx, device.id, key, "/device/public_key").await?;
        }
        return Ok(device);
    }
    let fresh = device::ActiveModel {
        id: Set(tx.new_id()),
        user_id: Set(account.id),
        name: Set(request.device_name.clone()),
        platform: Set(request.platform.clone()),
        created_at: Set(tx.now()),
        last_seen_at: Set(tx.now()),
        last_pull_at: Set(None),
        last_push_at: Set(None),
        clock_offset_ms: Set(None),
        app_version: Set(request.app_version.clone()),
        pending_ops: Set(None),
        pending_files: Set(None),
        revoked_at: Set(None),
        version: Set(1),
    };
    let device = fresh.insert(tx.db()).await?;
    let entry = Entry::new("device", device.id, "sign_in").with("name", device.name.clone()).with("platform", device.platform.clone());
    tx.note(ACCESS_STREAM, entry).await?;
    if let Some(key) = &request.public_key {
        device_keys::register(tx, device.id, key, "/device/public_key").await?;
    }
    Ok(device)
}

async fn open(app: &AppState, tx: &Tx, account: user::Model, device: &device::Model, family: Uuid) -> Result<Session, Problem> {
    let now = tx.now();
    let expires_at = now.plus_seconds(i64::from(app.settings().access_token_minutes) * 60);
    let claims = Claims {
        sub: account.id,
        dev: device.id,
        iss: app.settings().public_address(),
        aud: AUDIENCE.to_owned(),
        iat: now.unix_seconds(),
        exp: expires_at.unix_seconds(),
    };
    let refresh = tokens::random_secret()?;
    refresh_token::ActiveModel {
        hash: Set(tokens::fingerprint(&refresh)),
        family: Set(family),
        device_id: Set(device.id),
        user_id: Set(account.id),
        issued_at: Set(now),
        expires_at: Set(now.plus_days(i64::from(app.settings().refresh_token_days))),
        used_at: Set(None),
        revoked_at: Set(None),
    }
    .insert(tx.db())
    .await?;
    Ok(Session {
        access_token: tokens::issue(app.keys(), &claims)?,
        refresh_token: refresh,
        expires_at,
        device_id: device.id,
        user: account,
    })
}

/// Exchanges a refresh token for a new session. A token that was used before revokes its whole family: somebody has a copy.
///
/// # Errors
/// `refresh-refused`, `refresh-reused`, `device-revoked`.
pub async fn refresh(app: &AppState, token: &str) -> Result<Session, Problem> {
    let refused = || Problem::of(&catalogue::REFRESH_REFUSED);
    let tx = app.begin_as(Actor::default()).await?;
    let now = tx.now();
    let hash = tokens::fingerprint(token);
    // The compare-and-set decides between two requests that present the same token at once.
    let claimed = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(now.0))
        .filter(refresh_token::Column::Hash.eq(&hash))
        .filter(refresh_token::Column::UsedAt.is_null())
        .filter(refresh_token::Column::RevokedAt.is_null())
        .filter(refresh_token::Column::ExpiresAt.gt(now))
        .exec(tx.db())
        .await?;
    let row = refresh_token::Entity::find_by_id(hash).one(tx.db()).await?.ok_or_else(refused)?;
    let device = device::Entity::find_by_id(row.device_id).one(tx.db()).await?.ok_or_else(refused)?;
    if device.revoked_at.is_some() {
        return Err(Problem::of(&catalogue::DEVICE_REVOKED));
    }
    if claimed.rows_affected == 0 {
        if row.used_at.is_none() || row.revoked_at.is_some() {
            return Err(refused());
        }
        revoke_family(tx.db(), row.family, now).await?;
        tx.note(ACCESS_STREAM, Entry::new("device", row.device_id, "refresh_token_reused")).await?;
        tx.commit().await?;
        return Err(Problem::of(&catalogue::REFRESH_REUSED));
    }
    let account = user::Entity::find_by_id(row.user_id).one(tx.db()).await?.filter(|account| account.active).ok_or_else(refused)?;
    let mut seen = device.clone().into_active_model();
    seen.last_seen_at = Set(now);
    seen.update(tx.db()).await?;
    let session = open(app, &tx, account, &device, row.family).await?;
    tx.commit().await?;
    Ok(session)
}

async fn revoke_family(db: &impl ConnectionTrait, family: Uuid, now: Instant) -> Result<(), Problem> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(now.0))
        .filter(refresh_token::Column::Family.eq(family))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends the sessions of a device: its refresh tokens and cookies are good no more.
///
/// # Errors
/// Database failures.
pub async fn end_sessions_of_device(tx: &Tx, device_id: Uuid) -> Result<(), Problem> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(tx.now().0))
        .filter(refresh_token::Column::DeviceId.eq(device_id))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(tx.db())
        .await?;
    browser::end_those(tx, Condition::all().add(browser_session::Column::DeviceId.eq(device_id))).await
}

/// Changes the caller's own password and ends the sessions of their other devices.
///
/// # Errors
/// `sign-in-refused` when the old password is wrong, `weak-password`.
pub async fn change_password(app: &AppState, caller: &Caller, old: String, new: String) -> Result<(), Problem> {
    throttle::check(app.read(), &account_subject(&caller.user.username), app.now()).await?;
    if !password::verify(old, Some(caller.user.password_hash.clone())).await? {
        let tx = app.begin_as(caller.actor()).await?;
        throttle::count_failure(tx.db(), app.settings(), &account_subject(&caller.user.username), tx.now()).await?;
        tx.commit().await?;
        return Err(Problem::of(&catalogue::SIGN_IN_REFUSED));
    }
    password::check_strength(&caller.user.username, &new)?;
    let hash = password::hash(new).await?;
    let tx = app.begin(caller).await?;
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .filter(user::Column::Id.eq(caller.user.id))
        .exec(tx.db())
        .await?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::value(tx.now().0))
        .filter(refresh_token::Column::UserId.eq(caller.user.id))
        .filter(refresh_token::Column::DeviceId.ne(caller.device.id))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(tx.db())
        .await?;
    let elsewhere = Condition::all()
        .add(browser_session::Column::UserId.eq(caller.user.id))
        .add(browser_session::Column::DeviceId.ne(caller.device.id));
    browser::end_those(&tx, elsewhere).await?;
    tx.note(ACCESS_STREAM, Entry::new("user", caller.user.id, "change_password")).await?;
    tx.commit().await
}

/// Changes the caller's own preferred language.
///
/// # Errors
/// Database failures.
pub async fn change_language(tx: &Tx, caller: &Caller, lang: Lang) -> Result<(), Problem> {
    if caller.user.locale == lang.tag() {
        return Ok(());
    }
    user::Entity::update_many()
        .col_expr(user::Column::Locale, Expr::value(lang.tag()))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(user::Column::Id.eq(caller.user.id))
        .exec(tx.db())
        .await?;
    let entry = Entry::new("user", caller.user.id, "change_language").changed("locale", caller.user.locale.as_str(), lang.tag());
    tx.note(ACCESS_STREAM, entry).await
}
