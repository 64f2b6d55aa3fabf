//! The committee's room: disputes, extensions, closing, delegations.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, concluded, person, request_at};
use soat_tests::people::place;
use soat_tests::work::now;
use soat_tests::{Browser, on_every_database};

fn room(path: &str) -> String {
    format!("/car/{}", path.rsplit('/').next().unwrap())
}

on_every_database!(a_disputed_request_shows_both_sides_and_is_decided, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let car = room(&path);
    let head = Browser::sign_in(&app, "giacat.chutich").await;
    let page = head.get(&car).await;
    let done = head.send_form(&page, &format!("{car}/dispute"), &[("reason", "Bản in đã được đóng dấu hết hiệu lực")]).await;
    head.follow(&done).await.says("Đơn vị không nhất trí; chờ Ban chỉ đạo quyết định");
    let member = Browser::sign_in(&app, "bcd.thanhvien").await;
    member.get("/").await.says("1 phiếu có ý kiến không nhất trí");
    let page = member.get("/committee").await;
    page.says("Quy trình đã hết hiệu lực vẫn được dùng").says("Bản in đã được đóng dấu hết hiệu lực");
    let done = member.send_form(&page, &format!("{car}/uphold"), &[("reason", "Ảnh không có dấu")]).await;
    assert_eq!(done.location(), "/committee?done=car_upheld");
    member.follow(&done).await.says("Không có ý kiến không nhất trí nào.");
});

on_every_database!(a_disputed_finding_is_decided_by_the_committee, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, finding) = concluded(&app, &cast).await;
    let address = format!("/findings/{finding}");
    let head = Browser::sign_in(&app, "giacat.chutich").await;
    head.get("/").await.says("1 phát hiện chờ đơn vị trả lời");
    let page = head.get(&address).await;
    page.says("/accept\"").says("/dispute\"").is_silent_about("/withdraw\"");
    let silent = head.send_form(&page, &format!("{address}/dispute"), &[]).await;
    assert_eq!(silent.status(), 422);
    let done = head.send_form(&silent, &format!("{address}/dispute"), &[("reason", "Đã thu hồi trước kiểm tra")]).await;
    assert_eq!(done.location(), format!("{address}?done=finding_disputed"));
    let secretary = Browser::sign_in(&app, "giacat.thuky").await;
    secretary.get(&address).await.is_silent_about("action=\"/findings/");
    let chair = Browser::sign_in(&app, "bcd.truong").await;
    let page = chair.get("/committee").await;
    page.says("Đã thu hồi trước kiểm tra");
    let done = chair.send_form(&page, &format!("{address}/uphold"), &[("reason", "Không có biên bản thu hồi")]).await;
    assert_eq!(done.location(), "/committee?done=finding_upheld");
    head.get(&address).await.says("Giữ nguyên").says("Không có biên bản thu hồi");
});

on_every_database!(an_extension_is_granted_and_the_old_day_stays, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let car = room(&path);
    let seen = cast.secretary.get(&path).await;
    let asked = json!({"to_on": "2026-04-06", "reason": "Chờ văn bản hướng dẫn"});
    cast.secretary.post_seen(&format!("{path}/extensions"), &seen.etag(), asked).await.expect(200);
    let chair = Browser::sign_in(&app, "bcd.truong").await;
    let page = chair.get("/committee").await;
    page.says("Chờ văn bản hướng dẫn").says("23/03/2026").says("06/04/2026").says("thêm 14 ngày");
    let action = format!("{car}/extensions/1/grant");
    let first = chair.send_form(&page, &action, &[("reason", "Đồng ý")]).await;
    let second = chair.send_form(&page, &action, &[("reason", "Đồng ý")]).await;
    assert_eq!(
        (first.location(), second.location()),
        ("/committee?done=extension_granted".into(), "/committee?done=extension_granted".into())
    );
    chair.get(&car).await.says("<del>23/03/2026</del>").says("theo đề nghị gia hạn 1").says("Đã đồng ý");
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    assert_eq!(unit.get("/committee").await.status(), 403);
});

on_every_database!(the_chair_closes_or_lets_a_member_close_for_a_time, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let car = room(&path);
    app.state.clock().advance_millis(120 * 86_400_000);
    let cast = Cast::sign_in(&app).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    let member = Browser::sign_in(&app, "bcd.thanhvien").await;
    member.get("/committee").await.says("Không có phiếu nào chờ đóng.");
    member.get("/delegations").await.is_silent_about("action=\"/delegations\"");

    let chair = Browser::sign_in(&app, "bcd.truong").await;
    chair.get("/").await.says("Đóng phiếu đã đủ điều kiện");
    chair.get("/committee").await.says(&format!("action=\"{car}/close\""));
    let page = chair.get("/delegations").await;
    let (to, at) = (person("bcd.thanhvien"), place::LANG_SON.to_string());
    let days = [("to_user_id", to.as_str()), ("organisation_id", at.as_str()), ("valid_from", "2026-07-01")];
    let refused =
        chair.send_form(&page, "/delegations", &[&days[..], &[("valid_to", "2026-06-30"), ("reason", "Đi công tác")]].concat()).await;
    assert_eq!(refused.status(), 422);
    refused.says("Đi công tác").says("id=\"delegate-valid_to-flaw\"");
    let typed = [&days[..], &[("valid_to", "2026-07-31"), ("reason", "Đi công tác")]].concat();
    let done = chair.send_form(&refused, "/delegations", &typed).await;
    let page = chair.follow(&done).await;
    page.says("Đã ủy quyền.").says("Đang hiệu lực").says("01/07/2026 – 31/07/2026");

    let page = member.get("/committee").await;
    let done = member.send_form(&page, &format!("{car}/close"), &[]).await;
    assert_eq!(done.location(), "/committee?done=car_closed", "{}", done.text);
    member.get(&car).await.says("Đã đóng");
    let page = chair.get("/delegations").await;
    let start = page.text.find("/delegations/").unwrap();
    let action = page.text[start..].split('"').next().unwrap().to_owned();
    let done = chair.send_form(&page, &action, &[]).await;
    chair.follow(&done).await.says("Đã kết thúc sớm");
});
