//! Requests and findings decided on devices: with or without a signal, by two at once, too late.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, answered, bring_to, request_at};
use soat_tests::work::now;
use soat_tests::{Device, Person, TestApp, on_every_database};
use uuid::Uuid;

use super::proof::after_days;

/// The ids in a path and in the inspection of its record.
async fn ids(person: &Person<'_>, path: &str) -> (Uuid, Uuid) {
    let seen = person.get(path).await;
    (seen.text("/inspection_id").parse().unwrap(), seen.text("/id").parse().unwrap())
}

/// Looks at what there is, gives a command and takes its outcome.
async fn command(app: &TestApp, device: &mut Device, name: &str, (inspection, id): (Uuid, Uuid), args: Value) -> Value {
    device.pull(app, 500).await;
    let op = device.command(app, name, inspection, id, args);
    device.sync(app).await;
    device.answers[&op].clone()
}

on_every_database!(the_team_verifies_offline_and_it_is_applied_once, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let place = ids(&cast.lead, &path).await;
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    phone.pull(&app, 500).await;
    assert_eq!(phone.record("corrective_action_requests", place.1).unwrap()["status"], "implementation_submitted");
    phone.command(&app, "car.verify", place.0, place.1, json!({"method": "on_site"}));
    let ops: Vec<Value> = phone.outbox.iter().cloned().collect();
    phone.sync(&app).await;
    assert_eq!(phone.answers.values().last().unwrap()["status"], "applied");
    let again = phone.push_raw(&app, &ops).await.expect(200)["outcomes"][0].clone();
    assert_eq!((&again["status"], &again["outcome"]["status"]), (&json!("repeated"), &json!("applied")));
    let record = phone.record("corrective_action_requests", place.1).unwrap();
    assert_eq!(
        (&record["status"], &record["verified_method"], record.get("due"), record.get("allowed")),
        (&json!("verified"), &json!("on_site"), None, None)
    );
    let step = cast.secretary.get(&path).await.expect(200)["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&step["event"], &step["user_id"]), (&json!("verify"), &json!(cast.member.id)));
    assert!(step["claimed_at"].is_string(), "the device's own time is kept as a claim");
});

on_every_database!(two_who_press_the_same_button_are_both_heard, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let place = ids(&cast.lead, &path).await;
    let (mut one, mut two) = (Device::sign_in(&app, "thanhvien").await, Device::sign_in(&app, "thuky").await);
    let first = command(&app, &mut one, "car.return_implementation", place, json!({"reason": "Thiếu ảnh quầy số 2"})).await;
    let second = command(&app, &mut two, "car.return_implementation", place, json!({"reason": "Thiếu quyết định phân công"})).await;
    assert_eq!(
        (&first["status"], &second["status"], &second["record"]["status"]),
        (&json!("applied"), &json!("merged"), &json!("implementation_returned"))
    );
    let history = cast.secretary.get(&path).await.expect(200)["history"].clone();
    let returned: Vec<_> = history.as_array().unwrap().iter().filter(|step| step["event"] == "return_implementation").collect();
    let words: Vec<_> = returned.iter().map(|step| step["reason"].as_str().unwrap()).collect();
    assert_eq!(words, ["Thiếu ảnh quầy số 2", "Thiếu quyết định phân công"]);
    assert_eq!((&returned[1]["from"], &returned[1]["to"]), (&Value::Null, &Value::Null));
    // Nobody judged it, so a judgement that came too early is not taken for done.
    bring_to_verified_without_effectiveness(&app, &cast, &path).await;
    let early = command(&app, &mut one, "car.confirm_effective", place, json!({"reason": "Tốt"})).await;
    assert_eq!((&early["status"], &early["reason"]), (&json!("parked"), &json!("needs-unmet")));
});

async fn bring_to_verified_without_effectiveness(app: &TestApp, cast: &Cast<'_>, path: &str) {
    let _ = app;
    now(&cast.secretary, path, "submit_implementation", json!({})).await.expect(200);
    now(&cast.lead, path, "verify", json!({"method": "by_file"})).await.expect(200);
}

on_every_database!(what_is_illegal_is_parked_and_the_lead_applies_or_dismisses_it, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Implementing).await;
    let place = ids(&cast.lead, &path).await;
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    let early = phone.command(&app, "car.verify", place.0, place.1, json!({"method": "on_site"}));
    let later = phone.command(&app, "car.confirm_effective", place.0, place.1, json!({"reason": "Tốt"}));
    phone.sync(&app).await;
    let early = &phone.answers[&early];
    assert_eq!((&early["status"], &early["reason"]), (&json!("parked"), &json!("illegal-move")));
    assert!(early["problem"]["detail"]["vi"].as_str().unwrap().contains("đang thực hiện"), "{early:#}");
    assert_eq!(phone.answers[&later]["status"], "parked", "one of the same push that was parked does not block it for ever");
    let waiting = cast.lead.get("/parked-ops?state=open").await.expect(200);
    let [second, first] = waiting["items"].as_array().unwrap().as_slice() else { panic!("{waiting:#}") };
    let decide = async |person: &Person<'_>, row: &Value, how: &str| {
        let etag = format!("\"{}\"", row["version"]);
        person
            .post_seen(&format!("/parked-ops/{}/{how}", row["id"].as_str().unwrap()), &etag, json!({"reason": "Đã trao đổi với đoàn"}))
            .await
    };
    decide(&cast.secretary, first, "apply").await.refused(404, "not-found");
    decide(&cast.lead, first, "apply").await.refused(409, "illegal-move");
    decide(&cast.lead, second, "dismiss").await.expect(200);
    decide(&cast.lead, second, "dismiss").await.refused(412, "stale-version");
    bring_to_submitted(&app, &cast, &path).await;
    // What the unit has sent since was never looked at by whoever gave the command.
    decide(&cast.lead, first, "apply").await.refused(409, "submission-replaced");
    decide(&cast.lead, first, "dismiss").await.expect(200);
});

on_every_database!(a_command_of_somebody_who_left_is_applied_with_the_right_of_the_lead, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let place = ids(&cast.lead, &path).await;
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    phone.pull(&app, 500).await;
    let given = phone.command(&app, "car.verify", place.0, place.1, json!({"method": "on_site"}));
    leave(&app, place.0, "thanhvien").await;
    phone.sync(&app).await;
    assert_eq!(phone.answers[&given]["reason"], "left-team");
    let row = cast.lead.get("/parked-ops?state=open").await.expect(200)["items"][0].clone();
    let apply = async |person: &Person<'_>| {
        let etag = format!("\"{}\"", row["version"]);
        person.post_seen(&format!("/parked-ops/{}/apply", row["id"].as_str().unwrap()), &etag, json!({"reason": "Đã xem"})).await
    };
    // The operator may decide about the work of others, but verifying is no right of theirs.
    apply(&app.sign_in("quantri").await).await.refused(403, "forbidden");
    assert_eq!(apply(&cast.lead).await.expect(200)["state"], "applied");
    let car = cast.lead.get(&path).await.expect(200);
    assert_eq!((&car["status"], &car["verified_by"]), (&json!("verified"), &json!(cast.lead.id)));
});

async fn leave(app: &TestApp, inspection: Uuid, username: &str) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
    use soat::access::entity::team_member;
    let tx = app.state.begin_as(soat::ledger::Actor::default()).await.unwrap();
    let row = team_member::Entity::find_by_id((inspection, soat_tests::people::id_of(username))).one(tx.db()).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    row.ended_at = Set(Some(tx.now()));
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn bring_to_submitted(app: &TestApp, cast: &Cast<'_>, path: &str) {
    soat_tests::corrective::do_actions(app, &cast.secretary, path).await;
    now(&cast.secretary, path, "submit_implementation", json!({})).await.expect(200);
}

on_every_database!(a_command_names_the_inspection_that_its_record_travels_with, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let (_, car) = ids(&cast.lead, &path).await;
    let (elsewhere, finding) = answered(&app, &cast).await;
    let elsewhere: Uuid = elsewhere.trim_start_matches("/inspections/").parse().unwrap();
    let mut phone = Device::sign_in(&app, "thanhvien").await;
    for (name, id) in [("car.verify", car), ("car.verify", elsewhere), ("finding.record", car)] {
        let refused = command(&app, &mut phone, name, (elsewhere, id), json!({"method": "on_site"})).await;
        assert_eq!((&refused["status"], &refused["problem"]["code"]), (&json!("refused"), &json!("not-found")), "{name}");
    }
    let recorded = command(&app, &mut phone, "finding.record", (elsewhere, finding.parse().unwrap()), json!({})).await;
    assert_eq!(recorded["status"], "applied");
    for args in [json!({"method": "by_phone"}), json!({"method": "on_site", "reason": "x".repeat(4_001)})] {
        let inspection = cast.lead.get(&path).await.text("/inspection_id").parse().unwrap();
        let refused = command(&app, &mut phone, "car.verify", (inspection, car), args).await;
        assert_eq!((&refused["status"], &refused["problem"]["code"]), (&json!("refused"), &json!("invalid-body")));
    }
    // Strangers and those who only look on.
    let inspection = cast.lead.get(&path).await.text("/inspection_id").parse().unwrap();
    for (name, code) in [("bacninh.thanhvien", "not-found"), ("lanhdao", "forbidden")] {
        let mut other = Device::sign_in(&app, name).await;
        let refused = command(&app, &mut other, "car.verify", (inspection, car), json!({"method": "on_site"})).await;
        assert_eq!((&refused["status"], &refused["problem"]["code"]), (&json!("refused"), &json!(code)));
    }
});

on_every_database!(plans_and_effectiveness_are_decided_on_devices_too, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    let place = ids(&cast.lead, &path).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    assert_eq!(command(&app, &mut lead, "car.return_plan", place, json!({"reason": "Chưa rõ"})).await["status"], "applied");
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    assert_eq!(command(&app, &mut lead, "car.accept_plan", place, json!({})).await["status"], "applied");
    bring_to_submitted(&app, &cast, &path).await;
    assert_eq!(command(&app, &mut lead, "car.verify", place, json!({"method": "by_file"})).await["status"], "applied");
    let cast = after_days(&app, 120).await;
    lead.renew(&app).await;
    let mut member = Device::sign_in(&app, "thanhvien").await;
    assert_eq!(command(&app, &mut lead, "car.confirm_effective", place, json!({"reason": "Không tái diễn"})).await["status"], "applied");
    assert_eq!(command(&app, &mut member, "car.confirm_effective", place, json!({"reason": "Đồng ý"})).await["status"], "merged");
    assert_eq!(command(&app, &mut member, "car.find_ineffective", place, json!({"reason": "Lại thấy"})).await["status"], "applied");
    let again = cast.lead.get(&path).await.text("/reissued_as").parse().unwrap();
    member.pull(&app, 500).await;
    assert_eq!(member.record("corrective_action_requests", again).unwrap()["reissue_of"], json!(place.1));
    bring_to(&app, &cast, &format!("/corrective-action-requests/{again}"), Stage::Acknowledged).await;
    member.pull(&app, 500).await;
    assert_eq!(member.record("corrective_action_requests", again).unwrap()["status"], "acknowledged");
});
