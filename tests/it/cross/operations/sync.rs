//! Synchronisation: pull and push, conflicts, parked operations.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::device::{Device, Network};
use soat_tests::people::id_of;
use uuid::Uuid;

use super::{DEVICE, Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let inspection: Uuid = records.id("inspection").parse().unwrap();
    let mut first = Device::sign_in(app, "truongdoan").await;
    let mut second = Device::sign_in(app, "thuky").await;
    first.answer(app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    first.sync(app).await;
    second.sync(app).await;
    first.answer(app, inspection, "dir.climate-context", json!({"verdict": "partly_conforming"}));
    second.answer(app, inspection, "dir.climate-context", json!({"verdict": "nonconforming"}));
    first.push(app, 10, Network::Good).await;
    second.push(app, 10, Network::Good).await;
    let conflict = second.answers.values().last().unwrap();
    records.add("conflict", conflict["conflict_id"].as_str().unwrap_or_else(|| panic!("no conflict in {conflict:#}")));

    // Somebody leaves the team with work on the device; that work is parked. Then they come back.
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{inspection}");
    let member = |name: &str, role: &str| json!({"user_id": id_of(name), "team_role": role, "independence_declared": true});
    let mut members = vec![member("truongdoan", "lead"), member("thuky", "secretary"), member("quansat", "observer")];
    let mut late = Device::sign_in(app, "thanhvien").await;
    late.pull(app, 500).await;
    late.answer(app, inspection, "dir.climate-parties", json!({"note": "Ghi muộn"}));
    let seen = office.get(&path).await;
    let without = office.put(&format!("{path}/team"), &seen.etag(), json!({ "members": members })).await;
    late.push(app, 10, Network::Good).await;
    members.push(member("thanhvien", "member"));
    office.put(&format!("{path}/team"), &without.etag(), json!({ "members": members })).await.expect(200);
    let lead = app.sign_in("truongdoan").await;
    records.add("parked_op", lead.get(&format!("/parked-ops?inspection={inspection}")).await.text("/items/0/id"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let (inspection, conflict, parked) = (records.id("inspection"), records.id("conflict"), records.id("parked_op"));
    let op = json!({"op_id": Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0901), "at": "2026-03-09T02:00:00.000Z", "counter": 1,
        "kind": "put", "collection": "findings", "inspection_id": inspection, "id": records.id("finding"), "base_change": 0,
        "fields": {"observed": "Sửa từ xa"}});
    // Their bodies may be larger than ordinary ones.
    let body_limit = soat::sync::push::MAX_BYTES.max(row("", "").body_limit);
    let rows = vec![
        row("POST /sync/pull", "/sync/pull").json(json!({"device_id": DEVICE, "limit": 5_000})).names_nothing(),
        row("POST /sync/push", "/sync/push")
            .json(json!({"device_id": DEVICE, "device_time": "2026-03-09T02:00:00.000Z", "ops": [op]}))
            .names_nothing(),
        row("POST /sync/digest", "/sync/digest").json(json!({"device_id": DEVICE, "cursor": "WzFd"})).names_nothing(),
        row("GET /sync/receipt", format!("/sync/receipt?inspection={inspection}")).by("truongdoan"),
        row("GET /sync/events", "/sync/events").names_nothing(),
        row("POST /sync/bundles", "/sync/bundles").text("application/x-tar", "không phải").names_nothing(),
        row("GET /conflicts", "/conflicts").names_nothing(),
        row("POST /conflicts/{id}/resolve", format!("/conflicts/{conflict}/resolve")).json(json!({"value": "conforming"})).by("truongdoan"),
        row("GET /parked-ops", "/parked-ops").names_nothing(),
        row("POST /parked-ops/{id}/apply", format!("/parked-ops/{parked}/apply"))
            .json(json!({"reason": "Ghi trước khi rời đoàn"}))
            .by("truongdoan"),
        row("POST /parked-ops/{id}/dismiss", format!("/parked-ops/{parked}/dismiss")).json(json!({"reason": "Đã ghi"})).by("truongdoan"),
    ];
    rows.into_iter().map(|row| Row { body_limit, ..row }).collect()
}
