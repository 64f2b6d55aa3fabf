//! Issuing requests: for one finding, for several, for everything at once, and for nothing twice.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, answered, concluded, concluded_with, nonconformity, request_at};
use soat_tests::on_every_database;
use soat_tests::work::now;

use super::proof::{Others, codes, pointers};

const CARS: &str = "/corrective-action-requests";

fn graded(grade: &str, clauses: &[&str]) -> Value {
    let mut finding = nonconformity();
    finding["grade"] = json!(grade);
    finding["clauses"] = json!(clauses);
    finding
}

on_every_database!(a_request_is_issued_by_office_or_lead_once_and_after_the_conclusion, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let (inspection, finding) = answered(&app, &cast).await;
    let body = json!({"finding_ids": [finding]});
    let early = cast.lead.post(CARS, body.clone()).await.refused(409, "illegal-move");
    assert_eq!(early["params"]["event"], "issue_car");
    now(&cast.lead, &inspection, "conclude", json!({})).await.expect(200);
    for stranger in &others.strangers {
        let hidden = stranger.post(CARS, body.clone()).await.refused(422, "invalid-body");
        assert_eq!(codes(&hidden), ["unknown-reference"], "a stranger does not learn that it is there");
        stranger.post(&format!("{inspection}{CARS}"), json!({})).await.refused(404, "not-found");
    }
    for person in [&cast.secretary, &cast.head, &cast.member, &cast.chair, &others.onlookers[0]] {
        person.post(CARS, body.clone()).await.refused(403, "forbidden");
        person.post(&format!("{inspection}{CARS}"), json!({})).await.refused(403, "forbidden");
    }
    let id = app.state.new_id();
    let issued = cast.office.post(CARS, json!({"id": id, "finding_ids": [finding]})).await;
    assert_eq!(issued.expect(201)["id"], json!(id));
    let again = cast.office.post(CARS, body).await.refused(422, "invalid-body");
    assert_eq!((codes(&again), pointers(&again)), (vec!["has-request"], vec!["/finding_ids/0"]));
    let none_left = cast.lead.post(&format!("{inspection}{CARS}"), json!({})).await.expect(200);
    assert_eq!(none_left, json!([]));
});

on_every_database!(several_findings_of_a_unit_are_joined_and_the_gravest_counts, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let drafts = [
        graded("minor_nonconformity", &["7.5.3"]),
        graded("major_nonconformity", &["8.5.1", "7.5.3"]),
        graded("good_practice", &["5.1.1"]),
    ];
    let (_, findings) = concluded_with(&app, &cast, json!({}), &drafts).await;
    let strength = cast.lead.post(CARS, json!({"finding_ids": [findings[0], findings[2]]})).await.refused(422, "invalid-body");
    assert_eq!((codes(&strength), pointers(&strength)), (vec!["strength"], vec!["/finding_ids/1"]));
    let flawed = json!({"finding_ids": [findings[0], findings[0], app.state.new_id()]});
    let flawed = cast.lead.post(CARS, flawed).await.refused(422, "invalid-body");
    assert_eq!((codes(&flawed), pointers(&flawed)), (vec!["not-unique", "unknown-reference"], vec!["/finding_ids/1", "/finding_ids/2"]));
    assert_eq!(pointers(&cast.lead.post(CARS, json!({"finding_ids": []})).await.refused(422, "invalid-body")), ["/finding_ids"]);
    let joined = cast.lead.post(CARS, json!({"finding_ids": [findings[0], findings[1]]})).await.expect(201);
    assert_eq!((&joined["grade"], &joined["clauses"]), (&json!("major_nonconformity"), &json!(["7.5.3", "8.5.1"])));
    assert_eq!(joined["findings"].as_array().unwrap().len(), 2);
});

on_every_database!(findings_of_two_inspections_need_the_right_to_both, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, first) = concluded(&app, &cast).await;
    let (second_inspection, second) = concluded(&app, &cast).await;
    let body = json!({"finding_ids": [first, second]});
    // The lead of the one is nobody on the other.
    let office = &cast.office;
    now(&cast.lead, &second_inspection, "reopen", json!({"reason": "Bổ sung"})).await.expect(200);
    let team = json!({"members": [soat_tests::work::member("thuky", "lead"), soat_tests::work::member("thanhvien", "member")]});
    let seen = office.get(&second_inspection).await.etag();
    office.put(&format!("{second_inspection}/team"), &seen, team).await.expect(200);
    let new_lead = app.sign_in("thuky").await;
    now(&new_lead, &second_inspection, "conclude", json!({})).await.expect(200);
    let hidden = cast.lead.post(CARS, body.clone()).await.refused(422, "invalid-body");
    assert_eq!((codes(&hidden), pointers(&hidden)), (vec!["unknown-reference"], vec!["/finding_ids/1"]));
    let joined = office.post(CARS, body).await.expect(201);
    assert_eq!(joined["number"], "CAR-2026-0001-01", "it belongs to the inspection of the first");
    let again = new_lead.post(CARS, json!({"finding_ids": [second]})).await.refused(422, "invalid-body");
    assert_eq!(codes(&again), ["has-request"]);
});

on_every_database!(every_nonconformity_of_an_inspection_gets_its_request_at_once, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let drafts = [
        graded("minor_nonconformity", &["7.5.3"]),
        graded("observation", &["4.1"]),
        graded("major_nonconformity", &["8.5.1"]),
        graded("minor_nonconformity", &["9.2"]),
    ];
    let (inspection, findings) = concluded_with(&app, &cast, json!({}), &drafts).await;
    now(&cast.head, &format!("/findings/{}", findings[3]), "dispute", json!({"reason": "Đã đánh giá nội bộ tháng 1"})).await.expect(200);
    cast.lead.post(CARS, json!({"finding_ids": [findings[0]]})).await.expect(201);
    let issued = cast.lead.post(&format!("{inspection}{CARS}"), json!({})).await.expect(200);
    let answered: Vec<_> = issued.as_array().unwrap().iter().map(|car| car["findings"][0]["id"].as_str().unwrap()).collect();
    assert_eq!(answered, [findings[2].as_str()], "neither what has one, nor an observation, nor what is disputed");
    let disputed = cast.lead.post(CARS, json!({"finding_ids": [findings[3]]})).await.refused(422, "invalid-body");
    assert_eq!(codes(&disputed), ["finding-status"]);
    cast.lead.post(&format!("{inspection}{CARS}"), json!({"all": true})).await.refused(422, "invalid-body");
});

on_every_database!(what_the_committee_withdrew_is_issued_again_only_by_name, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (inspection, finding) = concluded(&app, &cast).await;
    let all = format!("{inspection}{CARS}");
    let issued = cast.lead.post(&all, json!({})).await.expect(200);
    let path = format!("{CARS}/{}", issued[0]["id"].as_str().unwrap());
    let reason = json!({"reason": "Quy trình đã được thay từ tháng 1"});
    now(&cast.head, &path, "dispute", reason.clone()).await.expect(200);
    now(&cast.chair, &path, "withdraw", reason).await.expect(200);
    assert_eq!(cast.lead.post(&all, json!({})).await.expect(200), json!([]));
    let office = soat_tests::Browser::sign_in(&app, "thuongtruc").await;
    office.get(&inspection).await.is_silent_about(&format!("action=\"{inspection}/requests\""));
    cast.lead.post(CARS, json!({"finding_ids": [finding]})).await.expect(201);
});

on_every_database!(a_request_whose_finding_is_closed_by_hand_must_end_first, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let finding = format!("/findings/{}", cast.lead.get(&path).await.text("/findings/0/id"));
    let reason = json!({"reason": "Đơn vị đã sáp nhập"});
    let open = now(&cast.office, &finding, "close", reason.clone()).await.refused(422, "needs-unmet");
    assert_eq!(codes(&open), ["open-request"]);
    assert!(open["errors"][0]["detail"].as_str().unwrap().contains("CAR-2026-0001-01"));
    now(&cast.chair, &path, "cancel", reason.clone()).await.expect(200);
    assert_eq!(now(&cast.office, &finding, "close", reason).await.expect(200)["status"], "closed");
    let closed =
        cast.lead.post(CARS, json!({"finding_ids": [finding.trim_start_matches("/findings/")]})).await.refused(422, "invalid-body");
    assert_eq!(codes(&closed), ["finding-status"]);
});
