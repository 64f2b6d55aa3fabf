//! What a device is told of its own work, and what it may send in any order.

use serde_json::json;
use soat_tests::device::begun_inspection;
use soat_tests::people::id_of;
use soat_tests::{Device, Network, on_every_database};

const CHECKLIST: &str = "provincial-inspection";

on_every_database!(an_edit_that_overtook_the_making_of_its_record_comes_again, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    let sample = app.state.new_id();
    one.put(&app, "samples", inspection, sample, json!({"item_id": "run.samples", "procedure": "Chứng thực"}));
    one.put(&app, "samples", inspection, sample, json!({"dossier_code": "000.1"}));
    let ops: Vec<_> = one.outbox.iter().cloned().collect();
    let early = one.push_raw(&app, &ops[1..]).await.expect(200)["outcomes"][0].clone();
    assert_eq!((early["status"].as_str(), &early["by"]), (Some("blocked"), &json!(null)));
    one.push(&app, 100, Network::Good).await;
    assert!(one.outbox.is_empty() && one.answers.values().all(|answer| answer["status"] == "applied"), "{:#?}", one.answers);
});

on_every_database!(one_bad_character_refuses_one_operation_and_not_the_push, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    one.answer(&app, inspection, "scope.publication", json!({"note": "gia đình \u{200d} dán từ nơi khác"}));
    one.answer(&app, inspection, "run.release", json!({"note": "Ghi chu\u{301}"}));
    one.push(&app, 100, Network::Good).await;
    let statuses: Vec<_> = one.answers.values().map(|answer| answer["status"].as_str().unwrap().to_owned()).collect();
    assert_eq!(statuses, ["refused", "applied"]);
    let refused = one.answers.values().next().unwrap();
    assert_eq!(refused["problem"]["errors"][0]["pointer"], "/fields/note");
});

on_every_database!(a_device_is_told_the_number_of_its_finding_and_the_rest_only_once, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    one.pull(&app, 500).await;
    let finding = app.state.new_id();
    one.put(&app, "findings", inspection, finding, json!({"clauses": ["7.5.3"], "observed": "Bản cũ"}));
    one.sync(&app).await;
    assert_eq!(one.record("findings", finding).unwrap()["number"], "F-2026-0001-01");
    one.put(&app, "findings", inspection, finding, json!({"requirement": "Tài liệu được kiểm soát"}));
    one.push(&app, 10, Network::Good).await;
    assert_eq!(one.pull(&app, 500).await, 0);
});

on_every_database!(a_device_that_lost_its_store_is_told_everything_also_its_own_work, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "thanhvien").await;
    let response = one.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
    one.sync(&app).await;
    one.records.clear();
    one.cursor = None;
    one.pull(&app, 2).await;
    assert_eq!(one.record("responses", response).unwrap()["verdict"], "conforming");
    // The same for whoever comes back on the team.
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{inspection}");
    let member = |name: &str, role: &str| json!({"user_id": id_of(name), "team_role": role});
    let without = json!({"members": [member("truongdoan", "lead")]});
    let with = json!({"members": [member("truongdoan", "lead"), member("thanhvien", "member")]});
    let seen = office.get(&path).await;
    let gone = office.put(&format!("{path}/team"), &seen.etag(), without).await;
    one.pull(&app, 500).await;
    assert_eq!(one.removed, [format!("inspection:{inspection}")]);
    assert!(one.record("responses", response).is_none());
    office.put(&format!("{path}/team"), &gone.etag(), with).await.expect(200);
    one.pull(&app, 500).await;
    assert_eq!(one.record("responses", response).unwrap()["verdict"], "conforming");
});

on_every_database!(a_made_up_cursor_learns_no_names_of_streams, |app| async move {
    begun_inspection(&app, CHECKLIST).await;
    let mut stranger = Device::sign_in(&app, "bacninh.thanhvien").await;
    let streams: Vec<i64> = (1..200).flat_map(|stream| [stream, 1, 0]).collect();
    let flat: Vec<i64> = std::iter::once(1).chain(streams).collect();
    stranger.cursor = Some(data_encoding::BASE64URL_NOPAD.encode(serde_json::to_string(&flat).unwrap().as_bytes()));
    stranger.pull(&app, 500).await;
    assert!(stranger.removed.is_empty(), "{:?}", stranger.removed);
});

on_every_database!(a_device_that_writes_before_it_has_pulled_holds_the_whole_record_in_the_end, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    lead.put(&app, "inspections", inspection, inspection, json!({"opinion": "Ý kiến đầu"}));
    lead.push(&app, 10, Network::Good).await;
    // What it was answered names a change, which its next edit says it has seen.
    lead.put(&app, "inspections", inspection, inspection, json!({"opinion": "Ý kiến sau"}));
    lead.sync(&app).await;
    let held = lead.record("inspections", inspection).expect("the inspection is on the device");
    assert_eq!((held["opinion"].as_str(), held["code"].as_str()), (Some("Ý kiến sau"), Some("2026-0001")), "{held}");
});

on_every_database!(a_device_that_writes_between_two_pages_of_its_first_pull_holds_the_whole_record_in_the_end, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut other = Device::sign_in(&app, "thanhvien").await;
    let response = other.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming", "note": "Đã xem"}));
    other.sync(&app).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    lead.sync(&app).await;
    let told = lead.record("responses", response).unwrap().clone();
    // It has lost its store and kept its outbox, in which an edit rests on what it had seen.
    lead.answer(&app, inspection, "scope.publication", json!({"verdict": "nonconforming"}));
    lead.records.clear();
    lead.cursor = None;
    let page = lead.pull_page(&app, 1).await.expect(200);
    lead.take_page(&page);
    lead.push(&app, 10, Network::Good).await;
    lead.pull(&app, 1).await;
    let held = lead.record("responses", response).expect("the answer is on the device");
    assert_eq!((held["verdict"].as_str(), &held["note"]), (Some("nonconforming"), &told["note"]), "{held}");
});

on_every_database!(who_settles_a_conflict_through_a_push_is_told_the_record_as_it_stands_now, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let (mut lead, mut other) = (Device::sign_in(&app, "truongdoan").await, Device::sign_in(&app, "thanhvien").await);
    lead.pull(&app, 500).await;
    other.pull(&app, 500).await;
    let response = lead.answer(&app, inspection, "scope.publication", json!({"verdict": "conforming"}));
    other.answer(&app, inspection, "scope.publication", json!({"verdict": "nonconforming"}));
    lead.sync(&app).await;
    other.sync(&app).await;
    lead.sync(&app).await;
    let conflict = lead.records.keys().find(|(of, _)| of == "conflicts").expect("a conflict").1;
    lead.command(&app, "conflict.resolve", inspection, conflict, json!({"value": "partly_conforming"}));
    lead.sync(&app).await;
    other.sync(&app).await;
    let verdict = |device: &Device| device.record("responses", response).unwrap()["verdict"].clone();
    assert_eq!((verdict(&lead), verdict(&other)), (json!("partly_conforming"), json!("partly_conforming")));
});
