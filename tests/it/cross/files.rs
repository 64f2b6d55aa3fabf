//! Files stay readable: none too long, none with a name that says nothing, nothing that panics on purpose.

use super::source::{Source, below};

/// Lines a file may have.
const MAX_LINES: usize = 500;
/// Names that say nothing about what a file is for.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager"];
/// What the program may not contain; tests may.
const FORBIDDEN: &[&str] = &[".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!(", "dbg!(", "println!(\"DEBUG", "#[allow("];

fn everything() -> Vec<Source> {
    ["server", "documents", "migrations", "checklist-schemas", "tests"].iter().flat_map(|folder| below(folder)).collect()
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long: Vec<_> = everything()
        .iter()
        .map(|source| (source.text.lines().count(), source.path.clone()))
        .filter(|(lines, _)| *lines > MAX_LINES)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn the_names_of_files_say_what_they_are_for() {
    let empty: Vec<_> = everything()
        .iter()
        .filter(|source| source.path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part)))
        .map(|source| source.path.clone())
        .collect();
    assert!(empty.is_empty(), "{empty:?}");
}

#[test]
fn nothing_panics_on_purpose_outside_tests() {
    let mut wrong = Vec::new();
    for source in ["server/src", "documents/src", "migrations/src", "checklist-schemas/src"].iter().flat_map(|folder| below(folder)) {
        for (number, line) in source.program() {
            for word in FORBIDDEN.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: `{word}`: {}", source.path, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_at_its_head_what_it_is_for() {
    let silent: Vec<_> = everything()
        .iter()
        .filter(|source| !source.path.contains("/entity/") && !source.text.starts_with("//!"))
        .map(|source| source.path.clone())
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
