//! Whose words are shown as whose: a reviewer's reason stays the reviewer's, and letters say what happened in both languages.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use soat::kernel::text::Lang;
use soat::notify::catalogue;
use soat_tests::corrective::{Cast, Stage, bring_to, request_at, write_plan};
use soat_tests::work::now;
use soat_tests::{Browser, Person, on_every_database};

use super::proof::after_days;

on_every_database!(what_the_unit_writes_never_stands_under_the_name_of_the_reviewer, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    now(&cast.office, &path, "return_plan", json!({"reason": "Chưa nêu thời hạn"})).await.expect(200);
    let approved = now(&cast.head, &path, "approve_plan", json!({"reason": "Kế hoạch đã rất tốt"})).await.expect(200);
    assert_eq!(approved["reason"], "Chưa nêu thời hạn");
    let car = format!("/car/{}", path.rsplit('/').next().unwrap());
    let unit = Browser::sign_in(&app, "giacat.thuky").await;
    let page = unit.get(&car).await;
    let (_, notice) = page.text.split_once("Kế hoạch bị trả lại").unwrap();
    assert!(notice.find("Chưa nêu thời hạn").unwrap() < notice.find("Kế hoạch đã rất tốt").unwrap_or(usize::MAX), "{notice}");
    // What is written in a room of its own is no press of a button.
    let mut fields = page.hidden_of(&format!("{car}/messages"));
    fields.push(("version".to_owned(), approved["version"].to_string()));
    fields.push(("reason".to_owned(), "Đã đạt".to_owned()));
    for event in ["draft_plan", "record_progress", "ask_extension"] {
        assert_eq!(unit.post(&format!("{car}/{event}"), &fields).await.status(), 404, "{event}");
    }
    let after = cast.office.get(&path).await.expect(200);
    assert_eq!((&after["reason"], &after["version"]), (&json!("Chưa nêu thời hạn"), &approved["version"]));
});

/// The letters of everybody, by what they are about: title and body in both languages, told from the parameters that were stored.
async fn letters(app: &soat_tests::TestApp) -> BTreeMap<String, [String; 2]> {
    use sea_orm::{EntityTrait, QueryOrder};
    use soat::notify::entity::notice;
    let rows = notice::Entity::find().order_by_asc(notice::Column::CreatedAt).all(app.state.read()).await.unwrap();
    let mut found = BTreeMap::new();
    for row in rows {
        let params: catalogue::Params = serde_json::from_str(&row.params).unwrap();
        let key = match params.get("event") {
            Some(event) if ["car-decided", "extension-decided"].contains(&row.kind.as_str()) => format!("{} {event}", row.kind),
            _ => row.kind.clone(),
        };
        found.insert(key, [Lang::Vi, Lang::En].map(|lang| catalogue::render(&row.kind, &params, lang).1));
    }
    found
}

async fn extension(cast: &Cast<'_>, path: &str, to_on: &str, n: usize, decision: &str) {
    let asked = json!({"to_on": to_on, "reason": "Chờ văn bản của tỉnh"});
    now(&cast.secretary, path, "extensions", asked).await.expect(200);
    now(&cast.chair, path, &format!("extensions/{n}/{decision}"), json!({"reason": "Đã xem xét"})).await.expect(200);
}

async fn say(person: &Person<'_>, path: &str, event: &str, reason: &str) {
    let body: Value = if reason.is_empty() { json!({}) } else { json!({"reason": reason}) };
    now(person, path, event, body).await.expect(200);
}

on_every_database!(letters_are_whole_sentences_in_both_languages, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    say(&cast.head, &path, "dispute", "Quy trình đã thay").await;
    say(&cast.chair, &path, "uphold", "Chưa có bằng chứng").await;
    extension(&cast, &path, "2026-03-30", 1, "refuse").await;
    extension(&cast, &path, "2026-04-06", 2, "grant").await;
    write_plan(&cast.secretary, &path).await.expect(200);
    say(&cast.head, &path, "submit_plan", "").await;
    say(&cast.office, &path, "return_plan", "Chưa nêu thời hạn").await;
    say(&cast.head, &path, "submit_plan", "").await;
    say(&cast.office, &path, "accept_plan", "").await;
    soat_tests::corrective::do_actions(&app, &cast.secretary, &path).await;
    say(&cast.secretary, &path, "submit_implementation", "").await;
    now(&cast.member, &path, "verify", json!({"method": "on_site"})).await.expect(200);
    let cast = after_days(&app, 120).await;
    say(&cast.member, &path, "confirm_effective", "Không tái diễn").await;
    say(&cast.chair, &path, "close", "").await;
    let other = request_at(&app, &cast, Stage::Issued).await;
    say(&cast.head, &other, "dispute", "Không đúng!").await;
    say(&cast.chair, &other, "withdraw", "Đúng là đã thay").await;
    let third = request_at(&app, &cast, Stage::Issued).await;
    bring_to(&app, &cast, &third, Stage::Acknowledged).await;
    cast.office.post(&format!("{third}/messages"), json!({"text": "Đề nghị bổ sung"})).await.expect(200);
    say(&cast.chair, &third, "cancel", "Trùng phiếu khác.").await;

    let letters = letters(&app).await;
    let unknown: Vec<_> = letters.values().flatten().filter(|body| body.contains('_') || body.contains("..") || body.is_empty()).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    let says = |key: &str, vi: &str, en: &str| {
        let [in_vi, in_en] = letters.get(key).unwrap_or_else(|| panic!("no letter {key} among {:?}", letters.keys()));
        assert!(in_vi.contains(vi), "{key}: {in_vi}");
        assert!(in_en.contains(en), "{key}: {in_en}");
    };
    says("car-issued", "gửi kế hoạch khắc phục chậm nhất ngày", "Please acknowledge it and send the plan by");
    says("car-disputed", "không nhất trí với phiếu CAR-2026-0002-01: Không đúng! Đề nghị Ban", "Không đúng! The committee is asked");
    says("car-decided uphold", "của Xã Gia Cát: giữ nguyên phiếu. Lý do: Chưa có bằng chứng.", "upheld. Reason: Chưa có bằng chứng.");
    says("car-decided withdraw", ": rút phiếu. Lý do: Đúng là đã thay.", ": withdrawn. Reason: Đúng là đã thay.");
    says("car-decided cancel", ": hủy phiếu. Lý do: Trùng phiếu khác.", ": cancelled. Reason: Trùng phiếu khác.");
    says("extension-asked", "đến ngày 06/04/2026: Chờ văn bản của tỉnh.", "to be extended to 06/04/2026: Chờ văn bản của tỉnh.");
    says("extension-decided grant", ": đồng ý gia hạn. Lý do: Đã xem xét.", ": granted. Reason: Đã xem xét.");
    says("extension-decided refuse", ": không đồng ý gia hạn. Lý do: Đã xem xét.", ": refused. Reason: Đã xem xét.");
    says("car-plan-submitted", "đã gửi kế hoạch khắc phục của phiếu", "has sent the plan of request");
    says(
        "car-returned",
        "được trả lại: Chưa nêu thời hạn. Hạn gửi lại: hết ngày 06/04/2026.",
        "returned: Chưa nêu thời hạn. To be sent again by",
    );
    says("car-plan-accepted", "được chấp nhận. Đề nghị Xã Gia Cát hoàn thành chậm nhất ngày", "Xã Gia Cát is asked to carry it out by");
    says("car-implementation-submitted", "xác nhận tại đơn vị hoặc qua hồ sơ.", "verify it, on site or by file.");
    says("car-verified", "đã xác nhận việc thực hiện phiếu", "has verified the implementation");
    says("car-ready-to-close", "Đề nghị Trưởng Ban chỉ đạo đóng phiếu.", "The chair of the committee is asked to close it.");
    says("car-closed", "đã được đóng.", "is closed.");
    says("car-message", "Có trao đổi mới về phiếu", "There is a new message");
    assert_eq!(letters.len(), 16, "{:?}", letters.keys());
});
