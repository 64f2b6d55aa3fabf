//! Many at once: requests travel in several streams, and nobody waits in a circle.

use std::sync::Arc;

use axum::http::{Method, header};
use serde_json::{Value, json};
use soat_tests::app::json as json_request;
use soat_tests::corrective::{Cast, Stage, bring_to, concluded, concluded_with, nonconformity};
use soat_tests::people::place;
use soat_tests::work::member;
use soat_tests::{Device, on_every_database};
use uuid::Uuid;

const CARS: &str = "/corrective-action-requests";

on_every_database!(of_ten_equal_moves_at_once_one_is_made, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, finding) = concluded(&app, &cast).await;
    let body = json!({"finding_ids": [finding]});
    let issues = (0..10).map(|at| if at % 2 == 0 { cast.lead.post(CARS, body.clone()) } else { cast.office.post(CARS, body.clone()) });
    let issued = futures_util::future::join_all(issues).await;
    let made: Vec<_> = issued.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(made.len(), 1, "{:?}", issued.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(issued.iter().all(|answer| [201, 422].contains(&answer.status.as_u16())));
    let path = format!("{CARS}/{}", made[0].text("/id"));
    let etag = cast.secretary.get(&path).await.etag();
    let place = format!("{path}/acknowledge");
    let moves = (0..10).map(|at| [&cast.secretary, &cast.head][at % 2].post_seen(&place, &etag, json!({})));
    let moved = futures_util::future::join_all(moves).await;
    assert_eq!(moved.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(moved.iter().all(|answer| [200, 412].contains(&answer.status.as_u16())));
    let steps = cast.office.get(&path).await.expect(200)["history"].as_array().unwrap().len();
    assert_eq!(steps, 2);
});

on_every_database!(pushes_and_requests_over_shared_streams_never_wait_in_a_circle, |app| async move {
    let cast = Cast::sign_in(&app).await;
    // Two inspections with a request each, and two follow-ups that carry both, one planned before and one after the other's.
    let mut cars = Vec::new();
    for _ in 0..2 {
        let (inspection, _) = concluded_with(&app, &cast, json!({}), &[nonconformity()]).await;
        let issued = cast.lead.post(&format!("{inspection}{CARS}"), json!({})).await.expect(200);
        cars.push(format!("{CARS}/{}", issued[0]["id"].as_str().unwrap()));
    }
    let mut follow_ups = Vec::new();
    for _ in 0..2 {
        let wanted =
            json!({"organisation_id": place::GIA_CAT, "form": "on_site", "planned_from": "2026-05-04", "planned_to": "2026-05-05"});
        let planned = cast.office.post(&format!("{CARS}/follow-ups"), wanted).await;
        planned.expect(201);
        let path = format!("/inspections/{}", planned.text("/id"));
        let team = json!({"members": [member("truongdoan", "lead"), member("thanhvien", "member"), member("thuky", "member")]});
        cast.office.put(&format!("{path}/team"), &planned.etag(), team).await.expect(200);
        follow_ups.push(planned.text("/id").parse::<Uuid>().unwrap());
    }
    for car in &cars {
        bring_to(&app, &cast, car, Stage::ImplementationSubmitted).await;
    }
    let ids: Vec<Uuid> = cars.iter().map(|car| car.rsplit('/').next().unwrap().parse().unwrap()).collect();
    let tokens = [cast.secretary.token.clone(), cast.office.token.clone()];
    let (one, two) = (Device::sign_in(&app, "thanhvien").await, Device::sign_in(&app, "thuky").await);
    drop(cast);
    let app = Arc::new(app);
    let mut tasks = tokio::task::JoinSet::new();
    for round in 0..12_usize {
        // A phone that names the streams in the one order, and one that names them in the other.
        for (phone, turned) in [(one.clone(), false), (two.clone(), true)] {
            let (app, ids, follow_ups) = (Arc::clone(&app), ids.clone(), follow_ups.clone());
            tasks.spawn(async move {
                let mut phone = phone;
                for at in if turned { [1, 0] } else { [0, 1] } {
                    let held_in = follow_ups[(at + round) % 2];
                    phone.command(&*app, "car.return_implementation", held_in, ids[at], json!({"reason": format!("Lần {round}")}));
                }
                let ops: Vec<Value> = phone.outbox.iter().cloned().collect();
                let answer = phone.push_raw(&app, &ops).await;
                (answer.status.as_u16(), answer.json()["outcomes"].clone())
            });
        }
        for (at, car) in cars.iter().enumerate() {
            for (path, body, token) in [
                (format!("{car}/messages"), json!({"text": "Đơn vị đang bổ sung"}), &tokens[0]),
                (format!("{car}/submit_implementation"), json!({}), &tokens[0]),
                (format!("{car}/accept_plan"), json!({}), &tokens[1]),
            ] {
                let mut request = json_request(Method::POST, &path, &body);
                request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
                request.headers_mut().insert(header::IF_MATCH, format!("\"{}\"", 8 + round + at).parse().unwrap());
                let app = Arc::clone(&app);
                tasks.spawn(async move {
                    let answer = app.send(request).await;
                    (answer.status.as_u16(), Value::Null)
                });
            }
        }
    }
    for (status, outcomes) in tasks.join_all().await {
        assert!(![500, 503].contains(&status), "{status}: somebody waited in a circle");
        for outcome in outcomes.as_array().into_iter().flatten() {
            assert!(["applied", "merged", "parked"].contains(&outcome["status"].as_str().unwrap()), "{outcome:#}");
        }
    }
    // Everything that was said stands in one unbroken chain.
    let lead = app.sign_in("truongdoan").await;
    for car in &cars {
        let detail = lead.get(car).await.expect(200);
        let statuses = ["implementation_submitted", "implementation_returned"];
        assert!(statuses.contains(&detail["status"].as_str().unwrap()));
    }
});
