//! One piece of evidence in the portal: parts are covered with numbers read off the picture, and the lead sees who looked.

use soat_tests::device::begun_inspection;
use soat_tests::work::photograph;
use soat_tests::{Browser, TestApp, on_every_database};

async fn photographed(app: &TestApp) -> String {
    let id = begun_inspection(app, "provincial-inspection").await;
    let lead = app.sign_in("truongdoan").await;
    let evidence = photograph(app, &lead, &format!("/inspections/{id}"), "inspection", &id.to_string()).await;
    run(app).await;
    format!("/evidence/{evidence}")
}

async fn run(app: &TestApp) {
    while soat::jobs::run_due(&app.state).await.unwrap() > 0 {}
}

fn region<'a>(names: &'a [String; 4], values: [&'a str; 4]) -> Vec<(&'a str, &'a str)> {
    names.iter().map(String::as_str).zip(values).collect()
}

fn names(at: usize) -> [String; 4] {
    ["x", "y", "w", "h"].map(|side| format!("regions/{at}/{side}"))
}

on_every_database!(parts_are_covered_with_a_form_that_needs_no_script, |app| async move {
    let address = photographed(&app).await;
    let form = format!("{address}/redact");
    let browser = Browser::sign_in(&app, "truongdoan").await;
    browser.get(&address).await.says(&format!("href=\"{form}\"")).says("Chưa ai mở bản gốc");
    let page = browser.get(&form).await;
    page.says("<svg class=\"measured\"")
        .says(&format!("<image href=\"{address}/1600\""))
        .is_silent_about("<script")
        .is_silent_about("<rect");

    let (first, second) = (names(0), names(2));
    let mut typed = region(&first, ["12,5", "10", "25", "50"]);
    typed.extend(region(&second, ["90", "90", "10", "10"]));
    let tried = browser.send_form(&page, &form, &[&typed[..], &[("go", "show"), ("reason", "Mặt người")]].concat()).await;
    assert_eq!(tried.status(), 200);
    tried.says("<rect x=\"4.0\" y=\"2.4\" width=\"8.0\" height=\"12.0\"").says("value=\"12,5\"").says("Mặt người");
    browser.get(&address).await.is_silent_about("đã được che");
    let more = browser.send_form(&page, &form, &[&typed[..], &[("go", "more")]].concat()).await;
    more.says("regions/3/x").says("value=\"90\"");

    let done = browser.send_form(&tried, &form, &[&typed[..], &[("reason", "Có khuôn mặt công dân")]].concat()).await;
    assert_eq!(done.location(), format!("{address}?done=redacted"), "{}", done.text);
    browser.follow(&done).await.says("Ảnh xem trước đang được tạo");
    let again = browser.send_form(&tried, &form, &[&typed[..], &[("reason", "Có khuôn mặt công dân")]].concat()).await;
    assert_eq!(again.location(), done.location(), "pressed twice, it acts once");
    run(&app).await;
    let shown = browser.get(&address).await;
    shown.says("đã được che một phần (lần 1)").says("Lần 1 · 2 vùng").says("Có khuôn mặt công dân").says("Sửa phần che");
    let page = browser.get(&form).await;
    page.says("value=\"12,5\"").says("Lần che mới thay thế lần trước").says("<rect");
    let member = Browser::sign_in(&app, "thanhvien").await;
    member.send_form(&member.get(&form).await, "/language", &[("to", "en")]).await;
    member.get(&form).await.says("Cover parts of the picture");
});

on_every_database!(what_is_wrong_is_said_at_its_place_in_per_cent, |app| async move {
    let address = photographed(&app).await;
    let form = format!("{address}/redact");
    let browser = Browser::sign_in(&app, "truongdoan").await;
    let page = browser.get(&form).await;
    let (first, third) = (names(0), names(2));
    let send = async |typed: Vec<(&str, &str)>, reason: &'static str| {
        let refused = browser.send_form(&page, &form, &[&typed[..], &[("reason", reason)]].concat()).await;
        assert_eq!(refused.status(), 422, "{}", refused.text);
        refused
    };
    send(region(&third, ["80", "10", "30", "10"]), "x")
        .await
        .says("Giá trị phải từ 0 đến 20")
        .says("href=\"#redact-regions/2/w\"")
        .says("value=\"80\"");
    send(region(&first, ["mười", "10", "30", ""]), "x").await.says("href=\"#redact-regions/0/x\"").says("href=\"#redact-regions/0/h\"");
    send(Vec::new(), "x").await.says("Số lượng phải từ 1 đến 50");
    send(region(&first, ["10", "10", "30", "10"]), "").await.says("href=\"#redact-reason\"");
    let stale = page.hidden_of(&form);
    let typed = region(&first, ["10", "10", "30", "10"]);
    browser.send_form(&page, &form, &[&typed[..], &[("reason", "x")]].concat()).await;
    let mut fields: Vec<(String, String)> = stale.into_iter().filter(|(name, _)| name != "once").collect();
    fields.push(("once".to_owned(), "01900000-0000-7000-8000-00000000aaaa".to_owned()));
    fields.extend(region(&first, ["20", "10", "30", "10"]).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields.push(("reason".to_owned(), "y".to_owned()));
    assert_eq!(browser.post(&form, &fields).await.status(), 412, "somebody was faster");
    fields.retain(|(name, _)| name != "csrf");
    assert_eq!(browser.post(&form, &fields).await.status(), 403, "a form of another page");
});

on_every_database!(only_those_who_may_cover_and_only_the_lead_sees_who_looked, |app| async move {
    let address = photographed(&app).await;
    let form = format!("{address}/redact");
    for (username, status) in [("quansat", 403), ("bcd.truong", 403), ("giacat.thuky", 404), ("bacninh.thuongtruc", 404)] {
        assert_eq!(Browser::sign_in(&app, username).await.get(&form).await.status(), status, "{username}");
    }
    let observer = Browser::sign_in(&app, "quansat").await;
    observer.get(&address).await.is_silent_about("/redact").is_silent_about("Nhật ký xem bản gốc");
    assert_eq!(observer.get(&format!("{address}/original")).await.status(), 200);
    let lead = Browser::sign_in(&app, "truongdoan").await;
    lead.get(&address).await.says("Nhật ký xem bản gốc").says("cổng thông tin").is_silent_about("Chưa ai mở bản gốc");

    let page = lead.get(&form).await;
    let first = names(0);
    let typed = region(&first, ["10", "10", "30", "10"]);
    lead.send_form(&page, &form, &[&typed[..], &[("reason", "x")]].concat()).await;
    run(&app).await;
    observer.get(&address).await.says("đã được che").is_silent_about("/original\"").is_silent_about("Lần 1 ·");
    assert_eq!(observer.get(&format!("{address}/original")).await.status(), 403);
});
