//! Programmes with their plan and their tasks.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::people::place;

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let manager = app.sign_in("thuongtruc").await;
    let programme = json!({"organisation_id": place::LANG_SON, "year": 2026, "title": "Kế hoạch năm 2026"});
    records.add("programme", manager.post("/programmes", programme).await.text("/id"));
    let path = format!("/programmes/{}/tasks", records.id("programme"));
    records.add("task", manager.post(&path, json!({"title": "Tập huấn", "lead_organisation_id": place::SO_KHCN})).await.text("/id"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let here = format!("/programmes/{}", records.id("programme"));
    let task = json!({"title": "Tổng kết", "lead_organisation_id": place::SO_KHCN});
    let plan = json!({"items": [{"organisation_id": place::GIA_CAT, "inspection_kind": "external", "reason": "Chưa được kiểm tra"}]});
    let new = json!({"organisation_id": place::LANG_SON, "year": 2027, "title": "Kế hoạch năm 2027"});
    let rows = vec![
        row("GET /programmes", "/programmes?year=2026").names_nothing(),
        row("POST /programmes", "/programmes").json(new),
        row("GET /programmes/{id}", here.clone()),
        row("PATCH /programmes/{id}", here.clone()).json(json!({"title": "Kế hoạch điều chỉnh"})),
        row("GET /programmes/{id}/planned-organisations", format!("{here}/planned-organisations")),
        row("PUT /programmes/{id}/planned-organisations", format!("{here}/planned-organisations")).json(plan),
        row("GET /programmes/{id}/progress", format!("{here}/progress")),
        row("GET /programmes/{id}/tasks", format!("{here}/tasks")),
        row("POST /programmes/{id}/tasks", format!("{here}/tasks")).json(task),
        row("PATCH /programmes/{id}/tasks/{task_id}", format!("{here}/tasks/{}", records.id("task")))
            .json(json!({"title": "Tập huấn lại"})),
    ];
    rows.into_iter().map(|row| row.by("thuongtruc")).collect()
}
