//! Numbers of record schemas, and when a device shall ask again.

use serde_json::{Value, json};
use soat_tests::device::begun_inspection;
use soat_tests::{Device, on_every_database};

use super::{CHECKLIST, get, post, pull, push};

on_every_database!(an_outdated_app_is_told_to_update_before_anything_is_applied, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "truongdoan").await;
    device.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    let refused = post(&app, &device, "/sync/push", push(&app, &device, &ops, &json!({"schema": 0}))).await;
    let problem = refused.refused(426, "upgrade-required");
    assert_eq!((problem["params"]["oldest"].as_str(), problem["params"]["newest"].as_str()), (Some("1"), Some("1")));
    assert_eq!(get(&app, &device, &format!("/inspections/{inspection}/responses")).await.expect(200), json!([]));
    post(&app, &device, "/sync/pull", pull(&device, &json!({"schema": 0}))).await.refused(426, "upgrade-required");
    let digest = json!({"device_id": device.id, "cursor": "WzFd", "schema": 0});
    post(&app, &device, "/sync/digest", digest).await.refused(426, "upgrade-required");
    // It may send what can be read no more: the schema is judged first.
    let old = json!({"device_id": device.id, "cursor": null, "schema": 0, "collections": ["responses"]});
    post(&app, &device, "/sync/pull", old).await.refused(426, "upgrade-required");
    // The same operations are new to the updated app's server.
    let answer = post(&app, &device, "/sync/push", push(&app, &device, &ops, &json!({"schema": 1}))).await.expect(200);
    assert_eq!(answer["outcomes"][0]["status"], "applied");
});

on_every_database!(a_schema_that_is_not_known_yet_is_refused_with_the_known_ones, |app| async move {
    let device = Device::sign_in(&app, "truongdoan").await;
    for schema in [json!(2), json!("1"), json!(-1)] {
        let refused = post(&app, &device, "/sync/pull", pull(&device, &json!({ "schema": schema }))).await;
        assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["pointer"], "/schema");
    }
    for schema in [json!(1), Value::Null] {
        post(&app, &device, "/sync/pull", pull(&device, &json!({ "schema": schema }))).await.expect(200);
    }
});

on_every_database!(a_device_asks_again_soon_while_there_is_work_and_late_when_nothing_has_moved_for_weeks, |app| async move {
    const DAY: i64 = 24 * 3_600_000;
    let idle = Device::sign_in(&app, "thanhvien").await;
    assert_eq!(post(&app, &idle, "/sync/pull", pull(&idle, &json!({}))).await.expect(200)["next_poll_s"], 3_600, "no inspection at all");
    begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "truongdoan").await;
    let next = async |device: &Device| post(&app, device, "/sync/pull", pull(device, &json!({}))).await.expect(200)["next_poll_s"].clone();
    assert_eq!(next(&device).await, 60, "it began just now");
    app.state.clock().advance_millis(DAY);
    device.renew(&app).await;
    assert_eq!(next(&device).await, 60, "nothing has moved since yesterday, but it is planned for today");
    app.state.clock().advance_millis(4 * DAY);
    device.renew(&app).await;
    assert_eq!(next(&device).await, 600);
    app.state.clock().advance_millis(55 * DAY);
    device.renew(&app).await;
    assert_eq!(next(&device).await, 3_600);
});

on_every_database!(how_soon_and_how_late_is_the_operators_choice, |app| async move {
    let app = app.with_settings(|settings| (settings.poll_shortest_seconds, settings.poll_longest_seconds) = (5, 20)).await;
    let idle = Device::sign_in(&app, "thanhvien").await;
    assert_eq!(post(&app, &idle, "/sync/pull", pull(&idle, &json!({}))).await.expect(200)["next_poll_s"], 20);
    begun_inspection(&app, CHECKLIST).await;
    assert_eq!(post(&app, &idle, "/sync/pull", pull(&idle, &json!({}))).await.expect(200)["next_poll_s"], 5);
});
