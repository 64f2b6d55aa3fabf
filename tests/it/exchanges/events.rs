//! Events: which stream has moved, to those who follow it, from any process, until the session ends.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::Request;
use futures_util::StreamExt;
use serde_json::{Value, json};
use soat_tests::device::begun_inspection;
use soat_tests::people::place;
use soat_tests::{Answer, Network, Person, TestApp, on_every_database};
use tower::ServiceExt;

use super::CHECKLIST;

/// Bounds a test that has failed; no test waits for it otherwise.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection that listens.
struct Listening(BodyDataStream);

impl Listening {
    async fn to(router: Router, token: &str) -> Self {
        let request = Request::get("/api/v1/sync/events").header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut listening = Self(response.into_body().into_data_stream());
        assert_eq!(listening.frame().await.unwrap(), "retry: 5000\n: listening\n\n");
        listening
    }

    /// What comes next; none when the connection ends.
    async fn frame(&mut self) -> Option<Bytes> {
        tokio::time::timeout(PATIENCE, self.0.next()).await.expect("something happens").map(Result::unwrap)
    }

    /// The next event; signs of life are passed over.
    async fn event(&mut self) -> Value {
        loop {
            let frame = self.frame().await.expect("the connection goes on");
            let text = std::str::from_utf8(&frame).unwrap();
            if let Some(rest) = text.strip_prefix("event: stream\ndata: ") {
                return serde_json::from_str(rest.strip_suffix("\n\n").unwrap()).unwrap();
            }
            assert_eq!(text, ":\n\n");
        }
    }

    /// The next event about a stream: what has moved just before one began to listen may be told as well.
    async fn event_of(&mut self, stream: &str, change: i64) {
        loop {
            let event = self.event().await;
            if event == json!({"stream": stream, "change": change}) {
                return;
            }
        }
    }

    async fn ends(&mut self) {
        while self.frame().await.is_some() {}
    }
}

async fn listening(app: &TestApp, person: &Person<'_>) -> Listening {
    Listening::to(app.routes(), &person.token).await
}

async fn quick(app: TestApp) -> TestApp {
    app.with_settings(|settings| (settings.events_poll_millis, settings.events_heartbeat_seconds) = (20, 1)).await
}

on_every_database!(those_who_follow_a_stream_are_told_that_it_moved_and_nothing_else, |app| async move {
    let app = quick(app).await;
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let name = format!("inspection:{inspection}");
    let mut device = soat_tests::Device::sign_in(&app, "truongdoan").await;
    device.pull(&app, 500).await;
    let secretary = app.sign_in("thuky").await;
    let mut told = listening(&app, &secretary).await;
    let stranger = app.sign_in("bacninh.quantri").await;
    let mut elsewhere = listening(&app, &stranger).await;
    device.answer(&app, inspection, "dir.climate-context", json!({"verdict": "conforming"}));
    device.push(&app, 10, Network::Good).await;
    let change = device.answers.values().next().unwrap()["change"].as_i64().unwrap();
    told.event_of(&name, change).await;
    // What the stranger hears next is their own register, whose people have changed, and never the inspection.
    let account = json!({"username": "bn.moi", "password": soat_tests::people::PASSWORD, "display_name": "Người mới", "organisation_id": place::BAC_NINH});
    stranger.post("/users", account).await.expect(201);
    let directory = format!("directory:{}", place::BAC_NINH);
    let mut heard = Vec::new();
    while heard.last().is_none_or(|event: &Value| event["stream"] != directory) {
        heard.push(elsewhere.event().await);
    }
    assert!(heard.iter().all(|event| event["stream"] == directory || event["stream"] == "checklists"), "{heard:#?}");
});

on_every_database!(a_change_that_another_process_wrote_is_told_as_well, |app| async move {
    let app = quick(app).await;
    let inspection = begun_inspection(&app, CHECKLIST).await;
    let other = soat::router::build(app.second_process().await);
    let secretary = app.sign_in("thuky").await;
    let mut here = listening(&app, &secretary).await;
    let lead = app.sign_in("truongdoan").await;
    let mut there = Listening::to(other.clone(), &lead.token).await;
    for (router, item) in [(app.routes(), "dir.climate-context"), (other, "dir.climate-parties")] {
        let path = format!("/api/v1/inspections/{inspection}/responses/{item}");
        let request =
            Request::put(path).header("authorization", format!("Bearer {}", lead.token)).header("content-type", "application/json");
        let body = Body::from(json!({"verdict": "conforming"}).to_string());
        Answer::read(router.oneshot(request.body(body).unwrap()).await.unwrap()).await.expect(201);
        let page = secretary.post("/sync/pull", json!({"device_id": secretary.device_id})).await.expect(200);
        let change = page["changes"].as_array().unwrap().iter().filter(|change| change["collection"] == "responses");
        let change = change.filter_map(|change| change["change"].as_i64()).max().unwrap();
        here.event_of(&format!("inspection:{inspection}"), change).await;
        there.event_of(&format!("inspection:{inspection}"), change).await;
    }
});

on_every_database!(whoever_comes_on_a_team_is_told_of_its_stream_at_once, |app| async move {
    let app = quick(app).await;
    let inspection = begun_inspection(&app, CHECKLIST).await;
    crate::exchanges::leave(&app, inspection).await;
    let member = app.sign_in("thanhvien").await;
    let mut told = listening(&app, &member).await;
    let office = app.sign_in("thuongtruc").await;
    let path = format!("/inspections/{inspection}");
    let members: Vec<_> = [("truongdoan", "lead"), ("thanhvien", "member")].map(|(name, role)| soat_tests::work::member(name, role)).into();
    office.put(&format!("{path}/team"), &office.get(&path).await.etag(), json!({ "members": members })).await.expect(200);
    let name = format!("inspection:{inspection}");
    while told.event().await["stream"] != name {}
});

on_every_database!(it_ends_when_the_device_is_revoked_or_signs_out, |app| async move {
    let app = quick(app).await;
    let admin = app.sign_in("quantri").await;
    let (revoked, leaving, staying) = (app.sign_in("thanhvien").await, app.sign_in("thuky").await, app.sign_in("truongdoan").await);
    let mut ended = [listening(&app, &revoked).await, listening(&app, &leaving).await];
    let mut goes_on = listening(&app, &staying).await;
    admin.post_seen(&format!("/devices/{}/revoke", revoked.device_id), "\"1\"", json!({})).await.expect(200);
    leaving.post("/auth/sign-out", json!({})).await.expect(204);
    for listening in &mut ended {
        listening.ends().await;
    }
    revoked.get("/sync/events").await.refused(410, "device-revoked");
    assert!(goes_on.frame().await.is_some());
});

on_every_database!(it_ends_with_the_access_token, |app| async move {
    let app = quick(app).await;
    let person = app.sign_in("thanhvien").await;
    let mut told = listening(&app, &person).await;
    app.state.clock().advance_millis(16 * 60_000);
    told.ends().await;
    person.get("/sync/events").await.refused(401, "token-expired");
});

on_every_database!(it_ends_when_the_program_stops_or_the_same_device_listens_anew, |app| async move {
    let app = quick(app).await;
    let person = app.sign_in("thanhvien").await;
    let mut first = listening(&app, &person).await;
    let mut second = listening(&app, &person).await;
    first.ends().await;
    assert_eq!(app.state.listeners().count(), 1, "one connection a device");
    while second.frame().await.unwrap() != ":\n\n" {}
    app.state.listeners().close();
    second.ends().await;
    person.get("/sync/events").await.refused(503, "busy");
});

on_every_database!(a_listener_that_is_gone_is_forgotten, |app| async move {
    let app = quick(app).await;
    let person = app.sign_in("thanhvien").await;
    drop(listening(&app, &person).await);
    let forgotten = async {
        while app.state.listeners().count() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, forgotten).await.expect("nobody listens any more");
});
