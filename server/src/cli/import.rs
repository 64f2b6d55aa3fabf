//! `soat import`.

use std::path::PathBuf;

use clap::Subcommand;

use super::people::organisation;
use crate::app::AppState;
use crate::kernel::config::Settings;
use crate::ledger::Actor;
use crate::organisations::import::service::{self, Target};
use crate::organisations::views::Imported;

/// What to import.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Danh mục cơ quan từ CSV: ghi tất cả hoặc không ghi gì / organisations from CSV: all rows or none.
    Organisations {
        /// Tệp CSV (UTF-8) / the file.
        file: PathBuf,
        /// Chỉ kiểm tra, không ghi / check only, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Đặt dưới cơ quan này (mã hoặc id); nếu không, mỗi dòng không có cấp trên là đỉnh một danh mục /
        /// below this organisation (code or id); otherwise each row without a superior is the top of a register.
        #[arg(long, value_name = "CODE|ID")]
        within: Option<String>,
        /// Loại của các dòng không có cấp trên / kind of rows without a superior.
        #[arg(long, value_name = "KIND")]
        root_kind: Option<String>,
    },
}

/// Runs the command.
///
/// # Errors
/// What was wrong, row by row.
pub(crate) async fn run(settings: Settings, command: Import) -> Result<(), String> {
    let Import::Organisations { file, dry_run, within, root_kind } = command;
    let bytes = tokio::fs::read(&file).await.map_err(|error| format!("{}: {error}", file.display()))?;
    let app = super::open_app(settings).await?;
    let within = match within {
        Some(text) => Some(organisation(&app, &text).await?.id),
        None => None,
    };
    let done = import(&app, &bytes, dry_run, Target { within, root_kind, reader: None }).await?;
    for warning in &done.warnings {
        eprintln!("{} / {}", warning.detail.vi, warning.detail.en);
    }
    let Imported { rows, created, updated, unchanged, .. } = done;
    let rehearsed = if dry_run { " (chưa ghi / nothing written)" } else { "" };
    println!("{rows} dòng / rows: {created} mới / created, {updated} sửa / updated, {unchanged} giữ nguyên / unchanged{rehearsed}");
    Ok(())
}

async fn import(app: &AppState, bytes: &[u8], dry_run: bool, target: Target) -> Result<Imported, String> {
    let said = |problem| super::say(&problem);
    let table = service::read(bytes).map_err(said)?;
    if dry_run {
        return service::rehearse(app.read(), app.now(), table, &target).await.map_err(said);
    }
    let tx = app.begin_as(Actor::default()).await.map_err(said)?;
    let done = service::import(&tx, table, &target).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    Ok(done)
}
