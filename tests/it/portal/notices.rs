//! What waits for a person and what they were told: nothing that presses is hidden behind what does not.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, bring_to, concluded_with, nonconformity, request_at};
use soat_tests::work::now;
use soat_tests::{Browser, on_every_database};

on_every_database!(what_waits_for_review_is_not_hidden_behind_many_requests_with_a_day, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = concluded_with(&app, &cast, json!({}), &vec![nonconformity(); 62]).await;
    let cast = Cast::sign_in(&app).await;
    let issued = cast.office.post(&format!("{inspection}/corrective-action-requests"), json!({})).await;
    let last = issued.expect(200).as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    let path = format!("/corrective-action-requests/{last}");
    bring_to(&app, &cast, &path, Stage::PlanSubmitted).await;
    let office = Browser::sign_in(&app, "thuongtruc").await;
    office.get("/").await.says("Xem xét kế hoạch khắc phục").says(&format!("/car/{last}"));
});

on_every_database!(a_person_without_mail_reads_in_the_portal_what_they_were_told, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    now(&cast.lead, &path, "return_plan", json!({"reason": "Chưa nêu ai theo dõi"})).await.expect(200);
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    unit.get("/").await.says("thông báo mới</a>");
    let page = unit.get("/notices?only=unread").await;
    page.says("Chưa nêu ai theo dõi").says("Đánh dấu tất cả đã đọc");
    let first = page.text.split("action=\"/notices/").filter_map(|rest| rest.split_once("/read\"")).map(|(id, _)| id);
    let first = first.into_iter().find(|id| id.len() == 36).unwrap().to_owned();
    let action = format!("/notices/{first}/read");
    let seen = unit.send_form(&page, &action, &[("go", "record")]).await;
    assert!(seen.location().starts_with("/car/"), "{}", seen.location());
    unit.get("/notices?only=unread").await.is_silent_about(&action);
    let other = Browser::sign_in(&app, "giacat.chutich").await;
    assert_eq!(other.post(&action, &other.get("/account").await.hidden_of("/account/password")).await.status(), 404);
    let page = unit.get("/notices").await;
    let done = unit.send_form(&page, "/notices/read", &[]).await;
    assert_eq!(done.location(), "/notices?done=notices_read");
    unit.get("/notices?only=unread").await.says("Chưa có thông báo nào.").is_silent_about("thông báo mới</a>");
});

on_every_database!(who_switches_the_language_on_a_refused_form_comes_back_to_its_record, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let car = format!("/car/{}", path.rsplit('/').next().unwrap());
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&car).await;
    let refused = unit.send_form(&page, &format!("{car}/messages"), &[("text", "")]).await;
    assert_eq!(refused.status(), 422);
    let fields = refused.hidden_of("/language");
    assert!(fields.contains(&("back".to_owned(), car.clone())), "{fields:?}");
    let done = unit.post("/language", &fields).await;
    assert_eq!((done.location(), unit.follow(&done).await.status()), (car, 200));
});
