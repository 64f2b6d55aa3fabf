//! The health of devices: what they say of themselves, and what a revoked one hears wherever it knocks.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use soat_tests::app::json as json_request;
use soat_tests::device::begun_inspection;
use soat_tests::people::PASSWORD;
use soat_tests::work::picture;
use soat_tests::{Device, TestApp, on_every_database};

use super::{CHECKLIST, get, post, pull, push};

/// A device as the administrator sees it.
async fn seen(app: &TestApp, device: &Device) -> Value {
    let admin = app.sign_in("quantri").await;
    let devices = admin.get("/devices?limit=500").await.expect(200);
    devices["items"].as_array().unwrap().iter().find(|row| row["id"] == json!(device.id)).cloned().expect("it is listed")
}

on_every_database!(the_administrator_sees_how_the_synchronisation_of_a_device_fares, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    let fresh = seen(&app, &device).await;
    for name in ["last_pull_at", "last_push_at", "clock_offset_ms", "app_version", "pending_ops", "pending_files"] {
        assert!(fresh[name].is_null(), "{name} in {fresh:#}");
    }
    assert_eq!(fresh["parked_ops"], 0);
    let said = json!({"app_version": "2.4.1", "outbox": {"ops": 12, "files": 3}});
    post(&app, &device, "/sync/pull", pull(&device, &said)).await.expect(200);
    let after = seen(&app, &device).await;
    assert_eq!((&after["app_version"], &after["pending_ops"], &after["pending_files"]), (&json!("2.4.1"), &json!(12), &json!(3)));
    assert_eq!(after["last_pull_at"], json!(app.state.now()));
    // Something new is kept at once, however short the last pull is ago; silence about it keeps what was said.
    post(&app, &device, "/sync/pull", pull(&device, &json!({"outbox": {"ops": 11, "files": 3}}))).await.expect(200);
    post(&app, &device, "/sync/pull", pull(&device, &json!({}))).await.expect(200);
    let after = seen(&app, &device).await;
    assert_eq!((&after["app_version"], &after["pending_ops"]), (&json!("2.4.1"), &json!(11)));
    // Work on an inspection that the person has left is parked.
    device.pull(&app, 500).await;
    device.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    crate::exchanges::leave(&app, inspection).await;
    let ops: Vec<_> = device.outbox.iter().cloned().collect();
    let mut body = push(&app, &device, &ops, &json!({"outbox": {"ops": 1, "files": 0}, "app_version": "2.5.0"}));
    body["device_time"] = json!(app.state.now().plus_seconds(-90));
    let answer = post(&app, &device, "/sync/push", body).await.expect(200);
    assert_eq!(answer["outcomes"][0]["status"], "parked");
    let after = seen(&app, &device).await;
    assert_eq!((&after["clock_offset_ms"], &after["parked_ops"], &after["pending_ops"]), (&json!(90_000), &json!(1), &json!(1)));
    assert_eq!((&after["app_version"], &after["last_push_at"]), (&json!("2.5.0"), &json!(app.state.now())));
});

on_every_database!(what_a_device_says_of_itself_is_bounded, |app| async move {
    let device = Device::sign_in(&app, "thanhvien").await;
    for said in [
        json!({"app_version": "x".repeat(61)}),
        json!({"app_version": ""}),
        json!({"outbox": {"ops": -1, "files": 0}}),
        json!({"outbox": {"ops": 4_000_000_000_u32, "files": 0}}),
        json!({"outbox": {"ops": 1}}),
        json!({"again": vec!["x"; 201]}),
    ] {
        post(&app, &device, "/sync/pull", pull(&device, &said)).await.refused(422, "invalid-body");
    }
});

on_every_database!(a_revoked_device_is_told_to_wipe_itself_wherever_it_knocks, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "thanhvien").await;
    device.pull(&app, 500).await;
    let photo = device.photograph(&app, inspection, "inspection", inspection, picture(), "image/jpeg");
    device.push(&app, 10, soat_tests::Network::Good).await;
    let create = || {
        Request::post("/api/v1/uploads")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", picture().len())
            .header("upload-metadata", format!("evidence_id {}", data_encoding::BASE64.encode(photo.to_string().as_bytes())))
            .body(Body::empty())
            .unwrap()
    };
    let begun = device.send(&app, create()).await;
    begun.expect(201);
    let upload = begun.header("location").unwrap().to_owned();
    let admin = app.sign_in("quantri").await;
    let version = seen(&app, &device).await["version"].clone();
    admin.post_seen(&format!("/devices/{}/revoke", device.id), &format!("\"{version}\""), json!({})).await.expect(200);
    let upload = upload.strip_prefix(&app.state.settings().public_address()).unwrap_or(&upload).to_owned();
    let patch = Request::patch(&upload)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream")
        .body(Body::from(picture()))
        .unwrap();
    let content = Request::put(format!("/api/v1/evidence/{photo}/content")).body(Body::from(picture())).unwrap();
    let digest = json!({"device_id": device.id, "cursor": device.cursor});
    let answers = [
        post(&app, &device, "/sync/pull", pull(&device, &json!({}))).await,
        post(&app, &device, "/sync/push", push(&app, &device, &[], &json!({}))).await,
        post(&app, &device, "/sync/digest", digest).await,
        get(&app, &device, &format!("/sync/receipt?inspection={inspection}")).await,
        get(&app, &device, "/sync/events").await,
        get(&app, &device, "/me").await,
        device.send(&app, create()).await,
        device.send(&app, patch).await,
        device.send(&app, content).await,
    ];
    for answer in answers {
        answer.refused(410, "device-revoked");
    }
    let again = json!({"username": "thanhvien", "password": PASSWORD, "device": {"id": device.id, "name": "máy", "platform": "android"}});
    app.send(json_request(Method::POST, "/auth/sign-in", &again)).await.refused(410, "device-revoked");
    assert_eq!(seen(&app, &device).await["revoked_at"], json!(app.state.now()));
});
