//! `docs/bad-input.md` names tests, fuzz targets and codes that there are.

use std::fs;

use super::source::{Source, below, root};

/// What stands between backticks, in order.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn is_test(sources: &[Source], module: &str, name: &str) -> bool {
    let marks = [format!("fn {name}("), format!("!({name},")];
    let of_module = |source: &&Source| source.path.ends_with(&format!("/{module}.rs")) || source.path.contains(&format!("/{module}/"));
    sources.iter().filter(of_module).any(|source| marks.iter().any(|mark| source.text.contains(mark)))
}

#[test]
fn the_table_of_bad_input_names_what_there_is() {
    let sources: Vec<Source> =
        ["tests/it", "server/src", "documents/tests", "checklist-schemas/tests"].into_iter().flat_map(below).collect();
    let table = fs::read_to_string(root().join("docs/bad-input.md")).unwrap();
    let codes = fs::read_to_string(root().join("docs/problems.md")).unwrap()
        + &fs::read_to_string(root().join("server/src/evidence/reasons.rs")).unwrap();
    let mut missing = Vec::new();
    let mut seen = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        let [_, gets, shown] = row.trim_matches(['|', ' ']).split(" | ").collect::<Vec<_>>()[..] else {
            panic!("not three columns: {row}")
        };
        for code in quoted(gets).filter(|code| code.contains('-')) {
            seen += 1;
            if !codes.contains(&format!("`{code}`")) && !codes.contains(&format!("\"{code}\"")) {
                missing.push(code.to_owned());
            }
        }
        for name in quoted(shown).filter(|name| name.contains("::")) {
            seen += 1;
            let (module, test) = name.rsplit_once("::").unwrap();
            if !is_test(&sources, module, test) {
                missing.push(name.to_owned());
            }
        }
        for target in shown.split("fuzz `").skip(1).filter_map(|rest| rest.split('`').next()) {
            seen += 1;
            if !root().join(format!("fuzz/fuzz_targets/{target}.rs")).exists() {
                missing.push(format!("fuzz {target}"));
            }
        }
    }
    assert!(seen > 80, "the reading of the table has broken: {seen}");
    assert!(missing.is_empty(), "{missing:?}");
}
