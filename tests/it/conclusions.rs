//! Concluding, the frozen content, reopening; progress and score.

use serde_json::{Value, json};
use soat_tests::device::{begun_inspection, sha256};
use soat_tests::work::{self, answer, begun_self_check, declare, draw, fill, now, photograph};
use soat_tests::{Device, Network, on_every_database};
use uuid::Uuid;

const SHORT: &str = "commune-self-check";

fn codes(problem: &Value) -> Vec<(&str, &str)> {
    problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["code"].as_str().unwrap(), error["pointer"].as_str().unwrap()))
        .collect()
}

fn id_of(path: &str) -> Uuid {
    path.trim_start_matches("/inspections/").parse().unwrap()
}

on_every_database!(everything_that_is_missing_is_named_at_once, |app| async move {
    let path = begun_self_check(&app).await;
    let lead = app.sign_in("giacat.thuky").await;
    draw(&lead, &path, "c.samples", "H20-0001").await;
    answer(&lead, &path, "c.plan", json!({"verdict": "nonconforming"})).await.expect(201);
    answer(&lead, &path, "c.report", json!({"verdict": "not_applicable"})).await.expect(201);
    let graded = json!({"clauses": ["6.2"], "grade": "major_nonconformity", "observed": "Không có kế hoạch"});
    let finding = lead.post(&format!("{path}/findings"), graded).await.text("/id");
    let evidence = declare(&app, &lead, &path, "inspection", path.trim_start_matches("/inspections/"), &work::picture()).await;
    let (mut one, mut two) = (Device::sign_in(&app, "giacat.thuky").await, Device::sign_in(&app, "giacat.chutich").await);
    one.answer(&app, id_of(&path), "c.know", json!({"verdict": "conforming"}));
    two.answer(&app, id_of(&path), "c.know", json!({"verdict": "partly_conforming"}));
    one.push(&app, 10, Network::Good).await;
    two.push(&app, 10, Network::Good).await;
    let problem = now(&lead, &path, "conclude", json!({})).await.refused(422, "needs-unmet");
    let named = codes(&problem);
    for expected in [
        ("item-unanswered", "/items/c.committee".to_owned()),
        ("item-samples", "/items/c.samples".to_owned()),
        ("item-sample-verdicts", "/items/c.samples".to_owned()),
        ("item-evidence", "/items/c.plan".to_owned()),
        ("item-answer-invalid", "/items/c.report".to_owned()),
        ("evidence-not-verified", format!("/evidence/{evidence}")),
        ("open-conflicts", "/conflicts".to_owned()),
        ("finding-evidence", format!("/findings/{finding}")),
    ] {
        assert!(named.contains(&(expected.0, expected.1.as_str())), "{expected:?} is not among {named:#?}");
    }
    assert_eq!(problem["params"]["count"], named.len().to_string());
    assert_eq!(lead.get(&path).await.json()["status"], "in_progress");
    lead.get(&format!("{path}/content")).await.refused(404, "not-found");
    let progress = lead.get(&format!("{path}/progress")).await.expect(200);
    assert_eq!(
        (&progress["findings"], &progress["evidence"], &progress["evidence_awaited"], &progress["open_conflicts"]),
        (&json!(1), &json!(1), &json!(1), &json!(1))
    );
});

on_every_database!(each_need_alone_keeps_the_conclusion_back, |app| async move {
    let path = begun_self_check(&app).await;
    let lead = app.sign_in("giacat.thuky").await;
    fill(&lead, &path, SHORT).await;
    let only = async |code: &str| {
        let problem = now(&lead, &path, "conclude", json!({})).await.refused(422, "needs-unmet");
        let found = codes(&problem).into_iter().map(|(code, _)| code.to_owned()).collect::<Vec<_>>();
        assert_eq!(found, [code]);
    };
    // A nonconformity without evidence, and with it. Evidence counts when its bytes have arrived.
    let graded = json!({"clauses": ["6.2"], "grade": "minor_nonconformity", "requirement": "Kế hoạch được ký",
        "observed": "Kế hoạch chưa ký", "evidence_statement": "Bản kế hoạch"});
    let finding = lead.post(&format!("{path}/findings"), graded).await.text("/id");
    only("finding-evidence").await;
    photograph(&app, &lead, &path, "finding", &finding).await;
    let declared = declare(&app, &lead, &path, "finding", &finding, b"chua-gui-len").await;
    only("evidence-not-verified").await;
    let mut device = Device::sign_in(&app, "giacat.thuky").await;
    device.pull(&app, 500).await;
    device.withdraw(&app, "evidence", id_of(&path), declared.parse().unwrap(), "Khai báo nhầm");
    device.sync(&app).await;
    // An open conflict, settled by the lead.
    let item = "c.help";
    let mut other = Device::sign_in(&app, "giacat.chutich").await;
    device.answer(&app, id_of(&path), item, json!({"value": "Cần tập huấn"}));
    other.answer(&app, id_of(&path), item, json!({"value": "Không cần gì"}));
    device.push(&app, 10, Network::Good).await;
    other.push(&app, 10, Network::Good).await;
    if lead.get(&format!("{path}/progress")).await.json()["open_conflicts"] == 1 {
        only("open-conflicts").await;
    }
    let conflicts = lead.get(&format!("/conflicts?inspection={}&state=open", id_of(&path))).await.expect(200);
    for conflict in conflicts["items"].as_array().unwrap() {
        let place = format!("/conflicts/{}/resolve", conflict["id"].as_str().unwrap());
        lead.post_seen(&place, &format!("\"{}\"", conflict["version"]), json!({"value": "Cần tập huấn"})).await.expect(200);
    }
    now(&lead, &path, "conclude", json!({})).await.expect(200);
});

on_every_database!(the_frozen_content_is_canonical_and_its_digest_is_what_people_sign, |app| async move {
    let path = begun_self_check(&app).await;
    let lead = app.sign_in("giacat.thuky").await;
    fill(&lead, &path, SHORT).await;
    lead.post(&format!("{path}/attendees"), json!({"side": "unit", "name": "Chủ tịch xã", "title": "Chủ tịch"})).await.expect(201);
    let seen = lead.get(&path).await.etag();
    let head = app.sign_in("giacat.chutich").await;
    for etag in [seen.as_str(), "\"0\""] {
        head.post_seen(&format!("{path}/conclude"), etag, json!({})).await.refused(403, "forbidden");
        app.sign_in("lanhdao").await.post_seen(&format!("{path}/conclude"), etag, json!({})).await.refused(403, "forbidden");
        app.sign_in("bacninh.thuongtruc").await.post_seen(&format!("{path}/conclude"), etag, json!({})).await.refused(404, "not-found");
    }
    lead.post_seen(&format!("{path}/conclude"), "\"1\"", json!({})).await.refused(412, "stale-version");
    let concluded = lead.post_seen(&format!("{path}/conclude"), &seen, json!({})).await;
    let view = concluded.expect(200);
    assert_eq!((view["status"].as_str(), view["concluded_at"].is_string()), (Some("concluded"), true));
    let digest = view["frozen_digest"].as_str().unwrap().to_owned();
    let content = lead.get(&format!("{path}/content")).await;
    content.expect(200);
    assert_eq!(sha256(&content.bytes), digest);
    assert_eq!(content.etag(), format!("\"{digest}\""));
    let document: Value = content.json();
    assert_eq!(soat_checklist_schemas::canonical::to_string(&document).as_bytes(), &content.bytes[..], "canonical (RFC 8785)");
    assert_eq!(document["attendees"][0]["name"], "Chủ tịch xã");
    assert_eq!(document["checklist"]["digest"], view["checklist_digest"]);
    assert_eq!(document["samples"].as_array().unwrap().len(), 3);
    // Neither time nor reading changes it.
    app.state.clock().advance_millis(3 * 86_400_000);
    let lead = app.sign_in("giacat.thuky").await;
    for path in [format!("{path}/progress"), format!("{path}/responses"), path.clone()] {
        lead.get(&path).await.expect(200);
    }
    let number = lead.patch(&path, &concluded.etag(), json!({"number": "15/BB-UBND"})).await;
    assert_eq!(number.expect(200)["frozen_digest"], json!(digest), "the number is given by the clerk, outside what is signed");
    assert_eq!(lead.get(&format!("{path}/content")).await.bytes, content.bytes);
    lead.post_seen(&format!("{path}/conclude"), &number.etag(), json!({})).await.refused(409, "illegal-move");
    lead.post_seen(&format!("{path}/conclude"), &seen, json!({})).await.refused(412, "stale-version");
});

on_every_database!(the_frozen_content_is_understood_and_printed_without_anything_else, |app| async move {
    let path = format!("/inspections/{}", begun_inspection(&app, "provincial-inspection").await);
    let lead = app.sign_in("truongdoan").await;
    fill(&lead, &path, "provincial-inspection").await;
    let graded = json!({"clauses": ["7.5.3"], "grade": "observation", "observed": "Phiếu kiểm soát tài liệu chưa ghi ngày"});
    lead.post(&format!("{path}/findings"), graded).await.expect(201);
    now(&lead, &path, "conclude", json!({})).await.expect(200);
    let frozen = lead.get(&format!("{path}/content")).await;
    let content = soat_documents::content::Inspection::from_json(&frozen.bytes).unwrap();
    assert_eq!((content.client.name.as_str(), content.client.locality.as_str()), ("Huyện Cao Lộc", "Cao Lộc"));
    assert_eq!(content.standard.edition.name.vi, "TCVN ISO 9001:2015");
    assert!(content.standard.edition.title.en.contains("Requirements"));
    assert!(!content.objectives.is_empty() && content.criteria.len() >= 2 && !content.sampling.statement.vi.is_empty());
    for response in &content.responses {
        let item = content.checklist.item(&response.item_id).unwrap();
        assert!(!item.question.vi.is_empty() && !item.question.en.is_empty());
        for number in &item.clauses {
            assert!(content.clause(number).is_some_and(|clause| !clause.title.vi.is_empty()), "{number}");
        }
    }
    let counts = content.fulfilment;
    let judged = counts.conforming + counts.partly_conforming + counts.nonconforming + counts.not_applicable;
    assert_eq!(judged + counts.not_judged + counts.unanswered, counts.asked);
    assert_eq!(content.sampling.dossiers as usize, content.samples.len());
    assert!(content.clause("7.5.3").is_some(), "the clause of a finding is named");
    // Nothing but the content and what is handed in beside it is needed to print.
    let particulars = soat_documents::Particulars {
        lang: soat_documents::Lang::Vi,
        number: None,
        issued_on: None,
        code: "7K4M-9QXD",
        verify_url: "https://soat.langson.gov.vn/verify/7K4M-9QXD",
        id: [7; 16],
        made_at_millis: 0,
        zone: &content.visit.zone,
    };
    let printed = soat_documents::minutes(&content, &mut soat_documents::NoPhotos, &particulars).unwrap();
    assert_eq!(printed.boxes.iter().map(|room| room.field.as_str()).collect::<Vec<_>>(), ["unit_head", "secretary", "lead"]);
    assert!(soat_documents::report(&content, &mut soat_documents::NoPhotos, &particulars).unwrap().pages > 8);
});

on_every_database!(a_concluded_inspection_is_reopened_by_its_lead_with_a_reason, |app| async move {
    let path = begun_self_check(&app).await;
    let lead = app.sign_in("giacat.thuky").await;
    fill(&lead, &path, SHORT).await;
    let concluded = now(&lead, &path, "conclude", json!({})).await;
    let digest = concluded.text("/frozen_digest");
    let reopen = format!("{path}/reopen");
    let reason = json!({"reason": "Bổ sung hồ sơ lấy mẫu"});
    for name in ["giacat.chutich", "thuongtruc", "bcd.truong"] {
        app.sign_in(name).await.post_seen(&reopen, &concluded.etag(), reason.clone()).await.refused(403, "forbidden");
    }
    app.sign_in("bacninh.thuongtruc").await.post_seen(&reopen, &concluded.etag(), reason.clone()).await.refused(404, "not-found");
    lead.post_seen(&reopen, &concluded.etag(), json!({"reason": ""})).await.refused(422, "invalid-body");
    let blank = lead.post_seen(&reopen, &concluded.etag(), json!({"reason": "  \n "})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&blank), [("reason", "/reason")]);
    lead.post_seen(&reopen, "\"1\"", reason.clone()).await.refused(412, "stale-version");
    let reopened = lead.post_seen(&reopen, &concluded.etag(), reason.clone()).await;
    let view = reopened.expect(200);
    assert_eq!((&view["status"], &view["frozen_digest"], &view["reason"]), (&json!("in_progress"), &Value::Null, &reason["reason"]));
    lead.get(&format!("{path}/content")).await.refused(404, "not-found");
    lead.post_seen(&reopen, &reopened.etag(), reason).await.refused(409, "illegal-move");
    // The digest that no longer holds stays on record; the next conclusion has another.
    let entries = lead.get(&format!("/activity?record={}&limit=500", id_of(&path))).await.expect(200);
    let entry = entries["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "reopen").unwrap().clone();
    assert_eq!(entry["changes"]["frozen_digest"][0], json!(digest));
    answer(&lead, &path, "c.help", json!({"value": "Cần tập huấn"})).await;
    let again = now(&lead, &path, "conclude", json!({})).await;
    assert_ne!(again.text("/frozen_digest"), digest);
});

on_every_database!(an_edit_that_comes_after_the_conclusion_is_refused_and_from_a_device_parked, |app| async move {
    let path = begun_self_check(&app).await;
    let id = id_of(&path);
    let lead = app.sign_in("giacat.thuky").await;
    fill(&lead, &path, SHORT).await;
    let finding = lead.post(&format!("{path}/findings"), json!({"clauses": ["6.2"], "grade": "observation", "observed": "x"})).await;
    let mut late = Device::sign_in(&app, "giacat.chutich").await;
    late.pull(&app, 500).await;
    now(&lead, &path, "conclude", json!({})).await.expect(200);
    let content = lead.get(&format!("{path}/content")).await.bytes;
    lead.patch(&format!("/findings/{}", finding.text("/id")), &finding.etag(), json!({"observed": "y"}))
        .await
        .refused(409, "not-recording");
    late.answer(&app, id, "c.plan", json!({"verdict": "nonconforming"}));
    late.withdraw(&app, "findings", id, finding.text("/id").parse().unwrap(), "Không còn");
    late.put(&app, "inspections", id, id, json!({"opinion": "Ý kiến đến muộn"}));
    late.push(&app, 10, Network::Good).await;
    assert!(late.answers.values().all(|answer| answer["status"] == "parked" && answer["reason"] == "not-recording"), "{:#?}", late.answers);
    assert_eq!(lead.get(&format!("{path}/content")).await.bytes, content);
    // After reopening, the lead applies what came late.
    now(&lead, &path, "reopen", json!({"reason": "Có ghi nhận đến muộn"})).await.expect(200);
    let parked = lead.get(&format!("/parked-ops?inspection={id}&state=open")).await.expect(200);
    for row in parked["items"].as_array().unwrap() {
        let place = format!("/parked-ops/{}", row["id"].as_str().unwrap());
        lead.post_seen(&format!("{place}/apply"), "\"1\"", json!({"reason": "  "})).await.refused(422, "invalid-body");
        lead.post_seen(&format!("{place}/apply"), "\"1\"", json!({"reason": "Đúng thực tế"})).await.expect(200);
    }
    assert_eq!(lead.get(&path).await.json()["opinion"], "Ý kiến đến muộn");
});

on_every_database!(a_device_concludes_and_reopens_by_events, |app| async move {
    let path = begun_self_check(&app).await;
    let id = id_of(&path);
    let lead = app.sign_in("giacat.thuky").await;
    let mut device = Device::sign_in(&app, "giacat.thuky").await;
    device.command(&app, "inspection.conclude", id, id, json!({}));
    device.push(&app, 10, Network::Good).await;
    let first = device.answers.values().last().unwrap().clone();
    assert_eq!((first["status"].as_str(), first["reason"].as_str()), (Some("parked"), Some("needs-unmet")));
    fill(&lead, &path, SHORT).await;
    let op = device.command(&app, "inspection.conclude", id, id, json!({}));
    device.push(&app, 10, Network::Good).await;
    assert_eq!(device.answers[&op]["status"], "applied");
    let twice = device.command(&app, "inspection.conclude", id, id, json!({}));
    device.push(&app, 10, Network::Good).await;
    assert_eq!(device.answers[&twice]["status"], "merged", "the second press finds it done");
    let blank = device.command(&app, "inspection.reopen", id, id, json!({"reason": " "}));
    let reopen = device.command(&app, "inspection.reopen", id, id, json!({"reason": "Bổ sung"}));
    let mut member = Device::sign_in(&app, "giacat.chutich").await;
    let not_lead = member.command(&app, "inspection.reopen", id, id, json!({"reason": "Bổ sung"}));
    member.push(&app, 10, Network::Good).await;
    assert_eq!(member.answers[&not_lead]["problem"]["code"], "forbidden");
    device.push(&app, 10, Network::Good).await;
    assert_eq!((device.answers[&blank]["status"].as_str(), device.answers[&reopen]["status"].as_str()), (Some("refused"), Some("applied")));
    // What the device said about the time is kept beside the server's own.
    let entries = lead.get(&format!("/activity?record={id}&limit=500")).await.expect(200);
    let entry = entries["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "reopen").unwrap().clone();
    assert!(entry["claimed_at"].is_string(), "{entry:#}");
});

on_every_database!(progress_counts_and_a_score_needs_a_scheme, |app| async move {
    let path = begun_self_check(&app).await;
    let lead = app.sign_in("giacat.thuky").await;
    let before = lead.get(&format!("{path}/progress")).await.expect(200);
    assert_eq!((before["total"]["answered"].as_u64(), before["sections"].as_array().unwrap().is_empty()), (Some(0), false));
    fill(&lead, &path, SHORT).await;
    let after = lead.get(&format!("{path}/progress")).await.expect(200);
    assert_eq!(after["incomplete"], json!([]));
    assert!(after["total"]["answered"].as_u64() > Some(10), "{after:#}");
    lead.get(&format!("{path}/score")).await.refused(409, "no-rating-scheme");
    for (name, code) in [("hopthanh.thuky", "not-found"), ("bacninh.thuongtruc", "not-found")] {
        let stranger = app.sign_in(name).await;
        for what in ["progress", "score", "content"] {
            stranger.get(&format!("{path}/{what}")).await.refused(404, code);
        }
    }
});

on_every_database!(an_exclusion_with_its_reason_takes_its_items_out, |app| async move {
    let id = begun_inspection(&app, "provincial-inspection").await;
    let path = format!("/inspections/{id}");
    let lead = app.sign_in("truongdoan").await;
    let state = async || {
        let progress = lead.get(&format!("{path}/progress")).await.expect(200);
        progress["incomplete"].as_array().unwrap().iter().any(|status| status["item"] == "run.measuring")
    };
    assert!(state().await);
    let mut device = Device::sign_in(&app, "truongdoan").await;
    device.pull(&app, 500).await;
    device.put(&app, "inspections", id, id, json!({"exclusions": [{"clause": "7.1.5", "reason": "Không dùng thiết bị đo"}]}));
    device.push(&app, 10, Network::Good).await;
    assert!(!state().await, "an excluded item is not asked for");
});
