//! Sessions, accounts, grants, devices, activity.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::people::{PASSWORD, id_of, place};

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let inspector = app.sign_in("thanhvien").await;
    records.add("device", inspector.device_id.to_string());
    records.add("user", inspector.id.to_string());
    let admin = app.sign_in("quantri").await;
    records.add("grant", admin.get(&format!("/users/{}/grants", inspector.id)).await.text("/0/id"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let (user, device, grant) = (records.id("user"), records.id("device"), records.id("grant"));
    let nobody = json!({"username": "khong.co.ai", "password": PASSWORD, "device": {"name": "máy", "platform": "test"}});
    let passwords = json!({"old_password": "khong-phai-the", "new_password": "Mat-khau-moi-2026"});
    let account = json!({"username": "nguoi.moi", "password": PASSWORD, "display_name": "Người mới", "organisation_id": place::GIA_CAT});
    let role = json!({"role": "viewer", "organisation_id": place::GIA_CAT});
    vec![
        row("POST /auth/sign-in", "/auth/sign-in").json(nobody).names_nothing(),
        row("POST /auth/refresh", "/auth/refresh").json(json!({"refresh_token": "khong-phai"})).names_nothing(),
        row("GET /me", "/me").names_nothing(),
        row("POST /me/password", "/me/password").json(passwords).names_nothing(),
        row("GET /users", "/users?q=thanhvien").names_nothing(),
        row("POST /users", "/users").json(account),
        row("GET /users/{id}", format!("/users/{user}")),
        row("PATCH /users/{id}", format!("/users/{user}")).json(json!({"title": "Chuyên viên"})),
        row("GET /users/{id}/grants", format!("/users/{user}/grants")),
        row("POST /users/{id}/grants", format!("/users/{}/grants", id_of("lanhdao"))).json(role),
        row("DELETE /grants/{id}", format!("/grants/{grant}")),
        row("GET /devices", "/devices?limit=500").names_nothing(),
        row("POST /devices/{id}/revoke", format!("/devices/{device}/revoke")),
        row("POST /me/device/public-key", "/me/device/public-key")
            .json(json!({"public_key": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}))
            .names_nothing(),
        row("GET /activity", format!("/activity?record={user}")),
        row("POST /auth/sign-out", "/auth/sign-out").names_nothing(),
    ]
}
