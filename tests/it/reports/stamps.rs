//! Time-stamps: an authority that answers, and all the ways in which one does not.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use serde_json::json;
use soat::kernel::config::Settings;
use soat_tests::corrective::Cast;
use soat_tests::on_every_database;
use soat_tests::signing::{failing, issue_keys, minutes, pdf, sign, verified};
use soat_tests::work::now;
use tokio::sync::Notify;

use super::responder::Responder;

const REPLY: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/timestamp-reply")];

/// An authority on a port of its own: in time, and in every wrong way.
async fn authority(responder: Arc<Responder>, at: jiff::Timestamp) -> SocketAddr {
    let right = move |body: Bytes| async move { (REPLY, responder.answer(&body, at)) };
    let routes = Router::new()
        .route("/right", post(right))
        .route("/slow", post(|| async { tokio::time::sleep(std::time::Duration::from_secs(30)).await }))
        .route("/failing", post(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
        .route("/garbage", post(|| async { (REPLY, "khong phai DER") }))
        .route("/page", post(|| async { "<html>" }))
        .route("/refusing", post(|| async { (REPLY, vec![0x30_u8, 5, 0x30, 3, 2, 1, 2]).into_response() }))
        .route("/endless", post(|| async { (REPLY, vec![0_u8; 1 << 20]) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

on_every_database!(a_signature_is_stamped_or_it_is_not_made, |app| async move {
    issue_keys(&app).await;
    let report = minutes(&app, &Cast::sign_in(&app).await).await.1;
    let responder = Arc::new(Responder::new());
    let anchors = app.folder.path().join("tsa.pem");
    std::fs::write(&anchors, responder.certificate.to_pem()).unwrap();
    let address = authority(Arc::clone(&responder), app.state.now().timestamp()).await;
    let settings = Settings { tsa_timeout_seconds: 1, tsa_anchors_file: anchors, ..app.state.settings().clone() };
    let nobody = "http://127.0.0.1:1/".to_owned();
    let wrong = ["slow", "failing", "garbage", "page", "refusing", "endless"].map(|way| format!("http://{address}/{way}"));
    let mut app = app;
    for url in wrong.into_iter().chain([nobody]) {
        app = app.restart_with(Settings { tsa_url: url.clone(), ..settings.clone() }).await;
        let lead = app.sign_in("truongdoan").await;
        let before = lead.get(&report).await.json();
        sign(&lead, &report, "lead").await.refused(503, "time-stamp-unavailable");
        assert_eq!(lead.get(&report).await.json(), before, "{url}: nothing is stored half");
    }
    let app = app.restart_with(Settings { tsa_url: format!("http://{address}/right"), ..settings }).await;
    let lead = app.sign_in("truongdoan").await;
    let signed = sign(&lead, &report, "lead").await.expect(200);
    assert_eq!(signed["signatures"][2]["level"], "B-T");
    let record = verified(&app, pdf(&lead, &report).await).await;
    assert_eq!(failing(&record), ["fully-signed"], "{record:#}");
    let facts = record["file"]["signatures"][0]["facts"].as_array().unwrap();
    assert!(facts.iter().any(|fact| fact["code"] == "time-stamp-valid" && fact["outcome"] == "holds"));
    assert_eq!(record["file"]["signatures"][0]["time_stamp"]["at"], json!(app.state.now().timestamp()));
});

on_every_database!(a_stamp_that_nobody_is_trusted_for_makes_no_level, |app| async move {
    issue_keys(&app).await;
    let report = minutes(&app, &Cast::sign_in(&app).await).await.1;
    let address = authority(Arc::new(Responder::new()), app.state.now().timestamp()).await;
    let settings = Settings { tsa_url: format!("http://{address}/right"), ..app.state.settings().clone() };
    let app = app.restart_with(settings).await;
    let signed = sign(&app.sign_in("truongdoan").await, &report, "lead").await.expect(200);
    assert_eq!(signed["signatures"][2]["level"], "B-B");
});

on_every_database!(an_inspection_that_is_reopened_while_a_signature_waits_for_its_stamp_is_not_signed, |app| async move {
    issue_keys(&app).await;
    let (inspection, report) = minutes(&app, &Cast::sign_in(&app).await).await;
    let (asked, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let responder = Arc::new(Responder::new());
    let anchors = app.folder.path().join("tsa.pem");
    std::fs::write(&anchors, responder.certificate.to_pem()).unwrap();
    let (tells, waits, at) = (Arc::clone(&asked), Arc::clone(&go_on), app.state.now().timestamp());
    let answer = move |body: Bytes| async move {
        tells.notify_one();
        waits.notified().await;
        (REPLY, responder.answer(&body, at))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tsa_url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    let settings = Settings { tsa_url, tsa_timeout_seconds: 60, tsa_anchors_file: anchors, ..app.state.settings().clone() };
    let app = app.restart_with(settings).await;
    let lead = app.sign_in("truongdoan").await;
    let reopening = async {
        asked.notified().await;
        now(&lead, &inspection, "reopen", json!({"reason": "Bổ sung"})).await.expect(200);
        go_on.notify_one();
    };
    let (signed, ()) = tokio::join!(sign(&lead, &report, "lead"), reopening);
    signed.refused(409, "content-outdated");
    assert_eq!(lead.get(&inspection).await.json()["status"], "in_progress");
    assert_eq!(lead.get(&report).await.json()["status"], "prepared");
});
