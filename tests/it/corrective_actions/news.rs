//! Who hears of what: each step reaches those whose turn it is, in the program, and nobody hears of their own doing.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, bring_to, request_at};
use soat_tests::work::now;
use soat_tests::{Person, on_every_database};

async fn heard(person: &Person<'_>) -> Vec<String> {
    let notices = person.get("/notices?limit=100").await.expect(200);
    notices["items"].as_array().unwrap().iter().rev().map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect()
}

on_every_database!(each_step_is_told_to_those_whose_turn_it_is, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    assert_eq!(heard(&cast.secretary).await, ["car-issued"]);
    assert_eq!(heard(&cast.head).await, ["car-issued"]);
    assert_eq!(heard(&cast.office).await, ["car-plan-submitted"]);
    assert_eq!(heard(&cast.lead).await, ["car-plan-submitted"], "not that they issued it themselves");
    assert!(heard(&cast.chair).await.is_empty());
    now(&cast.office, &path, "return_plan", json!({"reason": "Chưa nêu người phụ trách"})).await.expect(200);
    let notice = cast.secretary.get("/notices?unread=true&limit=1").await.expect(200)["items"][0].clone();
    assert_eq!(notice["kind"], "car-returned");
    assert!(notice["body"].as_str().unwrap().contains("Chưa nêu người phụ trách"), "{notice:#}");
    now(&cast.secretary, &path, "extensions", json!({"to_on": "2026-05-29", "reason": "Chờ văn bản của tỉnh"})).await.expect(200);
    assert_eq!(heard(&cast.chair).await, ["extension-asked"]);
    now(&cast.chair, &path, "extensions/1/grant", json!({"reason": "Đồng ý"})).await.expect(200);
    cast.office.post(&format!("{path}/messages"), json!({"text": "Đề nghị bổ sung trong tuần"})).await.expect(200);
    assert_eq!(heard(&cast.secretary).await, ["car-issued", "car-returned", "extension-decided", "car-message"]);
    let stranger = app.sign_in("hopthanh.thuky").await;
    assert!(heard(&stranger).await.is_empty());
});

on_every_database!(what_waits_to_be_closed_is_told_to_the_chair, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    bring_to(&app, &cast, &path, Stage::Verified).await;
    assert!(heard(&cast.chair).await.is_empty(), "effectiveness is still to be judged");
    assert_eq!(heard(&cast.secretary).await.last().unwrap(), "car-verified");
});
