//! Findings after the draft, corrective action requests, delegations.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::corrective::{Cast, Stage, concluded, request_at};
use soat_tests::people::{id_of, place};
use soat_tests::work::now;

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let cast = Cast::sign_in(app).await;
    let (inspection, finding) = concluded(app, &cast).await;
    records.add("concluded", inspection.trim_start_matches("/inspections/"));
    records.add("recorded_finding", finding);
    let car = request_at(app, &cast, Stage::Issued).await;
    records.add("car", car.trim_start_matches("/corrective-action-requests/"));
    now(&cast.secretary, &car, "extensions", json!({"to_on": "2026-04-30", "reason": "Chờ văn bản của tỉnh"})).await.expect(200);
    let chair = &cast.chair;
    let delegation = chair
        .post(
            "/delegations",
            json!({"to_user_id": id_of("bcd.thanhvien"), "organisation_id": place::CAO_LOC, "valid_from": "2026-03-01",
                "valid_to": "2026-03-31", "reason": "12/UQ-BCĐ"}),
        )
        .await;
    records.add("delegation", delegation.text("/id"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let car = format!("/corrective-action-requests/{}", records.id("car"));
    let at = |event: &str| format!("{car}/{event}");
    let finding = format!("/findings/{}", records.id("recorded_finding"));
    let on = |event: &str| format!("{finding}/{event}");
    let reason = json!({"reason": "Theo hồ sơ lưu tại đơn vị"});
    let concluded = records.id("concluded");
    let follow_up = json!({"organisation_id": place::GIA_CAT, "form": "on_site", "planned_from": "2026-05-04", "planned_to": "2026-05-05"});
    let delegation = json!({"to_user_id": id_of("bcd.thanhvien"), "organisation_id": place::LANG_SON, "valid_from": "2026-03-01",
        "valid_to": "2026-03-31", "reason": "13/UQ-BCĐ"});
    vec![
        row("POST /findings/{id}/record", on("record")).json(json!({})).by("truongdoan"),
        row("POST /findings/{id}/accept", on("accept")).json(json!({})).by("giacat.thuky"),
        row("POST /findings/{id}/dispute", on("dispute")).json(reason.clone()).by("giacat.chutich"),
        row("POST /findings/{id}/uphold", on("uphold")).json(reason.clone()).by("bcd.truong"),
        row("POST /findings/{id}/withdraw", on("withdraw")).json(reason.clone()).by("truongdoan"),
        row("POST /findings/{id}/close", on("close")).json(reason.clone()).by("thuongtruc"),
        row("GET /corrective-action-requests", "/corrective-action-requests?open=true").names_nothing(),
        row("GET /dashboard", "/dashboard?from=2026-01-01&to=2026-12-31").names_nothing(),
        row("POST /corrective-action-requests", "/corrective-action-requests")
            .json(json!({"finding_ids": [records.id("recorded_finding")]}))
            .by("truongdoan"),
        row("POST /inspections/{id}/corrective-action-requests", format!("/inspections/{concluded}/corrective-action-requests"))
            .json(json!({}))
            .by("truongdoan"),
        row("POST /corrective-action-requests/follow-ups", "/corrective-action-requests/follow-ups").json(follow_up).by("thuongtruc"),
        row("GET /corrective-action-requests/{id}", car.clone()).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/acknowledge", at("acknowledge")).json(json!({})).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/dispute", at("dispute")).json(reason.clone()).by("giacat.chutich"),
        row("POST /corrective-action-requests/{id}/uphold", at("uphold")).json(reason.clone()).by("bcd.truong"),
        row("POST /corrective-action-requests/{id}/withdraw", at("withdraw")).json(reason.clone()).by("bcd.truong"),
        row("PATCH /corrective-action-requests/{id}/plan", at("plan")).json(json!({"correction": "Đã thu hồi"})).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/approve_plan", at("approve_plan")).json(json!({})).by("giacat.chutich"),
        row("POST /corrective-action-requests/{id}/submit_plan", at("submit_plan")).json(json!({})).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/accept_plan", at("accept_plan")).json(json!({})).by("thuongtruc"),
        row("POST /corrective-action-requests/{id}/return_plan", at("return_plan")).json(reason.clone()).by("truongdoan"),
        row("PATCH /corrective-action-requests/{id}/progress", at("progress"))
            .json(json!({"actions": [{"id": app_id(), "done_on": "2026-03-09", "result": "Đã làm"}]}))
            .by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/submit_implementation", at("submit_implementation")).json(json!({})).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/verify", at("verify")).json(json!({"method": "on_site"})).by("thanhvien"),
        row("POST /corrective-action-requests/{id}/return_implementation", at("return_implementation"))
            .json(reason.clone())
            .by("thanhvien"),
        row("POST /corrective-action-requests/{id}/confirm_effective", at("confirm_effective")).json(reason.clone()).by("thanhvien"),
        row("POST /corrective-action-requests/{id}/find_ineffective", at("find_ineffective")).json(reason.clone()).by("thanhvien"),
        row("POST /corrective-action-requests/{id}/close", at("close")).json(json!({})).by("bcd.truong"),
        row("POST /corrective-action-requests/{id}/cancel", at("cancel")).json(reason.clone()).by("bcd.truong"),
        row("POST /corrective-action-requests/{id}/extensions", at("extensions"))
            .json(json!({"to_on": "2026-04-30", "reason": "Chờ văn bản của tỉnh"}))
            .by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/extensions/{n}/grant", at("extensions/1/grant")).json(reason.clone()).by("bcd.truong"),
        row("POST /corrective-action-requests/{id}/extensions/{n}/refuse", at("extensions/1/refuse")).json(reason).by("bcd.truong"),
        row("GET /corrective-action-requests/{id}/messages", at("messages")).by("giacat.thuky"),
        row("POST /corrective-action-requests/{id}/messages", at("messages")).json(json!({"text": "Đơn vị xin hỏi"})).by("giacat.thuky"),
        row("GET /delegations", "/delegations").names_nothing(),
        row("POST /delegations", "/delegations").json(delegation).by("bcd.truong"),
        row("DELETE /delegations/{id}", format!("/delegations/{}", records.id("delegation"))).by("bcd.truong"),
    ]
}

/// Some action, of no plan.
fn app_id() -> String {
    uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0902).to_string()
}
