//! Receipts: signed with a published key, true of what is stored, and silent about everything else.

use axum::http::Request;
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use soat_tests::device::{begun_inspection, sha256};
use soat_tests::work::picture;
use soat_tests::{Device, Network, TestApp, on_every_database};
use uuid::Uuid;

use super::{CHECKLIST, get, post, push};

/// What a receipt says, once its signature is that of a published key.
pub(super) async fn read(app: &TestApp, receipt: &Value) -> Value {
    let token = receipt.as_str().unwrap_or_else(|| panic!("no receipt: {receipt}"));
    let header = decode_header(token).unwrap();
    assert_eq!((header.alg, header.typ.as_deref()), (Algorithm::EdDSA, Some("soat-receipt")));
    let keys = app.send(Request::get("/.well-known/jwks.json").body(axum::body::Body::empty()).unwrap()).await.expect(200);
    let keys = keys["keys"].as_array().unwrap();
    let key = keys.iter().find(|key| key["kid"] == header.kid.clone().unwrap()).expect("the key is published");
    let key = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.required_spec_claims.clear();
    rules.validate_exp = false;
    decode::<Value>(token, &key, &rules).unwrap().claims
}

async fn pushed(app: &TestApp, device: &mut Device) -> Value {
    let answer = device.push(app, 100, Network::Good).await.unwrap().expect(200);
    read(app, &answer["receipt"]).await
}

on_every_database!(every_push_answer_carries_a_receipt_for_the_inspections_it_touched, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut device = Device::sign_in(&app, "truongdoan").await;
    assert_eq!(pushed(&app, &mut device).await["inspections"], json!([]), "also of nothing");
    device.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    let photo = device.photograph(&app, inspection, "inspection", inspection, picture(), "image/jpeg");
    let receipt = pushed(&app, &mut device).await;
    assert_eq!((&receipt["device_id"], &receipt["user_id"]), (&json!(device.id), &json!(device.user_id)));
    assert_eq!(receipt["iat"], app.state.now().unix_seconds());
    let held = &receipt["inspections"][0];
    assert_eq!((&held["id"], held["collections"]["responses"]["count"].as_u64()), (&json!(inspection), Some(1)));
    assert_eq!(held["evidence"], json!([]), "it is declared, and no byte of it has come");
    device.upload_all(&app).await;
    device.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    let receipt = pushed(&app, &mut device).await;
    let kept = json!([{"id": photo, "size": picture().len(), "sha256": sha256(&picture())}]);
    assert_eq!(receipt["inspections"][0]["evidence"], kept);
    assert_eq!(receipt["inspections"][0]["collections"]["responses"]["count"], 2);
    // The same push again says what is held now.
    let again = get(&app, &device, &format!("/sync/receipt?inspection={inspection}")).await.expect(200);
    assert_eq!(read(&app, &again["receipt"]).await["inspections"], receipt["inspections"]);
});

on_every_database!(a_push_names_the_files_of_its_device_and_the_inspections_receipt_all_of_them, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut one = Device::sign_in(&app, "truongdoan").await;
    let mut two = Device::sign_in(&app, "thuky").await;
    for device in [&mut one, &mut two] {
        device.photograph(&app, inspection, "inspection", inspection, picture(), "image/jpeg");
        device.push(&app, 100, Network::Good).await;
        device.upload_all(&app).await;
    }
    one.answer(&app, inspection, "dir.climate-parties", json!({"verdict": "conforming"}));
    let own = pushed(&app, &mut one).await;
    assert_eq!(own["inspections"][0]["evidence"].as_array().unwrap().len(), 1);
    let all = get(&app, &one, &format!("/sync/receipt?inspection={inspection}")).await.expect(200);
    assert_eq!(read(&app, &all["receipt"]).await["inspections"][0]["evidence"].as_array().unwrap().len(), 2);
});

on_every_database!(a_receipt_says_nothing_of_inspections_that_are_none_of_ones_own, |app| async move {
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let mut stranger = Device::sign_in(&app, "bacninh.thanhvien").await;
    stranger.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    assert_eq!(pushed(&app, &mut stranger).await["inspections"], json!([]));
    get(&app, &stranger, &format!("/sync/receipt?inspection={inspection}")).await.refused(404, "not-found");
    get(&app, &stranger, &format!("/sync/receipt?inspection={}", Uuid::from_u128(7))).await.refused(404, "not-found");
    get(&app, &stranger, "/sync/receipt?inspection=x").await.refused(422, "invalid-parameter");
    get(&app, &stranger, "/sync/receipt").await.refused(422, "invalid-parameter");
});

on_every_database!(a_receipt_opens_no_door_and_a_changed_one_is_noticed, |app| async move {
    let device = Device::sign_in(&app, "truongdoan").await;
    let answer = post(&app, &device, "/sync/push", push(&app, &device, &[], &json!({}))).await.expect(200);
    let receipt = answer["receipt"].as_str().unwrap().to_owned();
    let request = Request::get("/api/v1/me").header("authorization", format!("Bearer {receipt}")).body(axum::body::Body::empty()).unwrap();
    app.send(request).await.refused(401, "token-invalid");
    let parts: Vec<&str> = receipt.split('.').collect();
    let mut said: Value = serde_json::from_slice(&BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap()).unwrap();
    said["inspections"] = json!([{"id": Uuid::from_u128(7)}]);
    let forged = format!("{}.{}.{}", parts[0], BASE64URL_NOPAD.encode(said.to_string().as_bytes()), parts[2]);
    let keys = app.send(Request::get("/.well-known/jwks.json").body(axum::body::Body::empty()).unwrap()).await.expect(200);
    let key = DecodingKey::from_ed_components(keys["keys"][0]["x"].as_str().unwrap()).unwrap();
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.required_spec_claims.clear();
    rules.validate_exp = false;
    assert!(decode::<Value>(&forged, &key, &rules).is_err());
    assert!(decode::<Value>(&receipt, &key, &rules).is_ok());
});
