//! Digests: equal where a device holds what the server holds, and the way back where it does not.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use soat_tests::device::{begun_inspection, sha256};
use soat_tests::work::picture;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

use super::{CHECKLIST, post, pull};

/// The digest of what a device holds of an inspection, computed as the protocol says.
fn own_digest(device: &Device, inspection: Uuid) -> Value {
    let mut lines: BTreeMap<&str, BTreeMap<Uuid, i64>> = BTreeMap::new();
    let records = device.records.iter().filter(|((collection, id), record)| {
        record["inspection_id"] == json!(inspection) || (collection == "inspections" && *id == inspection)
    });
    for ((collection, id), _) in records {
        lines.entry(collection).or_default().insert(*id, device.seen[id]);
    }
    let holding = |records: BTreeMap<Uuid, i64>| {
        let lines: Vec<String> = records.iter().map(|(id, change)| format!("{id} {change}\n")).collect();
        let text = lines.concat();
        json!({"count": records.len(), "hash": sha256(text.as_bytes())})
    };
    lines.into_iter().map(|(collection, records)| (collection.to_owned(), holding(records))).collect::<serde_json::Map<_, _>>().into()
}

async fn digest(app: &TestApp, device: &Device, inspection: Uuid) -> Value {
    let body = json!({"device_id": device.id, "cursor": device.cursor});
    let answer = post(app, device, "/sync/digest", body).await.expect(200);
    let name = format!("inspection:{inspection}");
    answer["streams"].as_array().unwrap().iter().find(|stream| stream["stream"] == name).cloned().unwrap_or_default()
}

/// Two devices that have done what makes records: answers, samples, attendees, findings, photos, a conflict, a withdrawal.
async fn worked(app: &TestApp, inspection: Uuid) -> [Device; 2] {
    let mut one = Device::sign_in(app, "truongdoan").await;
    let mut two = Device::sign_in(app, "thuky").await;
    one.sync(app).await;
    two.sync(app).await;
    one.answer(app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    two.answer(app, inspection, "dir.climate-context", json!({"verdict": "nonconforming", "note": "Thiếu"}));
    let finding = app.state.new_id();
    one.put(app, "findings", inspection, finding, json!({"observed": "Thiếu chữ ký", "grade": "observation"}));
    let attendee = app.state.new_id();
    two.put(app, "attendees", inspection, attendee, json!({"side": "unit", "name": "Đại diện"}));
    let spoilt = app.state.new_id();
    two.put(app, "attendees", inspection, spoilt, json!({"side": "unit", "name": "Nhầm"}));
    one.photograph(app, inspection, "inspection", inspection, picture(), "image/jpeg");
    one.sync(app).await;
    one.upload_all(app).await;
    two.sync(app).await;
    two.withdraw(app, "attendees", inspection, spoilt, "Ghi nhầm");
    one.sync(app).await;
    two.sync(app).await;
    one.sync(app).await;
    [one, two]
}

on_every_database!(devices_that_hold_what_the_server_holds_compute_the_same_digest, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let [one, two] = worked(&app, inspection).await;
    for device in [&one, &two] {
        let said = digest(&app, device, inspection).await;
        assert_eq!(said["standing"], "current");
        let told = said["collections"].as_object().unwrap();
        for name in ["inspections", "responses", "attendees", "findings", "evidence", "conflicts"] {
            assert!(told.contains_key(name), "{name} in {said:#}");
        }
        assert_eq!(told["attendees"]["count"], 1, "the withdrawn one does not count");
        assert_eq!(said["collections"], own_digest(device, inspection));
    }
});

on_every_database!(a_device_that_differs_pulls_that_stream_again_and_is_whole, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let [mut one, two] = worked(&app, inspection).await;
    let name = format!("inspection:{inspection}");
    // Its store was damaged: a record is gone, another is an older one, a third was never the server's.
    let lost: Vec<_> =
        one.records.keys().filter(|(collection, _)| collection == "findings" || collection == "responses").cloned().collect();
    one.records.remove(&lost[0]);
    *one.seen.get_mut(&lost[1].1).unwrap() -= 1;
    let stray = Uuid::from_u128(99);
    one.records.insert(("attendees".to_owned(), stray), json!({"id": stray, "inspection_id": inspection}));
    one.seen.insert(stray, 3);
    let said = digest(&app, &one, inspection).await;
    assert_ne!(said["collections"], own_digest(&one, inspection));
    // It drops what it holds of the stream together with storing the first page; the outbox stays.
    let unsent = one.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    let again = json!({"again": [name], "limit": 3});
    let mut page = post(&app, &one, "/sync/pull", pull(&one, &again)).await.expect(200);
    let lost_answer = post(&app, &one, "/sync/pull", pull(&one, &again)).await.expect(200);
    assert_eq!(page["changes"], lost_answer["changes"], "the same when the answer was lost");
    assert!(page["changes"].as_array().unwrap().iter().any(|change| change["stream"] == name));
    let waiting: Vec<_> = one.outbox.iter().map(|op| op["id"].clone()).collect();
    one.records.retain(|(collection, id), record| {
        let is_of_it = record["inspection_id"] == json!(inspection) || (collection == "inspections" && *id == inspection);
        !is_of_it || waiting.contains(&json!(id))
    });
    one.take_page(&page);
    while page["has_more"] == true {
        page = post(&app, &one, "/sync/pull", pull(&one, &json!({"limit": 3}))).await.expect(200);
        one.take_page(&page);
    }
    let unsent = one.records.remove(&("responses".to_owned(), unsent)).unwrap();
    let said = digest(&app, &one, inspection).await;
    assert_eq!((&said["standing"], &said["collections"]), (&json!("current"), &own_digest(&one, inspection)), "own records are told too");
    one.records.insert(("responses".to_owned(), unsent["id"].as_str().unwrap().parse().unwrap()), unsent);
    assert_eq!(one.outbox.len(), 1);
    one.sync(&app).await;
    assert_eq!(digest(&app, &one, inspection).await["collections"], own_digest(&one, inspection));
    drop(two);
});

on_every_database!(a_stream_with_more_to_tell_is_to_be_pulled_first, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    let mut two = Device::sign_in(&app, "thuky").await;
    one.pull(&app, 500).await;
    two.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    two.push(&app, 10, Network::Good).await;
    let said = digest(&app, &one, inspection).await;
    assert_eq!((said["standing"].as_str(), said["collections"].is_null()), (Some("behind"), true));
    one.pull(&app, 500).await;
    assert_eq!(digest(&app, &one, inspection).await["standing"], "current");
});

on_every_database!(a_cursor_of_another_server_or_a_strangers_stream_tells_nothing, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    one.pull(&app, 500).await;
    let mut stranger = Device::sign_in(&app, "bacninh.thanhvien").await;
    stranger.cursor.clone_from(&one.cursor);
    assert!(digest(&app, &stranger, inspection).await.is_null());
    let again = json!({"again": [format!("inspection:{inspection}"), "inspection:x", ""]});
    let told = post(&app, &stranger, "/sync/pull", pull(&stranger, &again)).await.expect(200);
    assert!(!told.to_string().contains(&inspection.to_string()));
    stranger.cursor = Some("không phải".into());
    let body = json!({"device_id": stranger.id, "cursor": stranger.cursor});
    post(&app, &stranger, "/sync/digest", body).await.refused(422, "invalid-parameter");
    let body = json!({"device_id": one.id, "cursor": one.cursor});
    post(&app, &stranger, "/sync/digest", body).await.refused(422, "invalid-body");
});
