//! The whole way of a request, and what each step leaves behind.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring_to, concluded, do_actions, request_at, write_plan};
use soat_tests::on_every_database;
use soat_tests::work::now;

const DAY: i64 = 86_400_000;

fn allowed(body: &Value) -> Vec<&str> {
    body["allowed"].as_array().unwrap().iter().map(|event| event.as_str().unwrap()).collect()
}

on_every_database!(a_request_goes_from_the_finding_to_its_closing, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, finding) = concluded(&app, &cast).await;
    assert_eq!(
        cast.secretary.get(&format!("/findings/{finding}")).await.expect(200)["status"],
        "recorded",
        "the conclusion records drafts"
    );
    let issued = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    let body = issued.expect(201);
    assert_eq!(
        (&body["number"], &body["status"], &body["grade"]),
        (&json!("CAR-2026-0001-01"), &json!("issued"), &json!("minor_nonconformity"))
    );
    assert_eq!(
        (&body["due"]["kind"], &body["due"]["due_on"], &body["due"]["days_left"]),
        (&json!("plan"), &json!("2026-03-23"), &json!(14))
    );
    let path = format!("/corrective-action-requests/{}", issued.text("/id"));

    let seen = cast.secretary.get(&path).await;
    assert_eq!(allowed(&seen.json()), ["acknowledge", "ask_extension"]);
    assert_eq!(allowed(&cast.head.get(&path).await.json()), ["acknowledge", "dispute", "ask_extension"]);
    assert_eq!(allowed(&cast.chair.get(&path).await.json()), ["cancel"]);
    cast.secretary.post_seen(&format!("{path}/acknowledge"), &seen.etag(), json!({})).await.expect(200);
    write_plan(&cast.secretary, &path).await.expect(200);
    let early = now(&cast.secretary, &path, "submit_plan", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(early["errors"][0]["code"], "head-approval");
    now(&cast.head, &path, "approve_plan", json!({})).await.expect(200);
    now(&cast.secretary, &path, "submit_plan", json!({})).await.expect(200);

    app.state.clock().advance_millis(3 * DAY);
    let cast = Cast::sign_in(&app).await;
    let returned = now(&cast.lead, &path, "return_plan", json!({"reason": "Chưa nêu người thu hồi bản cũ"})).await.expect(200);
    assert_eq!(
        (&returned["status"], &returned["plan_due_on"]),
        (&json!("plan_returned"), &json!("2026-03-26")),
        "three days with the reviewer come back"
    );
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    let accepted = now(&cast.office, &path, "accept_plan", json!({})).await.expect(200);
    assert_eq!((&accepted["status"], &accepted["due"]["kind"]), (&json!("implementing"), &json!("implementation")));

    let bare = now(&cast.secretary, &path, "submit_implementation", json!({})).await.refused(422, "needs-unmet");
    let codes: Vec<_> = bare["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["action-not-done", "action-evidence"]);
    do_actions(&app, &cast.secretary, &path).await;
    now(&cast.secretary, &path, "submit_implementation", json!({})).await.expect(200);
    let silent = now(&cast.member, &path, "verify", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(silent["errors"][0]["pointer"], "/method");
    let verified = now(&cast.member, &path, "verify", json!({"method": "by_file"})).await.expect(200);
    assert_eq!((&verified["effectiveness"], &verified["due"]["kind"]), (&json!("pending"), &json!("effectiveness")));

    let early = now(&cast.chair, &path, "close", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(early["errors"][0]["code"], "effectiveness");
    let early = now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.refused(422, "needs-unmet");
    assert_eq!(early["errors"][0]["code"], "effectiveness-day");
    app.state.clock().advance_millis(120 * DAY);
    let cast = Cast::sign_in(&app).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn trong ba tháng"})).await.expect(200);
    let closed = now(&cast.chair, &path, "close", json!({})).await.expect(200);
    assert_eq!((&closed["status"], &closed["allowed"], &closed["due"]), (&json!("closed"), &json!([]), &Value::Null));
    let finding = cast.secretary.get(&format!("/findings/{finding}")).await.expect(200);
    assert_eq!((&finding["status"], &finding["reason"]), (&json!("closed"), &json!("CAR-2026-0001-01")));

    let detail = cast.secretary.get(&path).await.expect(200);
    let steps: Vec<_> = detail["history"].as_array().unwrap().iter().map(|step| step["event"].as_str().unwrap()).collect();
    assert_eq!(
        steps,
        [
            "issue",
            "acknowledge",
            "draft_plan",
            "approve_plan",
            "submit_plan",
            "return_plan",
            "submit_plan",
            "accept_plan",
            "record_progress",
            "submit_implementation",
            "verify",
            "confirm_effective",
            "close"
        ]
    );
    assert_eq!(detail["history"][5]["reason"], "Chưa nêu người thu hồi bản cũ");
    assert_eq!(detail["history"][4]["particulars"]["plan"]["actions"][0]["owner"], "Công chức văn phòng");
    let days: Vec<_> = detail["due_days"].as_array().unwrap().iter().map(|day| day["kind"].as_str().unwrap()).collect();
    assert_eq!(days, ["plan", "plan", "implementation", "effectiveness"]);
    assert_eq!(
        cast.lead
            .get(&format!("/corrective-action-requests?inspection={}", inspection.trim_start_matches("/inspections/")))
            .await
            .expect(200)["items"][0]["status"],
        "closed"
    );
});

on_every_database!(what_was_not_effective_is_issued_again_with_a_link, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    app.state.clock().advance_millis(120 * DAY);
    let cast = Cast::sign_in(&app).await;
    let ended = now(&cast.member, &path, "find_ineffective", json!({"reason": "Quy trình cũ lại được dùng"})).await.expect(200);
    assert_eq!((&ended["status"], &ended["effectiveness"]), (&json!("reissued"), &json!("ineffective")));
    let again = cast.secretary.get(&format!("/corrective-action-requests/{}", ended["reissued_as"].as_str().unwrap())).await.expect(200);
    assert_eq!((&again["number"], &again["status"], &again["reissue_of"]), (&json!("CAR-2026-0001-02"), &json!("issued"), &ended["id"]));
    assert_eq!(again["findings"], ended["findings"]);
    bring_to(&app, &cast, &format!("/corrective-action-requests/{}", again["id"].as_str().unwrap()), Stage::Verified).await;
});
