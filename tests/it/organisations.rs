//! The register: making, correcting, finding organisations, kinds, stated totals.

use std::collections::BTreeSet;

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use soat::organisations::entity::reach;
use soat::organisations::views;
use soat_tests::on_every_database;
use soat_tests::people::place;
use soat_tests::{Person, TestApp};
use uuid::Uuid;

/// A commune of Cao Lộc.
fn commune(code: &str, name: &str, parent: Uuid) -> Value {
    json!({"code": code, "name": name, "kind": "commune_peoples_committee", "level": "communal", "parent_id": parent})
}

async fn names(person: &Person<'_>, query: &str) -> Vec<String> {
    let list = person.get(&format!("/organisations?{query}")).await.expect(200);
    list["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

async fn ancestors(app: &TestApp, id: Uuid) -> BTreeSet<Uuid> {
    let pairs = reach::Entity::find().all(app.state.read()).await.unwrap();
    pairs.into_iter().filter(|pair| pair.descendant_id == id).map(|pair| pair.ancestor_id).collect()
}

on_every_database!(an_organisation_is_made_below_another_and_found_without_diacritics, |app| async move {
    let admin = app.sign_in("quantri").await;
    let made = admin.post("/organisations", commune("06184", "Thị trấn Đồng Đăng", place::CAO_LOC)).await;
    let view = made.expect(201);
    assert_eq!((made.etag().as_str(), &view["root_id"]), ("\"1\"", &json!(place::LANG_SON)));
    for query in ["q=dong%20dang", "q=%C4%90%E1%BB%93ng%20%C4%90%C4%83ng", "q=DONG+DANG", "q=06184"] {
        assert_eq!(names(&admin, query).await, ["Thị trấn Đồng Đăng"], "{query}");
    }
    assert_eq!(names(&admin, "q=cao+loc").await, ["Huyện Cao Lộc"]);
    let history = admin.get(&format!("/activity?record={}", made.text("/id"))).await.expect(200);
    assert_eq!(history["items"][0]["action"], "create");
    let id = made.text("/id").parse().unwrap();
    assert_eq!(ancestors(&app, id).await, [id, place::CAO_LOC, place::LANG_SON].into());
});

on_every_database!(lists_filter_and_sort_in_the_vietnamese_order_page_by_page, |app| async move {
    let admin = app.sign_in("quantri").await;
    for (code, name) in [("1", "Đa"), ("2", "Dương"), ("3", "Ân"), ("4", "An"), ("5", "Ăn"), ("6", "E")] {
        admin.post("/organisations", commune(code, name, place::GIA_CAT)).await.expect(201);
    }
    let below = format!("parent_id={}", place::GIA_CAT);
    let sorted = ["An", "Ăn", "Ân", "Dương", "Đa", "E"];
    assert_eq!(names(&admin, &below).await, sorted);
    let mut reversed = sorted;
    reversed.reverse();
    assert_eq!(names(&admin, &format!("{below}&sort=-name")).await, reversed);
    assert_eq!(names(&admin, &format!("{below}&sort=code")).await, ["Đa", "Dương", "Ân", "An", "Ăn", "E"]);
    let mut walked = Vec::new();
    let mut after = String::new();
    loop {
        let page = admin.get(&format!("/organisations?{below}&limit=4{after}")).await.expect(200);
        walked.extend(page["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(walked, sorted);
    assert_eq!(names(&admin, "level=district").await, ["Huyện Cao Lộc"]);
    assert_eq!(names(&admin, "kind=department").await, ["Sở Khoa học và Công nghệ tỉnh Lạng Sơn"]);
    assert_eq!(names(&admin, &format!("within={}&level=communal&q=xa", place::CAO_LOC)).await, ["Xã Gia Cát", "Xã Hợp Thành"]);
    admin.get("/organisations?sort=rank").await.refused(422, "invalid-parameter");
    admin.get("/organisations?level=village").await.refused(422, "invalid-parameter");
});

on_every_database!(a_day_shows_the_organisations_of_that_day, |app| async move {
    let admin = app.sign_in("quantri").await;
    let mut body = commune("06187", "Thị trấn Cao Lộc", place::CAO_LOC);
    body["valid_from"] = json!("1985-05-22");
    body["valid_to"] = json!("2025-06-30");
    admin.post("/organisations", body).await.expect(201);
    assert_eq!(names(&admin, "q=06187").await.len(), 1, "closed ones stay readable");
    assert_eq!(names(&admin, "q=06187&on=2025-06-30").await.len(), 1);
    assert_eq!(names(&admin, "q=06187&on=2025-07-01").await.len(), 0);
    assert_eq!(names(&admin, "q=06187&on=1985-05-21").await.len(), 0);
});

on_every_database!(invalid_organisations_are_refused_with_the_place, |app| async move {
    let admin = app.sign_in("quantri").await;
    let with = |field: &str, value: Value| {
        let mut body = commune("06190", "Xã Bảo Lâm", place::CAO_LOC);
        body[field] = value;
        body
    };
    for (field, value) in [
        ("code", json!("có dấu cách")),
        ("kind", json!("bo_lac")),
        ("level", json!("village")),
        ("parent_id", Value::Null),
        ("parent_id", json!(place::BAC_NINH)),
        ("second_superior_id", json!(place::CAO_LOC)),
        ("email", json!("không phải")),
        ("name", json!("")),
    ] {
        let refused = admin.post("/organisations", with(field, value.clone())).await;
        assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["pointer"], format!("/{field}"), "{field} {value}");
    }
    let mut body = with("valid_from", json!("2025-07-01"));
    body["valid_to"] = json!("2025-06-30");
    assert_eq!(admin.post("/organisations", body).await.refused(422, "invalid-body")["errors"][0]["pointer"], "/valid_to");
    admin.post("/organisations", with("code", json!("06220"))).await.refused(409, "already-exists");
    admin.post("/organisations", with("id", json!(place::GIA_CAT))).await.refused(409, "already-exists");
});

on_every_database!(only_administrators_change_the_register_and_only_within_their_reach, |app| async move {
    let body = commune("06190", "Xã Bảo Lâm", place::CAO_LOC);
    for nobody in ["thuongtruc", "truongdoan", "giacat.chutich", "bcd.truong", "lanhdao"] {
        app.sign_in(nobody).await.post("/organisations", body.clone()).await.refused(403, "forbidden");
    }
    let path = format!("/organisations/{}", place::GIA_CAT);
    let stranger = app.sign_in("bacninh.quantri").await;
    stranger.post("/organisations", body.clone()).await.refused(422, "invalid-body");
    stranger.get(&path).await.refused(404, "not-found");
    stranger.patch(&path, "\"1\"", json!({"name": "Của tôi"})).await.refused(404, "not-found");
    assert_eq!(names(&stranger, "").await, ["Tỉnh Bắc Ninh"]);
    let manager = app.sign_in("thuongtruc").await;
    manager.patch(&path, "\"1\"", json!({"name": "Khác"})).await.refused(403, "forbidden");
    let unit = app.sign_in("giacat.thuky").await;
    assert_eq!(names(&unit, "").await, ["Xã Gia Cát"], "a unit sees itself");
    app.post("/organisations", body).await.refused(401, "unauthenticated");
});

on_every_database!(a_correction_needs_the_version_seen_and_tells_null_from_absent, |app| async move {
    let admin = app.sign_in("quantri").await;
    let path = format!("/organisations/{}", place::GIA_CAT);
    let seen = admin.get(&path).await;
    let changed = admin.patch(&path, &seen.etag(), json!({"short_name": "Gia Cát", "phone": "+84 205 3861 000"})).await;
    assert_eq!(changed.expect(200)["short_name"], "Gia Cát");
    admin.patch(&path, &seen.etag(), json!({"name": "Khác"})).await.refused(412, "stale-version");
    let emptied = admin.patch(&path, &changed.etag(), json!({"phone": null})).await.expect(200);
    assert_eq!((&emptied["phone"], &emptied["short_name"]), (&Value::Null, &json!("Gia Cát")));
    let request = soat_tests::app::json(axum::http::Method::PATCH, &path, &json!({"name": "Khác"}));
    admin.send(request).await.refused(428, "if-match-required");
    let refused = admin.patch(&path, "\"3\"", json!({"rank": 1})).await.refused(422, "invalid-body");
    assert_eq!(refused["errors"][0]["pointer"], "/rank");
});

on_every_database!(another_superior_moves_everything_below_and_a_circle_is_refused, |app| async move {
    let admin = app.sign_in("quantri").await;
    let made = admin.post("/organisations", commune("06190", "Thôn", place::GIA_CAT)).await;
    let below: Uuid = made.text("/id").parse().unwrap();
    let circle = admin.patch(&format!("/organisations/{}", place::GIA_CAT), "\"1\"", json!({"parent_id": below})).await;
    assert_eq!(circle.refused(422, "invalid-body")["errors"][0]["code"], "circle");
    let path = format!("/organisations/{}", place::GIA_CAT);
    let self_circle = admin.patch(&path, "\"1\"", json!({"second_superior_id": place::GIA_CAT})).await;
    assert_eq!(self_circle.refused(422, "invalid-body")["errors"][0]["code"], "circle");
    admin.patch(&path, "\"1\"", json!({"parent_id": place::LANG_SON, "second_superior_id": place::SO_KHCN})).await.expect(200);
    assert_eq!(ancestors(&app, below).await, [below, place::GIA_CAT, place::SO_KHCN, place::LANG_SON].into());
    assert_eq!(
        names(&admin, &format!("within={}", place::SO_KHCN)).await,
        ["Sở Khoa học và Công nghệ tỉnh Lạng Sơn", "Thôn", "Xã Gia Cát"]
    );
    let other = admin.patch(&path, "\"2\"", json!({"parent_id": place::BAC_NINH})).await;
    assert_eq!(other.refused(422, "invalid-body")["errors"][0]["pointer"], "/parent_id");
});

on_every_database!(a_stated_total_stays_as_it_was_said_and_a_difference_warns, |app| async move {
    let admin = app.sign_in("quantri").await;
    let path = format!("/organisations/{}/stated-totals", place::LANG_SON);
    let said = |kind: Value, stated: i32| json!({"kind": kind, "stated": stated, "source": "Báo cáo 2025", "stated_on": "2025-06-30"});
    let body = json!({"totals": [said(Value::Null, 166), said(json!("commune_peoples_committee"), 2), said(json!("department"), 165)]});
    let entered = admin.put(&path, "\"1\"", body.clone()).await;
    let view = entered.expect(200);
    let numbers: Vec<_> =
        view["stated_totals"].as_array().unwrap().iter().map(|row| (row["stated"].as_i64(), row["computed"].as_i64())).collect();
    assert_eq!(numbers, [(Some(166), Some(4)), (Some(2), Some(2)), (Some(165), Some(1))]);
    let codes: Vec<_> = view["warnings"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["stated-total-differs", "stated-total-differs", "stated-parts-differ"]);
    assert_eq!(view["counts"]["below"], 4);
    assert_eq!(view["counts"]["children"], 2);
    admin.put(&path, "\"1\"", body.clone()).await.refused(412, "stale-version");
    let unknown = admin.put(&path, &entered.etag(), json!({"totals": [said(json!("bo_lac"), 1)]})).await;
    assert_eq!(unknown.refused(422, "invalid-body")["errors"][0]["pointer"], "/totals/0/kind");
    let again = admin.put(&path, &entered.etag(), json!({"totals": []})).await.expect(200);
    assert_eq!(again["stated_totals"], json!([]));
    app.sign_in("thuongtruc").await.put(&path, "\"3\"", body.clone()).await.refused(403, "forbidden");
    app.sign_in("bacninh.quantri").await.put(&path, "\"3\"", body).await.refused(404, "not-found");
});

on_every_database!(kinds_are_data_that_administrators_add_to, |app| async move {
    let admin = app.sign_in("quantri").await;
    let before = admin.get("/organisation-kinds").await.expect(200).as_array().unwrap().len();
    let body = json!({"code": "state_enterprise", "name_vi": "Doanh nghiệp nhà nước", "name_en": "State enterprise"});
    admin.post("/organisation-kinds", body.clone()).await.expect(201);
    admin.post("/organisation-kinds", body.clone()).await.refused(409, "already-exists");
    let kinds = app.sign_in("giacat.thuky").await.get("/organisation-kinds").await.expect(200);
    assert_eq!(kinds.as_array().unwrap().len(), before + 1);
    assert_eq!(kinds[before]["code"], "state_enterprise");
    app.sign_in("thuongtruc").await.post("/organisation-kinds", body).await.refused(403, "forbidden");
    let bad = admin.post("/organisation-kinds", json!({"code": "Có dấu", "name_vi": "", "name_en": "x"})).await;
    assert_eq!(bad.refused(422, "invalid-body")["errors"].as_array().unwrap().len(), 2);
    let mut body = commune("DN", "Doanh nghiệp", place::LANG_SON);
    body["kind"] = json!("state_enterprise");
    admin.post("/organisations", body).await.expect(201);
});

on_every_database!(devices_get_compact_records_of_the_directory, |app| async move {
    let records = views::for_sync(app.state.read(), &[place::GIA_CAT, Uuid::nil()]).await.unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(
        records[0].1,
        json!({"id": place::GIA_CAT, "code": "06220", "name": "Xã Gia Cát", "short_name": null, "kind": "commune_peoples_committee",
               "level": "communal", "parent_id": place::CAO_LOC, "valid_from": null, "valid_to": null})
    );
});
