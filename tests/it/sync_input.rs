//! What a device may send, and what becomes of the rest: text, limits, encodings, records of others.

use std::io::Write as _;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use soat_tests::device::begun_inspection;
use soat_tests::work::{answer, begun_self_check, external_plan};
use soat_tests::work::{member, now};
use soat_tests::{Answer, Device, Network, TestApp, on_every_database};
use uuid::Uuid;

const CHECKLIST: &str = "provincial-inspection";
const FOUR_MIB: usize = 4 * 1_024 * 1_024;

async fn push_bytes(app: &TestApp, device: &Device, encoding: Option<&str>, bytes: Vec<u8>) -> Answer {
    let mut request = Request::post("/api/v1/sync/push").header(header::CONTENT_TYPE, "application/json");
    if let Some(encoding) = encoding {
        request = request.header(header::CONTENT_ENCODING, encoding);
    }
    device.send(app, request.body(Body::from(bytes)).unwrap()).await
}

fn body_of(app: &TestApp, device: &Device, ops: &[Value]) -> Value {
    json!({"device_id": device.id, "device_time": app.state.now(), "ops": ops})
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

on_every_database!(text_is_composed_on_its_way_in, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    device.answer(&app, inspection, "scope.publication", json!({"note": "Cao Lo\u{323}\u{302}c"}));
    let attendee = app.state.new_id();
    device.put(&app, "attendees", inspection, attendee, json!({"side": "unit", "name": "Đa\u{323}i diện"}));
    device.push(&app, 10, Network::Good).await;
    let lead = app.sign_in("truongdoan").await;
    let path = format!("/inspections/{inspection}");
    assert_eq!(lead.get(&format!("{path}/responses")).await.json()[0]["note"], "Cao Lộc");
    assert_eq!(lead.get(&format!("{path}/attendees")).await.json()[0]["name"], "Đại diện");
    // Composed or not, it is the same text: no conflict.
    let mut other = Device::sign_in(&app, "thuky").await;
    other.put(&app, "attendees", inspection, attendee, json!({"name": "Đại diện"}));
    other.push(&app, 10, Network::Good).await;
    assert_ne!(other.answers.values().last().unwrap()["status"], "conflict");
});

on_every_database!(a_hidden_character_costs_its_own_operation_and_no_other, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    for note in ["a\u{0}b", "a\u{202e}b", "a\u{200b}b"] {
        device.answer(&app, inspection, "scope.publication", json!({ "note": note }));
    }
    device.answer(&app, inspection, "run.release", json!({"note": "rõ ràng"}));
    let deep = (0..40).fold(json!(1), |inner, _| json!({ "a": inner }));
    device.answer(&app, inspection, "scope.tthc-total", json!({ "value": deep }));
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    let outcomes = device.push_raw(&app, &ops).await.expect(200)["outcomes"].clone();
    let statuses: Vec<_> = outcomes.as_array().unwrap().iter().map(|outcome| outcome["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["refused", "refused", "refused", "applied", "refused"], "{outcomes:#}");
    let error = &outcomes[0]["problem"]["errors"][0];
    assert_eq!((&error["code"], &error["pointer"]), (&json!("forbidden-character"), &json!("/fields/note")));
    assert_eq!(outcomes[4]["problem"]["errors"][0]["code"], "too-deep");
    // The answer is kept, so the device may let go of the operation.
    let again = device.push_raw(&app, &ops[..1]).await.expect(200)["outcomes"][0].clone();
    assert_eq!((again["status"].as_str(), again["outcome"]["status"].as_str()), (Some("repeated"), Some("refused")));
    assert_eq!(again["op_id"], ops[0]["op_id"]);
});

on_every_database!(nothing_is_concluded_past_an_operation_that_could_not_be_read, |app| async move {
    let path = begun_self_check(&app).await;
    let id: Uuid = path.trim_start_matches("/inspections/").parse().unwrap();
    soat_tests::work::fill(&app.sign_in("giacat.thuky").await, &path, "commune-self-check").await;
    let mut device = Device::sign_in(&app, "giacat.thuky").await;
    device.put(&app, "findings", id, app.state.new_id(), json!({"observed": "a\u{0}b"}));
    let conclude = device.command(&app, "inspection.conclude", id, id, json!({}));
    device.push(&app, 10, Network::Good).await;
    assert!(!device.answers.contains_key(&conclude), "it waits in the outbox: {:#?}", device.answers);
    device.push(&app, 10, Network::Good).await;
    assert_eq!(device.answers[&conclude]["status"], "applied", "and goes on once the person has seen the refusal");
});

on_every_database!(records_of_others_are_out_of_reach, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let elsewhere = begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    let foreign = elsewhere.trim_start_matches("/inspections/").parse::<Uuid>().unwrap();
    let foreign_response: Uuid = answer(&unit, &elsewhere, "c.plan", json!({"verdict": "conforming"})).await.text("/id").parse().unwrap();
    let foreign_finding: Uuid = unit.post(&format!("{elsewhere}/findings"), json!({"observed": "x"})).await.text("/id").parse().unwrap();
    let mut device = Device::sign_in(&app, "thanhvien").await;
    let own = app.state.new_id();
    device.put(&app, "responses", foreign, foreign_response, json!({"verdict": "nonconforming"}));
    device.put(&app, "responses", inspection, foreign_response, json!({"verdict": "nonconforming"}));
    device.put(&app, "findings", inspection, foreign_finding, json!({"observed": "y"}));
    device.withdraw(&app, "findings", inspection, foreign_finding, "không phải của mình");
    device.put(&app, "findings", inspection, own, json!({"observed": "y", "response_id": foreign_response}));
    device.command(&app, "inspection.conclude", foreign, foreign, json!({}));
    let oneself = device.user_id;
    device.put(&app, "people", inspection, oneself, json!({"display_name": "Tên khác"}));
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    let outcomes = device.push_raw(&app, &ops).await.expect(200)["outcomes"].clone();
    for (index, code) in [(0, "not-found"), (1, "not-found"), (2, "not-found"), (3, "not-found"), (4, "invalid-body"), (6, "invalid-body")]
    {
        assert_eq!((&outcomes[index]["status"], &outcomes[index]["problem"]["code"]), (&json!("refused"), &json!(code)), "{index}");
    }
    let alone = device.push_raw(&app, &ops[5..6]).await.expect(200)["outcomes"][0].clone();
    assert_eq!((&alone["status"], &alone["problem"]["code"]), (&json!("refused"), &json!("not-found")));
    assert!(!outcomes.to_string().contains("Tự kiểm tra"), "nothing is told of the other inspection");
    assert_eq!(unit.get(&format!("{elsewhere}/responses")).await.json()[0]["verdict"], "conforming");
    // Another device's name, another's cursor.
    let other = Device::sign_in(&app, "thanhvien").await;
    let mut body = body_of(&app, &device, &[]);
    body["device_id"] = json!(other.id);
    let refused = push_bytes(&app, &device, None, body.to_string().into_bytes()).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/device_id");
});

on_every_database!(a_failure_in_one_inspection_does_not_hold_up_the_conclusion_of_another, |app| async move {
    let path = begun_self_check(&app).await;
    let own: Uuid = path.trim_start_matches("/inspections/").parse().unwrap();
    soat_tests::work::fill(&app.sign_in("giacat.thuky").await, &path, "commune-self-check").await;
    let mut device = Device::sign_in(&app, "giacat.thuky").await;
    device.put(&app, "findings", app.state.new_id(), app.state.new_id(), json!({"observed": "ở nơi khác"}));
    let conclude = device.command(&app, "inspection.conclude", own, own, json!({}));
    device.push(&app, 10, Network::Good).await;
    assert_eq!(device.answers[&conclude]["status"], "applied");
});

on_every_database!(a_batch_with_a_failure_in_it_gets_the_same_answers_when_it_comes_again, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    let finding = app.state.new_id();
    device.put(&app, "findings", inspection, finding, json!({"clauses": ["99.9"], "observed": "x"}));
    device.put(&app, "findings", inspection, finding, json!({"requirement": "y"}));
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    for _ in 0..3 {
        let outcomes = device.push_raw(&app, &ops).await.expect(200)["outcomes"].clone();
        let first = if outcomes[0]["status"] == "repeated" { &outcomes[0]["outcome"] } else { &outcomes[0] };
        assert_eq!(first["status"], "refused");
        assert_eq!((&outcomes[1]["status"], &outcomes[1]["by"]), (&json!("blocked"), &ops[0]["op_id"]), "{outcomes:#}");
    }
});

on_every_database!(a_push_holds_a_thousand_operations_and_no_more, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    for number in 0..1_001 {
        let fields = json!({"side": "unit", "name": format!("Người dự {number}")});
        device.put(&app, "attendees", inspection, app.state.new_id(), fields);
    }
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    let refused = device.push_raw(&app, &ops).await.refused(422, "invalid-body");
    assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/ops"), &json!("length")));
    let outcomes = device.push_raw(&app, &ops[..1_000]).await.expect(200)["outcomes"].clone();
    assert!(outcomes.as_array().unwrap().iter().all(|outcome| outcome["status"] == "applied"));
});

on_every_database!(a_push_over_four_mebibytes_is_refused_naming_the_limit, |app| async move {
    let device = Device::sign_in(&app, "thanhvien").await;
    let frame = body_of(&app, &device, &[]).to_string();
    let over = format!("{frame}{}", " ".repeat(FOUR_MIB + 1 - frame.len()));
    for (encoding, bytes) in [(None, over.clone().into_bytes()), (Some("gzip"), gzip(over.as_bytes()))] {
        let refused = push_bytes(&app, &device, encoding, bytes).await.refused(413, "body-too-large");
        assert_eq!(refused["params"]["limit_bytes"], FOUR_MIB.to_string());
    }
    let whole = over[..FOUR_MIB].to_owned().into_bytes();
    push_bytes(&app, &device, None, whole).await.expect(200);
});

on_every_database!(bodies_travel_packed_both_ways, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    for (encoding, item) in [("gzip", "scope.publication"), ("zstd", "run.release")] {
        device.answer(&app, inspection, item, json!({"verdict": "conforming"}));
        let ops = [device.outbox.pop_front().unwrap()];
        let body = body_of(&app, &device, &ops).to_string();
        let packed = if encoding == "gzip" { gzip(body.as_bytes()) } else { zstd::encode_all(body.as_bytes(), 1).unwrap() };
        let answer = push_bytes(&app, &device, Some(encoding), packed).await;
        assert_eq!(answer.expect(200)["outcomes"][0]["status"], "applied", "{encoding}");
        let pull = Request::post("/api/v1/sync/pull")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_ENCODING, encoding)
            .body(Body::from(json!({"device_id": device.id}).to_string()))
            .unwrap();
        let answer = device.send(&app, pull).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-encoding")), (200, Some(encoding)));
        let unpacked = match encoding {
            "gzip" => std::io::read_to_string(flate2::read::GzDecoder::new(&answer.bytes[..])).unwrap(),
            _ => String::from_utf8(zstd::decode_all(&answer.bytes[..]).unwrap()).unwrap(),
        };
        let page: Value = serde_json::from_str(&unpacked).unwrap();
        assert!(!page["changes"].as_array().unwrap().is_empty());
    }
    push_bytes(&app, &device, Some("gzip"), b"khong phai gzip".to_vec()).await.refused(400, "body-incomplete");
    push_bytes(&app, &device, Some("br"), b"x".to_vec()).await.refused(415, "unsupported-encoding");
});

on_every_database!(a_device_that_lost_its_store_gets_everything_back, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "truongdoan").await;
    device.pull(&app, 500).await;
    let response = device.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
    let finding = app.state.new_id();
    device.put(&app, "findings", inspection, finding, json!({"observed": "Thiếu quyết định"}));
    device.sync(&app).await;
    for limit in [500, 1] {
        device.records.clear();
        device.cursor = None;
        device.pull(&app, limit).await;
        assert!(device.record("responses", response).is_some(), "its own work too, in pages of {limit}");
        assert!(device.record("findings", finding).is_some(), "its own work too, in pages of {limit}");
    }
    assert_eq!(device.pull(&app, 500).await, 0);
    device.answer(&app, inspection, "run.release", json!({"verdict": "conforming"}));
    device.sync(&app).await;
    assert_eq!(device.pull(&app, 500).await, 0, "and afterwards nothing is told back again");
});

on_every_database!(whoever_left_the_team_has_their_work_parked_whatever_else_they_may_see, |app| async move {
    // The programme's office reads all work, and may have been on the team.
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let id: Uuid = planned.text("/id").parse().unwrap();
    let team = json!({"members": [member("truongdoan", "lead"), member("thuongtruc", "member")]});
    office.put(&format!("{path}/team"), &planned.etag(), team).await.expect(200);
    now(&office, &path, "notify", json!({"notice_number": "1/TB", "notice_sent_on": "2026-03-04"})).await.expect(200);
    now(&app.sign_in("truongdoan").await, &path, "start", json!({})).await.expect(200);
    let mut device = Device::sign_in(&app, "thuongtruc").await;
    device.answer(&app, id, "scope.publication", json!({"verdict": "conforming"}));
    let etag = office.get(&path).await.etag();
    office.put(&format!("{path}/team"), &etag, json!({"members": [member("truongdoan", "lead")]})).await.expect(200);
    device.push(&app, 10, Network::Good).await;
    let answer = device.answers.values().last().unwrap();
    assert_eq!((&answer["status"], &answer["reason"]), (&json!("parked"), &json!("left-team")));
});

on_every_database!(the_operator_who_sees_parked_work_can_apply_it, |app| async move {
    let id = begun_inspection(&app, CHECKLIST).await;
    let path = format!("/inspections/{id}");
    let mut device = Device::sign_in(&app, "thanhvien").await;
    let item = ["scope.publication", "run.release"];
    device.answer(&app, id, item[0], json!({"verdict": "conforming", "note": "Cao Lo\u{323}\u{302}c"}));
    device.answer(&app, id, item[1], json!({"verdict": "nonconforming"}));
    let photo = device.photograph(&app, id, "inspection", id, soat_tests::work::picture(), "image/jpeg");
    let office = app.sign_in("thuongtruc").await;
    let etag = office.get(&path).await.etag();
    let team = json!({"members": [soat_tests::work::member("truongdoan", "lead")]});
    office.put(&format!("{path}/team"), &etag, team).await.expect(200);
    device.push(&app, 10, Network::Good).await;
    let admin = app.sign_in("quantri").await;
    let waiting = admin.get(&format!("/parked-ops?inspection={id}&state=open")).await.expect(200);
    assert_eq!(waiting["items"].as_array().unwrap().len(), 3);
    let decide = Value::from("Ghi trước khi rời đoàn");
    for (person, row) in [&admin, &office, &admin].into_iter().zip(waiting["items"].as_array().unwrap()) {
        let place = format!("/parked-ops/{}/apply", row["id"].as_str().unwrap());
        for name in ["lanhdao", "giacat.thuky", "bacninh.quantri", "thanhvien"] {
            app.sign_in(name).await.post_seen(&place, "\"1\"", json!({ "reason": decide })).await.refused(404, "not-found");
        }
        person.post_seen(&place, "\"1\"", json!({ "reason": decide })).await.expect(200);
    }
    let lead = app.sign_in("truongdoan").await;
    let responses = lead.get(&format!("{path}/responses")).await.expect(200);
    assert!(responses.as_array().unwrap().iter().all(|row| row["answered_by"] == json!(soat_tests::people::id_of("thanhvien"))));
    assert_eq!(responses.as_array().unwrap().len(), 2);
    assert!(responses.as_array().unwrap().iter().any(|row| row["note"] == "Cao Lộc"), "text is composed on this way too: {responses:#}");
    let evidence = lead.get(&format!("/evidence/{photo}")).await.expect(200);
    assert_eq!(evidence["captured_by"], json!(soat_tests::people::id_of("thanhvien")), "the work is its author's");
    admin.get(&format!("{path}/responses")).await.refused(404, "not-found");
});
