//! Inspections with the work recorded in them, conclusions, findings.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::device::begun_inspection;
use soat_tests::people::{id_of, place};

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let id = begun_inspection(app, "provincial-inspection").await;
    let lead = app.sign_in("truongdoan").await;
    let path = format!("/inspections/{id}");
    records.add("inspection", id.to_string());
    let response = lead.put(&format!("{path}/responses/scope.publication"), "\"0\"", json!({"verdict": "conforming"})).await;
    records.add("response", response.text("/id"));
    let sample = lead
        .post(&format!("{path}/samples"), json!({"item_id": "run.samples", "procedure": "Cấp giấy phép", "dossier_code": "H01-0001"}))
        .await;
    records.add("sample", sample.text("/id"));
    let attendee = lead.post(&format!("{path}/attendees"), json!({"side": "unit", "name": "Đại diện đơn vị"})).await;
    records.add("attendee", attendee.text("/id"));
    let finding = lead.post(&format!("{path}/findings"), json!({"clauses": ["7.5.3"], "observed": "Thiếu quyết định công bố"})).await;
    records.add("finding", finding.text("/id"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let here = format!("/inspections/{}", records.id("inspection"));
    let below = |what: &str| format!("{here}/{what}");
    let new = json!({"organisation_id": place::GIA_CAT, "kind": "external", "form": "by_file", "planned_from": "2026-05-04",
        "planned_to": "2026-05-05", "checklist": {"key": "provincial-inspection"}});
    let team = json!({"members": [{"user_id": id_of("truongdoan"), "team_role": "lead", "independence_declared": true}]});
    let notice = json!({"notice_number": "9/TB-SKHCN", "notice_sent_on": "2026-03-04"});
    let reason = json!({"reason": "Theo yêu cầu của cơ quan thường trực"});
    let finding = format!("/findings/{}", records.id("finding"));
    vec![
        row("GET /inspections", "/inspections?status=in_progress").names_nothing(),
        row("POST /inspections", "/inspections").json(new).by("thuongtruc"),
        row("GET /inspections/{id}", here.clone()).by("truongdoan"),
        row("PATCH /inspections/{id}", here.clone()).json(json!({"conclusion": "Đạt"})).by("truongdoan"),
        row("PUT /inspections/{id}/team", below("team")).json(team).by("thuongtruc"),
        row("POST /inspections/{id}/notify", below("notify")).json(notice).by("thuongtruc"),
        row("POST /inspections/{id}/start", below("start")).json(json!({})).by("truongdoan"),
        row("POST /inspections/{id}/conclude", below("conclude")).json(json!({})).by("truongdoan"),
        row("POST /inspections/{id}/reopen", below("reopen")).json(reason.clone()).by("truongdoan"),
        row("POST /inspections/{id}/cancel", below("cancel")).json(reason).by("thuongtruc"),
        row("POST /inspections/{id}/issue", below("issue")).json(json!({})).by("thuongtruc"),
        row("POST /inspections/{id}/archive", below("archive")).json(json!({})).by("thuongtruc"),
        row("GET /inspections/{id}/responses", below("responses")).by("truongdoan"),
        row("PUT /inspections/{id}/responses/{item_id}", below("responses/dir.climate-parties"))
            .header("if-match", "\"0\"")
            .json(json!({"verdict": "conforming"}))
            .by("truongdoan"),
        row("GET /inspections/{id}/samples", below("samples")).by("truongdoan"),
        row("POST /inspections/{id}/samples", below("samples"))
            .json(json!({"item_id": "run.samples", "procedure": "Chứng thực", "dossier_code": "H01-0002"}))
            .by("truongdoan"),
        row("GET /inspections/{id}/attendees", below("attendees")).by("truongdoan"),
        row("POST /inspections/{id}/attendees", below("attendees")).json(json!({"side": "team", "name": "Trưởng đoàn"})).by("truongdoan"),
        row("GET /inspections/{id}/progress", below("progress")).by("truongdoan"),
        row("GET /inspections/{id}/score", below("score")).by("truongdoan"),
        row("GET /inspections/{id}/content", below("content")).by("nobody yet"),
        row("GET /findings", "/findings").names_nothing(),
        row("POST /inspections/{id}/findings", below("findings"))
            .json(json!({"clauses": ["7.2"], "observed": "Thiếu hồ sơ"}))
            .by("truongdoan"),
        row("GET /findings/{id}", finding.clone()).by("truongdoan"),
        row("PATCH /findings/{id}", finding).json(json!({"observed": "Thiếu quyết định"})).by("truongdoan"),
    ]
}
