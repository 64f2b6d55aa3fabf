//! What devices and the server exchange beside operations: schemas and polls, receipts, digests, health, events, bundles.

mod bundles;
mod digests;
mod events;
mod health;
mod receipts;
mod remembered;
mod schemas;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use soat_tests::app::json as json_request;
use soat_tests::{Answer, Device, TestApp};

const CHECKLIST: &str = "provincial-inspection";

/// Posts JSON with the token of a device.
async fn post(app: &TestApp, device: &Device, path: &str, body: Value) -> Answer {
    device.send(app, json_request(Method::POST, path, &body)).await
}

/// Reads with the token of a device.
async fn get(app: &TestApp, device: &Device, path: &str) -> Answer {
    device.send(app, Request::get(format!("/api/v1{path}")).body(Body::empty()).unwrap()).await
}

/// The body of a pull, with more fields.
fn pull(device: &Device, more: &Value) -> Value {
    let mut body = json!({"device_id": device.id, "cursor": device.cursor, "limit": 500});
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

/// The body of a push, with more fields.
fn push(app: &TestApp, device: &Device, ops: &[Value], more: &Value) -> Value {
    let mut body = json!({"device_id": device.id, "device_time": app.state.now(), "ops": ops});
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

/// Takes `thanhvien` off the team.
async fn leave(app: &TestApp, inspection: uuid::Uuid) {
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{inspection}");
    let seen = office.get(&path).await;
    let members: Vec<_> =
        [("truongdoan", "lead"), ("thuky", "secretary")].into_iter().map(|(name, role)| soat_tests::work::member(name, role)).collect();
    office.put(&format!("{path}/team"), &seen.etag(), json!({ "members": members })).await.expect(200);
}
