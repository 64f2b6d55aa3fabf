//! Conflicts and parked operations in the portal: read in words, settled with one press.

use serde_json::json;
use soat_tests::device::begun_inspection;
use soat_tests::people::id_of;
use soat_tests::{Browser, Device, Network, TestApp, on_every_database};
use uuid::Uuid;

/// Two of the team answer one item at once, differently.
async fn contested(app: &TestApp) -> Uuid {
    let id = begun_inspection(app, "provincial-inspection").await;
    let mut secretary = Device::sign_in(app, "thuky").await;
    let mut member = Device::sign_in(app, "thanhvien").await;
    secretary.sync(app).await;
    member.sync(app).await;
    secretary.answer(app, id, "dir.annual-plan", json!({"verdict": "conforming"}));
    member.answer(app, id, "dir.annual-plan", json!({"verdict": "nonconforming", "note": "Chưa có <kế hoạch>"}));
    secretary.sync(app).await;
    member.sync(app).await;
    id
}

on_every_database!(a_conflict_is_read_in_words_and_settled_with_one_press, |app| async move {
    let id = contested(&app).await;
    let lead = Browser::sign_in(&app, "truongdoan").await;
    lead.get("/").await.says("1 xung đột dữ liệu chờ trưởng đoàn quyết định");
    let page = lead.get("/conflicts").await;
    page.says("Phù hợp").says("Không phù hợp").says("Người dùng thuky").says("Người dùng thanhvien").says("Máy tính bảng của thanhvien");
    let api = app.sign_in("truongdoan").await;
    let open = api.get("/conflicts?state=open").await.expect(200);
    let conflict = open["items"][0]["id"].as_str().unwrap().to_owned();
    let action = format!("/conflicts/{conflict}/resolve");
    let done = lead.send_form(&page, &action, &[("value", "\"nonconforming\"")]).await;
    assert_eq!(done.location(), "/conflicts?done=conflict_resolved", "{}", done.text);
    lead.follow(&done).await.says("Đã chọn giá trị").says("Không có xung đột nào đang chờ.");
    lead.get("/conflicts?state=resolved").await.says("Không phù hợp — Người dùng truongdoan đã chọn lúc 09/03/2026 09:00");
    let responses = api.get(&format!("/inspections/{id}/responses")).await.expect(200);
    assert_eq!(responses[0]["verdict"], "nonconforming");
    let again = lead.send_form(&page, &action, &[("value", "\"conforming\"")]).await;
    assert_eq!(again.status(), 412, "it was settled meanwhile");
});

on_every_database!(only_the_lead_gets_the_buttons, |app| async move {
    contested(&app).await;
    let member = Browser::sign_in(&app, "thanhvien").await;
    member.get("/conflicts").await.says("Trưởng đoàn quyết định.").is_silent_about("/resolve\"");
    member.get("/").await.is_silent_about("xung đột dữ liệu chờ trưởng đoàn");
    let stranger = Browser::sign_in(&app, "bacninh.thuongtruc").await;
    stranger.get("/conflicts").await.says("Không có xung đột nào đang chờ.");
});

on_every_database!(a_parked_operation_is_applied_or_dismissed_from_its_page, |app| async move {
    let id = begun_inspection(&app, "provincial-inspection").await;
    let mut member = Device::sign_in(&app, "thanhvien").await;
    member.sync(&app).await;
    member.answer(&app, id, "dir.annual-plan", json!({"verdict": "conforming", "note": "Ghi ngoại tuyến"}));
    member.answer(&app, id, "dir.policy", json!({"verdict": "conforming"}));
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{id}");
    let etag = office.get(&path).await.etag();
    let team = json!({"members": [soat_tests::work::member("truongdoan", "lead"), soat_tests::work::member("thuky", "secretary")]});
    office.put(&format!("{path}/team"), &etag, team).await.expect(200);
    member.push(&app, 10, Network::Good).await;
    let lead = Browser::sign_in(&app, "truongdoan").await;
    lead.get("/").await.says("2 thao tác treo chờ quyết định");
    let page = lead.get("/parked").await;
    page.says("Ghi ngoại tuyến").says("Người gửi đã rời đoàn").says("chưa có bản ghi").says("Người dùng thanhvien");
    let ops = lead_ops(&app).await;
    let refused = lead.send_form(&page, &format!("/parked/{}/apply", ops[0]), &[("reason", "")]).await;
    assert_eq!(refused.status(), 422);
    let done = lead.send_form(&page, &format!("/parked/{}/apply", ops[0]), &[("reason", "Đã xem ảnh kèm theo")]).await;
    assert_eq!(done.location(), "/parked?done=parked_applied", "{}", done.text);
    let page = lead.follow(&done).await;
    let mut fields = page.hidden_of(&format!("/parked/{}/apply", ops[1]));
    fields.push(("reason".into(), "Trùng với ghi nhận khác".into()));
    assert_eq!(lead.post(&format!("/parked/{}/dismiss", ops[1]), &fields).await.location(), "/parked?done=parked_dismissed");
    lead.get("/parked?state=decided").await.says("Đã xem ảnh kèm theo").says("Trùng với ghi nhận khác");
    assert_eq!(id_of("thanhvien"), member.user_id);
});

on_every_database!(the_operator_reads_a_parked_operation_in_words_and_decides_it, |app| async move {
    let id = begun_inspection(&app, "provincial-inspection").await;
    let mut member = Device::sign_in(&app, "thanhvien").await;
    member.sync(&app).await;
    member.answer(&app, id, "dir.annual-plan", json!({"verdict": "conforming", "note": "Ghi ngoại tuyến"}));
    let finding = app.state.new_id();
    member.put(&app, "findings", id, finding, json!({"local_label": "PH-1", "observed": "Thiếu chữ ký"}));
    member.sync(&app).await;
    member.command(&app, "finding.withdraw", id, finding, json!({"reason": "Ghi nhầm"}));
    member.answer(&app, id, "dir.policy", json!({"verdict": "conforming"}));
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{id}");
    let team = json!({"members": [soat_tests::work::member("truongdoan", "lead"), soat_tests::work::member("thuky", "secretary")]});
    office.put(&format!("{path}/team"), &office.get(&path).await.etag(), team).await.expect(200);
    member.push(&app, 10, Network::Good).await;
    let operator = Browser::sign_in(&app, "quantri").await;
    let page = operator.get("/parked").await;
    page.says("Rút phát hiện").is_silent_about("finding.withdraw").says("Người gửi đã rời đoàn");
    let api = app.sign_in("quantri").await;
    let open = api.get("/parked-ops?state=open").await.expect(200);
    let of_kind = |kind: &str| {
        let found = open["items"].as_array().unwrap().iter().find(|row| row["op"]["kind"] == kind).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    // A command needs the operator's own right, which is that of the team; they may dismiss it, and apply what was recorded.
    let (command, record) = (of_kind("finding.withdraw"), of_kind("put"));
    let refused = operator.send_form(&page, &format!("/parked/{command}/apply"), &[("reason", "Đã hỏi trưởng đoàn")]).await;
    assert_eq!(refused.status(), 403);
    let done = operator.send_form(&page, &format!("/parked/{record}/apply"), &[("reason", "Đã hỏi trưởng đoàn")]).await;
    assert_eq!(done.location(), "/parked?done=parked_applied", "{}", done.text);
    let mut fields = page.hidden_of(&format!("/parked/{command}/apply"));
    fields.push(("reason".into(), "Trưởng đoàn sẽ tự rút".into()));
    assert_eq!(operator.post(&format!("/parked/{command}/dismiss"), &fields).await.location(), "/parked?done=parked_dismissed");
    let devices = operator.get("/devices").await;
    devices.says("Máy tính bảng của thanhvien").is_silent_about("đang treo trên máy chủ");
});

async fn lead_ops(app: &TestApp) -> Vec<String> {
    let ops = app.sign_in("truongdoan").await.get("/parked-ops?state=open").await.expect(200);
    ops["items"].as_array().unwrap().iter().map(|op| op["id"].as_str().unwrap().to_owned()).collect()
}
