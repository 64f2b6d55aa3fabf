//! Disputes about requests: the head of the unit raises them, the committee decides, and never whoever raised the finding.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use soat::findings::entity::finding;
use soat::ledger::Actor;
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::people::id_of;
use soat_tests::work::now;
use soat_tests::{TestApp, on_every_database};
use uuid::Uuid;

use super::proof::{Others, codes, not_again, step};

/// Writes who raised a finding.
async fn raised_by(app: &TestApp, finding: &str, username: &str) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let id: Uuid = finding.parse().unwrap();
    let mut row = finding::Entity::find_by_id(id).one(tx.db()).await.unwrap().unwrap().into_active_model();
    row.raised_by = Set(Some(id_of(username)));
    row.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
}

on_every_database!(a_dispute_is_raised_by_the_head_and_decided_by_the_committee, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let (unit, head, chair) = (&cast.secretary, &cast.head, &cast.chair);
    let of_committee = app.sign_in("bcd.thanhvien").await;
    let reason = json!({"reason": "Quy trình đã được thay từ tháng 2"});
    let silent = now(head, &path, "dispute", json!({"reason": "  "})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&silent), ["reason"]);
    let disputed = step(head, &[unit, &cast.office, &cast.lead], &others, &path, "dispute", reason.clone()).await.expect(200);
    assert_eq!((&disputed["status"], &disputed["due"]), (&json!("disputed"), &json!(null)), "no clock runs while it is disputed");
    not_again(head, &path, "dispute", reason.clone(), "uphold, withdraw, cancel").await;
    let upheld = step(&of_committee, &[unit, head, &cast.office, &cast.lead], &others, &path, "uphold", reason.clone()).await;
    assert_eq!(upheld.expect(200)["status"], "acknowledged");

    now(head, &path, "dispute", reason.clone()).await.expect(200);
    let withdrawn = step(chair, &[unit, head, &cast.office, &cast.lead], &others, &path, "withdraw", reason.clone()).await.expect(200);
    assert_eq!(withdrawn["status"], "withdrawn");
    not_again(chair, &path, "withdraw", reason, "—").await;
    let finding = cast.secretary.get(&format!("/findings/{}", withdrawn["findings"][0]["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(finding["status"], "recorded", "the finding itself was not disputed");
});

on_every_database!(whoever_raised_the_finding_does_not_decide_the_dispute, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let finding = cast.chair.get(&path).await.text("/findings/0/id");
    raised_by(&app, &finding, "bcd.truong").await;
    let reason = json!({"reason": "Quy trình đã được thay"});
    now(&cast.head, &path, "dispute", reason.clone()).await.expect(200);
    for event in ["uphold", "withdraw", "cancel"] {
        let refused = now(&cast.chair, &path, event, reason.clone()).await.refused(422, "needs-unmet");
        assert_eq!(codes(&refused), ["not-raiser"], "{event}");
    }
    let another = app.sign_in("bcd.thanhvien").await;
    now(&another, &path, "uphold", reason.clone()).await.expect(200);

    // The same for a dispute about the finding itself.
    let place = format!("/findings/{finding}");
    now(&cast.head, &place, "dispute", reason.clone()).await.expect(200);
    let refused = now(&cast.chair, &place, "uphold", reason.clone()).await.refused(422, "needs-unmet");
    assert_eq!(codes(&refused), ["not-raiser"]);
    now(&another, &place, "uphold", reason).await.expect(200);
});
