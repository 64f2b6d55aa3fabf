//! Requests of units that a merger or a division has ended: whoever followed the unit answers, and nobody of it judges.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use soat::access::policy::Role;
use soat::ledger::Actor;
use soat::notify::entity::notice;
use soat::people::service;
use soat::people::views::NewGrant;
use soat_tests::corrective::{Cast, Stage, bring_to, concluded, do_actions, request_at, write_plan};
use soat_tests::people::{id_of, place};
use soat_tests::work::now;
use soat_tests::{Person, TestApp, on_every_database};
use uuid::Uuid;

use super::proof::{DAY, after_days, codes};

async fn reorganise(admin: &Person<'_>, id: Uuid, what: &str, how: Value) -> Value {
    let path = format!("/organisations/{id}");
    let etag = admin.get(&path).await.etag();
    let decision = json!({"number": "1672/NQ-UBTVQH15", "signed_on": "2026-03-06", "effective_on": "2026-03-09"});
    admin.post_seen(&format!("{path}/reorganise"), &etag, json!({"decision": decision, what: how})).await.expect(200)
}

/// Gia Cát becomes a part of Hợp Thành.
async fn merged(app: &TestApp) {
    reorganise(&app.sign_in("quantri").await, place::GIA_CAT, "merge_into", json!({"successor_id": place::HOP_THANH})).await;
}

async fn grant(app: &TestApp, username: &str, role: Role, at: Uuid) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let grant = NewGrant { role, organisation_id: at, valid_from: None, valid_to: None };
    service::insert_grant(&tx, id_of(username), grant).await.unwrap();
    tx.commit().await.unwrap();
}

async fn told(app: &TestApp, username: &str) -> Vec<String> {
    let rows = notice::Entity::find().order_by_asc(notice::Column::CreatedAt).all(app.state.read()).await.unwrap();
    rows.into_iter().filter(|row| row.user_id == id_of(username)).map(|row| row.kind).collect()
}

on_every_database!(the_successor_answers_for_a_merged_unit_to_the_end, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    merged(&app).await;
    grant(&app, "lanhdao", Role::UnitHead, place::HOP_THANH).await;
    let (secretary, head) = (app.sign_in("hopthanh.thuky").await, app.sign_in("lanhdao").await);
    let seen = secretary.get(&path).await.expect(200);
    assert_eq!(seen["organisation"]["id"], json!(place::GIA_CAT), "it stays the request of the unit that was visited");
    assert_eq!(seen["allowed"], json!(["draft_plan", "submit_plan", "ask_extension"]));
    assert_eq!(cast.head.get(&path).await.expect(200)["allowed"], json!([]), "a grant at what has ended only reads");
    now(&cast.head, &path, "approve_plan", json!({})).await.refused(403, "forbidden");
    write_plan(&secretary, &path).await.expect(200);
    let unapproved = now(&secretary, &path, "submit_plan", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&unapproved), ["head-approval"]);
    now(&head, &path, "submit_plan", json!({})).await.expect(200);
    now(&cast.office, &path, "return_plan", json!({"reason": "Chưa nêu thời hạn"})).await.expect(200);
    assert_eq!(told(&app, "hopthanh.thuky").await, ["car-returned"]);
    now(&head, &path, "submit_plan", json!({})).await.expect(200);
    now(&cast.office, &path, "accept_plan", json!({})).await.expect(200);
    do_actions(&app, &secretary, &path).await;
    now(&secretary, &path, "submit_implementation", json!({})).await.expect(200);
    now(&cast.member, &path, "verify", json!({"method": "on_site"})).await.expect(200);
});

on_every_database!(reminders_of_a_merged_unit_go_to_its_successor, |app| async move {
    let cast = Cast::sign_in(&app).await;
    request_at(&app, &cast, Stage::Acknowledged).await;
    merged(&app).await;
    for _ in 0..8 {
        soat::jobs::run_due(&app.state).await.unwrap();
        app.state.clock().advance_millis(DAY);
    }
    assert_eq!(told(&app, "hopthanh.thuky").await, ["deadline-near"]);
    assert!(!told(&app, "giacat.thuky").await.iter().any(|kind| kind.starts_with("deadline-")));
});

on_every_database!(each_part_of_a_divided_unit_answers_and_a_stranger_does_not, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let parts = json!([
        {"successor_id": place::HOP_THANH},
        {"code": "06221", "name": "Xã Gia Cát mới"},
    ]);
    let done = reorganise(&app.sign_in("quantri").await, place::GIA_CAT, "split_into", parts).await;
    let new: Uuid = done["successors"][1]["id"].as_str().unwrap().parse().unwrap();
    grant(&app, "giacat.thuky", Role::UnitRepresentative, new).await;
    app.sign_in("bacninh.thuongtruc").await.get(&path).await.refused(404, "not-found");
    for name in ["hopthanh.thuky", "giacat.thuky"] {
        let seen = app.sign_in(name).await.get(&path).await.expect(200);
        assert_eq!(seen["allowed"], json!(["acknowledge", "ask_extension"]), "{name}");
    }
    now(&app.sign_in("giacat.thuky").await, &path, "acknowledge", json!({})).await.expect(200);
});

on_every_database!(findings_and_planned_inspections_pass_to_the_successor_too, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, finding) = concluded(&app, &cast).await;
    let planned = cast.office.post("/inspections", visit(place::GIA_CAT)).await;
    planned.expect(201);
    merged(&app).await;
    grant(&app, "lanhdao", Role::UnitHead, place::HOP_THANH).await;
    let (secretary, head) = (app.sign_in("hopthanh.thuky").await, app.sign_in("lanhdao").await);
    secretary.get(&format!("/inspections/{}", planned.text("/id"))).await.expect(200);
    now(&secretary, &format!("/findings/{finding}"), "accept", json!({})).await.expect(200);
    now(&head, &format!("/findings/{finding}"), "dispute", json!({"reason": "Đã thay"})).await.refused(409, "illegal-move");
    // From now on the successor is visited.
    cast.office.post("/inspections", visit(place::GIA_CAT)).await.refused(409, "organisation-closed");
    cast.office.post("/inspections", visit(place::HOP_THANH)).await.expect(201);
});

fn visit(unit: Uuid) -> Value {
    json!({"organisation_id": unit, "kind": "external", "form": "on_site", "planned_from": "2026-06-08", "planned_to": "2026-06-09",
           "checklist": {"key": "mot-cau-hoi"}, "grading": true})
}

on_every_database!(a_follow_up_at_the_successor_looks_at_what_it_took_over, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    merged(&app).await;
    let wanted = |unit: Uuid| json!({"organisation_id": unit, "form": "on_site", "planned_from": "2026-05-04", "planned_to": "2026-05-05"});
    let place = "/corrective-action-requests/follow-ups";
    cast.office.post(place, wanted(place::GIA_CAT)).await.refused(409, "organisation-closed");
    let planned = cast.office.post(place, wanted(place::HOP_THANH)).await;
    assert_eq!(planned.expect(201)["organisation"]["id"], json!(place::HOP_THANH));
    let document = cast.office.get(&format!("/checklists/by-digest/{}", planned.text("/checklist_digest"))).await.expect(200);
    assert!(document.to_string().contains(&cast.office.get(&path).await.text("/number")));
});

/// Employs somebody elsewhere.
async fn employ(app: &TestApp, username: &str, at: Uuid) {
    let admin = app.sign_in("quantri").await;
    let path = format!("/users/{}", id_of(username));
    let etag = admin.get(&path).await.etag();
    admin.patch(&path, &etag, json!({"organisation_id": at})).await.expect(200);
}

async fn refused_as_of_the_unit(app: &TestApp, path: &str) {
    let member = app.sign_in("thanhvien").await;
    let refused = now(&member, path, "verify", json!({"method": "on_site"})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&refused), ["independent-verifier"]);
}

on_every_database!(nobody_of_a_part_a_predecessor_or_a_successor_judges_the_unit, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let station = json!({"code": "06220-TYT", "name": "Trạm Y tế xã Gia Cát", "kind": "public_service_unit", "level": "communal",
                         "parent_id": place::GIA_CAT});
    let station: Uuid = app.sign_in("quantri").await.post("/organisations", station).await.text("/id").parse().unwrap();
    employ(&app, "thanhvien", station).await;
    refused_as_of_the_unit(&app, &path).await;
    // Another commune is a stranger to it, until it takes it over.
    employ(&app, "thanhvien", place::HOP_THANH).await;
    merged(&app).await;
    refused_as_of_the_unit(&app, &path).await;
    employ(&app, "thanhvien", place::SO_KHCN).await;
    now(&app.sign_in("thanhvien").await, &path, "verify", json!({"method": "on_site"})).await.expect(200);
    let _ = cast;
});

on_every_database!(nobody_of_a_merged_predecessor_judges_the_successor, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    employ(&app, "thanhvien", place::HOP_THANH).await;
    reorganise(&app.sign_in("quantri").await, place::HOP_THANH, "merge_into", json!({"successor_id": place::GIA_CAT})).await;
    refused_as_of_the_unit(&app, &path).await;
    let cast = after_days(&app, 0).await;
    now(&cast.lead, &path, "verify", json!({"method": "on_site"})).await.expect(200);
    bring_to(&app, &cast, &path, Stage::Issued).await;
});
