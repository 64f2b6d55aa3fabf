//! Follow-up inspections: made from the open requests, carried to their team, decided on the spot.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring, bring_to, concluded_with, declare_for, nonconformity, request_at};
use soat_tests::people::{id_of, place};
use soat_tests::work::{member, now, picture};
use soat_tests::{Answer, Device, Person, TestApp, on_every_database};
use uuid::Uuid;

use super::proof::{Others, codes, pointers};

const FOLLOW_UPS: &str = "/corrective-action-requests/follow-ups";

fn wanted() -> Value {
    json!({"organisation_id": place::GIA_CAT, "form": "on_site", "planned_from": "2026-05-04", "planned_to": "2026-05-05"})
}

/// A follow-up inspection that has begun, held by others than the first: `quansat` leads it, `thuky` observes. Gives its path.
async fn begun(app: &TestApp, office: &Person<'_>, planned: &Answer) -> String {
    let path = format!("/inspections/{}", planned.text("/id"));
    let team = json!({"members": [member("quansat", "lead"), member("thuky", "observer")]});
    let team = office.put(&format!("{path}/team"), &office.get(&path).await.etag(), team).await;
    team.expect(200);
    let notice = json!({"notice_number": "60/TB-SKHCN", "notice_sent_on": "2026-04-27"});
    office.post_seen(&format!("{path}/notify"), &team.etag(), notice).await.expect(200);
    now(&app.sign_in("quansat").await, &path, "start", json!({})).await.expect(200);
    path
}

on_every_database!(its_checklist_asks_about_every_open_request_and_is_for_those_who_see_the_inspection, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let none = cast.office.post(FOLLOW_UPS, wanted()).await;
    none.refused(409, "no-open-requests");
    let (inspection, _) = concluded_with(&app, &cast, json!({}), &[nonconformity(), nonconformity()]).await;
    let issued = cast.lead.post(&format!("{inspection}/corrective-action-requests"), json!({})).await.expect(200);
    let cars: Vec<&str> = issued.as_array().unwrap().iter().map(|car| car["id"].as_str().unwrap()).collect();
    for person in [&cast.secretary, &cast.lead, &cast.chair] {
        person.post(FOLLOW_UPS, wanted()).await.refused(403, "forbidden");
    }
    for (name, value, pointer) in [
        ("car_ids", json!([cars[0], cars[0]]), "/car_ids/1"),
        ("car_ids", json!([app.state.new_id()]), "/car_ids/0"),
        ("organisation_id", json!(place::BAC_NINH), "/organisation_id"),
        ("planned_to", json!("2026-05-01"), "/planned_to"),
    ] {
        let mut wrong = wanted();
        wrong[name] = value;
        assert_eq!(pointers(&cast.office.post(FOLLOW_UPS, wrong).await.refused(422, "invalid-body")), [pointer]);
    }
    let mut with_id = wanted();
    with_id["id"] = json!(app.state.new_id());
    let planned = cast.office.post(FOLLOW_UPS, with_id.clone()).await;
    assert_eq!(planned.expect(201)["kind"], "follow_up");
    cast.office.post(FOLLOW_UPS, with_id).await.refused(409, "already-exists");

    let digest = planned.text("/checklist_digest");
    let place = format!("/checklists/by-digest/{digest}");
    let checklist = cast.secretary.get(&place).await.expect(200);
    let sections = checklist["document"]["sections"].as_array().unwrap();
    let titles: Vec<_> = sections.iter().map(|section| section["title"]["vi"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Phiếu CAR-2026-0001-01", "Phiếu CAR-2026-0001-02"]);
    assert!(sections[0]["guidance"]["vi"].as_str().unwrap().contains("Quy trình đã hết hiệu lực vẫn được dùng"));
    // It says what was found at the unit: not for another unit, not for another province, not on their devices.
    let key = checklist["key"].as_str().unwrap();
    for stranger in Others::sign_in(&app).await.strangers {
        stranger.get(&place).await.refused(404, "not-found");
        stranger.get(&format!("/checklists/{key}/versions/1")).await.refused(404, "not-found");
        let listed = stranger.get("/checklists?inspection_kind=follow_up").await.expect(200);
        assert!(!listed.to_string().contains(key));
    }
    let mut strange = Device::sign_in(&app, "bacninh.thanhvien").await;
    strange.pull(&app, 500).await;
    assert!(strange.records.values().all(|record| !record.to_string().contains("Quy trình đã hết hiệu lực")));
    // Nobody writes or retires one by hand.
    let retire = cast.office.get(&format!("/checklists/{key}/versions/1")).await;
    cast.office.post_seen(&format!("/checklists/{key}/versions/1/retire"), &retire.etag(), json!({})).await.refused(403, "forbidden");
    let mut own = checklist["document"].clone();
    own["key"] = json!("follow-up-cua-toi");
    assert_eq!(codes(&cast.office.post("/checklists", own).await.refused(422, "invalid-body")), ["reserved-key"]);
});

on_every_database!(its_team_decides_on_the_spot_and_both_teams_hear_of_it, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let car: Uuid = cast.lead.get(&path).await.text("/id").parse().unwrap();
    let evidence = cast.lead.get(&path).await.text("/evidence/0/id");
    let outsider = app.sign_in("quansat").await;
    outsider.get(&path).await.refused(404, "not-found");
    let mut only_this = wanted();
    only_this["car_ids"] = json!([car]);
    let planned = cast.office.post(FOLLOW_UPS, only_this).await;
    planned.expect(201);
    let follow_up = begun(&app, &cast.office, &planned).await;
    let inspection: Uuid = follow_up.trim_start_matches("/inspections/").parse().unwrap();

    let mut phone = Device::sign_in(&app, "quansat").await;
    phone.pull(&app, 500).await;
    assert_eq!(phone.record("corrective_action_requests", car).unwrap()["status"], "implementation_submitted");
    let checklist: Uuid = planned.text("/checklist_id").parse().unwrap();
    assert!(phone.record("checklists", checklist).unwrap()["document"]["sections"].is_array(), "the checklist comes with the inspection");
    // The lead of the follow-up sees what the unit brought, and brings what it sees itself.
    assert_eq!(outsider.get(&format!("/evidence/{evidence}/content")).await.expect(200), Value::Null);
    let action = outsider.get(&path).await.text("/actions/0/id");
    let photo = declare_for(&app, &outsider, &path, &action, "image/jpeg", &picture()).await;
    photo.expect(201);
    bring(&outsider, &photo.text("/id"), picture()).await.expect(200);
    // Observers look on.
    let observer = app.sign_in("thuky").await;
    assert!(observer.get(&path).await.status.is_success());

    let mut first_team = Device::sign_in(&app, "thanhvien").await;
    first_team.pull(&app, 500).await;
    let op = phone.command(&app, "car.verify", inspection, car, json!({"method": "on_site"}));
    phone.sync(&app).await;
    assert_eq!(phone.answers[&op]["status"], "applied");
    first_team.pull(&app, 500).await;
    assert_eq!(first_team.record("corrective_action_requests", car).unwrap()["verified_by"], json!(id_of("quansat")));
    // Later changes reach both as well.
    now(&cast.secretary, &path, "extensions", json!({"to_on": "2026-12-31", "reason": "Chờ số liệu"})).await.expect(200);
    for device in [&mut phone, &mut first_team] {
        device.pull(&app, 500).await;
        assert_eq!(device.record("corrective_action_requests", car).unwrap()["extension_asked"], json!(true));
    }
    let step =
        cast.office.get(&path).await.expect(200)["history"].as_array().unwrap().iter().find(|step| step["event"] == "verify").cloned();
    assert_eq!(step.unwrap()["user_id"], json!(id_of("quansat")));
});

on_every_database!(a_cancelled_follow_up_gives_no_right_any_more, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let planned = cast.office.post(FOLLOW_UPS, wanted()).await;
    planned.expect(201);
    let follow_up = begun(&app, &cast.office, &planned).await;
    let lead = app.sign_in("quansat").await;
    lead.get(&path).await.expect(200);
    bring_to(&app, &cast, &path, Stage::ImplementationSubmitted).await;
    let evidence = cast.lead.get(&path).await.text("/evidence/0/id");
    lead.get(&format!("/evidence/{evidence}")).await.expect(200);
    now(&cast.office, &follow_up, "cancel", json!({"reason": "Lùi sang năm sau"})).await.expect(200);
    lead.get(&path).await.refused(404, "not-found");
    lead.get(&format!("/evidence/{evidence}")).await.refused(404, "not-found");
    // What the unit and the first team do goes on.
    now(&cast.member, &path, "verify", json!({"method": "by_file"})).await.expect(200);
});
