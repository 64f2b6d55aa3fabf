//! The unit's room: answering a request step by step, saving half-filled steps, and sending.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::work::now;
use soat_tests::{Browser, TestApp, on_every_database};

/// The page of a request by its path in the API.
fn room(path: &str) -> String {
    format!("/car/{}", path.rsplit('/').next().unwrap())
}

async fn read(app: &TestApp, path: &str) -> Value {
    app.sign_in("thuongtruc").await.get(path).await.expect(200).clone()
}

on_every_database!(the_unit_answers_step_by_step_and_the_head_approves, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let (car, plan) = (room(&path), format!("{}/plan", room(&path)));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    unit.get("/").await.says("Tiếp nhận phiếu khắc phục").says("Còn 14 ngày");
    let page = unit.get(&car).await;
    page.says("CAR-2026-0001-01").says("Quy trình đã hết hiệu lực vẫn được dùng").says("7.5.3 Kiểm soát").is_silent_about("/dispute\"");
    let done = unit.send_form(&page, &format!("{car}/acknowledge"), &[]).await;
    assert_eq!(done.location(), format!("{plan}?done=car_acknowledged"));

    let page = unit.follow(&done).await;
    let step = format!("{plan}?step=correction");
    let done = unit.send_form(&page, &step, &[("correction", "Đã thu hồi bản in cũ"), ("go", "next")]).await;
    assert_eq!(done.location(), format!("{plan}?step=cause"));
    let page = unit.follow(&done).await;
    let step = format!("{plan}?step=cause");
    let typed = [
        ("method", "five_whys"),
        ("root_cause/whys/0", "Bản cũ chưa được thu hồi"),
        ("root_cause/whys/2", "Chưa phân công"),
        ("go", "add"),
    ];
    let done = unit.send_form(&page, &step, &typed).await;
    let page = unit.follow(&done).await;
    page.says("value=\"Bản cũ chưa được thu hồi\"").says("name=\"root_cause/whys/3\"");
    let step = format!("{plan}?step=measures");
    let page = unit.get(&step).await;
    let done = unit.send_form(&page, &step, &[("actions/0/owner", "Công chức văn phòng"), ("go", "save")]).await;
    let page = unit.follow(&done).await;
    page.says("Đã lưu nháp.").says("value=\"Công chức văn phòng\"").says("name=\"actions/1/what\"");

    let review = unit.get(&format!("{plan}?step=review")).await;
    review.says("Hành động 1 chưa ghi nội dung").says("Hành động 1 chưa có thời hạn").says("Cần rà soát các trường hợp tương tự");
    let typed = [("actions/0/what", "Bổ sung bước thu hồi"), ("actions/0/owner", "Công chức văn phòng"), ("actions/0/due_on", "10/4/2026")];
    unit.send_form(&page, &step, &typed).await;
    let step = format!("{plan}?step=similar");
    let page = unit.get(&step).await;
    let done = unit.send_form(&page, &step, &[("similar_cases", "Đã rà soát 12 quy trình"), ("go", "next")]).await;
    let review = unit.follow(&done).await;
    review.says("Kế hoạch cần được thủ trưởng đơn vị duyệt trước khi gửi").is_silent_about("/approve_plan\"");
    let early = unit.send_form(&review, &format!("{car}/submit_plan"), &[]).await;
    assert_eq!(early.status(), 422);
    early.says("duyệt trước khi gửi");

    let head = Browser::sign_in(&app, "giacat.chutich").await;
    let review = head.get(&format!("{plan}?step=review")).await;
    let done = head.send_form(&review, &format!("{car}/approve_plan"), &[]).await;
    assert_eq!(done.location(), format!("{plan}?step=review&done=plan_approved"));
    let review = unit.get(&format!("{plan}?step=review")).await;
    review.says("Kế hoạch đã đủ nội dung.");
    let done = unit.send_form(&review, &format!("{car}/submit_plan"), &[]).await;
    assert_eq!(done.location(), format!("{car}?done=plan_sent"));
    unit.follow(&done).await.says("Chờ xem xét kế hoạch").says("Không có bước nào dành cho tài khoản này");
    assert_eq!(unit.get(&plan).await.location(), car, "what is sent is written no more");

    let stored = read(&app, &path).await;
    assert_eq!(stored["root_cause"], json!({"method": "five_whys", "whys": ["Bản cũ chưa được thu hồi", "Chưa phân công"]}));
    assert_eq!((&stored["actions"][0]["due_on"], &stored["actions"][1]), (&json!("2026-04-10"), &Value::Null));
});

on_every_database!(a_step_that_was_refused_shows_each_place_and_keeps_the_words, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let step = format!("{}/plan?step=measures", room(&path));
    let page = unit.get(&step).await;
    let hostile = "Thu hồi <script>alert(1)</script>";
    let typed = [("actions/1/what", hostile), ("actions/1/due_on", "31/2/2026"), ("go", "next")];
    let refused = unit.send_form(&page, &step, &typed).await;
    assert_eq!(refused.status(), 422);
    refused
        .says("Thu hồi &#60;script&#62;alert(1)")
        .is_silent_about(hostile)
        .says("href=\"#plan-actions/0/due_on\"")
        .says("id=\"plan-actions/0/due_on-flaw\"")
        .says("value=\"31/2/2026\"");
    let done = unit.send_form(&refused, &step, &[("actions/0/what", hostile), ("actions/0/due_on", "2026-03-31")]).await;
    assert_eq!(done.status(), 303, "{}", done.text);
    unit.get(&room(&path)).await.is_silent_about(hostile).says("Thu hồi &#60;script&#62;");
});

on_every_database!(rows_are_added_and_taken_away_by_buttons, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let step = format!("{}/plan?step=measures", room(&path));
    let page = unit.get(&step).await;
    let typed = [("actions/0/what", "Một"), ("actions/1/what", "Hai"), ("actions/2/what", "Ba"), ("go", "add")];
    let page = unit.follow(&unit.send_form(&page, &step, &typed).await).await;
    page.says("name=\"actions/4/what\"").is_silent_about("name=\"actions/5/what\"");
    let kept = [("actions/0/what", "Một"), ("actions/1/what", "Hai"), ("actions/2/what", "Ba, sửa lại"), ("go", "remove/1")];
    unit.send_form(&page, &step, &kept).await;
    let stored = read(&app, &path).await;
    let what: Vec<_> = stored["actions"].as_array().unwrap().iter().map(|action| action["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["Một", "Ba, sửa lại"]);
});

on_every_database!(two_who_write_at_once_lose_nothing, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let step = format!("{}/plan?step=measures", room(&path));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&step).await;
    let seen = cast.head.get(&path).await;
    cast.head.patch(&format!("{path}/plan"), &seen.etag(), json!({"correction": "Đã hủy bản cũ"})).await.expect(200);
    let stale = unit.send_form(&page, &step, &[("actions/0/what", "Bổ sung bước thu hồi"), ("go", "next")]).await;
    assert_eq!(stale.status(), 412);
    stale
        .says("Bản ghi đã được người khác thay đổi")
        .says("Người dùng giacat.chutich")
        .says("Nội dung hành động (1)")
        .says("Khắc phục ngay");
    let done = unit.send_form(&stale, &step, &[("actions/0/what", "Bổ sung bước thu hồi")]).await;
    assert_eq!(done.status(), 303, "{}", done.text);
    let stored = read(&app, &path).await;
    assert_eq!((&stored["correction"], &stored["actions"][0]["what"]), (&json!("Đã hủy bản cũ"), &json!("Bổ sung bước thu hồi")));
});

on_every_database!(what_was_returned_and_why_stands_on_top, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    let reason = "Chưa nêu người thu hồi bản cũ";
    now(&cast.lead, &path, "return_plan", json!({ "reason": reason })).await.expect(200);
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    unit.get("/").await.says("Kế hoạch bị trả lại, cần bổ sung");
    let page = unit.get(&room(&path)).await;
    page.says("Kế hoạch được trả lại để bổ sung").says(reason).says("Người dùng truongdoan, 09/03/2026 09:00");
    assert!(page.text.find(reason).unwrap() < page.text.find("Đã phát hiện").unwrap(), "the reason comes first");
    unit.get(&format!("{}/plan", room(&path))).await.says(reason);
});

on_every_database!(an_extension_is_asked_and_a_message_written_once, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Acknowledged).await;
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&room(&path)).await;
    let action = format!("{}/extensions", room(&path));
    let refused = unit.send_form(&page, &action, &[("to_on", "2026-03-10"), ("reason", "Chờ văn bản")]).await;
    assert_eq!(refused.status(), 422);
    refused.says("Chờ văn bản").says("id=\"ask_extension-to_on-flaw\"");
    let done = unit.send_form(&refused, &action, &[("to_on", "2026-04-06"), ("reason", "Chờ văn bản")]).await;
    unit.follow(&done).await.says("Đề nghị gia hạn đang chờ Ban chỉ đạo quyết định").says("Từ 23/03/2026 sang 06/04/2026");
    let page = unit.get(&room(&path)).await;
    let action = format!("{}/messages", room(&path));
    for _ in 0..2 {
        unit.send_form(&page, &action, &[("text", "Xin gửi kèm <b>văn bản</b>")]).await;
    }
    let page = unit.get(&room(&path)).await;
    page.is_silent_about("<b>văn bản</b>");
    assert_eq!(page.text.matches("Xin gửi kèm").count(), 1, "a form posted twice acts once");
    unit.get("/car?only=extension").await.says("CAR-2026-0001-01");
});

on_every_database!(strangers_see_nothing_and_others_get_no_buttons, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    let car = room(&path);
    for stranger in ["bacninh.thuongtruc", "hopthanh.thuky", "bacninh.thanhvien"] {
        let browser = Browser::sign_in(&app, stranger).await;
        for page in [car.clone(), format!("{car}/plan"), format!("{car}/progress")] {
            let page = browser.get(&page).await;
            assert_eq!(page.status(), 404, "{stranger}");
            page.is_silent_about("CAR-2026-0001-01");
        }
        browser.get("/car?status=all").await.is_silent_about("CAR-2026-0001-01");
        browser.get("/car.csv?status=all").await.is_silent_about("CAR-2026-0001-01");
    }
    let viewer = Browser::sign_in(&app, "lanhdao").await;
    let page = viewer.get(&car).await;
    page.says("Không có bước nào dành cho tài khoản này").is_silent_about(&format!("action=\"{car}/"));
    assert_eq!(viewer.get(&format!("{car}/plan")).await.status(), 403);
    let office = Browser::sign_in(&app, "thuongtruc").await;
    let fields = office.get(&car).await.hidden_of(&format!("{car}/accept_plan"));
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let own = unit.get(&car).await.hidden_of(&format!("{car}/messages"));
    let token = own.into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let forged = fields.into_iter().map(|(name, value)| if name == "csrf" { (name, token.clone()) } else { (name, value) });
    let refused = unit.post(&format!("{car}/accept_plan"), &forged.collect::<Vec<_>>()).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(read(&app, &path).await["status"], "plan_submitted");
});

on_every_database!(the_list_says_what_is_overdue_in_words_and_finds_it, |app| async move {
    let cast = Cast::sign_in(&app).await;
    request_at(&app, &cast, Stage::Issued).await;
    let office = Browser::sign_in(&app, "thuongtruc").await;
    office.get("/car?only=overdue").await.says("Không có phiếu nào phù hợp.");
    app.state.clock().advance_millis(32 * 86_400_000);
    let office = Browser::sign_in(&app, "thuongtruc").await;
    for query in
        ["", "?only=overdue", "?q=gia%20cat", "?q=0001-01", "?clause=7.5.3", "?age=31-60", "?grade=minor_nonconformity", "?status=issued"]
    {
        office.get(&format!("/car{query}")).await.says("CAR-2026-0001-01").says("Quá hạn 18 ngày");
    }
    for query in ["?q=hop%20thanh", "?clause=8.7", "?age=0-30", "?grade=major_nonconformity", "?status=closed", "?only=extension"] {
        office.get(&format!("/car{query}")).await.says("Không có phiếu nào phù hợp.");
    }
    let file = office.get("/car.csv").await;
    assert_eq!(file.answer.header("content-type"), Some("text/csv; charset=utf-8"));
    file.says("CAR-2026-0001-01,Xã Gia Cát,7.5.3,Không phù hợp nhẹ").says("Quá hạn 18 ngày");
    Browser::sign_in(&app, "bcd.truong").await.get("/").await.says("1 phiếu khắc phục quá hạn");
});
