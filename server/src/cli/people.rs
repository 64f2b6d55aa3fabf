//! `soat user`, `soat grant`: accounts and roles, by the operator, who needs no permission.

use clap::Subcommand;
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, Iterable, QueryFilter};
use validator::Validate;

use crate::access::entity::{grant, user};
use crate::access::policy::Role;
use crate::access::{password, tokens};
use crate::app::AppState;
use crate::kernel::catalogue;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;
use crate::kernel::text::{self, Lang};
use crate::ledger::Actor;
use crate::organisations::entity::organisation;
use crate::organisations::store;
use crate::people::service;
use crate::people::views::{EditUser, NewGrant, NewUser};

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Thêm tài khoản; in mật khẩu nếu tự sinh / add an account; prints the password when it makes one.
    Add {
        /// Tên đăng nhập / account name.
        #[arg(long)]
        username: String,
        /// Họ và tên / full name.
        #[arg(long)]
        name: String,
        /// Chức vụ / position.
        #[arg(long, default_value = "")]
        title: String,
        /// Cơ quan công tác (mã hoặc id) / employing organisation (code or id).
        #[arg(long, value_name = "CODE|ID")]
        organisation: String,
        /// Đọc mật khẩu từ đầu vào chuẩn / read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Khóa tài khoản và kết thúc mọi phiên / disable an account and end its sessions.
    Disable {
        /// Tên đăng nhập / account name.
        #[arg(long)]
        username: String,
    },
}

/// What to do with grants.
#[derive(Debug, Subcommand)]
pub(crate) enum Grant {
    /// Cấp vai trò / give a role.
    Add(Place),
    /// Kết thúc vai trò / end a role.
    End(Place),
}

/// Whose role, which, where.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// Tên đăng nhập / account name.
    #[arg(long)]
    user: String,
    /// Vai trò / role: `administrator`, `programme_manager`, `inspector`, `unit_representative`, `unit_head`,
    /// `committee_member`, `committee_chair`, `viewer`.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Tại cơ quan (mã hoặc id) / at which organisation (code or id).
    #[arg(long, value_name = "CODE|ID")]
    organisation: String,
}

fn role(name: &str) -> Result<Role, String> {
    Role::iter().find(|role| role.to_value() == name).ok_or_else(|| Role::iter().map(|role| role.to_value()).collect::<Vec<_>>().join(", "))
}

/// Runs `soat user`.
///
/// # Errors
/// What was wrong, in both languages.
pub(crate) async fn user(settings: Settings, command: User) -> Result<(), String> {
    let app = super::open_app(settings).await?;
    match command {
        User::Add { username, name, title, organisation, password_stdin } => {
            let given = if password_stdin { Some(from_stdin().await?) } else { None };
            let place = self::organisation(&app, &organisation).await?;
            let made = given.is_none();
            let password = match given {
                Some(password) => password,
                None => generated().map_err(|problem| super::say(&problem))?,
            };
            let new = new_user(username, name, title, place.id, password.clone())?;
            let added = add_user(&app, new).await.map_err(|problem| super::say(&problem))?;
            eprintln!("{} · {} · {}", added.username, added.id, place.name);
            if made {
                println!("{password}");
            }
            Ok(())
        }
        User::Disable { username } => {
            let person = person(&app, &username).await?;
            disable(&app, person).await.map_err(|problem| super::say(&problem))
        }
    }
}

/// Runs `soat grant`.
///
/// # Errors
/// What was wrong, in both languages.
pub(crate) async fn grant(settings: Settings, command: Grant) -> Result<(), String> {
    let app = super::open_app(settings).await?;
    let (Grant::Add(place) | Grant::End(place)) = &command;
    let person = person(&app, &place.user).await?;
    let at = organisation(&app, &place.organisation).await?;
    let done = match &command {
        Grant::Add(place) => give(&app, &person, place.role, &at).await,
        Grant::End(place) => end(&app, &person, place.role, &at).await,
    };
    done.map_err(|problem| super::say(&problem))
}

/// The one organisation that a code or id means.
///
/// # Errors
/// When there is none, or several registers use the code; then each is named.
pub(crate) async fn organisation(app: &AppState, text: &str) -> Result<organisation::Model, String> {
    let mut found = store::by_id_or_code(app.read(), text).await.map_err(|problem| super::say(&problem))?;
    match (found.pop(), found.as_slice()) {
        (Some(one), []) => Ok(one),
        (Some(last), others) => {
            let all = others.iter().chain([&last]).map(|row| format!("\n  {} {}", row.id, row.name));
            Err(format!(
                "{text}: nhiều cơ quan cùng mã, hãy dùng id / several organisations have this code, use the id:{}",
                all.collect::<String>()
            ))
        }
        (None, _) => Err(format!("{text}: không có cơ quan này / no such organisation")),
    }
}

async fn person(app: &AppState, username: &str) -> Result<user::Model, String> {
    let found = user::Entity::find().filter(user::Column::Username.eq(username.trim().to_lowercase())).one(app.read()).await;
    found.map_err(|error| error.to_string())?.ok_or_else(|| format!("{username}: không có tài khoản này / no such account"))
}

async fn from_stdin() -> Result<String, String> {
    let read = tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin()));
    let password = read.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}

/// A password that nobody chose: 24 characters of 6 random bits each, in groups that can be read out.
fn generated() -> Result<String, Problem> {
    let secret: Vec<char> = tokens::random_secret()?.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    Ok(secret.chunks(6).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

fn new_user(username: String, name: String, title: String, organisation_id: uuid::Uuid, password: String) -> Result<NewUser, String> {
    let cleaned =
        |text: String| text::clean(&text).map_err(|bad| format!("U+{:04X}: ký tự không được phép / forbidden character", u32::from(bad.0)));
    let new = NewUser {
        id: None,
        username: cleaned(username)?,
        password,
        display_name: cleaned(name)?,
        title: cleaned(title)?,
        email: None,
        phone: None,
        locale: Lang::Vi,
        organisation_id,
    };
    new.validate().map_err(|errors| errors.to_string())?;
    Ok(new)
}

async fn add_user(app: &AppState, new: NewUser) -> Result<user::Model, Problem> {
    password::check_strength(&new.username, &new.password)?;
    let hash = password::hash(new.password.clone()).await?;
    let tx = app.begin_as(Actor::default()).await?;
    let row = service::insert(&tx, new, hash).await?;
    tx.commit().await?;
    Ok(row)
}

async fn disable(app: &AppState, person: user::Model) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    service::update(&tx, person, EditUser { active: Some(false), ..EditUser::default() }, None).await?;
    tx.commit().await
}

async fn give(app: &AppState, person: &user::Model, role: Role, at: &organisation::Model) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let new = NewGrant { role, organisation_id: at.id, valid_from: None, valid_to: None };
    let row = service::insert_grant(&tx, person.id, new).await?;
    tx.commit().await?;
    println!("{}", row.id);
    Ok(())
}

async fn end(app: &AppState, person: &user::Model, role: Role, at: &organisation::Model) -> Result<(), Problem> {
    let tx = app.begin_as(Actor::default()).await?;
    let held = grant::Entity::find()
        .filter(grant::Column::UserId.eq(person.id))
        .filter(grant::Column::Role.eq(role))
        .filter(grant::Column::OrganisationId.eq(at.id))
        .filter(grant::Column::EndedAt.is_null())
        .all(tx.db())
        .await?;
    if held.is_empty() {
        return Err(Problem::of(&catalogue::NOT_FOUND));
    }
    for grant in held {
        service::close_grant(&tx, grant).await?;
    }
    tx.commit().await
}
