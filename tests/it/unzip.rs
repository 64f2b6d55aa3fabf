//! ZIP files as a program reads them that others wrote: the module `zipfile` of Python.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use data_encoding::BASE64;
use serde_json::Value;

/// Reads everything of an archive, checks every CRC-32, and prints it as JSON.
const READ: &str = "
import base64, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    bad = archive.testzip()
    assert bad is None, bad
    print(json.dumps([
        {'name': one.filename, 'moment': one.date_time, 'content': base64.b64encode(archive.read(one)).decode()}
        for one in archive.infolist()]))
";

/// Reads the list of an archive, and the first byte of every entry through its local header.
const LIST: &str = "
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    for one in archive.infolist():
        archive.open(one).read(1)
    print(json.dumps([[one.filename, one.file_size, one.header_offset] for one in archive.infolist()]))
";

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its bytes.
    pub(crate) content: Vec<u8>,
    /// Year, month, day, hour, minute, second.
    pub(crate) moment: [u64; 6],
}

/// An archive that was read.
#[derive(Clone, Debug)]
pub(crate) struct Unzipped {
    /// The names in the order of the archive.
    pub(crate) order: Vec<String>,
    /// The files by name.
    pub(crate) files: BTreeMap<String, File>,
}

/// Reads an archive whole. `TEST_PYTHON` names a Python 3.
pub(crate) fn unzip(bytes: &[u8]) -> Unzipped {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    std::fs::write(&path, bytes).unwrap();
    let (mut order, mut files) = (Vec::new(), BTreeMap::new());
    for one in run(READ, &path).as_array().unwrap() {
        let name = one["name"].as_str().unwrap().to_owned();
        let mut moment = [0; 6];
        for (field, value) in moment.iter_mut().zip(one["moment"].as_array().unwrap()) {
            *field = value.as_u64().unwrap();
        }
        order.push(name.clone());
        files.insert(name, File { content: BASE64.decode(one["content"].as_str().unwrap().as_bytes()).unwrap(), moment });
    }
    Unzipped { order, files }
}

/// The list of an archive in a file: name, size, and where its header begins.
pub(crate) fn list(path: &Path) -> Value {
    run(LIST, path)
}

fn run(script: &str, path: &Path) -> Value {
    let python = std::env::var("TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).args(["-c", script]).arg(path).output().expect("Python 3 is needed, named in TEST_PYTHON");
    assert!(output.status.success(), "not a ZIP file that zipfile reads:\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
