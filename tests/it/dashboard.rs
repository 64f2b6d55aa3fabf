//! The dashboard: counts of what the caller may read, for a subtree, a kind, a level, a clause, a period.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::people::place;
use soat_tests::work::now;
use soat_tests::{TestApp, on_every_database};

const DAY: i64 = 86_400_000;

async fn seen_by(app: &TestApp, username: &str, query: &str) -> Value {
    app.sign_in(username).await.get(&format!("/dashboard{query}")).await.expect(200).clone()
}

on_every_database!(what_is_open_late_and_closed_is_counted, |app| async move {
    let cast = Cast::sign_in(&app).await;
    request_at(&app, &cast, Stage::Issued).await;
    let path = request_at(&app, &cast, Stage::Verified).await;
    let counts = seen_by(&app, "bcd.truong", "").await;
    assert_eq!(
        (&counts["requests"]["issued"], &counts["requests"]["open"], &counts["requests"]["overdue"]),
        (&json!(2), &json!(2), &json!(0))
    );
    assert_eq!(counts["requests"]["sent"], json!({"all": 1, "on_time": 1}));
    assert_eq!(counts["requests"]["median_days_to_close"], Value::Null);
    assert_eq!(counts["findings"]["by_clause"], json!([{"clause": "7.5.3", "count": 2, "nonconformities": 2}]));
    assert_eq!(counts["findings"]["by_grade"], json!([{"grade": "minor_nonconformity", "count": 2}]));
    assert_eq!(counts["inspections"], json!({"planned": 2, "concluded": 2, "cancelled": 0}));

    app.state.clock().advance_millis(120 * DAY);
    let cast = Cast::sign_in(&app).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    now(&cast.chair, &path, "close", json!({})).await.expect(200);
    let counts = seen_by(&app, "bcd.truong", "").await;
    let requests = &counts["requests"];
    assert_eq!((&requests["open"], &requests["overdue"], &requests["closed"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(requests["median_days_to_close"], 120);
    assert_eq!(requests["by_age"][3], json!({"band": "over-90", "count": 1, "overdue": 1}));
    assert_eq!(requests["by_age"][0]["count"], 0);
});

on_every_database!(counts_are_of_what_the_caller_may_read_and_asked_for, |app| async move {
    let cast = Cast::sign_in(&app).await;
    request_at(&app, &cast, Stage::Issued).await;
    let issued = async |username: &str, query: &str| seen_by(&app, username, query).await["requests"]["issued"].as_u64().unwrap();
    for (username, count) in [("giacat.thuky", 1), ("truongdoan", 1), ("lanhdao", 1), ("hopthanh.thuky", 0), ("bacninh.thuongtruc", 0)] {
        assert_eq!(issued(username, "").await, count, "{username}");
    }
    let within = |id| format!("?within={id}");
    for (query, count) in [
        (within(place::CAO_LOC), 1),
        (within(place::HOP_THANH), 0),
        ("?level=communal".to_owned(), 1),
        ("?level=provincial".to_owned(), 0),
        ("?kind=commune_peoples_committee&level=communal".to_owned(), 1),
        ("?kind=department".to_owned(), 0),
        ("?clause=7.5.3".to_owned(), 1),
        ("?clause=7.5".to_owned(), 0),
        ("?from=2026-03-09&to=2026-03-09".to_owned(), 1),
        ("?from=2026-03-10".to_owned(), 0),
        ("?to=2026-03-08".to_owned(), 0),
    ] {
        assert_eq!(issued("lanhdao", &query).await, count, "{query}");
    }
    let wrong = app.sign_in("lanhdao").await.get("/dashboard?from=hom-nay").await;
    assert_eq!(wrong.status.as_u16(), 422);
});

on_every_database!(plans_are_counted_against_what_was_done, |app| async move {
    let office = app.sign_in("thuongtruc").await;
    let programme = office.post("/programmes", json!({"organisation_id": place::LANG_SON, "year": 2026, "title": "Kế hoạch 2026"})).await;
    programme.expect(201);
    let lines = json!({"items": [
        {"organisation_id": place::GIA_CAT, "inspection_kind": "external", "reason": "Đến kỳ"},
        {"organisation_id": place::SO_KHCN, "inspection_kind": "external", "reason": "Đến kỳ"}]});
    let path = format!("/programmes/{}", programme.text("/id"));
    office.put(&format!("{path}/planned-organisations"), &programme.etag(), lines).await.expect(200);
    let plan = async |query: &str| seen_by(&app, "bcd.truong", query).await["plan"].clone();
    let provincial = json!({"level": "provincial", "planned": 1, "done": 0});
    assert_eq!(plan("").await, json!([provincial, {"level": "communal", "planned": 1, "done": 0}]));
    assert_eq!(plan("?from=2025-01-01&to=2025-12-31").await, json!([]));
    assert_eq!(plan("?level=provincial").await, json!([provincial]));
});
