//! Programmes, their plans and tasks.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::people::place;

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let manager = app.sign_in("thuongtruc").await;
    let programme = json!({"organisation_id": place::SO_KHCN, "year": 2026, "title": "Kế hoạch kiểm tra năm 2026"});
    let made = manager.post("/programmes", programme).await;
    let path = format!("/programmes/{}", made.text("/id"));
    records.add("programme", made.text("/id"));
    let task = json!({"title": "Rà soát quy trình", "lead_organisation_id": place::SO_KHCN});
    records.add("task", manager.post(&format!("{path}/tasks"), task).await.text("/id"));
    let line = json!({"organisation_id": place::GIA_CAT, "reason": "Chưa được kiểm tra"});
    manager.put(&format!("{path}/planned-organisations"), &made.etag(), json!({"items": [line]})).await.expect(200);
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let (id, task) = (records.id("programme"), records.id("task"));
    let programme = json!({"organisation_id": place::SO_KHCN, "year": 2027, "title": "Kế hoạch kiểm tra năm 2027"});
    let line = json!({"organisation_id": place::HOP_THANH, "reason": "Chưa được kiểm tra"});
    let new_task = json!({"title": "Tập huấn", "lead_organisation_id": place::SO_KHCN});
    let path = format!("/programmes/{id}");
    let rows = vec![
        row("GET /programmes", "/programmes?limit=500").names_nothing(),
        row("POST /programmes", "/programmes").json(programme),
        row("GET /programmes/{id}", path.clone()),
        row("PATCH /programmes/{id}", path.clone()).json(json!({"grading": false})),
        row("GET /programmes/{id}/planned-organisations", format!("{path}/planned-organisations")),
        row("PUT /programmes/{id}/planned-organisations", format!("{path}/planned-organisations")).json(json!({"items": [line]})),
        row("GET /programmes/{id}/progress", format!("{path}/progress")),
        row("GET /programmes/{id}/tasks", format!("{path}/tasks")),
        row("POST /programmes/{id}/tasks", format!("{path}/tasks")).json(new_task),
        row("PATCH /programmes/{id}/tasks/{task_id}", format!("{path}/tasks/{task}")).json(json!({"progress_percent": 50})),
    ];
    rows.into_iter().map(|row| row.by("thuongtruc")).collect()
}
