//! Due days: time given back, extensions, and every old day on record.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, do_actions, request_at, write_plan};
use soat_tests::on_every_database;
use soat_tests::work::now;

use super::proof::{Others, after_days, codes, not_again, pointers, step};

fn days(detail: &Value) -> Vec<(String, String, Option<i64>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = detail["due_days"].as_array().unwrap().iter();
    rows.map(|day| (text(&day["kind"]), text(&day["due_on"]), day["extension"].as_i64())).collect()
}

fn ask(to_on: &str) -> Value {
    json!({"to_on": to_on, "reason": "Chờ văn bản của tỉnh"})
}

on_every_database!(days_with_reviewers_and_committee_are_given_back, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let reason = json!({"reason": "Chưa đạt"});
    now(&cast.head, &path, "dispute", reason.clone()).await.expect(200);
    // Monday to Thursday: three working days with the committee.
    let cast = after_days(&app, 3).await;
    let upheld = now(&cast.chair, &path, "uphold", reason.clone()).await.expect(200);
    assert_eq!(upheld["plan_due_on"], "2026-03-26");
    write_plan(&cast.secretary, &path).await.expect(200);
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    let returned = now(&cast.lead, &path, "return_plan", reason.clone()).await.expect(200);
    assert_eq!(returned["plan_due_on"], "2026-03-26", "returned the same day: nothing to give back");
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    now(&cast.office, &path, "accept_plan", json!({})).await.expect(200);
    do_actions(&app, &cast.secretary, &path).await;
    now(&cast.secretary, &path, "submit_implementation", json!({})).await.expect(200);
    let cast = after_days(&app, 5).await;
    let due_before = cast.lead.get(&path).await.json()["implementation_due_on"].clone();
    let returned = now(&cast.member, &path, "return_implementation", reason).await.expect(200);
    // Thursday to Tuesday: a weekend lies between.
    let detail = cast.secretary.get(&path).await.expect(200);
    let last = detail["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["particulars"]["due_on"], json!([due_before, returned["implementation_due_on"]]));
    assert_ne!(due_before, returned["implementation_due_on"]);
    let kinds: Vec<_> = days(&detail).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["plan", "plan", "implementation", "implementation"]);
});

on_every_database!(an_extension_is_asked_in_time_and_one_at_a_time, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let place = format!("{path}/extensions");
    let etag = cast.secretary.get(&path).await.etag();
    for stranger in &others.strangers {
        stranger.post_seen(&place, &etag, ask("2026-04-10")).await.refused(404, "not-found");
    }
    for person in [&cast.office, &cast.lead, &cast.chair] {
        person.post_seen(&place, &etag, ask("2026-04-10")).await.refused(403, "forbidden");
    }
    cast.secretary.post(&place, ask("2026-04-10")).await.refused(428, "if-match-required");
    cast.secretary.post_seen(&place, "\"0\"", ask("2026-04-10")).await.refused(412, "stale-version");
    for (body, pointer) in [
        (ask("2026-03-23"), "/to_on"),
        (ask("2027-03-24"), "/to_on"),
        (ask("9999-12-31"), "/to_on"),
        (json!({"to_on": "2026-04-10", "reason": ""}), "/reason"),
        (json!({"to_on": "mai", "reason": "x"}), "/to_on"),
    ] {
        assert_eq!(pointers(&cast.secretary.post_seen(&place, &etag, body).await.refused(422, "invalid-body")), [pointer]);
    }
    let silent = cast.secretary.post_seen(&place, &etag, json!({"to_on": "2026-04-10", "reason": "  "})).await;
    assert_eq!(codes(&silent.refused(422, "needs-unmet")), ["reason"]);
    // On the last day, before it ends.
    let cast = after_days(&app, 14).await;
    let asked = cast.secretary.post_seen(&place, &etag, ask("2026-04-10")).await.expect(200);
    assert_eq!((&asked["extension_asked"], &asked["plan_due_on"]), (&json!(true), &json!("2026-03-23")));
    assert!(!asked["allowed"].as_array().unwrap().contains(&json!("ask_extension")));
    let again = now(&cast.head, &path, "extensions", ask("2026-04-20")).await.refused(422, "needs-unmet");
    assert_eq!(
        (codes(&again), &again["errors"][0]["detail"]),
        (vec!["extension-waiting"], &json!("Đã có một đề nghị gia hạn đang chờ quyết định"))
    );
    // A day later it would have been too late, and is for whoever did not ask.
    let cast = after_days(&app, 1).await;
    let refused = step(
        &cast.chair,
        &[&cast.secretary, &cast.office, &cast.lead],
        &Others::sign_in(&app).await,
        &path,
        "extensions/1/refuse",
        json!({"reason": "Không đủ căn cứ"}),
    )
    .await
    .expect(200);
    assert_eq!((&refused["extension_asked"], &refused["plan_due_on"]), (&json!(false), &json!("2026-03-23")));
    let late = now(&cast.secretary, &path, "extensions", ask("2026-04-10")).await.refused(422, "needs-unmet");
    assert_eq!(codes(&late), ["in-time"]);
    let decided = now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "Xét lại"})).await.refused(409, "illegal-move");
    assert_eq!((&decided["params"]["event"], &decided["params"]["status"]), (&json!("grant_extension"), &json!("refused")));
    now(&cast.chair, &path, "extensions/2/grant", json!({"reason": "x"})).await.refused(404, "not-found");
});

on_every_database!(a_grant_keeps_every_old_day_and_counts_also_when_decided_late, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    now(&cast.secretary, &path, "extensions", ask("2026-04-10")).await.expect(200);
    let cast = after_days(&app, 16).await;
    let overdue = cast.secretary.get(&path).await.expect(200);
    assert_eq!((&overdue["due"]["overdue"], &overdue["due"]["days_left"]), (&json!(true), &json!(-2)));
    let others = Others::sign_in(&app).await;
    let reason = json!({"reason": "Văn bản của tỉnh ban hành chậm"});
    let granted = step(&cast.chair, &[&cast.secretary, &cast.office, &cast.lead], &others, &path, "extensions/1/grant", reason).await;
    let granted = granted.expect(200);
    assert_eq!((&granted["due"]["due_on"], &granted["due"]["overdue"]), (&json!("2026-04-10"), &json!(false)));
    // And once more, from the new day.
    now(&cast.secretary, &path, "extensions", ask("2026-04-20")).await.expect(200);
    now(&cast.chair, &path, "extensions/2/grant", json!({"reason": "Lần cuối"})).await.expect(200);
    let detail = cast.head.get(&path).await.expect(200);
    let day = |on: &str, extension| ("plan".to_owned(), on.to_owned(), extension);
    assert_eq!(days(&detail), [day("2026-03-23", None), day("2026-04-10", Some(1)), day("2026-04-20", Some(2))]);
    let extension = &detail["extensions"][0];
    assert_eq!(
        (&extension["from_on"], &extension["to_on"], &extension["state"]),
        (&json!("2026-03-23"), &json!("2026-04-10"), &json!("granted"))
    );
    assert_eq!((&extension["asked_by"], &extension["decided_by"]), (&json!(cast.secretary.id), &json!(cast.chair.id)));
});

on_every_database!(a_grant_takes_no_day_away_that_was_given_back, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    write_plan(&cast.secretary, &path).await.expect(200);
    now(&cast.secretary, &path, "extensions", ask("2026-03-24")).await.expect(200);
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    let waiting = now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "x"})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&waiting), ["awaited"], "nothing is due while the plan is reviewed");
    let cast = after_days(&app, 7).await;
    let returned = now(&cast.lead, &path, "return_plan", json!({"reason": "Chưa rõ"})).await.expect(200);
    assert_eq!(returned["plan_due_on"], "2026-03-30");
    let granted = now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "Đồng ý"})).await.expect(200);
    assert_eq!((&granted["plan_due_on"], &granted["extension_asked"]), (&json!("2026-03-30"), &json!(false)));
});

on_every_database!(an_extension_lapses_with_what_it_was_asked_for, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    write_plan(&cast.secretary, &path).await.expect(200);
    now(&cast.secretary, &path, "extensions", ask("2026-04-10")).await.expect(200);
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    let accepted = now(&cast.office, &path, "accept_plan", json!({})).await.expect(200);
    assert_eq!(accepted["extension_asked"], json!(false));
    let detail = cast.office.get(&path).await.expect(200);
    assert_eq!((&detail["extensions"][0]["state"], &detail["extensions"][0]["decided_by"]), (&json!("lapsed"), &Value::Null));
    let last = detail["history"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["event"], &last["particulars"]["lapsed_extension"]), (&json!("accept_plan"), &json!(1)));
    let refused = now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "x"})).await.refused(409, "illegal-move");
    assert_eq!(refused["params"]["status"], "lapsed");
    // It is in nobody's way: the next step has an extension of its own.
    let due = detail["implementation_due_on"].as_str().unwrap().to_owned();
    now(&cast.secretary, &path, "extensions", ask("2026-06-30")).await.expect(200);
    let granted = now(&cast.chair, &path, "extensions/2/grant", json!({"reason": "Đồng ý"})).await.expect(200);
    assert_ne!(granted["implementation_due_on"], json!(due));
    assert_eq!(granted["due"]["due_on"], "2026-06-30");
});

on_every_database!(an_extension_reaches_a_year_and_no_further, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let far = now(&cast.secretary, &path, "extensions", ask("2027-03-24")).await.refused(422, "invalid-body");
    assert!(far["errors"][0]["detail"].as_str().unwrap().contains("≤ 2027-03-23"), "{far:#}");
    now(&cast.secretary, &path, "extensions", ask("2027-03-23")).await.expect(200);
});

on_every_database!(where_nothing_is_due_nothing_is_extended, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    not_again_ask(&cast, &path, "accept_plan, return_plan, cancel").await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let cast = after_days(&app, 120).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    not_again_ask(&cast, &path, "find_ineffective, close").await;
    assert_eq!(cast.secretary.get(&path).await.expect(200)["allowed"], json!([]));
    not_again(&cast.member, &path, "confirm_effective", json!({"reason": "x"}), "find_ineffective, close").await;
});

async fn not_again_ask(cast: &Cast<'_>, path: &str, allowed: &str) {
    let refused = now(&cast.secretary, path, "extensions", ask("2027-04-10")).await.refused(409, "illegal-move");
    assert_eq!((&refused["params"]["event"], &refused["params"]["allowed"]), (&json!("ask_extension"), &json!(allowed)));
}
