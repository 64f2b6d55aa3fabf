//! What may be read of requests: lists, messages, history.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, bring_to, concluded_with, nonconformity, request_at};
use soat_tests::people::place;
use soat_tests::work::now;
use soat_tests::{Person, on_every_database};

use super::proof::{Others, after_days, codes, pointers};

const CARS: &str = "/corrective-action-requests";

async fn numbers(person: &Person<'_>, query: &str) -> Vec<String> {
    let page = person.get(&format!("{CARS}?{query}")).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|car| car["number"].as_str().unwrap().trim_start_matches("CAR-2026-").to_owned()).collect()
}

on_every_database!(the_list_is_filtered_and_sorted_and_paged, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let graded = |grade: &str, clause: &str| {
        let mut finding = nonconformity();
        (finding["grade"], finding["clauses"]) = (json!(grade), json!([clause]));
        finding
    };
    let drafts = [graded("minor_nonconformity", "7.5.3"), graded("major_nonconformity", "8.5.1"), graded("minor_nonconformity", "8.5.1")];
    let (inspection, _) = concluded_with(&app, &cast, json!({}), &drafts).await;
    let issued = cast.lead.post(&format!("{inspection}{CARS}"), json!({})).await.expect(200);
    let path = |at: usize| format!("{CARS}/{}", issued[at]["id"].as_str().unwrap());
    bring_to(&app, &cast, &path(0), Stage::Implementing).await;
    let cast = after_days(&app, 10).await;
    now(&cast.secretary, &path(1), "extensions", json!({"to_on": "2026-06-30", "reason": "Chờ văn bản"})).await.expect(200);
    let (again, _) = concluded_with(&app, &cast, json!({}), &[nonconformity()]).await;
    cast.lead.post(&format!("{again}{CARS}"), json!({})).await.expect(200);
    let cast = after_days(&app, 6).await;
    now(&cast.chair, &path(2), "cancel", json!({"reason": "Trùng"})).await.expect(200);

    let office = &cast.office;
    assert_eq!(numbers(office, "").await, ["0002-01", "0001-03", "0001-02", "0001-01"], "the newest first");
    assert_eq!(numbers(office, &format!("inspection={}", inspection.trim_start_matches("/inspections/"))).await.len(), 3);
    assert_eq!(numbers(office, &format!("within={}", place::CAO_LOC)).await.len(), 4);
    assert_eq!(numbers(office, &format!("within={}", place::HOP_THANH)).await.len(), 0);
    assert_eq!(numbers(office, "clause=8.5.1").await, ["0001-03", "0001-02"]);
    assert_eq!(numbers(office, "clause=8.5").await.len(), 0, "a clause is not the beginning of another");
    assert_eq!(numbers(office, "grade=major_nonconformity").await, ["0001-02"]);
    assert_eq!(numbers(office, "status=implementing").await, ["0001-01"]);
    assert_eq!(numbers(office, "open=true").await, ["0002-01", "0001-02", "0001-01"]);
    assert_eq!(numbers(office, "open=false").await, ["0001-03"]);
    assert_eq!(numbers(office, "overdue=true").await, ["0001-02"], "what was cancelled is not overdue");
    assert_eq!(numbers(office, "extension_asked=true").await, ["0001-02"]);
    assert_eq!(numbers(office, "issued_from=2026-03-15T00:00:00Z").await, ["0002-01"]);
    assert_eq!(numbers(office, "issued_to=2026-03-15T00:00:00Z&open=true").await, ["0001-02", "0001-01"]);
    let by_day = ["0001-02", "0002-01", "0001-01", "0001-03"];
    assert_eq!(numbers(office, "sort=due_on").await, by_day, "what waits for nothing comes last");
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let page = office.get(&format!("{CARS}?sort=due_on&limit=1{after}")).await.expect(200);
        paged.push(page["items"][0]["number"].as_str().unwrap().trim_start_matches("CAR-2026-").to_owned());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(paged, by_day);
    for wrong in ["sort=grade", "status=lost", "limit=0", "after=x", "within=here", "issued_from=today"] {
        office.get(&format!("{CARS}?{wrong}")).await.refused(422, "invalid-parameter");
    }
    // The unit sees its own, strangers see none.
    assert_eq!(numbers(&cast.secretary, "").await.len(), 4);
    for stranger in Others::sign_in(&app).await.strangers {
        assert_eq!(numbers(&stranger, "").await.len(), 0);
        stranger.get(&path(0)).await.refused(404, "not-found");
    }
});

on_every_database!(unit_team_office_and_committee_talk_and_strangers_hear_nothing, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let others = Others::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let place = format!("{path}/messages");
    let etag = cast.secretary.get(&path).await.etag();
    let say = |text: &str| json!({"text": text});
    for (person, text) in
        [(&cast.secretary, "  Xin hỏi\n"), (&cast.member, "Đoàn trả lời"), (&cast.office, "Đồng ý"), (&cast.chair, "Đã xem")]
    {
        assert_eq!(person.post(&place, say(text)).await.expect(200)["user_id"], json!(person.id));
    }
    for stranger in &others.strangers {
        stranger.post(&place, say("x")).await.refused(404, "not-found");
        stranger.get(&place).await.refused(404, "not-found");
    }
    others.onlookers[0].post(&place, say("x")).await.refused(403, "forbidden");
    for text in [String::new(), "   ".to_owned(), " \n\t ".to_owned(), "x".repeat(8_001)] {
        assert_eq!(pointers(&cast.secretary.post(&place, say(&text)).await.refused(422, "invalid-body")), ["/text"]);
    }
    let first = others.onlookers[0].get(&format!("{place}?limit=3")).await.expect(200);
    let rest = cast.head.get(&format!("{place}?limit=3&after={}", first["next"].as_str().unwrap())).await.expect(200);
    let texts: Vec<_> =
        [&first, &rest].iter().flat_map(|page| page["items"].as_array().unwrap()).map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Xin hỏi", "Đoàn trả lời", "Đồng ý", "Đã xem"]);
    assert_eq!(cast.secretary.get(&path).await.etag(), etag, "talking changes nothing of the request");
});

on_every_database!(the_history_says_who_did_what_when_and_why, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::PlanSubmitted).await;
    let cast = after_days(&app, 1).await;
    now(&cast.lead, &path, "return_plan", json!({"reason": "Chưa rõ người phụ trách"})).await.expect(200);
    let detail = cast.secretary.get(&path).await.expect(200);
    let step = detail["history"].as_array().unwrap().last().unwrap();
    let expected = json!({
        "at": "2026-03-10T02:00:00.000Z", "claimed_at": null, "user_id": cast.lead.id, "display_name": "Người dùng truongdoan",
        "event": "return_plan", "from": "plan_submitted", "to": "plan_returned", "reason": "Chưa rõ người phụ trách",
        "particulars": {"reason": "Chưa rõ người phụ trách", "due_on": ["2026-03-23", "2026-03-24"]},
    });
    assert_eq!(*step, expected);
    // The entries are those of the chain: nobody writes a history beside it.
    let chain = cast.lead.get(&format!("/activity?record={}&limit=100", detail["id"].as_str().unwrap())).await.expect(200);
    assert_eq!(chain["items"].as_array().unwrap().len(), detail["history"].as_array().unwrap().len());
});

on_every_database!(what_is_missing_or_malformed_is_named, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::ImplementationSubmitted).await;
    let method = now(&cast.member, &path, "verify", json!({"method": "by_phone"})).await.refused(422, "invalid-body");
    assert_eq!(pointers(&method), ["/method"]);
    let both = now(&cast.member, &path, "return_implementation", json!({"reason": null})).await.refused(422, "needs-unmet");
    assert_eq!(codes(&both), ["reason"]);
    let hidden = now(&cast.member, &path, "return_implementation", json!({"reason": "a\u{202e}b"})).await.refused(422, "invalid-body");
    assert_eq!(codes(&hidden), ["forbidden-character"]);
    let english = cast
        .member
        .send({
            let mut request = soat_tests::app::json(axum::http::Method::POST, &format!("{path}/accept_plan"), &json!({}));
            request.headers_mut().insert("if-match", cast.office.get(&path).await.etag().parse().unwrap());
            request
        })
        .await;
    english.refused(403, "forbidden");
    let moved: Value = now(&cast.office, &path, "accept_plan", json!({})).await.refused(409, "illegal-move");
    assert!(moved["detail"].as_str().unwrap().contains("xác nhận thực hiện"), "{moved:#}");
});
