//! Team and standing office: requests are issued, plans and results reviewed, follow-ups planned.

use soat_tests::corrective::{Cast, Stage, concluded, request_at};
use soat_tests::people::place;
use soat_tests::{Browser, on_every_database};

fn room(path: &str) -> String {
    format!("/car/{}", path.rsplit('/').next().unwrap())
}

on_every_database!(requests_are_issued_from_the_page_of_the_inspection, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, _) = concluded(&app, &cast).await;
    let office = Browser::sign_in(&app, "thuongtruc").await;
    let page = office.get(&inspection).await;
    let action = format!("{inspection}/requests");
    for _ in 0..2 {
        let done = office.send_form(&page, &action, &[]).await;
        assert_eq!(done.location(), format!("{inspection}?done=car_issued"));
    }
    let page = office.get(&inspection).await;
    page.says("CAR-2026-0001-01").is_silent_about("CAR-2026-0001-02").is_silent_about(&format!("action=\"{action}\""));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    unit.get(&inspection).await.says("CAR-2026-0001-01").is_silent_about("Lập cuộc kiểm tra lại");
    let follow_up = format!("/car/follow-up?unit={}", place::GIA_CAT);
    page.says(&follow_up);
    assert_eq!(unit.get(&follow_up).await.status(), 403);
    let form = office.get(&follow_up).await;
    let refused = office.send_form(&form, &follow_up, &[("form_of_it", "on_site"), ("planned_from", "hôm nay")]).await;
    assert_eq!(refused.status(), 422);
    let typed = [("form_of_it", "on_site"), ("planned_from", "2026-04-06"), ("planned_to", "2026-04-07")];
    let done = office.send_form(&form, &follow_up, &typed).await;
    assert_eq!(done.status(), 303, "{}", done.text);
    office.follow(&done).await.says("Kiểm tra lại").says("Xã Gia Cát");
});

on_every_database!(a_plan_is_returned_with_a_reason_and_accepted, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    let car = room(&path);
    let lead = Browser::sign_in(&app, "truongdoan").await;
    lead.get("/").await.says("Xem xét kế hoạch khắc phục");
    let page = lead.get(&car).await;
    page.says("Bổ sung bước thu hồi bản cũ").says("Chưa phân công người thu hồi");
    let silent = lead.send_form(&page, &format!("{car}/return_plan"), &[("reason", " ")]).await;
    assert_eq!(silent.status(), 422);
    silent.says("id=\"return_plan-reason-flaw\"");
    let done = lead.send_form(&silent, &format!("{car}/return_plan"), &[("reason", "Thiếu người thu hồi")]).await;
    assert_eq!(done.location(), format!("{car}?done=plan_returned"));
    lead.follow(&done).await.says("Kế hoạch bị trả lại").is_silent_about(&format!("action=\"{car}/accept_plan\""));
    let head = Browser::sign_in(&app, "giacat.chutich").await;
    let review = head.get(&format!("{car}/plan?step=review")).await;
    head.send_form(&review, &format!("{car}/submit_plan"), &[]).await;
    let office = Browser::sign_in(&app, "thuongtruc").await;
    let page = office.get(&car).await;
    let done = office.send_form(&page, &format!("{car}/accept_plan"), &[]).await;
    office.follow(&done).await.says("Đã chấp nhận kế hoạch").says("Đang thực hiện");
});

on_every_database!(a_result_is_verified_by_the_team_and_judged_after_its_day, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let car = room(&path);
    let member = Browser::sign_in(&app, "thanhvien").await;
    member.get("/").await.says("Xác nhận kết quả thực hiện");
    let page = member.get(&car).await;
    let silent = member.send_form(&page, &format!("{car}/verify"), &[]).await;
    assert_eq!(silent.status(), 422);
    silent.says("tại đơn vị hoặc qua hồ sơ");
    let done = member.send_form(&silent, &format!("{car}/verify"), &[("method", "by_file")]).await;
    member.follow(&done).await.says("Đã xác nhận thực hiện").says("aria-current=\"step\"><span>Hiệu lực");
    member.get(&car).await.is_silent_about(&format!("action=\"{car}/confirm_effective\""));
    app.state.clock().advance_millis(120 * 86_400_000);
    let member = Browser::sign_in(&app, "thanhvien").await;
    member.get("/").await.says("Đánh giá hiệu lực");
    let page = member.get(&car).await;
    let done = member.send_form(&page, &format!("{car}/find_ineffective"), &[("reason", "Lại dùng bản cũ")]).await;
    member.follow(&done).await.says("Đã phát hành lại thành phiếu").says("CAR-2026-0001-02");
});
