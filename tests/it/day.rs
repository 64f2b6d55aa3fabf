//! A day in Xã Gia Cát: two inspectors of one team, no signal, one checklist. They fill it in with overlapping edits, take the
//! real photos, lose the network in the middle of an upload, push twice, synchronise, see and settle the conflict, conclude;
//! then a third pushes late and is parked. `day_after` goes on from there to the end.
//!
//! Needs the photos of `shared/data/photos` (the folder beside the project, or `SHARED`).

use std::collections::BTreeMap;

use serde_json::{Value, json};
use soat::inspections::responses::id_of as response_id;
use soat_checklist_schemas::{Checklist, Item, Response, shipped};
use soat_tests::device::begun_inspection;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

const CHECKLIST: &str = "provincial-inspection";
/// The item on which the two do not agree.
const DISPUTED: &str = "doc.control";

fn photo(name: &str) -> Vec<u8> {
    let shared = std::env::var("SHARED").unwrap_or_else(|_| format!("{}/../../shared", env!("CARGO_MANIFEST_DIR")));
    std::fs::read(format!("{shared}/data/photos/{name}")).unwrap_or_else(|error| panic!("{shared}/data/photos/{name}: {error}"))
}

/// An answer that fits an item: everything in order, as an inspector who finds nothing wrong would write.
fn fitting(item: &Item) -> Option<Value> {
    Some(match &item.response {
        Response::Verdict {} => json!({"verdict": "conforming"}),
        Response::YesNo {} => json!({"value": true}),
        Response::Choice { options } => json!({"value": options[0].value}),
        Response::MultiChoice { options } => json!({"value": [options[0].value]}),
        Response::Number { min, .. } => json!({"value": min.clone().map_or(json!(14), Value::Number)}),
        Response::Date {} => json!({"value": "2026-01-15"}),
        Response::Text { .. } => json!({"value": "Theo hồ sơ lưu tại đơn vị"}),
        Response::SampleTable { .. } => return None,
    })
}

fn checklist() -> &'static Checklist {
    shipped::checklist(CHECKLIST).unwrap()
}

on_every_database!(two_inspectors_offline_in_gia_cat_conclude_and_the_third_comes_too_late, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut lead = Device::sign_in(&app, "truongdoan").await;
    let mut secretary = Device::sign_in(&app, "thuky").await;
    let mut third = Device::sign_in(&app, "thanhvien").await;
    for device in [&mut lead, &mut secretary, &mut third] {
        device.pull(&app, 500).await;
    }
    secretary.clock_error_ms = -400 * 86_400_000; // a phone whose clock is a year off

    // 08:00, no signal: each takes half of the checklist, and both answer one item differently.
    fill_in(&app, inspection, &mut lead, &mut secretary);
    lead.answer(&app, inspection, DISPUTED, json!({"verdict": "conforming", "note": "Sổ cập nhật đủ"}));
    secretary.answer(&app, inspection, DISPUTED, json!({"verdict": "nonconforming", "note": "Thiếu bản sửa đổi lần 2"}));
    let finding = secretary.id_for(&app);
    secretary.put(
        &app,
        "findings",
        inspection,
        finding,
        json!({
            "local_label": "PH-1", "clauses": ["7.5.3"], "grade": "minor_nonconformity", "requirement": "Tài liệu phải được kiểm soát",
            "observed": "Bản in tại bộ phận một cửa là bản cũ", "evidence_statement": "Ảnh chụp bìa tài liệu",
            "response_id": response_id(inspection, DISPUTED, None),
        }),
    );
    take_photos(&app, inspection, &mut lead, &mut secretary, finding);
    third.answer(&app, inspection, "imp.cause", json!({"verdict": "partly_conforming", "note": "Ghi tại cuộc họp cuối ngày"}));

    // 11:00, a moment of signal: pushes are cut off and come again, the upload breaks off in the middle.
    lead.push(&app, 20, Network::AnswerLost).await;
    lead.push(&app, 20, Network::RequestLost).await;
    lead.push(&app, 30, Network::Good).await;
    assert!(lead.answers.values().all(|answer| answer["status"] == "applied"), "repeated pushes change nothing");
    lead.sync(&app).await;
    assert!(!lead.upload(&app, 64 * 1024, 2).await, "the network is gone in the middle");
    let app = app.restart().await;
    lead.upload_all(&app).await;
    secretary.push(&app, 5, Network::AnswerLost).await;
    secretary.sync(&app).await;
    secretary.upload_all(&app).await;
    soat::jobs::run_due(&app.state).await.unwrap();
    lead.sync(&app).await;

    // Both see the conflict; the conclusion waits for it.
    let conflict = settle(&app, inspection, &mut lead, &mut secretary).await;
    lead.sync(&app).await;
    secretary.sync(&app).await;
    for device in [&lead, &secretary] {
        assert_eq!(device.record("conflicts", conflict).unwrap()["state"], "resolved");
        let record = device.record("responses", response_id(inspection, DISPUTED, None)).unwrap();
        assert_eq!(record["verdict"], "nonconforming");
        let note = record["note"].as_str().unwrap();
        assert!(note.contains("Sổ cập nhật đủ") && note.contains("Thiếu bản sửa đổi"), "both notes are kept: {note}");
    }

    // 16:30: the lead concludes from the phone.
    lead.command(&app, "inspection.conclude", inspection, inspection, json!({}));
    lead.sync(&app).await;
    assert!(lead.outbox.is_empty());
    assert_eq!(lead.record("inspections", inspection).unwrap()["status"], "concluded", "{:#?}", lead.answers.values().last());
    let office = app.sign_in("thuongtruc").await;
    let content = office.get(&format!("/inspections/{inspection}/content")).await;
    let frozen = content.expect(200);
    assert_eq!(frozen["evidence"].as_array().unwrap().len(), 6);
    assert_eq!(frozen["findings"][0]["number"], "F-2026-0001-01");
    let view = office.get(&format!("/inspections/{inspection}")).await.expect(200);
    assert_eq!(view["frozen_digest"], soat_tests::device::sha256(&content.bytes));

    // 18:00: the third gets home to a signal. The work is not lost, and not slipped in.
    third.push(&app, 100, Network::Good).await;
    let answer = third.answers.values().last().unwrap();
    assert_eq!((answer["status"].as_str(), answer["reason"].as_str()), (Some("parked"), Some("not-recording")));
    let waiting = app.sign_in("truongdoan").await.get(&format!("/parked-ops?inspection={inspection}")).await.expect(200);
    assert_eq!(waiting["items"][0]["op"]["fields"]["note"], "Ghi tại cuộc họp cuối ngày");
    assert_eq!(office.get(&format!("/inspections/{inspection}/content")).await.bytes, content.bytes, "what was frozen stays");
    crate::day_after::to_the_end(&app, inspection, finding).await;
});

/// Every item is answered by one of the two; the dossiers are drawn and judged by the secretary.
fn fill_in(app: &TestApp, inspection: Uuid, lead: &mut Device, secretary: &mut Device) {
    for (index, item) in checklist().items().filter(|item| item.id != DISPUTED).enumerate() {
        let device: &mut Device = if index % 2 == 0 { &mut *lead } else { &mut *secretary };
        match fitting(item) {
            Some(answer) => {
                device.answer(app, inspection, &item.id, answer);
            }
            None => draw_samples(app, inspection, secretary, &item.id),
        }
    }
}

fn draw_samples(app: &TestApp, inspection: Uuid, device: &mut Device, item: &str) {
    for number in 1..=5 {
        let sample = device.id_for(app);
        device.put(
            app,
            "samples",
            inspection,
            sample,
            json!({
                "item_id": item, "procedure": "Chứng thực bản sao", "dossier_code": format!("000.{number}.H37-2602"),
                "received_on": "2026-02-02", "due_on": "2026-02-03", "returned_on": "2026-02-03",
                "steps": [{"name": "Tiếp nhận", "role": "Một cửa", "planned_days": 1, "actual_days": 1}],
            }),
        );
        let id = response_id(inspection, item, Some(sample));
        device.put(app, "responses", inspection, id, json!({"item_id": item, "sample_id": sample, "verdict": "conforming"}));
    }
}

/// The real photos, for the disputed item, the finding and the inspection as a whole.
fn take_photos(app: &TestApp, inspection: Uuid, lead: &mut Device, secretary: &mut Device, finding: Uuid) {
    let disputed = response_id(inspection, DISPUTED, None);
    lead.photograph(app, inspection, "response", disputed, photo("phone-jolla.jpg"), "image/jpeg");
    lead.photograph(app, inspection, "inspection", inspection, photo("phone-iphone.heic"), "image/heic");
    let decision = response_id(inspection, "scope.has-decision", None);
    lead.photograph(app, inspection, "response", decision, photo("gps-dscn0010.jpg"), "image/jpeg");
    secretary.photograph(app, inspection, "finding", finding, photo("orientation-portrait-6.jpg"), "image/jpeg");
    secretary.photograph(app, inspection, "response", disputed, photo("orientation-landscape-6.jpg"), "image/jpeg");
    secretary.photograph(app, inspection, "inspection", inspection, photo("camera-canon-ixus.jpg"), "image/jpeg");
}

/// Concluding is refused while values differ; the lead sees both with their authors and decides.
async fn settle(app: &TestApp, inspection: Uuid, lead: &mut Device, secretary: &mut Device) -> Uuid {
    let chair = app.sign_in("truongdoan").await;
    let path = format!("/inspections/{inspection}");
    let seen = chair.get(&path).await;
    let refused = chair.post_seen(&format!("{path}/conclude"), &seen.etag(), json!({})).await.refused(422, "needs-unmet");
    let codes: BTreeMap<&str, usize> = refused["errors"].as_array().unwrap().iter().fold(BTreeMap::new(), |mut codes, error| {
        *codes.entry(error["code"].as_str().unwrap()).or_default() += 1;
        codes
    });
    assert_eq!(codes, BTreeMap::from([("open-conflicts", 1)]), "nothing else is missing: {refused:#}");
    let ((_, id), record) = lead.records.iter().find(|((collection, _), _)| collection == "conflicts").unwrap();
    let id = *id;
    let authors: Vec<_> = record["values"].as_array().unwrap().iter().map(|kept| kept["by"].clone()).collect();
    assert_eq!(authors, [json!(lead.user_id), json!(secretary.user_id)]);
    let name = "conflict.resolve";
    secretary.command(app, name, inspection, id, json!({"value": "conforming"}));
    secretary.sync(app).await;
    assert_eq!(secretary.answers.values().last().unwrap()["problem"]["code"], "forbidden", "only the lead settles it");
    lead.command(app, name, inspection, id, json!({"value": "nonconforming"}));
    lead.sync(app).await;
    id
}
