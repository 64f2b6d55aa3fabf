//! Push and pull: every outcome, what travels and what does not.

use serde_json::json;
use soat_tests::device::begun_inspection;
use soat_tests::people::id_of;
use soat_tests::{Device, Network, on_every_database};
use uuid::Uuid;

const CHECKLIST: &str = "provincial-inspection";

on_every_database!(what_one_device_records_reaches_the_others_and_is_not_told_back, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    let mut two = Device::sign_in(&app, "thuky").await;
    one.pull(&app, 500).await;
    assert_eq!(one.record("inspections", inspection).unwrap()["status"], "in_progress");
    assert!(one.records.keys().any(|(collection, _)| collection == "checklists"));
    assert!(one.records.keys().any(|(collection, _)| collection == "people"));
    let response = one.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming", "note": "Đã xem hồ sơ"}));
    one.push(&app, 100, Network::Good).await;
    assert_eq!(one.answers.values().next().unwrap()["status"], "applied");
    assert_eq!(one.pull(&app, 500).await, 0, "own changes are not told back");
    two.pull(&app, 500).await;
    assert_eq!(two.record("responses", response).unwrap()["verdict"], "conforming");
    let quiet = two.pull_page(&app, 500).await;
    assert!(quiet.bytes.len() < 1_024, "nothing new is short: {} bytes", quiet.bytes.len());
});

on_every_database!(a_repeated_operation_gets_the_first_answer_and_acts_once, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    one.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let ops: Vec<_> = one.outbox.iter().cloned().collect();
    let first = one.push_raw(&app, &ops).await.expect(200)["outcomes"][0].clone();
    let again = one.push_raw(&app, &ops).await.expect(200)["outcomes"][0].clone();
    assert_eq!(again["status"], "repeated");
    assert_eq!(again["outcome"]["change"], first["change"]);
    let stranger = Device::sign_in(&app, "bacninh.thanhvien").await;
    let taken = stranger.push_raw(&app, &ops).await.expect(200)["outcomes"][0].clone();
    assert_eq!(taken["problem"]["code"], "op-id-taken");
});

on_every_database!(twenty_equal_pushes_at_once_get_twenty_equal_answers, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    for item in ["dir.climate-context", "dir.climate-parties", "scope.publication"] {
        one.answer(&app, inspection, item, json!({"verdict": "conforming"}));
    }
    let ops: Vec<_> = one.outbox.iter().cloned().collect();
    let pushes = (0..20).map(|_| one.push_raw(&app, &ops));
    let mut answers = Vec::new();
    for answer in futures_util::future::join_all(pushes).await {
        let body = answer.expect(200);
        let outcomes = body["outcomes"].as_array().unwrap().clone();
        let inner: Vec<_> = outcomes
            .iter()
            .map(|outcome| if outcome["status"] == "repeated" { outcome["outcome"].clone() } else { strip(outcome) })
            .collect();
        answers.push(inner);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
    let lead = app.sign_in("truongdoan").await;
    assert_eq!(lead.get(&format!("/inspections/{inspection}/responses")).await.expect(200).as_array().unwrap().len(), 3);
});

fn strip(outcome: &serde_json::Value) -> serde_json::Value {
    let mut outcome = outcome.clone();
    outcome.as_object_mut().unwrap().remove("op_id");
    outcome
}

on_every_database!(edits_of_different_fields_merge_and_of_the_same_field_conflict, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    let mut two = Device::sign_in(&app, "thuky").await;
    let response = one.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
    one.sync(&app).await;
    two.sync(&app).await;
    one.answer(&app, inspection, "scope.publication", json!({"verdict": "partly_conforming"}));
    two.answer(&app, inspection, "scope.publication", json!({"note": "Thiếu quyết định"}));
    one.sync(&app).await;
    two.push(&app, 100, Network::Good).await;
    let merged = two.answers.values().last().unwrap().clone();
    assert_eq!((merged["status"].as_str(), merged["record"]["verdict"].as_str()), (Some("merged"), Some("partly_conforming")));
    one.sync(&app).await;
    two.sync(&app).await;
    one.answer(&app, inspection, "scope.publication", json!({"verdict": "nonconforming"}));
    two.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
    one.sync(&app).await;
    two.sync(&app).await;
    one.sync(&app).await;
    let conflict = two.answers.values().last().unwrap().clone();
    assert_eq!(conflict["status"], "conflict");
    assert_eq!(conflict["record"]["verdict"], "nonconforming", "the value that came first stands");
    let id: Uuid = conflict["conflict_id"].as_str().unwrap().parse().unwrap();
    for device in [&one, &two] {
        let record = device.record("conflicts", id).expect("both sides see the conflict");
        assert_eq!(record["values"].as_array().unwrap().len(), 2);
    }
    // Only the lead settles it.
    let secretary = app.sign_in("thuky").await;
    let listed = secretary.get(&format!("/conflicts?inspection={inspection}&state=open")).await.expect(200);
    let etag = format!("\"{}\"", listed["items"][0]["version"]);
    let path = format!("/conflicts/{id}/resolve");
    secretary.post_seen(&path, &etag, json!({"value": "conforming"})).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.post_seen(&path, &etag, json!({"value": "conforming"})).await.refused(404, "not-found");
    let lead = app.sign_in("truongdoan").await;
    lead.post_seen(&path, &etag, json!({"value": "perfect"})).await.refused(422, "invalid-body");
    lead.post_seen(&path, &etag, json!({"value": "conforming"})).await.expect(200);
    lead.post_seen(&path, "\"9\"", json!({"value": "conforming"})).await.refused(412, "stale-version");
    one.sync(&app).await;
    two.sync(&app).await;
    for device in [&one, &two] {
        assert_eq!(device.record("responses", response).unwrap()["verdict"], "conforming");
        assert_eq!(device.record("conflicts", id).unwrap()["state"], "resolved");
    }
});

on_every_database!(operations_that_can_never_be_valid_are_refused_each_by_itself, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    one.answer(&app, inspection, "no.such-item", json!({"verdict": "conforming"}));
    one.answer(&app, inspection, "scope.publication", json!({"verdict": "perfect"}));
    one.put(&app, "responses", inspection, app.state.new_id(), json!({"item_id": "scope.publication", "verdict": "conforming"}));
    one.put(&app, "responses", app.state.new_id(), app.state.new_id(), json!({"item_id": "scope.publication"}));
    one.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming", "rank": 1}));
    one.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    let mut ops: Vec<_> = one.outbox.iter().cloned().collect();
    ops.push(json!({"op_id": "không phải", "kind": "put"}));
    ops.push(json!(17));
    let outcomes = one.push_raw(&app, &ops).await.expect(200)["outcomes"].clone();
    let statuses: Vec<_> = outcomes.as_array().unwrap().iter().map(|outcome| outcome["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["refused", "refused", "refused", "refused", "refused", "applied", "refused", "refused"], "{outcomes:#}");
    assert_eq!(outcomes[0]["problem"]["errors"][0]["pointer"], "/item_id");
    assert_eq!(outcomes[1]["problem"]["errors"][0]["pointer"], "/verdict");
    assert_eq!(outcomes[3]["problem"]["code"], "not-found");
    assert_eq!(outcomes[4]["problem"]["errors"][0]["code"], "unknown-field");
    assert!(outcomes[4]["problem"]["title"]["vi"].is_string() && outcomes[4]["problem"]["title"]["en"].is_string());
});

on_every_database!(an_operation_that_rests_on_one_that_failed_is_blocked_and_can_come_again, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    let finding = app.state.new_id();
    one.put(&app, "findings", inspection, finding, json!({"clauses": ["99.9"], "observed": "x"}));
    one.put(&app, "findings", inspection, finding, json!({"requirement": "y"}));
    let ops: Vec<_> = one.outbox.iter().cloned().collect();
    let outcomes = one.push_raw(&app, &ops).await.expect(200)["outcomes"].clone();
    assert_eq!(outcomes[0]["status"], "refused");
    assert_eq!((outcomes[1]["status"].as_str(), &outcomes[1]["by"]), (Some("blocked"), &ops[0]["op_id"]));
    let alone = one.push_raw(&app, &ops[1..]).await.expect(200)["outcomes"].clone();
    assert_eq!(alone[0]["status"], "applied", "what was blocked is not held against it");
});

on_every_database!(late_work_is_parked_whole_and_the_lead_applies_or_dismisses_it, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut late = Device::sign_in(&app, "thanhvien").await;
    late.pull(&app, 500).await;
    let response = late.answer(&app, inspection, "scope.publication", json!({"verdict": "nonconforming", "note": "Ghi lúc 16 giờ"}));
    late.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{inspection}");
    let seen = office.get(&path).await;
    let member = |name: &str, role: &str| json!({"user_id": id_of(name), "team_role": role});
    let team = json!({"members": [member("truongdoan", "lead"), member("thuky", "secretary")]});
    office.put(&format!("{path}/team"), &seen.etag(), team).await.expect(200);
    late.push(&app, 100, Network::Good).await;
    assert!(late.answers.values().all(|answer| answer["status"] == "parked" && answer["reason"] == "left-team"), "{:#?}", late.answers);
    assert_eq!(late.pull_page(&app, 10).await.expect(200)["pending_ops"], 2);
    late.pull(&app, 500).await;
    assert_eq!(late.removed, [format!("inspection:{inspection}")]);
    let lead = app.sign_in("truongdoan").await;
    let waiting = lead.get(&format!("/parked-ops?inspection={inspection}&state=open")).await.expect(200);
    let items = waiting["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let of = |item: &str| items.iter().find(|row| row["op"]["fields"]["item_id"] == item).unwrap();
    let (first, second) = (of("scope.publication"), of("dir.climate-context"));
    let apply = format!("/parked-ops/{}/apply", first["id"].as_str().unwrap());
    let dismiss = format!("/parked-ops/{}/dismiss", second["id"].as_str().unwrap());
    app.sign_in("thuky").await.post_seen(&apply, "\"1\"", json!({"reason": "x"})).await.refused(404, "not-found");
    lead.post_seen(&apply, "\"1\"", json!({"reason": "Ghi trước khi rời đoàn"})).await.expect(200);
    lead.post_seen(&dismiss, "\"1\"", json!({"reason": "Đã ghi ở nơi khác"})).await.expect(200);
    lead.post_seen(&dismiss, "\"2\"", json!({"reason": "lần nữa"})).await.refused(409, "illegal-move");
    let responses = lead.get(&format!("{path}/responses")).await.expect(200);
    assert_eq!(responses.as_array().unwrap().len(), 1);
    assert_eq!(
        (responses[0]["id"].as_str(), responses[0]["answered_by"].as_str()),
        (Some(response.to_string().as_str()), Some(id_of("thanhvien").to_string().as_str()))
    );
});

on_every_database!(an_observer_and_a_stranger_record_nothing, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    for (name, code) in [("quansat", "forbidden"), ("bacninh.thanhvien", "not-found"), ("giacat.thuky", "not-found")] {
        let mut device = Device::sign_in(&app, name).await;
        device.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
        device.push(&app, 100, Network::Good).await;
        let answer = device.answers.values().next().unwrap();
        assert_eq!((answer["status"].as_str(), answer["problem"]["code"].as_str()), (Some("refused"), Some(code)), "{name}");
        device.pull(&app, 500).await;
        assert_eq!(device.record("inspections", inspection).is_some(), name == "quansat");
    }
});

on_every_database!(pull_comes_in_stable_pages_and_as_lines, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    for item in ["dir.climate-context", "dir.climate-parties", "scope.publication", "run.release", "chk.internal-audit"] {
        one.answer(&app, inspection, item, json!({"verdict": "conforming"}));
    }
    one.sync(&app).await;
    let mut whole = Device::sign_in(&app, "thuky").await;
    whole.pull(&app, 5_000).await;
    let mut paged = Device::sign_in(&app, "thuky").await;
    paged.pull(&app, 1).await;
    assert_eq!(whole.records, paged.records);
    let body = json!({"device_id": paged.id, "limit": 3});
    let mut request = soat_tests::app::json(axum::http::Method::POST, "/sync/pull", &body);
    request.headers_mut().insert("accept", "application/x-ndjson".parse().unwrap());
    let lines = paged.send(&app, request).await;
    lines.expect(200);
    let text = String::from_utf8(lines.bytes.to_vec()).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let records = lines.iter().filter(|line| line.get("collection").is_some()).count();
    assert_eq!(records, whole.records.len());
    assert_eq!(lines.last().unwrap()["has_more"], false);
});
