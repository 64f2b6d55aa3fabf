//! What the unit writes: its plan part by part, and what it has done.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring, declare_for, plan, request_at, write_plan};
use soat_tests::on_every_database;
use soat_tests::work::{now, picture};

use super::proof::{Others, codes, pointers};

on_every_database!(a_plan_grows_part_by_part_and_says_what_it_lacks, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let place = format!("{path}/plan");
    let write = async |body: Value| cast.secretary.patch(&place, &cast.secretary.get(&path).await.etag(), body).await;
    let bare = now(&cast.head, &path, "approve_plan", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&bare), ["correction", "root-cause", "actions", "similar-cases"]);
    write(json!({"correction": "Đã thu hồi bản in cũ"})).await.expect(200);
    write(json!({"actions": [{"what": "Bổ sung bước thu hồi"}, {"what": "Tập huấn", "owner": "Văn phòng", "due_on": "2026-04-10"}]}))
        .await
        .expect(200);
    let partly = now(&cast.head, &path, "approve_plan", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(pointers(&partly), ["/root_cause", "/actions/0/owner", "/actions/0/due_on", "/similar_cases"]);
    write(plan()).await.expect(200);
    let approved = now(&cast.head, &path, "approve_plan", json!({})).await.expect(200);
    assert_eq!(approved["plan_approved_by"], json!(cast.head.id));
    // What is changed after the approval has to be approved again.
    let changed = write(json!({"similar_cases": "Đã rà soát 14 quy trình"})).await.expect(200);
    assert_eq!((&changed["plan_approved_by"], &changed["correction"]), (&Value::Null, &plan()["correction"]));
    let unapproved = now(&cast.secretary, &path, "submit_plan", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&unapproved), ["head-approval"]);
    // The head who sends it approves it by that.
    let sent = now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    assert_eq!((&sent["plan_approved_by"], &sent["submitted_by"]), (&json!(cast.head.id), &json!(cast.head.id)));
    let late = write(json!({"correction": "x"})).await.refused(409, "illegal-move");
    assert_eq!(late["params"]["allowed"], "accept_plan, return_plan, cancel");
});

on_every_database!(saving_a_plan_that_says_nothing_new_keeps_the_approval_of_the_head, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let written = write_plan(&cast.secretary, &path).await;
    let mut same = plan();
    same["actions"][0]["id"] = written.json()["actions"][0]["id"].clone();
    let approved = now(&cast.head, &path, "approve_plan", json!({})).await;
    let steps = cast.head.get(&path).await.json()["history"].as_array().unwrap().len();
    let place = format!("{path}/plan");
    for body in [same.clone(), json!({"correction": same["correction"]}), json!({"root_cause": same["root_cause"]}), json!({})] {
        let saved = cast.secretary.patch(&place, &approved.etag(), body).await;
        assert_eq!(saved.expect(200)["plan_approved_by"], json!(cast.head.id));
        assert_eq!(saved.etag(), approved.etag(), "nothing was written");
    }
    assert_eq!(cast.head.get(&path).await.json()["history"].as_array().unwrap().len(), steps);
    // Another action in place of the same words is another plan.
    let anew = cast.secretary.patch(&place, &approved.etag(), plan()).await.expect(200);
    assert_eq!(anew["plan_approved_by"], Value::Null);
});

on_every_database!(a_root_cause_is_a_chain_a_fishbone_or_free_words, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let write = async |cause: &Value| {
        cast.secretary.patch(&format!("{path}/plan"), &cast.secretary.get(&path).await.etag(), json!({"root_cause": cause})).await
    };
    for cause in [
        json!({"method": "five_whys", "whys": ["Bản cũ còn ở quầy", "Không ai được giao thu hồi"]}),
        json!({"method": "fishbone", "conclusion": "Chưa phân công",
            "branches": [{"category": "people", "causes": ["Mới nhận việc"]}, {"category": "documents", "causes": ["Không có danh mục"]}]}),
        json!({"method": "free", "text": "Chưa phân công người thu hồi"}),
    ] {
        assert_eq!(write(&cause).await.expect(200)["root_cause"], cause);
    }
    let whys: Vec<String> = (0..11).map(|n| n.to_string()).collect();
    for (cause, pointer) in [
        (json!({"method": "five_whys", "whys": whys}), "/root_cause"),
        (json!({"method": "free", "text": "x".repeat(2_001)}), "/root_cause/text"),
        (json!({"method": "fishbone", "conclusion": "", "branches": [{"category": "luck", "causes": []}]}), "/root_cause"),
        (json!({"method": "dice"}), "/root_cause/method"),
    ] {
        let refused = write(&cause).await.refused(422, "invalid-body");
        assert!(pointers(&refused)[0].starts_with(pointer), "{refused:#}");
    }
});

on_every_database!(a_plan_is_written_by_the_unit_alone_at_the_version_seen, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let place = format!("{path}/plan");
    let etag = cast.secretary.get(&path).await.etag();
    for stranger in &others.strangers {
        stranger.patch(&place, &etag, plan()).await.refused(404, "not-found");
    }
    for person in [&cast.office, &cast.lead, &cast.member, &cast.chair, &others.onlookers[0]] {
        person.patch(&place, &etag, plan()).await.refused(403, "forbidden");
    }
    let request = soat_tests::app::json(axum::http::Method::PATCH, &place, &plan());
    cast.secretary.send(request).await.refused(428, "if-match-required");
    cast.secretary.patch(&place, &etag, plan()).await.expect(200);
    cast.head.patch(&place, &etag, plan()).await.refused(412, "stale-version");
    let seen = cast.head.get(&path).await;
    let known = seen.json()["actions"][0].clone();
    let mut twice = plan();
    twice["actions"] = json!([known, known, {"id": app.state.new_id(), "what": "x"}]);
    for action in twice["actions"].as_array_mut().unwrap() {
        action.as_object_mut().unwrap().retain(|name, _| ["id", "what", "owner", "due_on"].contains(&name.as_str()));
    }
    let refused = cast.head.patch(&place, &seen.etag(), twice).await.refused(422, "invalid-body");
    assert_eq!(pointers(&refused), ["/actions/1/id", "/actions/2/id"]);
    assert_eq!(cast.head.get(&path).await.etag(), seen.etag());
});

on_every_database!(an_action_with_evidence_does_not_vanish_from_the_plan, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let written = write_plan(&cast.secretary, &path).await;
    let action = written.text("/actions/0/id");
    let evidence = declare_for(&app, &cast.secretary, &path, &action, "image/jpeg", &picture()).await;
    evidence.expect(201);
    let without = json!({"actions": [{"what": "Việc khác", "owner": "Văn phòng", "due_on": "2026-04-10"}]});
    let refused = cast.secretary.patch(&format!("{path}/plan"), &written.etag(), without.clone()).await.refused(422, "invalid-body");
    assert_eq!(codes(&refused), ["has-evidence"]);
    // The action keeps its id, and its evidence with it, when its words change.
    let reworded = json!({"actions": [{"id": action, "what": "Nói rõ hơn", "owner": "Văn phòng", "due_on": "2026-04-12"}]});
    let reworded = cast.secretary.patch(&format!("{path}/plan"), &written.etag(), reworded).await;
    assert_eq!(reworded.expect(200)["actions"][0]["id"], json!(action));
    let place = format!("/evidence/{}", evidence.text("/id"));
    now(&cast.secretary, &place, "withdraw", json!({"reason": "Nhầm tệp"})).await.expect(200);
    let seen = cast.secretary.get(&path).await;
    cast.secretary.patch(&format!("{path}/plan"), &seen.etag(), without).await.expect(200);
});

on_every_database!(progress_is_written_of_the_actions_of_the_plan_and_of_days_that_have_been, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let seen = cast.secretary.get(&path).await;
    let action = seen.text("/actions/0/id");
    let place = format!("{path}/progress");
    let write = async |actions: Value| cast.secretary.patch(&place, &seen.etag(), json!({"actions": actions})).await;
    let done = json!({"id": action, "done_on": "2026-03-09", "result": "Đã làm"});
    for (actions, pointer) in [
        (json!([]), "/actions"),
        (json!([{"id": app.state.new_id(), "done_on": "2026-03-09"}]), "/actions/0/id"),
        (json!([done, done]), "/actions/1/id"),
        (json!([{"id": action, "done_on": "2026-03-10", "result": "Sẽ làm"}]), "/actions/0/done_on"),
        (json!([{"id": action, "done_on": "31/02/2026"}]), "/actions/0/done_on"),
    ] {
        let refused = write(actions).await.refused(422, "invalid-body");
        assert_eq!(pointers(&refused), [pointer]);
    }
    for person in [&cast.office, &cast.member, &cast.chair] {
        person.patch(&place, &seen.etag(), json!({"actions": [done]})).await.refused(403, "forbidden");
    }
    assert_eq!(write(json!([done])).await.expect(200)["actions"][0]["done_on"], "2026-03-09");
    // Not done after all.
    let seen = cast.secretary.get(&path).await;
    let undone = cast.secretary.patch(&place, &seen.etag(), json!({"actions": [{"id": action, "done_on": null}]})).await;
    assert_eq!(undone.expect(200)["actions"][0]["done_on"], Value::Null);
    let evidence = declare_for(&app, &cast.secretary, &path, &action, "image/jpeg", &picture()).await.text("/id");
    let bare = now(&cast.secretary, &path, "submit_implementation", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&bare), ["action-not-done", "action-evidence"], "evidence that was only declared shows nothing");
    bring(&cast.secretary, &evidence, picture()).await.expect(200);
    let partly = now(&cast.secretary, &path, "submit_implementation", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&partly), ["action-not-done"]);
});
