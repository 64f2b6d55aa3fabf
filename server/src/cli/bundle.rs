//! `soat bundle`: bundles that came on a stick.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::Value;

use crate::kernel::config::Settings;
use crate::sync::bundle::import::{self, ImportedBundle};

/// What to do with bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Nhập gói dữ liệu ngoại tuyến do thiết bị ký; nhập lại không thay đổi gì / take in a bundle signed by a device; again changes nothing.
    Import {
        /// Tệp gói / the bundle.
        file: PathBuf,
        /// Ghi biên nhận để mang về thiết bị / write the receipt to this file, to be carried back to the device.
        #[arg(long, value_name = "FILE")]
        receipt: Option<PathBuf>,
    },
}

/// Runs the command.
///
/// # Errors
/// What was wrong, in both languages.
pub(crate) async fn run(settings: Settings, command: Bundle) -> Result<(), String> {
    let Bundle::Import { file, receipt } = command;
    let source = tokio::fs::File::open(&file).await.map_err(|error| failed(&file, &error))?;
    let app = super::open_app(settings).await?;
    let imported = Box::pin(import::import(&app, None, source)).await.map_err(|problem| super::say(&problem))?;
    print!("{}", text(&imported));
    if let Some(file) = receipt {
        tokio::fs::write(&file, &imported.receipt).await.map_err(|error| failed(&file, &error))?;
    }
    app.database().clone().close().await.map_err(|error| error.to_string())
}

fn failed(file: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", file.display())
}

/// How many operations and photos came to what, and each one that waits for a person.
fn text(imported: &ImportedBundle) -> String {
    let mut ops: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines = String::new();
    for outcome in &imported.outcomes {
        let status = outcome["status"].as_str().unwrap_or_default();
        *ops.entry(status).or_default() += 1;
        if matches!(status, "parked" | "refused" | "blocked") {
            lines.extend(["  ", outcome["op_id"].as_str().unwrap_or("—"), "  ", status, "  ", code(&outcome["problem"]), "\n"]);
        }
    }
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &imported.files {
        *files.entry(file.status).or_default() += 1;
        if let Some(problem) = &file.problem {
            lines.extend(["  ", &file.evidence_id.to_string(), "  ", file.status, "  ", code(problem), "\n"]);
        }
    }
    let counts = |counts: BTreeMap<&str, usize>| {
        let words: Vec<_> = counts.into_iter().map(|(status, count)| format!("{status} {count}")).collect();
        if words.is_empty() { "0".to_owned() } else { words.join(", ") }
    };
    format!("thao tác / operations: {}\nảnh, tệp / files: {}\n{lines}", counts(ops), counts(files))
}

fn code(problem: &Value) -> &str {
    problem["code"].as_str().unwrap_or_default()
}
