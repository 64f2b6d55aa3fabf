//! A judgement given offline lands on what its author had looked at, and on nothing else.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::work::now;
use soat_tests::{Device, TestApp, on_every_database};
use uuid::Uuid;

const CARS: &str = "corrective_action_requests";

async fn looked_at(app: &TestApp, cast: &Cast<'_>, path: &str) -> (Device, Uuid, Uuid) {
    let seen = cast.lead.get(path).await;
    let mut phone = Device::sign_in(app, "truongdoan").await;
    phone.pull(app, 500).await;
    (phone, seen.text("/inspection_id").parse().unwrap(), seen.text("/id").parse().unwrap())
}

/// The office returns what was sent, and an hour later the unit sends it again.
async fn sent_anew(app: &TestApp, cast: &Cast<'_>, path: &str, what: &str) {
    let by = if what == "plan" { &cast.office } else { &cast.member };
    now(by, path, &format!("return_{what}"), json!({"reason": "Chưa đủ"})).await.expect(200);
    app.state.clock().advance_millis(60_000);
    now(&cast.head, path, &format!("submit_{what}"), json!({})).await.expect(200);
}

on_every_database!(a_judgement_is_parked_when_the_unit_has_sent_something_else_since, |app| async move {
    for (stage, what, commands) in [
        (Stage::PlanSubmitted, "plan", [("car.accept_plan", json!({})), ("car.return_plan", json!({"reason": "Chưa rõ"}))]),
        (
            Stage::ImplementationSubmitted,
            "implementation",
            [("car.verify", json!({"method": "on_site"})), ("car.return_implementation", json!({"reason": "Thiếu ảnh"}))],
        ),
    ] {
        let cast = Cast::sign_in(&app).await;
        let path = request_at(&app, &cast, stage).await;
        let (mut phone, inspection, id) = looked_at(&app, &cast, &path).await;
        let given: Vec<Uuid> = commands.iter().map(|(name, args)| phone.command(&app, name, inspection, id, args.clone())).collect();
        sent_anew(&app, &cast, &path, what).await;
        phone.sync(&app).await;
        for op in &given {
            let answer = &phone.answers[op];
            assert_eq!((&answer["status"], &answer["reason"]), (&json!("parked"), &json!("submission-replaced")), "{answer:#}");
        }
        assert_eq!(cast.lead.get(&path).await.text("/status"), format!("{what}_submitted"), "nobody judged what was sent last");
        // Nor does it land there later, by the hand of the lead.
        let waiting = cast.lead.get(&format!("/parked-ops?state=open&inspection={inspection}")).await.expect(200);
        let row = &waiting["items"][0];
        let apply = format!("/parked-ops/{}/apply", row["id"].as_str().unwrap());
        let etag = format!("\"{}\"", row["version"]);
        cast.lead.post_seen(&apply, &etag, json!({"reason": "Xem lại"})).await.refused(409, "submission-replaced");
        // Having looked at it, the lead judges it.
        phone.pull(&app, 500).await;
        let (name, args) = commands[0].clone();
        let op = phone.command(&app, name, inspection, id, args);
        phone.sync(&app).await;
        assert_eq!(phone.answers[&op]["status"], "applied");
    }
});

/// Takes out of an operation what older programs do not send.
fn as_older_programs(mut op: Value) -> Value {
    op["args"].as_object_mut().unwrap().remove("submitted_at");
    op
}

on_every_database!(a_device_that_does_not_say_what_it_saw_is_judged_by_its_base, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let (mut phone, inspection, id) = looked_at(&app, &cast, &path).await;
    assert!(phone.record(CARS, id).unwrap()["submitted_at"].is_string());
    phone.command(&app, "car.verify", inspection, id, json!({"method": "on_site"}));
    sent_anew(&app, &cast, &path, "implementation").await;
    let old = as_older_programs(phone.outbox.pop_front().unwrap());
    let answer = phone.push_raw(&app, &[old]).await.expect(200)["outcomes"][0].clone();
    assert_eq!((&answer["status"], &answer["reason"]), (&json!("parked"), &json!("submission-replaced")));
    phone.pull(&app, 500).await;
    phone.command(&app, "car.verify", inspection, id, json!({"method": "on_site", "submitted_at": "hôm qua"}));
    let garbled = phone.outbox.pop_front().unwrap();
    let answer = phone.push_raw(&app, &[garbled]).await.expect(200)["outcomes"][0].clone();
    assert_eq!((&answer["status"], &answer["problem"]["errors"][0]["pointer"]), (&json!("refused"), &json!("/args/submitted_at")));
    phone.command(&app, "car.verify", inspection, id, json!({"method": "on_site"}));
    let old = as_older_programs(phone.outbox.pop_front().unwrap());
    let answer = phone.push_raw(&app, &[old]).await.expect(200)["outcomes"][0].clone();
    assert_eq!(answer["status"], "applied", "{answer:#}");
});
