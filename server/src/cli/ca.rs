//! `soat ca`: the built-in certificate authority, and the keys of people and of organisations' seals.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use soat_documents::seal::certificate::{Certificate, pem};
use soat_documents::seal::subject::Subject;
use soat_documents::seal::vault::MasterKey;

use super::people::organisation;
use crate::access::entity::user;
use crate::app::AppState;
use crate::certificates::entity::key;
use crate::certificates::http::LIST_PATH;
use crate::certificates::keys::{self, Holder};
use crate::certificates::{authority, master_key, revocation};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;
use crate::ledger::{Actor, Tx};

/// What to do with keys and certificates.
#[derive(Debug, Subcommand)]
pub(crate) enum Ca {
    /// In một khóa chủ mới (64 chữ số thập lục phân); hãy cất giữ ngoài máy chủ / print a new master key; keep a copy elsewhere.
    MasterKey,
    /// Lập tổ chức cấp chứng thư số nội bộ / found the built-in authority.
    Init {
        /// Tên tổ chức / its name.
        #[arg(long, default_value = "Soát CA")]
        name: String,
        /// Cơ quan vận hành / the body that runs it.
        #[arg(long)]
        organisation: Option<String>,
        /// Số năm hiệu lực / years it is valid.
        #[arg(long, default_value_t = 10)]
        years: u16,
    },
    /// Tạo khóa và cấp chứng thư số / make a key with a certificate.
    Issue {
        #[command(flatten)]
        whose: Whose,
        /// Số ngày hiệu lực / days it is valid.
        #[arg(long, default_value_t = 730)]
        days: u16,
    },
    /// Tạo khóa và in yêu cầu cấp chứng thư số gửi nơi khác (PKCS#10) / make a key and print a request to another authority.
    Csr {
        #[command(flatten)]
        whose: Whose,
    },
    /// Nhận chứng thư số do nơi khác cấp (PEM, kèm các chứng thư cấp trên) / take in a certificate of another authority.
    Register {
        #[command(flatten)]
        whose: Whose,
        /// Tệp PEM / PEM file.
        #[arg(long)]
        certificate: PathBuf,
    },
    /// Thu hồi chứng thư số / revoke certificates.
    Revoke {
        #[command(flatten)]
        whose: Whose,
        /// Chỉ chứng thư có số này / the one of this serial number alone.
        #[arg(long)]
        serial: Option<String>,
        /// Lý do / reason: `key-compromise`, `affiliation-changed`, `superseded`, `cessation`.
        #[arg(long, default_value = "cessation")]
        reason: String,
    },
    /// Liệt kê khóa / list keys.
    List {
        #[command(flatten)]
        whose: Whose,
    },
    /// In chứng thư số gốc (PEM) / print the root certificate.
    Export {
        /// Ghi thêm danh sách thu hồi (DER) vào tệp này / also write the revocation list to this file.
        #[arg(long)]
        revocation_list: Option<PathBuf>,
    },
}

/// Whose key.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Whose {
    /// Tên đăng nhập / account name.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Con dấu của cơ quan (mã hoặc id) / the seal of an organisation (code or id).
    #[arg(long = "organisation", value_name = "CODE|ID")]
    seal: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// What was wrong, in both languages.
pub(crate) async fn run(settings: Settings, command: Ca) -> Result<(), String> {
    if let Ca::MasterKey = command {
        println!("{}", master_key::generate().map_err(|error| error.to_string())?);
        return Ok(());
    }
    let app = super::open_app(settings).await?;
    match command {
        Ca::MasterKey => Ok(()),
        Ca::Init { name, organisation, years } => init(&app, name, organisation, years).await,
        Ca::Issue { whose, days } => issue(&app, &whose, days).await,
        Ca::Csr { whose } => request(&app, &whose).await,
        Ca::Register { whose, certificate } => register(&app, &whose, &certificate).await,
        Ca::Revoke { whose, serial, reason } => revoke(&app, &whose, serial.as_deref(), &reason).await,
        Ca::List { whose } => list(&app, &whose).await,
        Ca::Export { revocation_list } => export(&app, revocation_list.as_deref()).await,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn said(problem: Problem) -> String {
    super::say(&problem)
}

async fn begin(app: &AppState) -> Result<(Tx, MasterKey), String> {
    let master = master_key::of(app.settings()).await.map_err(said)?;
    Ok((app.begin_as(Actor::default()).await.map_err(said)?, master))
}

async fn init(app: &AppState, name: String, organisation: Option<String>, years: u16) -> Result<(), String> {
    let subject = Subject { name, organisation, country: Some("VN".to_owned()), ..Subject::default() };
    let (tx, master) = begin(app).await?;
    let row = authority::found(&tx, &master, &subject, years).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    print!("{}", row.certificate);
    Ok(())
}

async fn issue(app: &AppState, whose: &Whose, days: u16) -> Result<(), String> {
    let holder = holder(app, whose).await?;
    let list = format!("{}{LIST_PATH}", app.settings().public_address());
    let (tx, master) = begin(app).await?;
    let row = keys::issue(&tx, &master, &holder, days, &list).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    println!("{}", line(&row));
    Ok(())
}

async fn request(app: &AppState, whose: &Whose) -> Result<(), String> {
    let holder = holder(app, whose).await?;
    let (tx, master) = begin(app).await?;
    let (_, asked) = keys::request(&tx, &master, &holder).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    print!("{}", pem("CERTIFICATE REQUEST", &asked));
    Ok(())
}

async fn register(app: &AppState, whose: &Whose, file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let chain = Certificate::all_from_pem(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let holder = holder(app, whose).await?;
    let master = if master_key::is_named(app.settings()) { Some(master_key::of(app.settings()).await.map_err(said)?) } else { None };
    let tx = app.begin_as(Actor::default()).await.map_err(said)?;
    let row = keys::register(&tx, master.as_ref(), &holder, &chain).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    println!("{}", line(&row));
    Ok(())
}

async fn revoke(app: &AppState, whose: &Whose, serial: Option<&str>, reason: &str) -> Result<(), String> {
    if revocation::reason(reason).is_none() {
        return Err(revocation::REASONS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    }
    let rows = rows(app, whose).await?;
    let (tx, master) = begin(app).await?;
    let mut count = 0;
    for row in rows.into_iter().filter(|row| row.revoked_at.is_none()) {
        if serial.is_none_or(|serial| row.serial.as_deref() == Some(serial)) {
            println!("{}", line(&keys::revoke(&tx, &master, row, reason).await.map_err(said)?));
            count += 1;
        }
    }
    tx.commit().await.map_err(said)?;
    if count == 0 {
        Err("không có chứng thư số nào để thu hồi / there is no certificate to revoke".to_owned())
    } else {
        Ok(())
    }
}

async fn list(app: &AppState, whose: &Whose) -> Result<(), String> {
    for row in rows(app, whose).await? {
        println!("{}", line(&row));
    }
    Ok(())
}

async fn export(app: &AppState, list_file: Option<&Path>) -> Result<(), String> {
    let row = authority::required(app.read()).await.map_err(said)?;
    if let Some(file) = list_file {
        let list = revocation::current(app).await.map_err(said)?.unwrap_or_default();
        std::fs::write(file, list).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    print!("{}", row.certificate);
    Ok(())
}

async fn holder(app: &AppState, whose: &Whose) -> Result<Holder, String> {
    if let Some(text) = &whose.seal {
        return Ok(Holder::Seal(Box::new(organisation(app, text).await?)));
    }
    let username = whose.user.as_deref().unwrap_or_default().trim().to_lowercase();
    let account = user::Entity::find().filter(user::Column::Username.eq(&username)).one(app.read()).await;
    let account = account.map_err(|error| error.to_string())?;
    let account = account.ok_or_else(|| format!("không có tài khoản {username} / there is no account {username}"))?;
    Holder::person(app.read(), account.id).await.map_err(said)
}

async fn rows(app: &AppState, whose: &Whose) -> Result<Vec<key::Model>, String> {
    let ids = match holder(app, whose).await? {
        Holder::Person(person, _) => (Some(person.id), None),
        Holder::Seal(body) => (None, Some(body.id)),
    };
    keys::of_holder(app.read(), ids).await.map_err(said)
}

/// One key in one line: serial number, until when, where it is kept, whether it was revoked.
fn line(row: &key::Model) -> String {
    let day = |at: crate::kernel::clock::Instant| at.local_date(DEFAULT_ZONE).to_string();
    let serial = row.serial.as_deref().unwrap_or("chờ chứng thư số / certificate awaited");
    let until = row.valid_to.map(day).unwrap_or_default();
    let place = if row.locked_key.is_some() { "giữ tại đây / kept here" } else { "giữ nơi khác / held elsewhere" };
    match (row.revoked_at, &row.revoked_reason) {
        (Some(at), Some(reason)) => format!("{serial}  {until}  {place}  thu hồi / revoked {} ({reason})", day(at)),
        _ => format!("{serial}  {until}  {place}"),
    }
}
