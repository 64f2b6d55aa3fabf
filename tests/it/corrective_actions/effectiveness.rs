//! Effectiveness by grade and programme, and who may judge.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use soat::access::entity::user;
use soat::ledger::Actor;
use soat_tests::corrective::{Cast, Stage, bring_to, concluded_with, do_actions, nonconformity, person, request_at, write_plan};
use soat_tests::people::{id_of, place};
use soat_tests::work::{answer, begun_self_check, fill, now, photograph};
use soat_tests::{TestApp, on_every_database};
use uuid::Uuid;

use super::proof::{DAY, after_days, codes};

/// Moves somebody to another employer behind everybody's back.
async fn employ(app: &TestApp, username: &str, organisation: Uuid) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let mut row = user::Entity::find_by_id(id_of(username)).one(tx.db()).await.unwrap().unwrap().into_active_model();
    row.organisation_id = Set(organisation);
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A programme whose requests have these deadlines.
async fn programme(cast: &Cast<'_>, deadlines: Value) -> String {
    let body =
        json!({"organisation_id": place::SO_KHCN, "year": 2026, "title": "Kế hoạch năm 2026", "grading": true, "deadlines": deadlines});
    let made = cast.office.post("/programmes", body).await;
    made.expect(201);
    made.text("/id")
}

on_every_database!(the_programme_says_the_deadlines_and_whose_effectiveness_is_judged, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let deadlines = json!({"plan": 5, "implementation": 20, "effectiveness": 30, "effectiveness_grades": ["major_nonconformity"]});
    let programme = programme(&cast, deadlines).await;
    let mut major = nonconformity();
    major["grade"] = json!("major_nonconformity");
    let inspection = json!({"programme_id": programme, "grading": null});
    let (_, findings) = concluded_with(&app, &cast, inspection, &[nonconformity(), major]).await;
    let minor = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [findings[0]]})).await;
    let major = cast.lead.post("/corrective-action-requests", json!({"finding_ids": [findings[1]]})).await;
    assert_eq!((minor.text("/plan_due_on"), major.text("/plan_due_on")), ("2026-03-16".to_owned(), "2026-03-16".to_owned()));
    let path = |issued: &soat_tests::Answer| format!("/corrective-action-requests/{}", issued.text("/id"));
    bring_to(&app, &cast, &path(&minor), Stage::Verified).await;
    let verified = cast.chair.get(&path(&minor)).await.expect(200);
    assert_eq!(
        (&verified["effectiveness"], &verified["due"], &verified["allowed"]),
        (&json!("not_required"), &Value::Null, &json!(["close"]))
    );
    let asked = now(&cast.member, &path(&minor), "confirm_effective", json!({"reason": "x"})).await.refused(409, "illegal-move");
    assert_eq!(asked["params"]["allowed"], "close");
    now(&cast.member, &path(&minor), "find_ineffective", json!({"reason": "x"})).await.refused(409, "illegal-move");
    now(&cast.chair, &path(&minor), "close", json!({})).await.expect(200);

    bring_to(&app, &cast, &path(&major), Stage::Verified).await;
    let verified = cast.chair.get(&path(&major)).await.expect(200);
    assert_eq!((&verified["effectiveness"], &verified["effectiveness_due_on"]), (&json!("pending"), &json!("2026-04-20")));
    assert_eq!(verified["allowed"], json!([]), "what could not succeed is not offered");
    let unjudged = now(&cast.chair, &path(&major), "close", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&unjudged), ["effectiveness"]);
});

on_every_database!(what_can_only_be_refused_is_not_offered, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let due = cast.chair.get(&path).await.text("/effectiveness_due_on");
    let allowed = async |person: &soat_tests::Person<'_>| person.get(&path).await.expect(200)["allowed"].clone();
    assert_eq!((allowed(&cast.chair).await, allowed(&cast.member).await), (json!([]), json!([])));
    let moved = now(&cast.chair, &path, "uphold", json!({"reason": "x"})).await.refused(409, "illegal-move");
    assert_eq!(moved["params"]["allowed"], "ask_extension");
    let mut days = 0;
    while app.state.now().local_date(soat::kernel::clock::DEFAULT_ZONE).as_str() < due.as_str() {
        app.state.clock().advance_millis(DAY);
        days += 1;
    }
    assert!(days > 1);
    let cast = after_days(&app, 0).await;
    assert_eq!((allowed(&cast.chair).await, allowed(&cast.member).await), (json!([]), json!(["confirm_effective", "find_ineffective"])));
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    assert_eq!((allowed(&cast.chair).await, allowed(&cast.member).await), (json!(["close"]), json!(["find_ineffective"])));
});

on_every_database!(effective_once_may_turn_out_not_to_be_before_it_is_closed, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let early = now(&cast.member, &path, "find_ineffective", json!({})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&early), ["effectiveness-day", "reason"]);
    let cast = after_days(&app, 120).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    let ended = now(&cast.lead, &path, "find_ineffective", json!({"reason": "Hôm nay lại thấy"})).await.expect(200);
    assert_eq!((&ended["status"], &ended["effectiveness"]), (&json!("reissued"), &json!("ineffective")));
});

on_every_database!(nobody_of_the_unit_verifies, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    // The member has taken a post at the unit since the visit.
    employ(&app, "thanhvien", place::GIA_CAT).await;
    for (event, body) in [("verify", json!({"method": "on_site"})), ("return_implementation", json!({"reason": "Chưa đủ"}))] {
        let refused = now(&cast.member, &path, event, body).await.refused(422, "needs-unmet");
        assert_eq!(codes(&refused), ["independent-verifier"], "{event}");
    }
    now(&cast.lead, &path, "verify", json!({"method": "by_file"})).await.expect(200);
});

on_every_database!(in_its_own_check_a_unit_judges_but_not_whoever_did_the_work, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let inspection = begun_self_check(&app).await;
    let response = answer(&cast.secretary, &inspection, "c.plan", json!({"verdict": "nonconforming"})).await.text("/id");
    let finding = cast.secretary.post(&format!("{inspection}/findings"), nonconformity()).await.text("/id");
    photograph(&app, &cast.secretary, &inspection, "finding", &finding).await;
    photograph(&app, &cast.secretary, &inspection, "response", &response).await;
    fill(&cast.secretary, &inspection, "commune-self-check").await;
    now(&cast.secretary, &inspection, "conclude", json!({})).await.expect(200);
    let issued = cast.secretary.post("/corrective-action-requests", json!({"finding_ids": [finding]})).await;
    let path = format!("/corrective-action-requests/{}", issued.text("/id"));
    now(&cast.secretary, &path, "acknowledge", json!({})).await.expect(200);
    write_plan(&cast.secretary, &path).await.expect(200);
    now(&cast.head, &path, "submit_plan", json!({})).await.expect(200);
    now(&cast.secretary, &path, "accept_plan", json!({})).await.expect(200);
    do_actions(&app, &cast.secretary, &path).await;
    now(&cast.secretary, &path, "submit_implementation", json!({})).await.expect(200);
    let own = now(&cast.secretary, &path, "verify", json!({"method": "on_site"})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&own), ["independent-verifier"]);
    let verified = now(&cast.head, &path, "verify", json!({"method": "on_site"})).await.expect(200);
    assert_eq!(verified["verified_by"], json!(person("giacat.chutich")));
});
