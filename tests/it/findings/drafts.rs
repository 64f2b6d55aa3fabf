//! Findings while they are drafts.

use serde_json::{Value, json};
use soat_tests::device::begun_inspection;
use soat_tests::work::{self, answer, begun_self_check, now};
use soat_tests::{Device, TestApp, on_every_database};

async fn begun(app: &TestApp) -> String {
    format!("/inspections/{}", begun_inspection(app, "provincial-inspection").await)
}

fn finding() -> Value {
    json!({
        "clauses": ["7.5.3", "8.5.1"], "procedure": "Chứng thực bản sao", "legal_reference": "Nghị định 61/2018/NĐ-CP",
        "grade": "minor_nonconformity", "requirement": "Tài liệu được kiểm soát", "observed": "Quy trình đã hết hiệu lực vẫn được dùng",
        "evidence_statement": "Bản in tại bộ phận một cửa",
    })
}

on_every_database!(a_finding_is_drafted_numbered_and_changed, |app| async move {
    let path = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let drafted = member.post(&format!("{path}/findings"), finding()).await;
    let body = drafted.expect(201);
    assert_eq!((body["number"].as_str(), body["status"].as_str()), (Some("F-2026-0001-01"), Some("draft")));
    assert_eq!(body["edition"], "9001:2015");
    let place = format!("/findings/{}", drafted.text("/id"));
    let changed = member.patch(&place, &drafted.etag(), json!({"observed": "Hai quy trình đã hết hiệu lực"})).await;
    assert_eq!(changed.expect(200)["number"], "F-2026-0001-01", "a number stays");
    assert_eq!(changed.json()["requirement"], "Tài liệu được kiểm soát");
    member.patch(&place, &drafted.etag(), json!({"observed": "x"})).await.refused(412, "stale-version");
    member
        .send(soat_tests::app::json(axum::http::Method::PATCH, &place, &json!({"observed": "x"})))
        .await
        .refused(428, "if-match-required");
    let mut again = finding();
    again["id"] = body["id"].clone();
    member.post(&format!("{path}/findings"), again).await.refused(409, "already-exists");
    assert_eq!(member.get(&place).await.etag(), changed.etag());
    let inspection = body["inspection_id"].as_str().unwrap();
    let listed = member.get(&format!("/findings?grade=minor_nonconformity&status=draft&inspection={inspection}")).await;
    assert_eq!(listed.expect(200)["items"].as_array().unwrap().len(), 1);
});

on_every_database!(ten_drafts_at_once_get_ten_numbers_without_a_gap, |app| async move {
    let path = begun(&app).await;
    let (one, two) = (app.sign_in("thanhvien").await, app.sign_in("thuky").await);
    let place = format!("{path}/findings");
    // A refused draft among them uses no number up.
    one.post(&place, json!({"clauses": ["99"]})).await.refused(422, "invalid-body");
    let posts = (0..10).map(|at| if at % 2 == 0 { one.post(&place, finding()) } else { two.post(&place, finding()) });
    let mut numbers: Vec<_> = futures_util::future::join_all(posts).await.iter().map(|answer| answer.text("/number")).collect();
    numbers.sort();
    assert_eq!(numbers, (1..=10).map(|number| format!("F-2026-0001-{number:02}")).collect::<Vec<_>>());
});

on_every_database!(what_does_not_fit_is_refused_with_its_place, |app| async move {
    let path = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let earlier = member.post(&format!("{path}/findings"), finding()).await.text("/id");
    let elsewhere = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    let foreign_response = answer(&unit, &elsewhere, "c.plan", json!({"verdict": "nonconforming"})).await.text("/id");
    for (field, value, pointer) in [
        ("clauses", json!(["7.5.3", "7.9"]), "/clauses/1"),
        ("clauses", json!(vec!["7.5.3"; 21]), "/clauses"),
        ("clauses", json!(["x".repeat(21)]), "/clauses/0"),
        ("grade", json!("catastrophe"), "/grade"),
        ("observed", json!("x".repeat(8_001)), "/observed"),
        ("response_id", json!(foreign_response), "/response_id"),
        ("repeat_of", json!(app.state.new_id()), "/repeat_of"),
        ("status", json!("recorded"), "/status"),
        ("number", json!("F-1"), "/number"),
    ] {
        let mut wrong = finding();
        wrong[field] = value;
        let problem = member.post(&format!("{path}/findings"), wrong).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let etag = member.get(&format!("/findings/{earlier}")).await.etag();
    let itself = member.patch(&format!("/findings/{earlier}"), &etag, json!({"repeat_of": earlier})).await.refused(422, "invalid-body");
    assert_eq!(itself["errors"][0]["pointer"], "/repeat_of");
    // Nor is one of the same visit.
    let mut repeat = finding();
    repeat["repeat_of"] = json!(earlier);
    member.post(&format!("{path}/findings"), repeat).await.refused(422, "invalid-body");
});

on_every_database!(where_the_programme_does_not_grade_a_grade_is_refused, |app| async move {
    let unit = app.sign_in("giacat.thuky").await;
    let mut plan = work::self_check_plan();
    plan["grading"] = json!(false);
    let planned = unit.post("/inspections", plan).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = json!({"members": [work::member("giacat.thuky", "lead")]});
    unit.put(&format!("{path}/team"), &planned.etag(), team).await.expect(200);
    now(&unit, &path, "start", json!({})).await.expect(200);
    let problem = unit.post(&format!("{path}/findings"), finding()).await.refused(422, "invalid-body");
    assert_eq!((&problem["errors"][0]["code"], &problem["errors"][0]["pointer"]), (&json!("grading-off"), &json!("/grade")));
    let mut ungraded = finding();
    ungraded["grade"] = Value::Null;
    assert_eq!(unit.post(&format!("{path}/findings"), ungraded).await.expect(201)["grade"], Value::Null);
});

on_every_database!(a_unit_does_not_see_drafts_and_strangers_see_nothing, |app| async move {
    let path = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let drafted = member.post(&format!("{path}/findings"), finding()).await;
    let place = format!("/findings/{}", drafted.text("/id"));
    for name in ["giacat.thuky", "giacat.chutich", "hopthanh.thuky", "bacninh.thuongtruc", "bacninh.thanhvien"] {
        let person = app.sign_in(name).await;
        person.get(&place).await.refused(404, "not-found");
        assert_eq!(person.get("/findings").await.expect(200)["items"], json!([]));
        person.patch(&place, &drafted.etag(), json!({"observed": "x"})).await.refused(404, "not-found");
        person.post(&format!("{path}/findings"), finding()).await.refused(404, "not-found");
    }
    for name in ["quansat", "lanhdao", "bcd.truong"] {
        let person = app.sign_in(name).await;
        person.get(&place).await.expect(200);
        person.patch(&place, &drafted.etag(), json!({"observed": "x"})).await.refused(403, "forbidden");
        person.post(&format!("{path}/findings"), finding()).await.refused(403, "forbidden");
    }
});

on_every_database!(a_draft_is_withdrawn_by_a_device_and_edited_no_more, |app| async move {
    let path = begun(&app).await;
    let inspection = path.trim_start_matches("/inspections/").parse().unwrap();
    let member = app.sign_in("thanhvien").await;
    let drafted = member.post(&format!("{path}/findings"), finding()).await;
    let id = drafted.text("/id").parse().unwrap();
    let mut device = Device::sign_in(&app, "thuky").await;
    device.pull(&app, 500).await;
    device.withdraw(&app, "findings", inspection, id, "Ghi trùng");
    device.sync(&app).await;
    assert_eq!(device.answers.values().last().unwrap()["status"], "applied");
    let place = format!("/findings/{id}");
    let etag = member.get(&place).await.etag();
    member.patch(&place, &etag, json!({"observed": "x"})).await.refused(409, "record-withdrawn");
    // Its number is not given again.
    assert_eq!(member.post(&format!("{path}/findings"), finding()).await.text("/number"), "F-2026-0001-02");
});
