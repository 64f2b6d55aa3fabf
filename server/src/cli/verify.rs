//! `soat verify FILE`: what is true of a signed document, without a server and without a network.

use std::path::{Path, PathBuf};

use clap::Args;
use soat_documents::seal::certificate::Certificate;
use soat_documents::seal::verify::facts::{Fact, Outcome};
use soat_documents::seal::verify::{Expected, Record, Trust, verify};

use crate::kernel::clock::Clock;

/// What to verify, and whom to trust.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Tệp PDF / the PDF file.
    file: PathBuf,
    /// Chứng thư số gốc được tin cậy (PEM), có thể lặp lại / root certificates to trust; may be repeated.
    #[arg(long, value_name = "PEM")]
    anchor: Vec<PathBuf>,
    /// Chứng thư số gốc của tổ chức cấp dấu thời gian / the same for time-stamps.
    #[arg(long, value_name = "PEM")]
    time_stamp_anchor: Vec<PathBuf>,
    /// Danh sách thu hồi (DER) / revocation lists.
    #[arg(long, value_name = "CRL")]
    revocation_list: Vec<PathBuf>,
    /// In dạng JSON / print as JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the facts; what fails makes the command fail.
///
/// # Errors
/// A file that cannot be read; a sentence when a fact fails.
pub(crate) fn run(asked: &Verify) -> Result<(), String> {
    let pdf = read(&asked.file)?;
    let (anchors, time_stamp_anchors) = (certificates(&asked.anchor)?, certificates(&asked.time_stamp_anchor)?);
    let revocation_lists = asked.revocation_list.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let now = Clock::System.now().timestamp();
    let trust = Trust { anchors: &anchors, time_stamp_anchors: &time_stamp_anchors, revocation_lists: &revocation_lists, now };
    let record = verify(&pdf, &trust, &Expected::default());
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?);
    } else {
        print!("{}", text(&record));
    }
    match record.failures().count() {
        0 => Ok(()),
        count => Err(format!("{count} điều kiện không đạt / {count} facts fail")),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn certificates(files: &[PathBuf]) -> Result<Vec<Certificate>, String> {
    let mut all = Vec::new();
    for file in files {
        let text = String::from_utf8_lossy(&read(file)?).into_owned();
        all.extend(Certificate::all_from_pem(&text).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    Ok(all)
}

fn text(record: &Record) -> String {
    let mut text = format!("SHA-256 {}\n", record.sha256);
    record.facts.iter().for_each(|fact| line(&mut text, fact));
    for signature in &record.signatures {
        let signer = signature.signer.as_ref().map(|signer| signer.subject.name.as_str()).unwrap_or_default();
        let at = signature.claimed_at.map(|at| at.to_string()).unwrap_or_default();
        text.push_str(&format!("\n{} — {signer} {at}\n", signature.field));
        signature.facts.iter().for_each(|fact| line(&mut text, fact));
    }
    text
}

fn line(text: &mut String, fact: &Fact) {
    let mark = match fact.outcome {
        Outcome::Holds => "✓",
        Outcome::Fails => "✗",
        Outcome::Unknown => "?",
    };
    text.push_str(&format!("  {mark} {} / {}", fact.vi, fact.en));
    if let Some(detail) = fact.detail.as_ref().filter(|_| fact.outcome != Outcome::Holds) {
        text.push_str(&format!(" ({detail})"));
    }
    text.push('\n');
}
