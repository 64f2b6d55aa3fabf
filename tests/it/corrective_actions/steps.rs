//! Each step by whoever takes it, and by everybody else.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, bring_to, do_actions, request_at, write_plan};
use soat_tests::on_every_database;
use soat_tests::work::now;

use super::proof::{Others, after_days, not_again, step};

on_every_database!(every_step_of_the_unit_and_of_its_reviewers_is_theirs_alone, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let (office, lead, member) = (&cast.office, &cast.lead, &cast.member);
    let (unit, head, chair) = (&cast.secretary, &cast.head, &cast.chair);
    let observer = app.sign_in("bcd.thanhvien").await;
    let reason = json!({"reason": "Theo hồ sơ lưu tại đơn vị"});

    step(unit, &[office, lead, chair], &others, &path, "acknowledge", json!({})).await;
    not_again(unit, &path, "acknowledge", json!({}), "dispute, draft_plan, approve_plan, submit_plan, cancel, ask_extension").await;
    write_plan(unit, &path).await.expect(200);
    step(head, &[unit, office, chair], &others, &path, "approve_plan", json!({})).await;
    step(unit, &[office, member, chair], &others, &path, "submit_plan", json!({})).await;
    not_again(unit, &path, "submit_plan", json!({}), "accept_plan, return_plan, cancel").await;
    step(lead, &[unit, head, member, chair], &others, &path, "return_plan", reason.clone()).await;
    not_again(lead, &path, "return_plan", reason.clone(), "draft_plan, approve_plan, submit_plan, cancel, ask_extension").await;
    now(unit, &path, "submit_plan", json!({})).await.expect(200);
    step(office, &[unit, head, member, chair, &observer], &others, &path, "accept_plan", json!({})).await;
    not_again(office, &path, "accept_plan", json!({}), "record_progress, submit_implementation, cancel, ask_extension").await;

    do_actions(&app, unit, &path).await;
    step(unit, &[office, lead, chair], &others, &path, "submit_implementation", json!({})).await;
    step(member, &[unit, head, office, chair], &others, &path, "return_implementation", reason.clone()).await;
    now(unit, &path, "submit_implementation", json!({})).await.expect(200);
    step(member, &[unit, head, office, chair, &observer], &others, &path, "verify", json!({"method": "on_site"})).await;
    not_again(member, &path, "verify", json!({"method": "on_site"}), "ask_extension").await;
});

on_every_database!(judging_and_closing_are_for_the_team_and_the_chair, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let cast = after_days(&app, 120).await;
    let others = Others::sign_in(&app).await;
    let (member, unit, chair, office) = (&cast.member, &cast.secretary, &cast.chair, &cast.office);
    let reason = json!({"reason": "Không tái diễn trong ba tháng"});
    step(member, &[unit, office, chair], &others, &path, "confirm_effective", reason.clone()).await;
    not_again(member, &path, "confirm_effective", reason.clone(), "find_ineffective, close").await;
    let one_of_the_committee = app.sign_in("bcd.thanhvien").await;
    step(chair, &[unit, office, member, &one_of_the_committee], &others, &path, "close", json!({})).await;
    not_again(chair, &path, "close", json!({}), "—").await;
    for (person, event) in [(unit, "acknowledge"), (member, "verify"), (chair, "cancel"), (office, "accept_plan")] {
        not_again(person, &path, event, reason.clone(), "—").await;
    }
});

on_every_database!(finding_ineffective_and_cancelling_end_a_request, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let cast = after_days(&app, 120).await;
    let others = Others::sign_in(&app).await;
    let (member, unit, chair, office) = (&cast.member, &cast.secretary, &cast.chair, &cast.office);
    let reason = json!({"reason": "Quy trình cũ lại được dùng"});
    let ended = step(member, &[unit, office, chair], &others, &path, "find_ineffective", reason.clone()).await;
    not_again(member, &path, "find_ineffective", reason.clone(), "—").await;

    let again = format!("/corrective-action-requests/{}", ended.text("/reissued_as"));
    bring_to(&app, &cast, &again, Stage::Implementing).await;
    let silent = now(chair, &again, "cancel", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(silent["errors"][0]["pointer"], "/reason");
    let cancelled = step(chair, &[unit, office, member], &others, &again, "cancel", reason.clone()).await.expect(200);
    assert_eq!((&cancelled["status"], &cancelled["reason"], &cancelled["due"]), (&json!("withdrawn"), &reason["reason"], &json!(null)));
    not_again(chair, &again, "cancel", reason, "—").await;
    // The finding stands and has no request now: another one may be issued for it.
    let finding = cancelled["findings"][0]["id"].clone();
    let third = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    assert_eq!(third.expect(201)["number"], "CAR-2026-0001-03");
});
