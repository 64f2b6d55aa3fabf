//! A file made by the server before the outside judges: pdfsig, pyHanko, qpdf, pdftotext.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use soat_tests::corrective::Cast;
use soat_tests::on_every_database;
use soat_tests::signing::{issue_keys, pdf, signed_minutes};

/// Runs a judge. A judge that is not there fails the test, and the failure says what to install.
fn run(command: &mut Command, install: &str) -> Output {
    let name = command.get_program().to_string_lossy().into_owned();
    command.output().unwrap_or_else(|why| panic!("{name} cannot be run ({why}): install {install}"))
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The text of a document, its lines joined.
pub fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = run(Command::new("pdftotext").arg(&file).arg("-"), "poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What pyHanko says of files, judged with this root and list as of a moment.
pub fn pyhanko(folder: &Path, root: &str, list: &[u8], moment: &str, files: &[(&str, &[u8])]) -> Value {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let (root, list) = (put("root.pem", root.as_bytes()), put("list.crl", list));
    let files: Vec<_> = files.iter().map(|(name, bytes)| put(name, bytes)).collect();
    let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/tests/seal/judge.py");
    let mut command = Command::new(python);
    command.arg(script).arg(moment).arg(root).arg(list).args(&files);
    let output = run(&mut command, "Python 3 with the packages pyhanko and pyhanko-cli, and name it in TEST_PYTHON");
    assert!(output.status.success(), "pyHanko cannot be asked; install pyhanko and pyhanko-cli:\n{}", said(&output));
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    files.iter().map(|path| answers[path.display().to_string()].clone()).collect()
}

/// Whether pdfsig finds each signature valid.
pub fn pdfsig(folder: &Path, pdf: &[u8]) -> Vec<bool> {
    let file = folder.join("pdfsig.pdf");
    std::fs::write(&file, pdf).unwrap();
    let text = said(&run(Command::new("pdfsig").env("HOME", folder).arg(&file), "poppler-utils"));
    let blocks = text.split("Signature #").skip(1).filter(|block| !block.contains("is not signed"));
    blocks.map(|block| block.contains("Signature Validation: Signature is Valid.")).collect()
}

/// Whether qpdf has nothing to say about the structure.
pub fn qpdf(folder: &Path, pdf: &[u8]) -> Result<(), String> {
    let file = folder.join("qpdf.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = run(Command::new("qpdf").arg("--check").arg(&file), "qpdf");
    let text = said(&output);
    if output.status.success() && !text.contains("WARNING") { Ok(()) } else { Err(text) }
}

on_every_database!(the_outside_judges_accept_what_the_server_makes_and_every_revision_in_it, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let whole = pdf(&cast.lead, &report).await;
    let folder = tempfile::tempdir().unwrap();
    let root = String::from_utf8(app.get("/certificates/root").await.bytes.to_vec()).unwrap();
    let list = app.get("/certificates/revocation-list").await.bytes;
    let marks: Vec<usize> = whole.windows(5).enumerate().filter(|(_, at)| *at == b"%%EOF").map(|(at, _)| at + 6).collect();
    assert_eq!(marks.len(), 4, "one printed and three signed revisions");
    let revisions: Vec<&[u8]> = marks.iter().map(|end| &whole[..*end]).collect();
    for (signatures, revision) in revisions.iter().enumerate() {
        assert_eq!(qpdf(folder.path(), revision), Ok(()));
        assert_eq!(pdfsig(folder.path(), revision), vec![true; signatures]);
    }
    let mut changed = whole.clone();
    let place = marks[0] - marks[0] / 3;
    changed[place] ^= 1;
    assert!(pdfsig(folder.path(), &changed).iter().all(|valid| !valid), "one changed byte");
    let moment = app.state.now().plus_seconds(60).to_string();
    let files = [("1.pdf", revisions[1]), ("2.pdf", revisions[2]), ("3.pdf", revisions[3]), ("changed.pdf", changed.as_slice())];
    let answers = pyhanko(folder.path(), &root, &list, &moment, &files);
    for (number, answer) in answers.as_array().unwrap()[..3].iter().enumerate() {
        let signatures = answer["signatures"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
        assert_eq!(signatures.len(), number + 1);
        for signature in signatures {
            assert_eq!((&signature["bottom_line"], &signature["ades"]), (&Value::Bool(true), &Value::from("OK")), "{signature:#}");
            assert_eq!(signature["sub_filter"], "/ETSI.CAdES.detached");
        }
    }
    let refused = answers[3]["signatures"].as_array().is_none_or(|all| all.iter().all(|one| one["bottom_line"] == false));
    assert!(refused, "{:#}", answers[3]);
    let text = text_of(&whole);
    for words in ["BIÊN BẢN", "Xã Gia Cát", "Quy trình đã hết hiệu lực vẫn được dùng", "Ký số bởi"] {
        assert!(text.contains(words), "{words} is not in: {text}");
    }
});
