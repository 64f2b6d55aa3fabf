//! Forms: only those of the session act, they act once, and nothing that was typed is lost.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use soat_tests::work::external_plan;
use soat_tests::{Browser, TestApp, on_every_database};

/// A planned inspection with a team; gives its path.
async fn planned(app: &TestApp) -> String {
    let office = app.sign_in("thuongtruc").await;
    let planned = office.post("/inspections", external_plan()).await;
    planned.expect(201);
    let path = format!("/inspections/{}", planned.text("/id"));
    let members = json!({"members": [soat_tests::work::member("truongdoan", "lead"), soat_tests::work::member("thuky", "secretary")]});
    office.put(&format!("{path}/team"), &planned.etag(), members).await.expect(200);
    path
}

async fn status(app: &TestApp, path: &str) -> String {
    app.sign_in("thuongtruc").await.get(path).await.text("/status")
}

on_every_database!(a_form_without_the_token_of_its_session_does_nothing, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    let action = format!("{path}/cancel");
    let other = Browser::sign_in(&app, "thuongtruc").await.get(&path).await;
    let foreign = other.hidden_of(&action).into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    for token in ["", "x", &foreign] {
        let refused = browser.send_form(&page, &action, &[("csrf", token), ("reason", "Không cần nữa")]).await;
        assert_eq!(refused.status(), 403);
        refused.says("Biểu mẫu không còn hiệu lực").says("Không cần nữa");
    }
    assert_eq!(status(&app, &path).await, "planned");
});

on_every_database!(a_form_that_another_site_sends_does_nothing, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    let fields: Vec<String> = page.hidden_of(&format!("{path}/cancel")).iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::post(format!("{path}/cancel"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    let refused = browser.send(request, Body::from(format!("{}&reason=x", fields.join("&")))).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(status(&app, &path).await, "planned");
});

on_every_database!(every_page_that_changes_something_asks_for_the_token, |app| async move {
    let browser = Browser::sign_in(&app, "quantri").await;
    let some = "01900000-0000-7000-8000-000000000001";
    let mut seen = 0;
    for source in routes_of_forms() {
        let path = source
            .replace("{id}", some)
            .replace("{event}", "start")
            .replace("{decision}", "apply")
            .replace("{grant}", some)
            .replace("{n}", "1");
        let refused = browser.post(&path, &[("version".to_owned(), "1".to_owned())]).await;
        assert_eq!(refused.status(), 403, "{path}: {}", refused.text);
        refused.says("Biểu mẫu không còn hiệu lực");
        seen += 1;
    }
    assert!(seen > 8, "the reading of the routes has broken: {seen}");
});

/// The addresses of the portal that take a form, read from its source.
fn routes_of_forms() -> Vec<String> {
    let mut routes = Vec::new();
    for source in crate::cross::source::below("server/src/portal") {
        for part in source.text.split(".route(\"").skip(1) {
            let (path, rest) = part.split_once('"').unwrap();
            let route = &rest[..rest.find('\n').unwrap_or(rest.len())];
            if route.contains("post(") {
                routes.push(path.to_owned());
            }
        }
    }
    routes
}

on_every_database!(a_form_posted_twice_acts_once, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    let typed = [("notice_number", "45/TB-SKHCN"), ("notice_sent_on", "2026-03-04")];
    let action = format!("{path}/notify");
    let first = browser.send_form(&page, &action, &typed).await;
    let second = browser.send_form(&page, &action, &typed).await;
    assert_eq!((first.status(), first.location()), (303, format!("{path}?done=notified")));
    assert_eq!((second.status(), second.location()), (303, format!("{path}?done=notified")));
    let entries = app.sign_in("thuongtruc").await.get(&format!("/activity?record={}", &path[13..])).await.expect(200);
    let notices = entries["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == "notify").count();
    assert_eq!(notices, 1);
});

on_every_database!(a_form_that_was_refused_can_be_mended_and_sent_again, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    let action = format!("{path}/notify");
    let refused = browser.send_form(&page, &action, &[("notice_number", "45/TB <b>"), ("notice_sent_on", "hôm qua")]).await;
    assert_eq!(refused.status(), 422);
    refused.says("aria-invalid=\"true\"").says("href=\"#notify-notice_sent_on\"").is_silent_about("45/TB <b>");
    let done = browser.send_form(&refused, &action, &[("notice_number", "45/TB"), ("notice_sent_on", "4/3/2026")]).await;
    assert_eq!(done.status(), 303, "{}", done.text);
    browser.follow(&done).await.says("Đã ghi thông báo cho đơn vị.").says("45/TB, 04/03/2026");
});

on_every_database!(a_stale_version_shows_what_changed_and_keeps_the_text, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    let office = app.sign_in("thuongtruc").await;
    let etag = office.get(&path).await.etag();
    office.patch(&path, &etag, json!({"planned_to": "2026-03-12"})).await.expect(200);
    let reason = "Đơn vị đề nghị lùi lịch";
    let stale = browser.send_form(&page, &format!("{path}/cancel"), &[("reason", reason)]).await;
    assert_eq!(stale.status(), 412);
    stale
        .says("Bản ghi đã được người khác thay đổi")
        .says(reason)
        .says("Người dùng thuongtruc")
        .says("Đến ngày")
        .says(&format!("href=\"{path}\""));
    assert_eq!(status(&app, &path).await, "planned");
    let done = browser.send_form(&stale, &format!("{path}/cancel"), &[("reason", reason)]).await;
    assert_eq!(done.location(), format!("{path}?done=cancelled"));
});

on_every_database!(a_form_of_an_ended_session_shows_its_text_again, |app| async move {
    let path = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    let page = browser.get(&path).await;
    app.state.clock().advance_millis(24 * 3_600_000);
    let ended = browser.send_form(&page, &format!("{path}/cancel"), &[("reason", "Một lý do dài đã viết")]).await;
    assert_eq!(ended.status(), 401, "{}", ended.text);
    ended.says("Phiên làm việc đã kết thúc").says("Một lý do dài đã viết").says("href=\"/sign-in?next=");
    let odd = browser.send_form(&page, "/sign-out", &[]).await;
    assert_eq!(odd.status(), 401);
});

on_every_database!(hostile_text_stays_text, |app| async move {
    let hostile = "<script>alert(1)</script>\" onload=\"x";
    let unit = app.sign_in("quantri").await;
    let path = format!("/organisations/{}", soat_tests::people::place::GIA_CAT);
    let etag = unit.get(&path).await.etag();
    unit.patch(&path, &etag, json!({"name": hostile})).await.expect(200);
    let inspection = planned(&app).await;
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    for page in ["/", "/inspections", &inspection, &format!("/inspections?q={}", "%3Cscript%3E%22"), "/findings?q=%3Cscript%3E%22"] {
        let page = browser.get(page).await;
        assert_eq!(page.status(), 200);
        page.is_silent_about("<script").is_silent_about("\" onload=");
    }
    browser.get(&inspection).await.says("&#60;script&#62;");
});

on_every_database!(bodies_that_are_no_forms_are_refused, |app| async move {
    let browser = Browser::sign_in(&app, "quantri").await;
    let json = Request::post("/language").header(header::CONTENT_TYPE, "application/json");
    assert_eq!(browser.send(json, Body::from("{}")).await.status(), 415);
    let large = Request::post("/language").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let page = browser.send(large, Body::from(format!("a={}", "x".repeat(3 * 1_024 * 1_024)))).await;
    assert_eq!(page.status(), 413);
    page.says("<h1");
});

on_every_database!(nobody_who_is_not_signed_in_fills_the_memory, |app| async move {
    let file = || {
        let head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        Body::from(format!("{head}{}\r\n--x--\r\n", "ma,ten\n".repeat(400_000)))
    };
    let form = || Request::post("/organisations/import").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let page = Browser::open(&app).send(form(), file()).await;
    assert!(page.location().starts_with("/sign-in"), "not read to its end, whoever sends it is asked to sign in: {}", page.location());
    // Whoever is signed in is told what is wrong with the form.
    assert_eq!(Browser::sign_in(&app, "quantri").await.send(form(), file()).await.status(), 403);
});
