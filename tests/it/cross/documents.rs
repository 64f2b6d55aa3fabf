//! Documents that are printed from the program: `make documents` (`UPDATE=1`) rewrites them, and a test fails when they differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sea_orm::Iterable;
use serde_json::Value;
use soat::access::policy::{Action, Holder, RULES, Reach, Role, TeamRole};
use soat::kernel::catalogue;

use super::source::{below, same_as_kept};

#[test]
fn docs_openapi_json_is_what_is_served() {
    same_as_kept("docs/openapi.json", &soat::openapi::text());
}

#[test]
fn the_openapi_document_is_whole() {
    let document: Value = serde_json::from_str(&soat::openapi::text()).unwrap();
    let (mut flaws, mut ids) = (Vec::new(), BTreeSet::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            let says = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
            if !ids.insert(operation["operationId"].to_string()) || !says(&operation["summary"]) || !says(&operation["tags"][0]) {
                flaws.push(format!("{name}: an id of its own, a summary and a tag are needed"));
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let problem = response.pointer("/content/application~1problem+json").is_some();
                let refusal = status.parse::<u16>().is_ok_and(|status| status >= 400);
                if !says(&response["description"]) || (refusal && !problem && method != "head") {
                    flaws.push(format!("{name}: {status} has no description, or is no problem"));
                }
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|parameter| !says(&parameter["description"])) {
                flaws.push(format!("{name}: {} is not described", parameter["name"]));
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            // Of an optional field with a type of its own, the description stands beside the reference.
            let parts = property["oneOf"].as_array().into_iter().flatten().chain([property]);
            if !parts.into_iter().any(|part| part["description"].as_str().is_some_and(|text| !text.is_empty())) {
                flaws.push(format!("schema {name}: {field} is not described"));
            }
        }
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if document.pointer(reference.trim_start_matches('#')).is_none() {
            flaws.push(format!("{reference} leads nowhere"));
        }
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

/// Two types of one name would share one schema, and the document would tell a lie about one of them.
#[test]
fn no_two_types_share_a_schema() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in below("server/src") {
        let lines: Vec<&str> = source.program().map(|(_, line)| line).collect();
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.contains("#[derive(") && line.contains("ToSchema")) {
            let rest = &lines[at..];
            let Some(end) = rest.iter().position(|line| line.contains("pub struct ") || line.contains("pub enum ")) else { continue };
            let renamed = rest[..end].iter().find_map(|line| line.split("schema(as = ").nth(1));
            let declared = rest[end].split(['{', '(', '<', ';']).next().and_then(|head| head.split_whitespace().last());
            let name = renamed.and_then(|name| name.split([')', ',']).next()).or(declared).unwrap_or_default();
            places.entry(name.to_owned()).or_default().push(source.path.clone());
        }
    }
    assert!(places.len() > 50, "the reading of the source has broken");
    let shared: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn docs_problems_md_lists_every_problem() {
    let mut page = String::from(concat!(
        "# Problems\n\nPrinted from `server/src/kernel/catalogue.rs`. Codes are never renamed and never reused. ",
        "`{name}` stands for the parameter of that name in `params`.\n\n",
        "| code | status | tiêu đề | title | cách xử lý | what to do |\n|---|---|---|---|---|---|\n"
    ));
    for problem in catalogue::ALL {
        let (title, remedy) = (problem.title, problem.remedy);
        writeln!(page, "| `{}` | {} | {} | {} | {} | {} |", problem.code, problem.status, title.vi, title.en, remedy.vi, remedy.en)
            .unwrap();
    }
    page.push_str("\n## Entries of `errors[]`\n\n| code | giải thích | explanation |\n|---|---|---|\n");
    for flaw in catalogue::field::ALL {
        writeln!(page, "| `{}` | {} | {} |", flaw.code, flaw.detail.vi, flaw.detail.en).unwrap();
    }
    same_as_kept("docs/problems.md", &page);
}

#[test]
fn docs_permissions_md_is_the_table_of_permissions() {
    let mut page = String::from(concat!(
        "# Permissions\n\nPrinted from `server/src/access/policy.rs`. What is not here is not permitted.\n\n",
        "`subtree`: the organisation the role is granted at and everything below it, through either superior. `unit`: that organisation alone. ",
        "`team`: inspections on whose team the person is in that role.\n\n## Roles\n\n"
    ));
    table(&mut page, &Role::iter().map(|role| (name_of(&role), cells(|holder| granted(holder, role)))).collect::<Vec<_>>());
    page.push_str("\n## Roles on the team of an inspection\n\n");
    table(&mut page, &TeamRole::iter().map(|role| (name_of(&role), cells(|holder| on_team(holder, role)))).collect::<Vec<_>>());
    same_as_kept("docs/permissions.md", &page);
}

fn name_of(role: &impl serde::Serialize) -> String {
    serde_json::to_value(role).unwrap().as_str().unwrap().to_owned()
}

fn granted(holder: Holder, role: Role) -> Option<&'static str> {
    match holder {
        Holder::Granted(held, Reach::Subtree) if held == role => Some("subtree"),
        Holder::Granted(held, Reach::OwnUnit) if held == role => Some("unit"),
        _ => None,
    }
}

fn on_team(holder: Holder, role: TeamRole) -> Option<&'static str> {
    (holder == Holder::OnTeam(role)).then_some("team")
}

fn cells(reach: impl Fn(Holder) -> Option<&'static str>) -> Vec<String> {
    let held = |action| RULES.iter().filter(move |(_, actions)| actions.contains(&action)).filter_map(|(holder, _)| reach(*holder));
    Action::ALL.iter().map(|action| held(*action).collect::<Vec<_>>().join(", ")).collect()
}

fn table(page: &mut String, columns: &[(String, Vec<String>)]) {
    let heads: Vec<_> = columns.iter().map(|(name, _)| name.as_str()).collect();
    writeln!(page, "| action | nghĩa | {} |\n|---|---|{}", heads.join(" | "), "---|".repeat(columns.len())).unwrap();
    for (row, action) in Action::ALL.iter().enumerate() {
        let cells: Vec<_> = columns.iter().map(|(_, cells)| cells[row].as_str()).collect();
        if columns.iter().any(|(_, cells)| !cells[row].is_empty()) {
            writeln!(page, "| `{}` | {} | {} |", action.name(), action.meaning(), cells.join(" | ")).unwrap();
        }
    }
}
