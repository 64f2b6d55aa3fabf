//! `soat verify FILE`: what is true of a signed document, without a server and without a network.

use std::fmt::Write as _;
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
    /// Mã băm nội dung đã công bố, ví dụ trên trang kiểm tra / digest of the content, as it was published.
    #[arg(long, value_name = "SHA256", value_parser = digest)]
    content_sha256: Option<[u8; 32]>,
    /// Mã băm bản gốc chưa ký / digest of the first revision, before it was signed.
    #[arg(long, value_name = "SHA256", value_parser = digest)]
    base_sha256: Option<[u8; 32]>,
    /// In dạng JSON / print as JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the facts; what fails makes the command fail, and so does trusting nobody: who signed is not known then.
///
/// # Errors
/// A file that cannot be read; a sentence when a fact fails, or when no authority to trust was given.
pub(crate) fn run(asked: &Verify) -> Result<(), String> {
    let pdf = read(&asked.file)?;
    let (anchors, time_stamp_anchors) = (certificates(&asked.anchor)?, certificates(&asked.time_stamp_anchor)?);
    let revocation_lists = asked.revocation_list.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let now = Clock::System.now().timestamp();
    let trust =
        Trust { anchors: &anchors, time_stamp_anchors: &time_stamp_anchors, revocation_lists: &revocation_lists, taken_back: &[], now };
    let expected = Expected { base_sha256: asked.base_sha256, content_sha256: asked.content_sha256, signers: &[] };
    let record = verify(&pdf, &trust, &expected);
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?);
    } else {
        print!("{}", text(&record));
    }
    match record.failures().count() {
        0 if anchors.is_empty() => Err("chưa biết ai đã ký: thiếu --anchor / who signed is not known: no --anchor given".to_owned()),
        0 => Ok(()),
        count => Err(format!("{count} điều kiện không đạt / {count} facts fail")),
    }
}

fn digest(text: &str) -> Result<[u8; 32], String> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| "64 chữ số thập lục phân / 64 hexadecimal digits".to_owned())
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
        let _ = writeln!(text, "\n{} — {signer} {at}", signature.field);
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
    let _ = write!(text, "  {mark} {} / {}", fact.vi, fact.en);
    if let Some(detail) = fact.detail.as_ref().filter(|_| fact.outcome != Outcome::Holds) {
        let _ = write!(text, " ({detail})");
    }
    text.push('\n');
}
