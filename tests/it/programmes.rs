//! Programmes: what is planned, why, how far it has come, and who does which task.

use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, Value as Bound};
use serde_json::{Value, json};
use soat::ledger::Actor;
use soat_tests::people::place;
use soat_tests::{Answer, Person, TestApp, on_every_database};
use uuid::Uuid;

fn programme() -> Value {
    json!({
        "organisation_id": place::SO_KHCN, "year": 2026, "title": "Kế hoạch kiểm tra việc áp dụng TCVN ISO 9001:2015 năm 2026",
        "decision": {"number": "152/QĐ-UBND", "signed_on": "2026-01-15", "published_on": "2026-01-20"},
        "window": {"from": "2026-02-01", "to": "2026-11-30"}, "budget_vnd": 350_000_000,
        "amendments": ["ISO 9001:2015/Amd.1:2024"],
        "deadlines": {"plan": 10, "implementation": 45, "effectiveness": 90}
    })
}

async fn made(manager: &Person<'_>) -> (String, Answer) {
    let answer = manager.post("/programmes", programme()).await;
    answer.expect(201);
    (format!("/programmes/{}", answer.text("/id")), answer)
}

fn line(organisation: Uuid, kind: &str) -> Value {
    json!({"organisation_id": organisation, "inspection_kind": kind, "reason": "Chưa được kiểm tra trong ba năm"})
}

/// Writes an inspection of a programme as it stands, whatever led to it.
async fn inspection(app: &TestApp, programme: &str, unit: Uuid, status: &str, planned_to: &str) -> Uuid {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let id = tx.new_id();
    let programme: Uuid = programme.trim_start_matches("/programmes/").parse().unwrap();
    let mut columns = vec!["id", "programme_id", "organisation_id", "checklist_id"];
    let mut values: Vec<Bound> = vec![id.into(), programme.into(), unit.into(), id.into()];
    for (name, value) in [
        ("code", status),
        ("kind", "external"),
        ("form", "on_site"),
        ("status", status),
        ("planned_from", "2026-02-02"),
        ("planned_to", planned_to),
        ("zone", "Asia/Ho_Chi_Minh"),
        ("checklist_digest", ""),
        ("amendments", "[]"),
        ("scope", "{}"),
        ("agenda", "[]"),
        ("sessions", "[]"),
        ("exclusions", "[]"),
        ("opinion", ""),
        ("disagreements", ""),
        ("conclusion", ""),
    ] {
        columns.push(name);
        values.push(value.into());
    }
    columns.extend(["grading", "finding_seq", "version", "created_at"]);
    values.extend([true.into(), 0_i32.into(), 1_i64.into(), tx.now().0.into()]);
    let insert = Query::insert().into_table("inspection").columns(columns).values_panic(values.into_iter().map(Into::into)).to_owned();
    tx.db().execute(&insert).await.unwrap();
    tx.commit().await.unwrap();
    id
}

on_every_database!(a_programme_is_made_read_changed_and_remembered, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let scheme = manager.get("/rating-schemes").await.text("/items/0/id");
    let (path, answer) = made(&manager).await;
    let body = answer.json();
    assert_eq!(body["amendments"], json!(["9001:2015/Amd 1:2024"]), "kept under its one name");
    assert_eq!((&body["grading"], &body["decision"]["published_on"]), (&json!(true), &json!("2026-01-20")));
    assert_eq!(body["deadlines"], json!({"plan": 10, "implementation": 45, "effectiveness": 90}));

    let change = json!({"title": "Kế hoạch điều chỉnh", "budget_vnd": null, "grading": false, "rating_scheme_id": scheme});
    let changed = manager.patch(&path, &answer.etag(), change).await;
    let body = changed.expect(200);
    assert_eq!((&body["budget_vnd"], &body["grading"], &body["rating_scheme_id"]), (&Value::Null, &json!(false), &json!(scheme)));
    assert_eq!(body["decision"]["number"], "152/QĐ-UBND", "what is left out stays");
    assert_eq!(app.sign_in("lanhdao").await.get(&path).await.expect(200)["title"], "Kế hoạch điều chỉnh");
    let history = manager.get(&format!("/activity?record={}", answer.text("/id"))).await.expect(200);
    assert_eq!(history["items"][1]["changes"]["budget_vnd"], json!([350_000_000, null]));
});

on_every_database!(programmes_are_listed_by_year_and_title_and_found_without_marks, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    for (year, title) in [(2025, "Đợt hai"), (2026, "Đợt hai"), (2026, "An toàn"), (2025, "Dịch vụ công")] {
        manager.post("/programmes", json!({"organisation_id": place::SO_KHCN, "year": year, "title": title})).await.expect(201);
    }
    let names = |list: &Value| {
        let rows = list["items"].as_array().unwrap().iter();
        rows.map(|row| format!("{} {}", row["year"], row["title"].as_str().unwrap())).collect::<Vec<_>>()
    };
    let first = manager.get("/programmes?limit=3").await.expect(200);
    assert_eq!(names(&first), ["2026 An toàn", "2026 Đợt hai", "2025 Dịch vụ công"]);
    let rest = manager.get(&format!("/programmes?limit=3&after={}", first["next"].as_str().unwrap())).await.expect(200);
    assert_eq!(names(&rest), ["2025 Đợt hai"]);
    assert_eq!(names(&manager.get("/programmes?q=dot&year=2026").await.expect(200)), ["2026 Đợt hai"]);
    let elsewhere = manager.get(&format!("/programmes?within={}", place::CAO_LOC)).await.expect(200);
    assert_eq!(names(&elsewhere), Vec::<String>::new());
    assert_eq!(app.sign_in("bacninh.thuongtruc").await.get("/programmes").await.expect(200)["items"], json!([]));
});

on_every_database!(a_programme_with_flaws_is_refused_with_their_places, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let mut body = programme();
    body["decision"]["published_on"] = json!("2026-01-14");
    body["window"]["to"] = json!("2026-01-01");
    body["amendments"] = json!(["9001:2015"]);
    body["rating_scheme_id"] = json!(Uuid::from_u128(7));
    let refused = manager.post("/programmes", body).await.refused(422, "invalid-body");
    let places: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(places, ["/decision/published_on", "/window/to", "/amendments/0", "/rating_scheme_id"]);
    let mut body = programme();
    body["deadlines"]["plan"] = json!(0);
    body["year"] = json!(26);
    let refused = manager.post("/programmes", body).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/deadlines/plan");
    let mut body = programme();
    body["id"] = json!(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0777));
    manager.post("/programmes", body.clone()).await.expect(201);
    manager.post("/programmes", body).await.refused(409, "already-exists");
});

on_every_database!(only_programme_managers_write_programmes_and_only_within_their_reach, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let stranger = app.sign_in("bacninh.thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let plan = format!("{path}/planned-organisations");
    for username in ["truongdoan", "quantri", "giacat.chutich", "bcd.truong", "lanhdao"] {
        app.sign_in(username).await.post("/programmes", programme()).await.refused(403, "forbidden");
    }
    let chair = app.sign_in("bcd.truong").await;
    chair.patch(&path, &answer.etag(), json!({"year": 2027})).await.refused(403, "forbidden");
    chair.put(&plan, &answer.etag(), json!({"items": []})).await.refused(403, "forbidden");
    chair.post(&format!("{path}/tasks"), json!({"title": "a", "lead_organisation_id": place::GIA_CAT})).await.refused(403, "forbidden");
    let refused = stranger.post("/programmes", programme()).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/organisation_id");
    for reading in [path.clone(), plan.clone(), format!("{path}/progress"), format!("{path}/tasks")] {
        stranger.get(&reading).await.refused(404, "not-found");
        app.get(&reading).await.refused(401, "unauthenticated");
    }
    stranger.patch(&path, &answer.etag(), json!({"year": 2027})).await.refused(404, "not-found");
    stranger.put(&plan, &answer.etag(), json!({"items": []})).await.refused(404, "not-found");
    stranger.get(&format!("/activity?record={}", answer.text("/id"))).await.refused(404, "not-found");
});

on_every_database!(a_programme_changes_only_from_the_version_that_was_seen, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let seen = answer.etag();
    let change = |title: &'static str| manager.patch(&path, &seen, json!({"title": title}));
    let (one, other) = tokio::join!(change("Một"), change("Hai"));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 412], "of two changes at once one is refused");
    let plan = format!("{path}/planned-organisations");
    manager.put(&plan, &seen, json!({"items": []})).await.refused(412, "stale-version");
    let bare = soat_tests::app::json(axum::http::Method::PATCH, &path, &json!({"year": 2027}));
    manager.send(bare).await.refused(428, "if-match-required");
});

on_every_database!(the_plan_is_replaced_as_a_whole, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let plan = format!("{path}/planned-organisations");
    let both = json!({"items": [line(place::GIA_CAT, "external"), line(place::GIA_CAT, "self_check"), line(place::HOP_THANH, "external")]});
    let first = manager.put(&plan, &answer.etag(), both).await;
    assert_eq!(first.expect(200)["items"].as_array().unwrap().len(), 3);
    assert_eq!(first.etag(), "\"2\"", "the plan is part of the programme");
    let only = manager.put(&plan, &first.etag(), json!({"items": [line(place::HOP_THANH, "external")]})).await;
    assert_eq!(manager.get(&plan).await.expect(200), only.expect(200));
    assert_eq!(only.json()["items"][0]["organisation_id"], place::HOP_THANH.to_string());
    let history = manager.get(&format!("/activity?record={}", answer.text("/id"))).await.expect(200);
    let last = &history["items"][2];
    assert_eq!((&last["action"], last["changes"].as_object().unwrap().len()), (&json!("plan"), 2), "two lines went");
});

on_every_database!(a_plan_names_only_organisations_that_exist_and_are_within_reach, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let admin = app.sign_in("quantri").await;
    let (path, answer) = made(&manager).await;
    let plan = format!("{path}/planned-organisations");
    let mut turned = line(place::SO_KHCN, "external");
    turned["planned_from"] = json!("2026-05-02");
    turned["planned_to"] = json!("2026-05-01");
    let items = json!([
        line(place::GIA_CAT, "external"),
        line(place::BAC_NINH, "external"),
        line(Uuid::from_u128(9), "external"),
        line(place::GIA_CAT, "external"),
        turned
    ]);
    let refused = manager.put(&plan, &answer.etag(), json!({"items": items})).await.refused(422, "invalid-body");
    let mut found: Vec<_> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("/items/1/organisation_id", "unknown-reference"),
            ("/items/2/organisation_id", "unknown-reference"),
            ("/items/3/organisation_id", "not-unique"),
            ("/items/4/planned_to", "format")
        ]
    );
    assert_eq!(manager.get(&plan).await.expect(200)["items"], json!([]), "nothing is stored half");

    // Someone who sees Bắc Ninh but manages Lạng Sơn alone.
    let grant = json!({"role": "viewer", "organisation_id": place::BAC_NINH});
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    soat::people::service::insert_grant(&tx, manager.id, serde_json::from_value(grant).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let refused = manager.put(&plan, &answer.etag(), json!({"items": [line(place::BAC_NINH, "external")]})).await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["code"], "out-of-reach");
    let mut shapeless = line(place::GIA_CAT, "visit");
    shapeless["reason"] = json!("");
    let refused = manager.put(&plan, &answer.etag(), json!({"items": [shapeless]})).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/items/0/inspection_kind");
    admin.get(&plan).await.refused(404, "not-found");
});

on_every_database!(an_organisation_that_was_abolished_before_the_year_cannot_be_planned, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let end = Query::update()
        .table("organisation")
        .value("valid_to", "2025-06-30")
        .and_where(sea_orm::sea_query::ExprTrait::eq(sea_orm::sea_query::Expr::col("id"), place::CAO_LOC))
        .to_owned();
    tx.db().execute(&end).await.unwrap();
    tx.commit().await.unwrap();
    let plan = format!("{path}/planned-organisations");
    let refused = manager.put(&plan, &answer.etag(), json!({"items": [line(place::CAO_LOC, "external")]})).await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["code"], "not-in-force");
    let earlier = manager.patch(&path, &answer.etag(), json!({"year": 2025})).await;
    manager.put(&plan, &earlier.etag(), json!({"items": [line(place::CAO_LOC, "external")]})).await.expect(200);
});

on_every_database!(progress_shows_the_plan_against_what_was_done, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let mut due = line(place::HOP_THANH, "external");
    due["planned_to"] = json!("2026-03-06");
    let items = json!([line(place::SO_KHCN, "external"), line(place::CAO_LOC, "external"), line(place::GIA_CAT, "external"), due]);
    manager.put(&format!("{path}/planned-organisations"), &answer.etag(), json!({"items": items})).await.expect(200);
    let empty = manager.get(&format!("{path}/progress")).await.expect(200);
    assert_eq!(
        empty["total"],
        json!({"planned": 4, "not_started": 4, "notified": 0, "in_progress": 0, "concluded": 0, "issued": 0,
                                      "cancelled": 0, "late": 1})
    );

    inspection(&app, &path, place::SO_KHCN, "cancelled", "2026-03-01").await;
    inspection(&app, &path, place::CAO_LOC, "cancelled", "2026-02-20").await;
    let issued = inspection(&app, &path, place::CAO_LOC, "issued", "2026-02-27").await;
    inspection(&app, &path, place::GIA_CAT, "in_progress", "2026-03-05").await;
    // Put off, but the plan said 6 March.
    inspection(&app, &path, place::HOP_THANH, "notified", "2026-04-30").await;
    inspection(&app, &path, place::LANG_SON, "signed", "2026-03-01").await;
    inspection(&app, &path, place::BAC_NINH, "cancelled", "2026-03-01").await;

    let progress = manager.get(&format!("{path}/progress?limit=3")).await.expect(200);
    assert_eq!(progress["on"], "2026-03-09");
    assert_eq!(progress["unplanned"], 1);
    assert_eq!(
        progress["total"],
        json!({"planned": 4, "not_started": 0, "notified": 1, "in_progress": 1, "concluded": 0, "issued": 1,
                                         "cancelled": 1, "late": 2})
    );
    let communes = progress["groups"].as_array().unwrap().iter().find(|group| group["kind"] == "commune_peoples_committee").unwrap();
    assert_eq!((&communes["level"], &communes["planned"], &communes["late"]), (&json!("communal"), &json!(2), &json!(2)));
    let next = progress["organisations"]["next"].as_str().unwrap();
    let rest = manager.get(&format!("{path}/progress?limit=3&after={next}")).await.expect(200);
    let lines: Vec<Value> =
        [&progress, &rest].into_iter().flat_map(|page| page["organisations"]["items"].as_array().unwrap().clone()).collect();
    let told: Vec<_> = lines
        .iter()
        .map(|row| format!("{} {} {}", row["organisation_name"].as_str().unwrap(), row["stage"].as_str().unwrap(), row["days_late"]))
        .collect();
    assert_eq!(
        told,
        [
            "Huyện Cao Lộc issued null",
            "Sở Khoa học và Công nghệ tỉnh Lạng Sơn cancelled null",
            "Xã Gia Cát in_progress 4",
            "Xã Hợp Thành notified 3"
        ]
    );
    assert_eq!(lines[0]["inspection"]["id"], issued.to_string(), "the furthest of several");
});

on_every_database!(tasks_have_a_lead_a_due_day_and_progress, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let (path, answer) = made(&manager).await;
    let tasks = format!("{path}/tasks");
    let body = json!({"title": "Rà soát 58 quy trình", "lead_organisation_id": place::SO_KHCN, "co_operating": [place::CAO_LOC],
                      "due_on": "2026-03-08"});
    let task = manager.post(&tasks, body).await;
    assert_eq!((&task.expect(201)["overdue"], &task.json()["progress_percent"]), (&json!(true), &json!(0)));
    let own = format!("{tasks}/{}", task.text("/id"));
    let done = manager.patch(&own, &task.etag(), json!({"progress_percent": 100, "note": "Xong"})).await;
    assert_eq!(done.expect(200)["overdue"], false);
    assert_eq!(manager.patch(&own, &done.etag(), json!({"due_on": null})).await.expect(200)["due_on"], Value::Null);
    manager.patch(&own, &task.etag(), json!({"progress_percent": 50})).await.refused(412, "stale-version");
    assert_eq!(app.sign_in("bcd.thanhvien").await.get(&tasks).await.expect(200)["items"][0]["note"], "Xong");
    assert_eq!(manager.get(&path).await.etag(), answer.etag(), "a task is a record of its own");
    let history = manager.get(&format!("/activity?record={}", task.text("/id"))).await.expect(200);
    assert_eq!(history["items"].as_array().unwrap().len(), 3);

    let other = made(&manager).await.0;
    manager.patch(&format!("{other}/tasks/{}", task.text("/id")), "\"3\"", json!({"note": "x"})).await.refused(404, "not-found");
    let wrong = json!({"title": "a", "lead_organisation_id": place::BAC_NINH, "co_operating": [place::GIA_CAT, place::GIA_CAT]});
    let refused = manager.post(&tasks, wrong).await.refused(422, "invalid-body");
    let places: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(places, ["/lead_organisation_id", "/co_operating/1"]);
    let refused = manager.post(&tasks, json!({"title": "a", "lead_organisation_id": place::GIA_CAT, "progress_percent": 101})).await;
    assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["pointer"], "/progress_percent");
});
