//! Other programs that read PDF files.

use std::io::Write as _;
use std::process::Command;

use tempfile::NamedTempFile;

/// What a program says about a file: its output, and whether it succeeded.
pub fn run(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> (String, bool) {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new(program).args(before).arg(file.path()).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("these tests need {program} (poppler-utils, qpdf): {error}"));
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (said, output.status.success())
}

/// The text of a file, one page after the other.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let (text, fine) = run("pdftotext", &["-layout"], pdf, &["-"]);
    assert!(fine, "{text}");
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "pdftotext ends every page with a form feed");
    pages
}

/// The text of a file with every run of spaces and line breaks made one space.
pub fn flowing(pdf: &[u8]) -> String {
    let (text, fine) = run("pdftotext", &[], pdf, &["-"]);
    assert!(fine, "{text}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
