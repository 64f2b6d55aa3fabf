//! Inspections in the portal: what can be done comes from the lifecycle, and the list can be searched, sorted and taken away.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use soat::evidence::entity::view;
use soat_tests::device::begun_inspection;
use soat_tests::people::place;
use soat_tests::work::{self, external_plan, member, photograph};
use soat_tests::{Browser, on_every_database};

const CHECKLIST: &str = "provincial-inspection";

on_every_database!(the_buttons_are_the_events_that_are_allowed, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    browser.get(&path).await.says(&format!("action=\"{path}/notify\"")).is_silent_about(&format!("action=\"{path}/start\""));
    let refused = browser
        .send_form(&browser.get(&path).await, &format!("{path}/notify"), &[("notice_number", "1"), ("notice_sent_on", "2026-03-04")])
        .await;
    assert_eq!(refused.status(), 422, "there is no team yet");
    refused.says("Cần có đoàn với một trưởng đoàn").says("value=\"2026-03-04\"");
    let chair = Browser::sign_in(&app, "bcd.truong").await;
    chair.get(&path).await.is_silent_about("/notify\"").is_silent_about("/cancel\"").says("Không có bước nào dành cho tài khoản này");
});

on_every_database!(what_the_api_refuses_the_portal_refuses, |app| async move {
    let id = begun_inspection(&app, CHECKLIST).await;
    let path = format!("/inspections/{id}");
    let lead = Browser::sign_in(&app, "truongdoan").await;
    let page = lead.get(&path).await;
    let refused = lead.send_form(&page, &format!("{path}/conclude"), &[]).await;
    assert_eq!(refused.status(), 422);
    refused.says("chưa được trả lời");
    let member = Browser::sign_in(&app, "thanhvien").await;
    let own = member.get(&path).await;
    let mut fields = page.hidden_of(&format!("{path}/conclude"));
    let token = own.hidden_of("/sign-out").into_iter().find(|(name, _)| name == "csrf").unwrap();
    fields.retain(|(name, _)| name != "csrf");
    fields.push(token);
    let forbidden = member.post(&format!("{path}/conclude"), &fields).await;
    assert_eq!(forbidden.status(), 403);
    forbidden.says("Kết luận, mở lại cuộc kiểm tra");
});

on_every_database!(an_inspection_is_led_to_its_conclusion_from_the_portal, |app| async move {
    let path = work::begun_self_check(&app).await;
    let unit = app.sign_in("giacat.thuky").await;
    work::fill(&unit, &path, "commune-self-check").await;
    let browser = Browser::sign_in(&app, "giacat.thuky").await;
    let page = browser.get(&path).await;
    page.says("90%").says("Không còn thiếu gì để kết luận.");
    let done = browser.send_form(&page, &format!("{path}/conclude"), &[]).await;
    assert_eq!(done.location(), format!("{path}?done=concluded"), "{}", done.text);
    let page = browser.follow(&done).await;
    page.says("Đã kết luận; nội dung được khóa lại.").says("Mã băm nội dung").says(&format!("action=\"{path}/reopen\""));
    let done = browser.send_form(&page, &format!("{path}/reopen"), &[("reason", "Ghi thiếu một mục")]).await;
    assert_eq!(done.location(), format!("{path}?done=reopened"));
    browser.get(&format!("{path}/answers")).await.says("Phù hợp");
});

on_every_database!(evidence_is_shown_through_the_session_and_looks_at_originals_are_on_record, |app| async move {
    let id = begun_inspection(&app, CHECKLIST).await;
    let path = format!("/inspections/{id}");
    let lead = app.sign_in("truongdoan").await;
    let evidence = photograph(&app, &lead, &path, "inspection", &id.to_string()).await;
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
    let browser = Browser::sign_in(&app, "truongdoan").await;
    browser.get(&path).await.says(&format!("src=\"/evidence/{evidence}/320\""));
    let small = browser.get(&format!("/evidence/{evidence}/320")).await;
    assert_eq!((small.status(), small.answer.header("content-type")), (200, Some("image/jpeg")));
    assert!(small.answer.header("content-security-policy").unwrap().contains("sandbox"));
    browser.get(&format!("/evidence/{evidence}")).await.says("SHA-256").says("Ảnh chụp tại bộ phận một cửa");
    assert_eq!(browser.get(&format!("/evidence/{evidence}/original")).await.status(), 200);
    assert_eq!(view::Entity::find().count(app.state.read()).await.unwrap(), 1);
    let stranger = Browser::sign_in(&app, "giacat.thuky").await;
    assert_eq!(stranger.get(&format!("/evidence/{evidence}/320")).await.status(), 404);
});

on_every_database!(the_list_is_searched_sorted_paged_and_taken_away, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    for (unit, day) in [(place::GIA_CAT, "2026-04-01"), (place::HOP_THANH, "2026-03-20"), (place::GIA_CAT, "2026-05-01")] {
        let mut plan = external_plan();
        plan["organisation_id"] = json!(unit);
        (plan["planned_from"], plan["planned_to"]) = (json!(day), json!(day));
        office.post("/inspections", plan).await.expect(201);
    }
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let order = |text: &str| {
        let mut found: Vec<(usize, &str)> =
            ["01/04/2026", "20/03/2026", "01/05/2026"].into_iter().filter_map(|day| Some((text.find(day)?, day))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, day)| day).collect::<Vec<_>>()
    };
    assert_eq!(order(&browser.get("/inspections?sort=day").await.text), ["20/03/2026", "01/04/2026", "01/05/2026"]);
    assert_eq!(order(&browser.get("/inspections?sort=-day").await.text), ["01/05/2026", "01/04/2026", "20/03/2026"]);
    assert_eq!(order(&browser.get("/inspections?q=gia+cat&sort=day").await.text), ["01/04/2026", "01/05/2026"]);
    assert_eq!(order(&browser.get("/inspections?q=2026-0002").await.text), ["20/03/2026"]);
    assert_eq!(order(&browser.get("/inspections?status=notified").await.text), Vec::<&str>::new());
    let file = browser.get("/inspections.csv?sort=unit").await;
    assert_eq!(file.answer.header("content-type"), Some("text/csv; charset=utf-8"));
    file.says("\u{feff}Mã,Đơn vị,").says("2026-0001,Xã Gia Cát,Kiểm tra,01/04/2026,Đã lên kế hoạch,");
});

on_every_database!(a_page_of_the_list_leads_to_the_next_in_every_order, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    for number in 0..27 {
        let mut plan = external_plan();
        plan["organisation_id"] = json!(if number % 2 == 0 { place::GIA_CAT } else { place::HOP_THANH });
        office.post("/inspections", plan).await.expect(201);
    }
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    for sort in ["", "day", "-day", "unit", "code"] {
        let first = browser.get(&format!("/inspections?sort={sort}")).await;
        let start = first.text.find("rel=\"next\"").unwrap();
        let href = first.text[..start].rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let second = browser.get(&href).await;
        let codes =
            |text: &str| (1..=27).map(|number| format!("2026-{number:04}")).filter(|code| text.contains(code.as_str())).collect::<Vec<_>>();
        let (one, two) = (codes(&first.text), codes(&second.text));
        assert_eq!((one.len(), two.len()), (25, 2), "{sort}");
        assert!(two.iter().all(|code| !one.contains(code)), "{sort}");
    }
});

on_every_database!(the_first_page_says_what_waits, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    let path = format!("/inspections/{}", planned.text("/id"));
    Browser::sign_in(&app, "thuongtruc").await.get("/").await.says("Chưa thông báo cho đơn vị").says(&format!("href=\"{path}\""));
    Browser::sign_in(&app, "giacat.thuky").await.get("/").await.says("Hiện không có việc nào chờ bạn.");
    let team = office.put(&format!("{path}/team"), &planned.etag(), json!({"members": [member("truongdoan", "lead")]})).await;
    office
        .post_seen(&format!("{path}/notify"), &team.etag(), json!({"notice_number": "1/TB", "notice_sent_on": "2026-03-04"}))
        .await
        .expect(200);
    Browser::sign_in(&app, "truongdoan").await.get("/").await.says("Bắt đầu cuộc kiểm tra").says("Còn 1 ngày");
    Browser::sign_in(&app, "giacat.thuky").await.get("/").await.says("Sắp kiểm tra tại đơn vị");
    app.state.clock().advance_millis(3 * 86_400_000);
    Browser::sign_in(&app, "truongdoan").await.get("/").await.says("Quá hạn 2 ngày");
});

on_every_database!(all_evidence_is_one_link_that_says_how_much_it_is, |app| async move {
    let id = begun_inspection(&app, CHECKLIST).await;
    let path = format!("/inspections/{id}");
    let lead = app.sign_in("truongdoan").await;
    let browser = Browser::sign_in(&app, "truongdoan").await;
    browser.get(&path).await.is_silent_about("evidence.zip");
    photograph(&app, &lead, &path, "inspection", &id.to_string()).await;
    let size = soat::portal::format::size(i64::try_from(work::picture().len()).unwrap(), soat::kernel::text::Lang::Vi);
    browser.get(&path).await.says(&format!("href=\"{path}/evidence.zip\"")).says(&format!("(tệp ZIP: 1 tệp, {size})"));
    let archive = browser.get(&format!("{path}/evidence.zip")).await;
    assert_eq!((archive.status(), archive.answer.header("content-type")), (200, Some("application/zip")));
    assert_eq!(crate::unzip::unzip(&archive.answer.bytes).order.len(), 3);
    let stranger = Browser::sign_in(&app, "giacat.thuky").await;
    stranger.get(&path).await.is_silent_about("evidence.zip");
    assert_eq!(stranger.get(&format!("{path}/evidence.zip")).await.status(), 404);
});
