//! Dependencies run one way, and rules stay pure: read from the source itself.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, below};

/// Modules below the capabilities, lowest first. Those of one line may know each other.
const BELOW: &[&[&str]] = &[&["kernel"], &["ledger", "blobs"], &["access", "app"]];
/// Modules above the capabilities, lowest first.
const ABOVE: &[&[&str]] =
    &[&["sync"], &["portal"], &["router", "openapi", "api_docs", "service_routes"], &["demo"], &["cli", "main", "lib"]];
/// Files that decide and touch nothing.
const PURE: &[&str] = &["rules.rs", "lifecycle.rs", "merge.rs"];

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Import {
    from: String,
    to: String,
    place: String,
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let wrong: Vec<String> = imports()
        .into_iter()
        .filter(|import| height(&import.to) > height(&import.from))
        .map(|import| format!("{}: `{}` may not know `{}`", import.place, import.from, import.to))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn capabilities_do_not_know_each_other_in_circles() {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let all = imports();
    for import in all.iter().filter(|import| height(&import.from) == height(&import.to) && !tolerated(&import.from, &import.to)) {
        known.entry(import.from.clone()).or_default().insert(import.to.clone());
    }
    let mut path = Vec::new();
    for module in known.keys() {
        if let Some(circle) = circle(&known, module, &mut path) {
            let places: Vec<_> = circle
                .windows(2)
                .filter_map(|pair| all.iter().find(|import| import.from == pair[0] && import.to == pair[1]))
                .map(|import| import.place.as_str())
                .collect();
            panic!("a circle: {}\n{}", circle.join(" → "), places.join("\n"));
        }
    }
}

#[test]
fn rules_touch_neither_database_nor_network_nor_clock() {
    forbid(|source| PURE.contains(&source.name()), &["async ", ".await", "sea_orm", "axum", "tokio", ".now()", "AppState", "std::fs"]);
}

#[test]
fn handlers_hold_no_queries() {
    forbid(|source| source.name().starts_with("http"), &["sea_orm", "ActiveModel", "Entity::find"]);
}

#[test]
fn services_and_stores_do_not_know_http() {
    forbid(|source| matches!(source.name(), "service.rs" | "store.rs" | "ops.rs"), &["axum", "StatusCode", "utoipa::path"]);
}

#[test]
fn only_the_database_file_knows_the_dialects() {
    let allowed = "server/src/kernel/database.rs";
    forbid(|source| source.path != allowed, &["SqliteTransactionMode", "PRAGMA", ".pragma("]);
}

#[track_caller]
fn forbid(applies: impl Fn(&Source) -> bool, words: &[&str]) {
    let mut wrong = Vec::new();
    for source in below("server/src").iter().filter(|source| applies(source)) {
        for (number, line) in source.program() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: `{}` does not belong here: {}", source.path, word.trim(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn height(module: &str) -> usize {
    let place = |layers: &[&[&str]]| layers.iter().position(|layer| layer.contains(&module));
    match (place(BELOW), place(ABOVE)) {
        (Some(height), _) => height,
        (None, Some(height)) => BELOW.len() + 1 + height,
        (None, None) => BELOW.len(),
    }
}

/// The state of the program is taken out of a request together with the caller, so these two know each other.
fn tolerated(from: &str, to: &str) -> bool {
    BELOW.iter().chain(ABOVE).any(|layer| layer.contains(&from) && layer.contains(&to))
}

fn circle(known: &BTreeMap<String, BTreeSet<String>>, module: &str, path: &mut Vec<String>) -> Option<Vec<String>> {
    path.push(module.to_owned());
    for next in known.get(module).into_iter().flatten() {
        if let Some(start) = path.iter().position(|earlier| earlier == next) {
            let mut circle = path[start..].to_vec();
            circle.push(next.clone());
            return Some(circle);
        }
        if let Some(found) = circle(known, next, path) {
            return Some(found);
        }
    }
    path.pop();
    None
}

fn imports() -> Vec<Import> {
    let mut found = BTreeSet::new();
    for source in below("server/src") {
        let from = module_of(&source.path);
        let program: Vec<(usize, &str)> = source.program().collect();
        for (at, (number, line)) in program.iter().enumerate() {
            for (position, _) in line.match_indices("crate::") {
                let place = format!("{}:{number}: {}", source.path, line.trim());
                let mut rest = line[position + "crate::".len()..].to_owned();
                // A braced list may go on over several lines.
                let mut more = program[at + 1..].iter();
                while rest.starts_with('{') && !rest.contains(';') {
                    let Some((_, line)) = more.next() else { break };
                    rest.push_str(line.trim());
                }
                for to in heads(&rest).into_iter().filter(|to| *to != from) {
                    found.insert(Import { from: from.clone(), to, place: place.clone() });
                }
            }
        }
    }
    assert!(found.len() > 50, "the reading of imports has broken: {} found", found.len());
    found.into_iter().collect()
}

/// The modules at the head of what follows `crate::`: one, or those of a braced list at its outer level.
fn heads(path: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit()).collect::<String>();
    let Some(list) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut items) = (0_usize, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            c => items.last_mut().unwrap().push(c),
        }
    }
    items.iter().map(|item| name(item)).filter(|name| !name.is_empty()).collect()
}

fn module_of(path: &str) -> String {
    let inner = path.strip_prefix("server/src/").unwrap();
    inner.split('/').next().unwrap().trim_end_matches(".rs").to_owned()
}

#[test]
fn the_reading_of_imports_sees_lists_and_paths() {
    assert_eq!(heads("access::caller::Caller;"), ["access"]);
    assert_eq!(heads("{access, activity::{http, store}, people};"), ["access", "activity", "people"]);
}
