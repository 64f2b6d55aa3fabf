//! Findings after the draft: recorded, answered, decided, closed, and made drafts again.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, answered, begun, concluded, draft, nonconformity};
use soat_tests::work::now;
use soat_tests::{Device, on_every_database};
use uuid::Uuid;

fn codes(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

fn id(path: &str) -> Uuid {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// What a finding says, without what tells two of them apart.
fn content(view: &Value) -> Value {
    let mut view = view.clone();
    for name in ["id", "number", "created_at", "version", "allowed"] {
        view.as_object_mut().unwrap().remove(name);
    }
    view
}

on_every_database!(http_and_a_device_record_the_same_finding, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let inspection = begun(&app, &cast, json!({})).await;
    let by_hand = draft(&app, &cast, &inspection, nonconformity()).await;
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    phone.pull(&app, 500).await;
    let by_phone = app.state.new_id();
    phone.put(&app, "findings", id(&inspection), by_phone, nonconformity());
    phone.sync(&app).await;
    soat_tests::work::photograph(&app, &cast.member, &inspection, "finding", &by_phone.to_string()).await;
    phone.command(&app, "finding.record", id(&inspection), by_phone, json!({}));
    phone.sync(&app).await;
    assert_eq!(phone.answers.values().last().unwrap()["status"], "applied");
    assert_eq!(phone.record("findings", by_phone).unwrap()["status"], "recorded", "the device hears what its command led to");
    now(&cast.member, &format!("/findings/{by_hand}"), "record", json!({})).await.expect(200);
    let (one, two) = (
        cast.lead.get(&format!("/findings/{by_hand}")).await.expect(200),
        cast.lead.get(&format!("/findings/{by_phone}")).await.expect(200),
    );
    assert_eq!(content(&one), content(&two));
    assert!(one["recorded_at"].is_string());
    // The second of the team finds it done; whoever edits it finds that it is no draft any more.
    let mut other = Device::sign_in(&app, "thuky").await;
    other.command(&app, "finding.record", id(&inspection), by_phone, json!({}));
    other.put(&app, "findings", id(&inspection), by_phone, json!({"observed": "Khác"}));
    other.sync(&app).await;
    let statuses: Vec<_> = other.answers.values().map(|answer| (answer["status"].clone(), answer["reason"].clone())).collect();
    assert_eq!(statuses, [(json!("merged"), Value::Null), (json!("parked"), json!("illegal-move"))]);
});

on_every_database!(a_draft_says_what_it_lacks_before_it_is_recorded, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let inspection = begun(&app, &cast, json!({})).await;
    let drafted = cast.member.post(&format!("{inspection}/findings"), json!({"grade": "minor_nonconformity"})).await;
    let path = format!("/findings/{}", drafted.text("/id"));
    let bare = now(&cast.member, &path, "record", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&bare), ["criterion", "statement", "statement", "statement", "finding-evidence"]);
    let observation = json!({"clauses": ["4.1"], "observed": "Bối cảnh chưa cập nhật"});
    let observation = cast.member.post(&format!("{inspection}/findings"), observation).await;
    let ungraded = now(&cast.member, &format!("/findings/{}", observation.text("/id")), "record", json!({})).await;
    assert_eq!(codes(&ungraded.refused(422, "needs-unmet")), ["grade"]);
    // Concluding names every finding that lacks something.
    let refused = now(&cast.lead, &inspection, "conclude", json!({})).await.refused(422, "needs-unmet");
    let named = |finding: &str| {
        refused["errors"].as_array().unwrap().iter().filter(|error| error["pointer"].as_str().unwrap().contains(finding)).count()
    };
    assert_eq!((named(&drafted.text("/id")), named(&observation.text("/id"))), (5, 1), "{refused:#}");
    assert!(refused["errors"].to_string().contains("F-2026-0001-02"));
    cast.member
        .patch(&path, &drafted.etag(), json!({"grade": "observation", "procedure": "Chứng thực", "observed": "Chậm"}))
        .await
        .expect(200);
    assert_eq!(now(&cast.member, &path, "record", json!({})).await.expect(200)["status"], "recorded", "an observation needs no evidence");
    now(&cast.lead, &inspection, "conclude", json!({})).await.refused(422, "needs-unmet");
    let seen = cast.member.get(&format!("/findings/{}", observation.text("/id"))).await;
    cast.member.patch(&format!("/findings/{}", observation.text("/id")), &seen.etag(), json!({"grade": "observation"})).await.expect(200);
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
});

on_every_database!(the_unit_answers_and_the_committee_decides, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, finding) = answered(&app, &cast).await;
    let path = format!("/findings/{finding}");
    cast.secretary.get(&path).await.refused(404, "not-found");
    now(&cast.member, &path, "record", json!({})).await.expect(200);
    let seen = cast.secretary.get(&path).await;
    assert_eq!(
        (seen.json()["allowed"].clone(), cast.head.get(&path).await.json()["allowed"].clone()),
        (json!(["accept"]), json!(["accept", "dispute"]))
    );
    for stranger in ["hopthanh.thuky", "bacninh.thuongtruc"] {
        app.sign_in(stranger).await.post_seen(&format!("{path}/accept"), &seen.etag(), json!({})).await.refused(404, "not-found");
    }
    for (person, event) in [
        (&cast.member, "accept"),
        (&cast.secretary, "dispute"),
        (&cast.head, "uphold"),
        (&cast.office, "withdraw"),
        (&cast.member, "withdraw"),
    ] {
        person.post_seen(&format!("{path}/{event}"), &seen.etag(), json!({"reason": "x"})).await.refused(403, "forbidden");
    }
    cast.secretary.post(&format!("{path}/accept"), json!({})).await.refused(428, "if-match-required");
    cast.secretary.post_seen(&format!("{path}/accept"), "\"0\"", json!({})).await.refused(412, "stale-version");
    let silent = now(&cast.head, &path, "dispute", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&silent), ["reason"]);
    let disputed = now(&cast.head, &path, "dispute", json!({"reason": "Đã thay quy trình"})).await.expect(200);
    assert_eq!((&disputed["status"], &disputed["reason"]), (&json!("disputed"), &json!("Đã thay quy trình")));
    let twice = now(&cast.head, &path, "dispute", json!({"reason": "x"})).await.refused(409, "illegal-move");
    assert_eq!(twice["params"]["allowed"], "uphold, withdraw");
    let upheld = now(&cast.chair, &path, "uphold", json!({"reason": "Bản cũ còn ở quầy"})).await.expect(200);
    assert_eq!((&upheld["status"], &upheld["allowed"]), (&json!("upheld"), &json!([])));
    now(&cast.chair, &path, "withdraw", json!({"reason": "x"})).await.refused(409, "illegal-move");
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    assert_eq!(now(&cast.office, &path, "close", json!({"reason": "Đã khắc phục ngay"})).await.expect(200)["status"], "closed");
});

on_every_database!(a_draft_or_a_recorded_finding_is_withdrawn_during_the_visit, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let inspection = begun(&app, &cast, json!({})).await;
    let drafted = draft(&app, &cast, &inspection, nonconformity()).await;
    let recorded = draft(&app, &cast, &inspection, nonconformity()).await;
    let (drafted, recorded) = (format!("/findings/{drafted}"), format!("/findings/{recorded}"));
    assert_eq!(cast.member.get(&drafted).await.expect(200)["allowed"], json!(["record", "withdraw"]));
    let silent = now(&cast.member, &drafted, "withdraw", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&silent), ["reason"]);
    let gone = now(&cast.member, &drafted, "withdraw", json!({"reason": "Ghi trùng"})).await.expect(200);
    assert_eq!((&gone["withdrawn"], &gone["allowed"]), (&json!(true), &json!([])));
    now(&cast.member, &drafted, "record", json!({})).await.refused(409, "record-withdrawn");
    now(&cast.member, &recorded, "record", json!({})).await.expect(200);
    now(&cast.member, &recorded, "withdraw", json!({"reason": "x"})).await.refused(403, "forbidden");
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    lead.pull(&app, 500).await;
    assert!(lead.record("findings", id(&drafted)).is_none(), "a withdrawn draft leaves the devices");
    let op = lead.command(&app, "finding.withdraw", id(&inspection), id(&recorded), json!({"reason": "Đơn vị đã có bản mới"}));
    lead.sync(&app).await;
    assert_eq!(lead.answers[&op]["status"], "applied");
    let withdrawn = cast.secretary.get(&recorded).await.expect(200);
    assert_eq!((&withdrawn["status"], &withdrawn["reason"]), (&json!("withdrawn"), &json!("Đơn vị đã có bản mới")));
    // What was withdrawn keeps nothing from being concluded, and afterwards the visit is over.
    let late = draft(&app, &cast, &inspection, nonconformity()).await;
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    now(&cast.lead, &format!("/findings/{late}"), "withdraw", json!({"reason": "x"})).await.refused(409, "not-recording");
});

on_every_database!(a_contested_finding_is_recorded_once_the_lead_has_settled_it, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, finding) = answered(&app, &cast).await;
    let (mut one, mut two) = (Device::sign_in(&app, "thanhvien").await, Device::sign_in(&app, "thuky").await);
    for device in [&mut one, &mut two] {
        device.pull(&app, 500).await;
    }
    one.put(&app, "findings", id(&inspection), id(&finding), json!({"grade": "major_nonconformity"}));
    two.put(&app, "findings", id(&inspection), id(&finding), json!({"grade": "observation"}));
    one.sync(&app).await;
    two.sync(&app).await;
    let path = format!("/findings/{finding}");
    let contested = now(&cast.member, &path, "record", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&contested), ["open-conflicts"]);
    let conflict = cast.lead.get("/conflicts?state=open").await.expect(200)["items"][0].clone();
    let settle = format!("/conflicts/{}/resolve", conflict["id"].as_str().unwrap());
    cast.lead.post_seen(&settle, &format!("\"{}\"", conflict["version"]), json!({"value": "major_nonconformity"})).await.expect(200);
    assert_eq!(now(&cast.member, &path, "record", json!({})).await.expect(200)["grade"], "major_nonconformity");
});

on_every_database!(reopening_makes_drafts_of_what_nobody_has_answered, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let inspection = begun(&app, &cast, json!({})).await;
    let mut findings = Vec::new();
    for _ in 0..3 {
        findings.push(draft(&app, &cast, &inspection, nonconformity()).await);
    }
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    let path = |at: usize| format!("/findings/{}", findings[at]);
    now(&cast.secretary, &path(0), "accept", json!({})).await.expect(200);
    cast.lead.post("/corrective-action-requests", json!({"finding_ids": [findings[1]]})).await.expect(201);
    now(&cast.lead, &inspection, "reopen", json!({"reason": "Bổ sung hồ sơ"})).await.expect(200);
    let status = async |at: usize| cast.lead.get(&path(at)).await.text("/status");
    assert_eq!((status(0).await, status(1).await, status(2).await), ("accepted".into(), "recorded".into(), "draft".into()));
    cast.secretary.get(&path(2)).await.refused(404, "not-found");
    // What has a request is not withdrawn under it.
    let open = now(&cast.lead, &path(1), "withdraw", json!({"reason": "x"})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&open), ["open-request"]);
    let mut phone = Device::sign_in(&app, "truongdoan").await;
    let op = phone.command(&app, "finding.withdraw", id(&inspection), id(&findings[1]), json!({"reason": "x"}));
    phone.sync(&app).await;
    assert_eq!((&phone.answers[&op]["status"], &phone.answers[&op]["reason"]), (&json!("parked"), &json!("needs-unmet")));
    // The draft is mended and recorded again with the second conclusion.
    let seen = cast.member.get(&path(2)).await;
    cast.member.patch(&path(2), &seen.etag(), json!({"observed": "Ba quy trình hết hiệu lực"})).await.expect(200);
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    assert_eq!(cast.secretary.get(&path(2)).await.expect(200)["observed"], "Ba quy trình hết hiệu lực");
});

on_every_database!(a_disputed_finding_is_not_withdrawn_while_its_request_is_open, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, finding) = concluded(&app, &cast).await;
    let car = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    let path = format!("/findings/{finding}");
    let reason = json!({"reason": "Đã thay quy trình"});
    now(&cast.head, &path, "dispute", reason.clone()).await.expect(200);
    let open = now(&cast.chair, &path, "withdraw", reason.clone()).await.refused(422, "needs-unmet");
    assert_eq!(codes(&open), ["open-request"]);
    now(&cast.chair, &format!("/corrective-action-requests/{}", car.text("/id")), "cancel", reason.clone()).await.expect(200);
    assert_eq!(now(&cast.chair, &path, "withdraw", reason).await.expect(200)["status"], "withdrawn");
});
