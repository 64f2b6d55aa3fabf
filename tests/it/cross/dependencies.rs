//! What the program is built from: permissive licences only, few direct dependencies, each with its line in a decision record.

use std::process::Command;

use serde_json::Value;

use super::source::root;

/// Licences that ask for no more than to be named (SPDX identifiers).
const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// Direct dependencies the server may have.
const MAX_DIRECT: usize = 45;
/// The decision record with a line for each.
const RECORD: &str = "docs/adr/0007-dependencies.md";

fn metadata() -> Value {
    let host = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into())).arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    // Packages of other systems are not in the folder of sources, and nothing is fetched here.
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_dependency_has_a_permissive_licence() {
    let metadata = metadata();
    let own: Vec<&Value> = metadata["workspace_members"].as_array().unwrap().iter().collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for package in metadata["packages"].as_array().unwrap().iter().filter(|package| !own.contains(&&package["id"])) {
        seen += 1;
        let licence = package["license"].as_str().unwrap_or("none");
        if !is_permissive(licence) {
            wrong.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    assert!(seen > 200, "the reading of the dependencies has broken: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_server_has_few_direct_dependencies_and_each_has_its_reason() {
    let metadata = metadata();
    let server = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "soat-server").unwrap();
    let all = server["dependencies"].as_array().unwrap().iter().filter_map(|dependency| dependency["name"].as_str());
    let direct: Vec<&str> = all.filter(|name| !name.starts_with("soat-")).collect();
    assert!(direct.len() <= MAX_DIRECT, "{} direct dependencies", direct.len());
    let record = std::fs::read_to_string(root().join(RECORD)).unwrap();
    let bare: Vec<_> = direct.iter().filter(|name| !record.contains(&format!("| `{name}` |"))).collect();
    assert!(bare.is_empty(), "{RECORD} has no line for {bare:?}");
    let named = record.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let gone: Vec<_> = named.filter(|name| !direct.contains(name)).collect();
    assert!(gone.is_empty(), "{RECORD} has lines for what is not a dependency any more: {gone:?}");
}

/// Judges an SPDX expression: of `OR` one side must be permissive, of `AND` both; `/` is the old way to write `OR`.
fn is_permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (judged, rest) = either(&words);
    judged && rest.is_empty()
}

fn either<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut judged, mut rest) = both(words);
    while let Some((&"OR", after)) = rest.split_first() {
        let (right, after) = both(after);
        (judged, rest) = (judged || right, after);
    }
    (judged, rest)
}

fn both<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut judged, mut rest) = one(words);
    while let Some((&"AND", after)) = rest.split_first() {
        let (right, after) = one(after);
        (judged, rest) = (judged && right, after);
    }
    (judged, rest)
}

fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words.split_first() {
        Some((&"(", inner)) => {
            let (judged, rest) = either(inner);
            (judged && rest.first() == Some(&")"), rest.get(1..).unwrap_or_default())
        }
        // An exception adds permissions.
        Some((name, [with, _, rest @ ..])) if *with == "WITH" => (PERMISSIVE.contains(name), rest),
        Some((name, rest)) => (PERMISSIVE.contains(name), rest),
        None => (false, words),
    }
}

#[test]
fn licence_expressions_are_read_as_they_mean() {
    for fine in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR GPL-3.0"]
    {
        assert!(is_permissive(fine), "{fine}");
    }
    for bad in ["GPL-3.0", "none", "", "MIT AND GPL-3.0", "(MIT OR ISC) AND AGPL-3.0", "MIT)", "(MIT"] {
        assert!(!is_permissive(bad), "{bad}");
    }
}
