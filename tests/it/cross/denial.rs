//! Every operation against everybody: nobody without a token, strangers of another province in every role, and the people of
//! the province itself. Nothing of one province is ever seen or changed from another; who gets which answer is kept in
//! `docs/access.md`, so that a change of permission is a difference to be read.

use std::collections::BTreeSet;
use std::fmt::Write;

use sea_orm::Iterable;
use serde_json::json;
use soat::access::policy::Role;
use soat_tests::people::{EVERYBODY, PASSWORD, Person, place};
use soat_tests::{TestApp, on_every_database};
use uuid::Uuid;

use super::operations;
use super::source::same_as_kept;

/// Operations that need no token: signing in, what tus asks first, and what anybody needs who holds a signed document.
const NEED_NO_TOKEN: &[&str] = &[
    "POST /auth/refresh",
    "POST /auth/sign-in",
    "GET /certificates/revocation-list",
    "GET /certificates/root",
    "POST /reports/verify",
    "OPTIONS /uploads",
    "GET /verify/{code}",
];
/// Operations that have no row yet. This list may only shrink; nothing may be added to it.
const WITHOUT_ROW: &[&str] = &[];

#[test]
fn every_operation_has_a_row() {
    let documented: BTreeSet<String> = operations::documented().into_iter().map(|operation| operation.name).collect();
    let rows = include_rows();
    let bare: Vec<_> = documented.iter().filter(|name| !rows.contains(*name) && !WITHOUT_ROW.contains(&name.as_str())).collect();
    assert!(bare.is_empty(), "add rows in tests/it/cross/operations for {bare:#?}");
    let stale: Vec<_> = WITHOUT_ROW.iter().filter(|name| rows.contains(**name) || !documented.contains(**name)).collect();
    assert!(stale.is_empty(), "these have a row now, or are gone; take them off the list: {stale:#?}");
}

/// The operations that the files of rows name, read as text: rows themselves need records, and records a database.
fn include_rows() -> BTreeSet<String> {
    let sources = super::source::below("tests/it/cross/operations");
    let texts = sources.iter().flat_map(|source| source.text.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect::<Vec<_>>());
    texts
        .filter(|text| {
            ["GET /", "POST /", "PUT /", "PATCH /", "DELETE /", "HEAD /", "OPTIONS /"].iter().any(|method| text.starts_with(method))
        })
        .collect()
}

#[test]
fn only_the_operations_named_here_need_no_token() {
    let open: Vec<String> =
        operations::documented().into_iter().filter(|operation| !operation.needs_token).map(|operation| operation.name).collect();
    assert_eq!(open, NEED_NO_TOKEN);
}

on_every_database!(nobody_reaches_into_another_province_and_nothing_breaks, |app| async move {
    let records = operations::settle(&app).await;
    let strangers = strangers(&app).await;
    let mut own = Vec::new();
    for (name, ..) in EVERYBODY.iter().filter(|(.., at)| *at != place::BAC_NINH) {
        own.push((*name, app.sign_in(name).await));
    }
    let (mut table, mut wrong) = (heading(&own, &strangers), Vec::new());
    for (operation, row) in operations::covered(&records) {
        write!(table, "| `{}` |", operation.name).unwrap();
        let status = app.send(row.request(&operation, Uuid::nil())).await.status.as_u16();
        write!(table, " {status} |").unwrap();
        if operation.needs_token && status != 401 {
            wrong.push(format!("{}: {status} without a token", operation.name));
        }
        if !operation.needs_token {
            table.push('\n');
            continue;
        }
        for (role, person) in &strangers {
            let answer = person.send(row.request(&operation, person.device_id)).await;
            let (status, text) = (answer.status.as_u16(), String::from_utf8_lossy(&answer.bytes).into_owned());
            write!(table, " {status} |").unwrap();
            let learnt = records.foreign().iter().find(|id| !row.names(id) && text.contains(*id));
            if status >= 500 || (row.names_a_record && status < 400) || learnt.is_some() {
                wrong.push(format!("{}: {status} for a stranger who is {role}; learns {learnt:?}: {text}", operation.name));
            }
        }
        for (name, person) in &own {
            let answer = person.send(row.request(&operation, person.device_id)).await;
            let status = answer.status.as_u16();
            write!(table, " {status} |").unwrap();
            let shut_out = *name == row.by && matches!(status, 403..=405);
            if status >= 500 || shut_out {
                wrong.push(format!("{}: {status} for {name}: {}", operation.name, String::from_utf8_lossy(&answer.bytes)));
            }
        }
        table.push('\n');
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    same_as_kept("docs/access.md", &table);
});

/// Somebody from Bắc Ninh in every role.
async fn strangers(app: &TestApp) -> Vec<(String, Person<'_>)> {
    let admin = app.sign_in("bacninh.quantri").await;
    let mut strangers = Vec::new();
    for role in Role::iter() {
        let name = serde_json::to_value(role).unwrap().as_str().unwrap().to_owned();
        let username = format!("bacninh.{name}");
        let account = json!({"username": username, "password": PASSWORD, "display_name": "Người lạ", "organisation_id": place::BAC_NINH});
        let made = admin.post("/users", account).await;
        made.expect(201);
        let grant = json!({"role": role, "organisation_id": place::BAC_NINH});
        admin.post(&format!("/users/{}/grants", made.text("/id")), grant).await.expect(201);
        strangers.push((name, app.sign_in(&username).await));
    }
    strangers
}

fn heading(own: &[(&str, Person<'_>)], strangers: &[(String, Person<'_>)]) -> String {
    let mut page = String::from(concat!(
        "# Who gets which answer\n\nPrinted by `tests/it/cross/denial.rs` from real requests. Each request names records of Lạng Sơn. ",
        "The columns: nobody (no token), strangers (one of Bắc Ninh in every role), then the people of Lạng Sơn as the tests know them ",
        "(`tests/support/people.rs`). Changes of existing records are sent with a version that is never current, so 412 means ",
        "“permitted, but look again”.\n\n| operation | nobody |"
    ));
    for (role, _) in strangers {
        write!(page, " stranger: {role} |").unwrap();
    }
    for (name, _) in own {
        write!(page, " {name} |").unwrap();
    }
    writeln!(page, "\n|---|{}", "---|".repeat(1 + strangers.len() + own.len())).unwrap();
    page
}
