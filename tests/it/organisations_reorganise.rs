//! Mergers, divisions and changes of name.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use soat::access::policy::Role;
use soat::ledger::{Actor, record, stream};
use soat::organisations::entity::{organisation, reach};
use soat::people::service;
use soat::people::views::NewGrant;
use soat_tests::people::{id_of, place};
use soat_tests::{Person, TestApp, on_every_database};
use uuid::Uuid;

fn decision() -> Value {
    json!({"number": "1672/NQ-UBTVQH15", "signed_on": "2025-06-16", "effective_on": "2025-07-01"})
}

async fn reorganise(person: &Person<'_>, id: Uuid, etag: &str, what: &str, how: Value) -> soat_tests::Answer {
    let mut body = json!({"decision": decision()});
    body[what] = how;
    person.post_seen(&format!("/organisations/{id}/reorganise"), etag, body).await
}

async fn grant(app: &TestApp, username: &str, role: Role, at: Uuid) {
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    let grant = NewGrant { role, organisation_id: at, valid_from: None, valid_to: None };
    service::insert_grant(&tx, id_of(username), grant).await.unwrap();
    tx.commit().await.unwrap();
}

async fn above(app: &TestApp, id: Uuid) -> BTreeSet<Uuid> {
    let pairs = reach::Entity::find().filter(reach::Column::DescendantId.eq(id)).all(app.state.read()).await.unwrap();
    pairs.into_iter().map(|pair| pair.ancestor_id).collect()
}

async fn collection(app: &TestApp, root: Uuid, name: &str) -> Vec<(Uuid, bool)> {
    let stream = stream::Entity::find().filter(stream::Column::Name.eq(stream::of_directory(root)));
    let stream = stream.one(app.state.read()).await.unwrap().unwrap();
    let rows = record::Entity::find().filter(record::Column::StreamId.eq(stream.id)).filter(record::Column::Collection.eq(name));
    rows.all(app.state.read()).await.unwrap().into_iter().map(|row| (row.record_id, row.deleted)).collect()
}

fn id(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

on_every_database!(two_communes_merge_into_a_new_one_and_stay_readable, |app| async move {
    let admin = app.sign_in("quantri").await;
    let how = json!({"code": "06211", "name": "Xã Đồng Đăng", "together_with": [{"id": place::HOP_THANH, "version": 1}]});
    let done = reorganise(&admin, place::GIA_CAT, "\"1\"", "merge_into", how).await;
    let body = done.expect(200);
    assert_eq!((done.etag().as_str(), &body["organisation"]["valid_to"]), ("\"2\"", &json!("2025-06-30")));
    let successor = &body["successors"][0];
    assert_eq!((&successor["parent_id"], &successor["valid_from"]), (&json!(place::CAO_LOC), &json!("2025-07-01")));
    assert_eq!(body["warnings"].as_array().unwrap().len(), 2, "grants remain at both");

    let old = admin.get(&format!("/organisations/{}", place::GIA_CAT)).await.expect(200);
    assert_eq!(old["successors"][0]["name"], "Xã Đồng Đăng");
    assert_eq!(old["successors"][0]["decision"]["number"], "1672/NQ-UBTVQH15");
    let new = admin.get(&format!("/organisations/{}", successor["id"].as_str().unwrap())).await.expect(200);
    let before: Vec<_> = new["predecessors"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(BTreeSet::from_iter(before), BTreeSet::from(["06220", "06217"]));
    let unit = app.sign_in("giacat.thuky").await;
    unit.get(&format!("/organisations/{}", place::GIA_CAT)).await.expect(200);
    assert_eq!(above(&app, place::GIA_CAT).await, [place::GIA_CAT, place::CAO_LOC, place::LANG_SON, id(&successor["id"])].into());
    let history = admin.get(&format!("/activity?record={}", place::GIA_CAT)).await.expect(200);
    assert_eq!(history["items"][0]["action"], "merge");
    reorganise(&admin, place::GIA_CAT, "\"2\"", "merge_into", json!(successor["id"])).await.refused(409, "organisation-closed");
});

on_every_database!(those_below_a_merged_organisation_move_to_its_successor_and_old_grants_read_them, |app| async move {
    let admin = app.sign_in("quantri").await;
    grant(&app, "hopthanh.thuky", Role::Viewer, place::CAO_LOC).await;
    let done = reorganise(&admin, place::CAO_LOC, "\"1\"", "merge_into", json!(place::LANG_SON)).await.expect(200);
    let moved: BTreeSet<Uuid> = done["moved"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(moved, [place::GIA_CAT, place::HOP_THANH].into());
    let commune = admin.get(&format!("/organisations/{}", place::GIA_CAT)).await.expect(200);
    assert_eq!((&commune["parent_id"], &commune["version"]), (&json!(place::LANG_SON), &json!(2)));
    assert_eq!(above(&app, place::GIA_CAT).await, [place::GIA_CAT, place::CAO_LOC, place::LANG_SON].into(), "history is kept");
    let body = json!({"code": "T1", "name": "Thôn", "kind": "public_service_unit", "level": "communal", "parent_id": place::GIA_CAT});
    let made = admin.post("/organisations", body).await;
    assert_eq!(above(&app, made.text("/id").parse().unwrap()).await.len(), 3, "what is made later is not below what was closed");
    let reader = app.sign_in("hopthanh.thuky").await;
    reader.get(&format!("/organisations/{}", place::GIA_CAT)).await.expect(200);
    reader.get(&format!("/organisations/{}", made.text("/id"))).await.refused(404, "not-found");
    let path = format!("/organisations/{}", place::GIA_CAT);
    admin.patch(&path, "\"2\"", json!({"parent_id": place::SO_KHCN})).await.expect(200);
    assert!(above(&app, place::GIA_CAT).await.contains(&place::CAO_LOC), "a later correction keeps it too");
    let counts = admin.get(&format!("/organisations/{}", place::CAO_LOC)).await.expect(200);
    assert_eq!(counts["counts"]["below"], 0, "but it has nobody below it any more");
});

on_every_database!(a_grant_at_a_closed_organisation_reads_and_does_nothing_else, |app| async move {
    let admin = app.sign_in("quantri").await;
    grant(&app, "thanhvien", Role::Administrator, place::CAO_LOC).await;
    let district = app.sign_in("thanhvien").await;
    let path = format!("/organisations/{}", place::GIA_CAT);
    district.patch(&path, "\"1\"", json!({"short_name": "GC"})).await.expect(200);
    reorganise(&admin, place::CAO_LOC, "\"1\"", "merge_into", json!(place::LANG_SON)).await.expect(200);
    district.get(&path).await.expect(200);
    district.patch(&path, "\"3\"", json!({"short_name": "Của tôi"})).await.refused(403, "forbidden");
});

on_every_database!(a_merger_of_registers_brings_organisations_and_people_into_the_other_directory, |app| async move {
    grant(&app, "quantri", Role::Administrator, place::BAC_NINH).await;
    let admin = app.sign_in("quantri").await;
    let body = json!({"code": "09163", "name": "Phường Vũ Ninh", "kind": "commune_peoples_committee", "level": "communal",
                      "parent_id": place::BAC_NINH});
    let ward = admin.post("/organisations", body).await.text("/id");
    let person = id_of("bacninh.thanhvien");
    let employed = admin.get(&format!("/users/{person}")).await;
    admin.patch(&format!("/users/{person}"), &employed.etag(), json!({"organisation_id": ward})).await.expect(200);
    let ward: Uuid = ward.parse().unwrap();
    grant(&app, "bacninh.thanhvien", Role::Inspector, ward).await;
    reorganise(&admin, place::BAC_NINH, "\"1\"", "merge_into", json!({"successor_id": place::LANG_SON})).await.expect(200);

    let row = organisation::Entity::find_by_id(ward).one(app.state.read()).await.unwrap().unwrap();
    assert_eq!((row.root_id, row.parent_id), (place::LANG_SON, Some(place::LANG_SON)));
    assert!(collection(&app, place::BAC_NINH, "organisations").await.contains(&(ward, true)));
    assert!(collection(&app, place::LANG_SON, "organisations").await.contains(&(ward, false)));
    assert!(collection(&app, place::BAC_NINH, "people").await.contains(&(person, true)));
    assert!(collection(&app, place::LANG_SON, "people").await.contains(&(person, false)));
    let followed = stream::followed_by(app.state.read(), person).await.unwrap();
    assert!(followed.iter().any(|one| one.name == stream::of_directory(place::LANG_SON)), "{followed:?}");
    app.sign_in("lanhdao").await.get(&format!("/organisations/{}", place::BAC_NINH)).await.expect(200);
    app.sign_in("bacninh.thuongtruc").await.get(&format!("/organisations/{ward}")).await.expect(200);
});

on_every_database!(a_code_that_both_registers_use_stops_their_merger, |app| async move {
    grant(&app, "quantri", Role::Administrator, place::BAC_NINH).await;
    let admin = app.sign_in("quantri").await;
    let body = json!({"code": "183", "name": "Trùng mã", "kind": "department", "level": "provincial", "parent_id": place::BAC_NINH});
    admin.post("/organisations", body).await.expect(201);
    let refused = reorganise(&admin, place::BAC_NINH, "\"1\"", "merge_into", json!(place::LANG_SON)).await;
    refused.refused(409, "already-exists");
    let top = admin.get(&format!("/organisations/{}", place::BAC_NINH)).await.expect(200);
    assert_eq!(top["valid_to"], Value::Null, "nothing was stored half");
});

on_every_database!(a_divided_organisation_gives_its_children_to_the_parts_that_name_them, |app| async move {
    let admin = app.sign_in("quantri").await;
    let parts = json!([{"code": "183A", "name": "Cao Lộc A", "children": [place::GIA_CAT]}, {"code": "183B", "name": "Cao Lộc B"}]);
    let done = reorganise(&admin, place::CAO_LOC, "\"1\"", "split_into", parts).await.expect(200);
    let (a, b) = (id(&done["successors"][0]["id"]), id(&done["successors"][1]["id"]));
    assert_eq!(done["moved"], json!([place::GIA_CAT]));
    let codes: Vec<_> = done["warnings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["left-below-closed"], "{done:#}");
    assert_eq!(above(&app, place::GIA_CAT).await, [place::GIA_CAT, a, place::CAO_LOC, place::LANG_SON].into());
    assert_eq!(above(&app, place::CAO_LOC).await, [place::CAO_LOC, a, b, place::LANG_SON].into());
    let detail = admin.get(&format!("/organisations/{}", place::CAO_LOC)).await.expect(200);
    assert_eq!(detail["successors"].as_array().unwrap().len(), 2);
    assert_eq!(admin.get(&format!("/organisations/{b}")).await.expect(200)["level"], "district");
});

on_every_database!(a_change_of_name_keeps_the_organisation_and_its_former_name, |app| async move {
    let admin = app.sign_in("quantri").await;
    let done = reorganise(&admin, place::HOP_THANH, "\"1\"", "rename", json!("Xã Công Sơn")).await;
    assert_eq!(done.expect(200)["organisation"]["id"], json!(place::HOP_THANH));
    let again = reorganise(&admin, place::HOP_THANH, &done.etag(), "rename", json!({"name": "Xã Ba Sơn", "code": "06400"})).await;
    again.expect(200);
    for query in ["hop+thanh", "cong+son", "ba+son", "06400"] {
        let found = admin.get(&format!("/organisations?q={query}")).await.expect(200);
        assert_eq!(found["items"][0]["id"], json!(place::HOP_THANH), "{query}");
    }
    let detail = admin.get(&format!("/organisations/{}", place::HOP_THANH)).await.expect(200);
    let former: Vec<_> = detail["predecessors"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(former, ["Xã Hợp Thành", "Xã Công Sơn"]);
    assert_eq!(detail["predecessors"][1]["code"], "06217");
    let body = json!({"decision": {"number": "1", "signed_on": "2026-03-01", "effective_on": "2026-07-01"}, "rename": "Mai sau"});
    let early = admin.post_seen(&format!("/organisations/{}/reorganise", place::HOP_THANH), &again.etag(), body).await;
    assert_eq!(early.refused(422, "invalid-body")["errors"][0]["pointer"], "/decision/effective_on");
});

on_every_database!(impossible_reorganisations_are_refused_with_the_place, |app| async move {
    let admin = app.sign_in("quantri").await;
    let path = format!("/organisations/{}/reorganise", place::CAO_LOC);
    let with = |more: Value| {
        let mut body = json!({"decision": decision()});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let seen = |id| json!([{"id": id, "version": 1}]);
    for (more, pointer) in [
        (json!({}), ""),
        (json!({"rename": "A", "merge_into": place::LANG_SON}), ""),
        (json!({"merge_into": "không phải mã"}), "/merge_into"),
        (json!({"merge_into": {"code": "X"}}), "/merge_into/name"),
        (json!({"merge_into": {"name": "X", "rank": 1}}), "/merge_into/rank"),
        (json!({"merge_into": place::CAO_LOC}), "/merge_into/successor_id"),
        (json!({"merge_into": place::GIA_CAT}), "/merge_into/successor_id"),
        (json!({"merge_into": place::BAC_NINH}), "/merge_into/successor_id"),
        (json!({"merge_into": {"code": "X", "name": "X", "parent_id": place::GIA_CAT}}), "/merge_into/parent_id"),
        (json!({"merge_into": {"successor_id": place::LANG_SON, "together_with": seen(place::CAO_LOC)}}), "/merge_into/together_with/0"),
        (
            json!({"merge_into": {"successor_id": place::LANG_SON, "together_with": seen(place::BAC_NINH)}}),
            "/merge_into/together_with/0/id",
        ),
        (json!({"split_into": []}), "/split_into"),
        (json!({"split_into": [{"code": "X", "name": "X", "children": [place::SO_KHCN]}]}), "/split_into/0/children/0"),
        (json!({"split_into": [{"successor_id": place::SO_KHCN}, {"successor_id": place::SO_KHCN}]}), "/split_into/1/successor_id"),
    ] {
        let refused = admin.post_seen(&path, "\"1\"", with(more.clone())).await;
        assert_eq!(refused.refused(422, "invalid-body")["errors"][0]["pointer"], pointer, "{more}");
    }
    let taken = admin.post_seen(&path, "\"1\"", with(json!({"split_into": [{"code": "06220", "name": "X"}]}))).await;
    taken.refused(409, "already-exists");
    let stale = json!({"merge_into": {"code": "X", "name": "X", "together_with": [{"id": place::GIA_CAT, "version": 7}]}});
    admin.post_seen(&path, "\"1\"", with(stale)).await.refused(412, "stale-version");
});

on_every_database!(a_reorganisation_is_for_administrators_of_all_concerned_from_the_version_seen, |app| async move {
    let rename = || json!("Tên khác");
    reorganise(&app.sign_in("thuongtruc").await, place::CAO_LOC, "\"1\"", "rename", rename()).await.refused(403, "forbidden");
    reorganise(&app.sign_in("bacninh.quantri").await, place::CAO_LOC, "\"1\"", "rename", rename()).await.refused(404, "not-found");
    let admin = app.sign_in("quantri").await;
    reorganise(&admin, place::CAO_LOC, "\"2\"", "rename", rename()).await.refused(412, "stale-version");
    let path = format!("/organisations/{}/reorganise", place::CAO_LOC);
    admin.post(&path, json!({"decision": decision(), "rename": "A"})).await.refused(428, "if-match-required");
    grant(&app, "thanhvien", Role::Administrator, place::CAO_LOC).await;
    let district = app.sign_in("thanhvien").await;
    let beyond = reorganise(&district, place::CAO_LOC, "\"1\"", "merge_into", json!(place::LANG_SON)).await;
    beyond.refused(403, "forbidden");
});
