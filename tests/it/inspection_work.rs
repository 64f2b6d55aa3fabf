//! What is recorded in an inspection, one record at a time over HTTP: responses, samples, attendees, sessions and texts.

use axum::http::Method;
use serde_json::{Value, json};
use soat_tests::app::json as request;
use soat_tests::device::begun_inspection;
use soat_tests::work::{self, answer, begun_self_check, draw, external_plan, now};
use soat_tests::{Device, on_every_database};
use uuid::Uuid;

const CHECKLIST: &str = "provincial-inspection";

async fn begun(app: &soat_tests::TestApp) -> (Uuid, String) {
    let id = begun_inspection(app, CHECKLIST).await;
    (id, format!("/inspections/{id}"))
}

on_every_database!(an_item_is_answered_and_answered_anew_by_who_saw_the_answer, |app| async move {
    let (_, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let place = format!("{path}/responses/scope.publication");
    let first = answer(&member, &path, "scope.publication", json!({"verdict": "nonconforming", "note": "Chưa công bố"})).await;
    let body = first.expect(201);
    assert_eq!((body["verdict"].as_str(), body["answered_by"].as_str()), (Some("nonconforming"), Some(member.id.to_string().as_str())));
    answer(&member, &path, "scope.publication", json!({"verdict": "conforming"})).await.refused(428, "if-match-required");
    let second = member.put(&place, &first.etag(), json!({"verdict": "conforming"})).await;
    assert_eq!(second.expect(200)["note"], "Chưa công bố", "what is not named stays");
    member.put(&place, &first.etag(), json!({"verdict": "conforming"})).await.refused(412, "stale-version");
    member.put(&place, "\"x\"", json!({"verdict": "conforming"})).await.refused(422, "invalid-parameter");
    let again = member.put(&place, &second.etag(), json!({"verdict": "conforming"})).await;
    assert_eq!(again.expect(200)["verdict"], "conforming");
    assert_eq!(member.get(&format!("{path}/responses")).await.expect(200).as_array().unwrap().len(), 1);
});

on_every_database!(an_answer_that_does_not_fit_its_item_is_refused_with_its_place, |app| async move {
    let (_, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    for (item, body, pointer) in [
        ("khong.co-muc-nay", json!({"verdict": "conforming"}), "/item_id"),
        ("scope.publication", json!({"verdict": "perfect"}), "/verdict"),
        ("scope.publication", json!({"value": 3}), "/value"),
        ("scope.publication", json!({"note": "x".repeat(8_001)}), "/note"),
        ("scope.tthc-total", json!({"value": -1}), "/value"),
        ("scope.tthc-total", json!({"value": 5_001}), "/value"),
        ("scope.tthc-total", json!({"value": "nhiều"}), "/value"),
        ("chk.audit-date", json!({"value": "31/02/2026"}), "/value"),
        ("chk.satisfaction-methods", json!({"value": ["paper-ballot", "telepathy"]}), "/value/1"),
    ] {
        let problem = answer(&member, &path, item, body).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{item}");
    }
    assert_eq!(member.get(&format!("{path}/responses")).await.expect(200), json!([]), "nothing is stored half");
});

on_every_database!(only_the_team_records_and_observers_do_not, |app| async move {
    let (_, path) = begun(&app).await;
    let body = json!({"verdict": "conforming"});
    let sample = json!({"item_id": "run.samples", "procedure": "Chứng thực", "dossier_code": "H20-1"});
    let attendee = json!({"side": "unit", "name": "Đại diện đơn vị"});
    for (name, status, code) in [
        ("quansat", 403, "forbidden"),
        ("lanhdao", 403, "forbidden"),
        ("thuongtruc", 403, "forbidden"),
        ("giacat.thuky", 404, "not-found"),
        ("hopthanh.thuky", 404, "not-found"),
        ("bacninh.thuongtruc", 404, "not-found"),
        ("bacninh.thanhvien", 404, "not-found"),
    ] {
        let person = app.sign_in(name).await;
        answer(&person, &path, "scope.publication", body.clone()).await.refused(status, code);
        person.post(&format!("{path}/samples"), sample.clone()).await.refused(status, code);
        person.post(&format!("{path}/attendees"), attendee.clone()).await.refused(status, code);
    }
});

on_every_database!(nothing_is_recorded_before_the_start_or_after_the_conclusion, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = json!({"members": [work::member("truongdoan", "lead")]});
    let team = office.put(&format!("{path}/team"), &planned.etag(), team).await;
    let lead = app.sign_in("truongdoan").await;
    let attempts = async |etag: &str| {
        answer(&lead, &path, "scope.publication", json!({"verdict": "conforming"})).await.refused(409, "not-recording");
        let sample = json!({"item_id": "run.samples", "procedure": "Chứng thực", "dossier_code": "H20-1"});
        lead.post(&format!("{path}/samples"), sample).await.refused(409, "not-recording");
        lead.post(&format!("{path}/attendees"), json!({"side": "unit", "name": "Đại diện"})).await.refused(409, "not-recording");
        lead.post(&format!("{path}/findings"), json!({"observed": "Thiếu"})).await.refused(409, "not-recording");
        lead.patch(&path, etag, json!({"opinion": "Đồng ý"})).await.refused(409, "not-recording");
    };
    attempts(&team.etag()).await;
    let cancelled = now(&office, &path, "cancel", json!({"reason": "Hoãn"})).await;
    attempts(&cancelled.etag()).await;

    let path = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    work::fill(&unit, &path, "commune-self-check").await;
    let concluded = now(&unit, &path, "conclude", json!({})).await;
    concluded.expect(200);
    answer(&unit, &path, "c.help", json!({"value": "Cần tập huấn"})).await.refused(409, "not-recording");
    unit.patch(&path, &concluded.etag(), json!({"conclusion": "Đạt"})).await.refused(409, "not-recording");
});

on_every_database!(a_sampled_dossier_says_how_late_it_was, |app| async move {
    let (_, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let place = format!("{path}/samples");
    let late = json!({
        "item_id": "run.samples", "procedure": "Cấp giấy phép xây dựng", "dossier_code": "H20.01-260101-0001",
        "received_on": "2026-01-05", "due_on": "2026-01-12", "returned_on": "2026-01-15", "note": "Trễ do chờ ý kiến",
        "steps": [{"name": "Tiếp nhận", "role": "Một cửa", "planned_days": 1, "actual_days": 1, "done_on": "2026-01-05", "by": "Công chức một cửa"},
            {"name": "Thẩm định", "planned_days": 4, "actual_days": 7}, {"name": "Trả kết quả", "planned_days": 1}],
    });
    let made = member.post(&place, late.clone()).await;
    let body = made.expect(201);
    assert_eq!(body["lateness"], json!({"on_time": false, "days_late": 3, "step_deviations": [0, 3, null]}));
    let open = json!({"item_id": "run.samples", "procedure": "Chứng thực", "dossier_code": "H20-2", "due_on": "2026-03-11"});
    assert_eq!(member.post(&place, open).await.expect(201)["lateness"]["on_time"], Value::Null);
    // The clock stands at 9 March; two days after the due day an open dossier is late.
    app.state.clock().advance_millis(4 * 86_400_000);
    let member = app.sign_in("thanhvien").await;
    let listed = member.get(&place).await.expect(200);
    let open = listed.as_array().unwrap().iter().find(|sample| sample["dossier_code"] == "H20-2").unwrap();
    assert_eq!((&open["lateness"]["on_time"], &open["lateness"]["days_late"]), (&json!(false), &json!(2)));
    for (field, value, pointer) in [
        ("item_id", json!("scope.publication"), "/item_id"),
        ("item_id", Value::Null, "/item_id"),
        ("due_on", json!("12/01/2026"), "/due_on"),
        ("steps", json!([{"planned_days": -1}]), "/steps/0/planned_days"),
        ("steps", json!([{"citizen": "Tên người dân"}]), "/steps/0/citizen"),
        ("procedure", json!(3), "/procedure"),
        ("citizen_name", json!("Tên người dân"), "/citizen_name"),
        ("id", json!("mot-hai-ba"), "/id"),
    ] {
        let mut wrong = late.clone();
        wrong[field] = value;
        let problem = member.post(&place, wrong).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let mut again = late;
    again["id"] = body["id"].clone();
    member.post(&place, again).await.refused(409, "already-exists");
});

on_every_database!(an_answer_about_a_dossier_belongs_to_the_item_the_dossier_was_drawn_for, |app| async move {
    let path = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    let sample = draw(&unit, &path, "c.samples", "H20-0001").await;
    let problem = answer(&unit, &path, "c.plan", json!({"verdict": "conforming", "sample_id": sample})).await.refused(422, "invalid-body");
    assert_eq!(problem["errors"][0]["pointer"], "/sample_id");
    answer(&unit, &path, "c.samples", json!({"verdict": "conforming", "sample_id": sample})).await.expect(201);
    // A dossier of another inspection is unknown here.
    let other = begun_self_check(&app).await;
    let problem =
        answer(&unit, &other, "c.samples", json!({"verdict": "conforming", "sample_id": sample})).await.refused(422, "invalid-body");
    assert_eq!(problem["errors"][0]["pointer"], "/sample_id");
});

on_every_database!(those_present_are_recorded_on_either_side, |app| async move {
    let (_, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let place = format!("{path}/attendees");
    let session = app.state.new_id();
    let body =
        json!({"id": app.state.new_id(), "side": "unit", "name": "Đại diện đơn vị", "title": "Phó Chủ tịch", "present_at": [session]});
    let made = member.post(&place, body.clone()).await;
    assert_eq!(made.expect(201)["present_at"], json!([session]));
    member.post(&place, body.clone()).await.refused(409, "already-exists");
    for (field, value, pointer) in
        [("side", json!("nobody"), "/side"), ("name", json!(""), "/name"), ("present_at", json!(["x"]), "/present_at/0")]
    {
        let mut wrong = body.clone();
        wrong.as_object_mut().unwrap().remove("id");
        wrong[field] = value;
        let problem = member.post(&place, wrong).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    assert_eq!(member.get(&place).await.expect(200).as_array().unwrap().len(), 1);
});

on_every_database!(sessions_agenda_and_opinion_are_written_by_the_team, |app| async move {
    let (id, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let seen = member.get(&path).await;
    let body = json!({
        "sessions": [{"id": app.state.new_id(), "kind": "opening", "place": "Phòng họp", "started_at": "2026-03-09T01:30:00Z"}],
        "agenda": [{"at": "2026-03-09T01:30:00Z", "what": "Họp khai mạc"}], "opinion": "Đơn vị nhất trí",
        "exclusions": [{"clause": "8.3", "reason": "Không thiết kế"}], "conclusion": "Hệ thống được duy trì",
    });
    let written = member.patch(&path, &seen.etag(), body.clone()).await;
    let view = written.expect(200);
    for name in ["sessions", "agenda", "opinion", "exclusions", "conclusion"] {
        assert_eq!(view[name], body[name]);
    }
    member.patch(&path, &seen.etag(), body.clone()).await.refused(412, "stale-version");
    for (field, value, pointer) in [
        ("sessions", json!([{"kind": "lunch"}]), "/sessions/0/kind"),
        ("agenda", json!([{"at": "sáng thứ hai"}]), "/agenda/0/at"),
        ("agenda", json!(vec![json!({"what": "x"}); 101]), "/agenda"),
        ("opinion", json!("x".repeat(8_001)), "/opinion"),
        ("exclusions", json!([{"clause": "8.3"}]), "/exclusions/0/reason"),
        ("exclusions", json!([{"clause": "8.3", "reason": "  "}]), "/exclusions/0/reason"),
        ("exclusions", json!([{"clause": null, "reason": "Không có"}]), "/exclusions/0/clause"),
    ] {
        let problem = member.patch(&path, &written.etag(), json!({ field: value })).await.refused(422, "invalid-body");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    app.sign_in("quansat").await.patch(&path, &written.etag(), json!({"opinion": "Khác"})).await.refused(403, "forbidden");
    app.sign_in("thuongtruc").await.patch(&path, &written.etag(), json!({"opinion": "Khác"})).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.patch(&path, &written.etag(), json!({"opinion": "Khác"})).await.refused(404, "not-found");
    let mut device = Device::sign_in(&app, "truongdoan").await;
    device.pull(&app, 500).await;
    assert_eq!(device.record("inspections", id).unwrap()["opinion"], "Đơn vị nhất trí");
});

on_every_database!(an_answer_is_emptied_not_withdrawn_and_its_item_answered_again, |app| async move {
    let (id, path) = begun(&app).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    let response = one.answer(&app, id, "scope.publication", json!({"verdict": "conforming"}));
    one.sync(&app).await;
    // The id of an answer follows from its item: were it withdrawn, the item could never be answered again.
    let withdrawal = one.withdraw(&app, "responses", id, response, "Ghi nhầm mục");
    one.sync(&app).await;
    assert_eq!(one.answers[&withdrawal]["status"], "refused");
    one.answer(&app, id, "scope.publication", json!({"verdict": null}));
    one.sync(&app).await;
    let member = app.sign_in("thanhvien").await;
    let is_open = async || {
        let progress = member.get(&format!("{path}/progress")).await.expect(200);
        progress["incomplete"].as_array().unwrap().iter().any(|status| status["item"] == "scope.publication")
    };
    assert!(is_open().await);
    one.answer(&app, id, "scope.publication", json!({"verdict": "nonconforming"}));
    one.sync(&app).await;
    let listed = member.get(&format!("{path}/responses")).await.expect(200);
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["verdict"]), (1, &json!("nonconforming")));
});

on_every_database!(a_request_without_a_body_or_for_no_inspection_is_refused, |app| async move {
    let (_, path) = begun(&app).await;
    let member = app.sign_in("thanhvien").await;
    let nowhere = format!("/inspections/{}", app.state.new_id());
    answer(&member, &nowhere, "scope.publication", json!({"verdict": "conforming"})).await.refused(404, "not-found");
    member.get("/inspections/khong-phai-ma").await.refused(404, "not-found");
    member.send(request(Method::PUT, &format!("{path}/responses/scope.publication"), &json!([]))).await.refused(422, "invalid-body");
    member.send(request(Method::POST, &format!("{path}/samples"), &json!("x"))).await.refused(422, "invalid-body");
});
