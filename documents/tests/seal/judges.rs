//! The outside judges: pdfsig, pyHanko, qpdf, openssl. None of them shares code with us.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::people::{Office, moment};

/// Runs a judge. A judge that is not there fails the test, and the failure says what to install.
fn run(command: &mut Command, install: &str) -> Output {
    let name = command.get_program().to_string_lossy().into_owned();
    command.output().unwrap_or_else(|why| panic!("{name} cannot be run ({why}): install {install}"))
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder for the files that judges read.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Whether qpdf finds nothing to say about the structure.
    pub fn qpdf(&self, pdf: &[u8]) -> Result<(), String> {
        let path = self.put("qpdf.pdf", pdf);
        let output = run(Command::new("qpdf").arg("--check").arg(path), "qpdf");
        let said = text(&output);
        if output.status.success() && !said.contains("WARNING") { Ok(()) } else { Err(said) }
    }

    /// What pdfsig says of each signature that is there: whether the signature is valid, and whether the whole file is signed.
    pub fn pdfsig(&self, pdf: &[u8]) -> Vec<(bool, bool)> {
        let path = self.put("pdfsig.pdf", pdf);
        let output = run(Command::new("pdfsig").env("HOME", self.path()).arg(path), "poppler-utils");
        let said = text(&output);
        let blocks = said.split("Signature #").skip(1);
        blocks
            .filter(|block| !block.contains("The signature form field is not signed."))
            .map(|block| {
                let total = block.contains("Total document signed");
                (block.contains("Signature Validation: Signature is Valid."), total)
            })
            .collect()
    }

    /// What pyHanko says of each signature of each file, judged with the root and the revocation list of the office.
    pub fn pyhanko(&self, office: &Office, pdfs: &[&[u8]]) -> Vec<Value> {
        let paths: Vec<_> = pdfs.iter().enumerate().map(|(number, pdf)| self.put(&format!("{number}.pdf"), pdf)).collect();
        let roots = [&office.authority.certificate, &office.stamps.certificate];
        let roots: Vec<String> = roots
            .iter()
            .enumerate()
            .map(|(number, root)| self.put(&format!("root{number}.pem"), root.to_pem().as_bytes()).display().to_string())
            .collect();
        let list = self.put("list.crl", &office.revocation_list());
        let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seal/judge.py");
        let mut command = Command::new(python);
        command.arg(script).arg(moment("2026-11-30T09:00:00Z").to_string()).arg(roots.join(",")).arg(list).args(&paths);
        let output = run(&mut command, "Python 3 with the packages pyhanko and pyhanko-cli, and name it in TEST_PYTHON");
        let said = text(&output);
        assert!(output.status.success(), "pyHanko cannot be asked; install the Python packages pyhanko and pyhanko-cli:\n{said}");
        let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
        paths.iter().map(|path| answers[path.display().to_string()].clone()).collect()
    }

    /// What openssl says when asked with these words.
    pub fn openssl(&self, words: &[&str]) -> (bool, String) {
        let output = run(Command::new("openssl").args(words).current_dir(self.path()), "openssl");
        (output.status.success(), text(&output))
    }
}
