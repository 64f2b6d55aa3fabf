//! Checklists: drafts, publication, versions; rating schemes and standards.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::{Value, json};
use soat::checklists::{service, store, views};
use soat::ledger::Actor;
use soat_checklist_schemas::{Checklist, shipped};
use soat_tests::on_every_database;
use soat_tests::people::place;

fn document(key: &str) -> Value {
    json!({
        "key": key, "edition": "9001:2015",
        "title": {"vi": "Phiếu kiểm tra một cửa", "en": "One-stop checklist"},
        "purpose": {"vi": "Dùng cho đoàn kiểm tra.", "en": "For the team."},
        "inspection_kinds": ["external", "self_check"],
        "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
            {"id": "a.1", "clauses": ["5.2.1"], "response": {"kind": "verdict"},
             "question": {"vi": "Chính sách chất lượng đã được ban hành chưa?", "en": "Is there a quality policy?"}}
        ]}]
    })
}

fn unsound(key: &str) -> Value {
    let mut document = document(key);
    document["sections"][0]["items"][0]["clauses"] = json!(["99.9"]);
    document["title"]["en"] = json!("");
    document
}

fn path(key: &str, version: i64) -> String {
    format!("/checklists/{key}/versions/{version}")
}

on_every_database!(the_shipped_checklists_and_rating_schemes_are_there_from_the_start, |app| async move {
    let inspector = app.sign_in("truongdoan").await;
    let list = inspector.get("/checklists?limit=500").await.expect(200);
    let keys: Vec<&str> = list["items"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["commune-self-check", "internal-audit", "iso9001-2008-clauses", "iso9001-2015-clauses", "provincial-inspection"]);
    assert!(list["items"][0].get("document").is_none(), "a list leaves documents out");
    let shipped = shipped::checklist("provincial-inspection").unwrap();
    let read = inspector.get(&path("provincial-inspection", 1)).await;
    assert_eq!(read.expect(200)["digest"], shipped.digest());
    assert_eq!(read.json()["allowed"], json!([]), "what comes with the program belongs to nobody");
    let same = inspector.get(&format!("/checklists/by-digest/{}", shipped.digest())).await.expect(200);
    assert_eq!(Checklist::parse(&same["document"]).unwrap(), *shipped);
    let ratings = inspector.get("/rating-schemes").await.expect(200);
    assert_eq!(ratings["items"].as_array().unwrap().len(), 2);
    let bands = inspector.get("/rating-schemes/provincial-bands/versions/1").await.expect(200);
    assert_eq!(bands["digest"], shipped::rating("provincial-bands").unwrap().digest());
    inspector.get("/rating-schemes/provincial-bands/versions/9").await.refused(404, "not-found");
});

on_every_database!(starting_again_installs_nothing_twice, |app| async move {
    let heads = |app: &soat_tests::TestApp| {
        let state = app.state.clone();
        async move {
            let tx = state.begin_as(Actor::default()).await.unwrap();
            let head = tx.stream("checklists").await.unwrap();
            (head.change_seq, head.entry_seq)
        }
    };
    let before = heads(&app).await;
    assert_eq!(before, (5, 7), "five checklists travel; two rating schemes are noted");
    let app = app.restart().await;
    assert_eq!(heads(&app).await, before);
});

on_every_database!(a_shipped_checklist_never_replaces_a_version_that_an_organisation_made, |app| async move {
    let first = store::of_key(app.state.read(), "internal-audit").await.unwrap().remove(0);
    let mut own = first.clone().into_active_model();
    own.organisation_id = Set(Some(place::LANG_SON));
    own.digest = Set(Some("0".repeat(64)));
    let tx = app.state.begin_as(Actor::default()).await.unwrap();
    own.update(tx.db()).await.unwrap();
    tx.commit().await.unwrap();
    let app = app.restart().await.restart().await;
    let versions = store::of_key(app.state.read(), "internal-audit").await.unwrap();
    let numbers: Vec<_> = versions.iter().map(|row| (row.number, row.organisation_id.is_some())).collect();
    assert_eq!(numbers, [(1, true), (2, false)]);
    assert_eq!(store::document(&versions[1]).unwrap().version, 2);
});

on_every_database!(a_list_is_filtered_searched_and_paged, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    manager.post("/checklists", document("mot-cua")).await.expect(201);
    let found = |query: &'static str| {
        let manager = &manager;
        async move {
            let list = manager.get(&format!("/checklists?{query}")).await.expect(200);
            let rows = list["items"].as_array().unwrap().clone();
            rows.iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        }
    };
    assert_eq!(found("q=mot%20cua").await, ["mot-cua"]);
    assert_eq!(found("key=internal-audit").await, ["internal-audit"]);
    assert_eq!(found("status=draft").await, ["mot-cua"]);
    assert_eq!(found("edition=TCVN%20ISO%209001-2008").await, ["iso9001-2008-clauses"]);
    let self_checks = found("inspection_kind=self_check").await;
    assert!(self_checks.contains(&"commune-self-check".to_owned()) && self_checks.contains(&"mot-cua".to_owned()));
    assert!(!self_checks.contains(&"internal-audit".to_owned()));
    manager.get("/checklists?status=burnt").await.refused(422, "invalid-parameter");
    let first = manager.get("/checklists?limit=4").await.expect(200);
    let rest = manager.get(&format!("/checklists?limit=4&after={}", first["next"].as_str().unwrap())).await.expect(200);
    assert_eq!(rest["items"].as_array().unwrap().len(), 2);
    assert!(rest.get("next").is_none());
});

on_every_database!(a_draft_is_written_mended_published_and_retired, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let inspector = app.sign_in("truongdoan").await;
    let draft = manager.post("/checklists", unsound("mot-cua")).await;
    let body = draft.expect(201);
    assert_eq!((&body["version"], &body["document"]["version"], &body["status"]), (&json!(1), &json!(1), &json!("draft")));
    assert_eq!(body["allowed"], json!(["edit", "publish"]));
    let places: Vec<_> = body["flaws"].as_array().unwrap().iter().map(|flaw| flaw["pointer"].as_str().unwrap()).collect();
    assert_eq!(places, ["/title/en", "/sections/0/items/0/clauses/0"]);
    let path = path("mot-cua", 1);
    inspector.get(&path).await.refused(404, "not-found");

    let publish = format!("{path}/publish");
    let refused = manager.post_seen(&publish, &draft.etag(), json!({})).await;
    assert_eq!(refused.refused(422, "needs-unmet")["errors"][1]["pointer"], "/sections/0/items/0/clauses/0");
    let mended = manager.put(&path, &draft.etag(), document("mot-cua")).await;
    assert_eq!(mended.expect(200)["flaws"], json!([]));
    let published = manager.post_seen(&publish, &mended.etag(), json!({})).await;
    let body = published.expect(200);
    assert_eq!(body["digest"], Checklist::parse(&body["document"]).unwrap().digest());
    assert_eq!(body["allowed"], json!(["retire"]));
    assert_eq!(inspector.get(&path).await.expect(200)["allowed"], json!([]));

    manager.put(&path, &published.etag(), document("mot-cua")).await.refused(409, "illegal-move");
    manager.post_seen(&publish, &published.etag(), json!({})).await.refused(409, "illegal-move");
    let retired = manager.post_seen(&format!("{path}/retire"), &published.etag(), json!({})).await;
    assert_eq!(retired.expect(200)["status"], "retired");
    let again = manager.post_seen(&format!("{path}/retire"), &retired.etag(), json!({})).await;
    assert_eq!(again.refused(409, "illegal-move")["params"]["allowed"], "–");
    inspector.get(&path).await.expect(200);
});

on_every_database!(every_version_of_a_key_gets_the_next_number, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    for expected in 1..=3 {
        let mut body = document("mot-cua");
        body["version"] = json!(77);
        assert_eq!(manager.post("/checklists", body).await.expect(201)["version"], expected);
    }
    let adapted = shipped::checklist("provincial-inspection").unwrap().to_value();
    assert_eq!(manager.post("/checklists", adapted).await.expect(201)["version"], 2, "a shipped key may be continued");
});

on_every_database!(flaws_of_shape_are_refused_with_their_places_and_nothing_is_kept, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let mut body = document("mot-cua");
    body["sections"][0]["items"][0]["weight"] = json!("heavy");
    body["colour"] = json!("red");
    body.as_object_mut().unwrap().remove("purpose");
    let refused = manager.post("/checklists", body).await.refused(422, "invalid-body");
    let mut places: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    places.sort_unstable();
    assert_eq!(places, ["", "/colour", "/sections/0/items/0/weight"]);
    manager.post("/checklists", json!([1])).await.refused(422, "invalid-body");
    manager.post("/checklists", document("Phiếu số 1")).await.refused(422, "invalid-body");
    let mut hidden = document("mot-cua");
    hidden["title"]["vi"] = json!("Phiếu\u{200b}");
    assert_eq!(manager.post("/checklists", hidden).await.refused(422, "invalid-body")["errors"][0]["pointer"], "/title/vi");
    assert_eq!(manager.get("/checklists?status=draft").await.expect(200)["items"], json!([]));
});

on_every_database!(a_draft_changes_only_from_the_version_that_was_seen_and_keeps_its_place, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let draft = manager.post("/checklists", document("mot-cua")).await;
    let path = path("mot-cua", 1);
    manager.put(&path, &draft.etag(), document("mot-cua")).await.expect(200);
    manager.put(&path, &draft.etag(), document("mot-cua")).await.refused(412, "stale-version");
    manager.post_seen(&format!("{path}/publish"), &draft.etag(), json!({})).await.refused(412, "stale-version");
    let bare = soat_tests::app::json(axum::http::Method::PUT, &path, &document("mot-cua"));
    manager.send(bare).await.refused(428, "if-match-required");
    let seen = manager.get(&path).await.etag();
    let moved = manager.put(&path, &seen, document("hai-cua")).await.refused(422, "invalid-body");
    assert_eq!(moved["errors"][0]["code"], "not-changeable");
    manager.put(&self::path("mot-cua", 2), &seen, document("mot-cua")).await.refused(404, "not-found");
});

on_every_database!(only_programme_managers_write_checklists_and_only_their_own, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let stranger = app.sign_in("bacninh.thuongtruc").await;
    for username in ["truongdoan", "quantri", "giacat.chutich", "bcd.truong", "lanhdao"] {
        app.sign_in(username).await.post("/checklists", document("mot-cua")).await.refused(403, "forbidden");
    }
    app.post("/checklists", document("mot-cua")).await.refused(401, "unauthenticated");
    let owned = format!("/checklists?organisation_id={}", place::LANG_SON);
    stranger.post(&owned, document("mot-cua")).await.refused(403, "forbidden");

    let draft = manager.post("/checklists", document("mot-cua")).await;
    assert_eq!(draft.expect(201)["organisation_id"], place::LANG_SON.to_string());
    let path = path("mot-cua", 1);
    stranger.get(&path).await.refused(404, "not-found");
    stranger.put(&path, &draft.etag(), document("mot-cua")).await.refused(404, "not-found");
    stranger.post("/checklists", document("mot-cua")).await.refused(409, "already-exists");
    let history = format!("/activity?record={}", draft.text("/id"));
    stranger.get(&history).await.refused(404, "not-found");
    app.sign_in("lanhdao").await.get(&history).await.refused(404, "not-found");

    let published = manager.post_seen(&format!("{path}/publish"), &draft.etag(), json!({})).await;
    published.expect(200);
    stranger.get(&path).await.expect(200);
    stranger.post_seen(&format!("{path}/retire"), &published.etag(), json!({})).await.refused(403, "forbidden");
    manager.post_seen(&format!("{}/retire", self::path("internal-audit", 1)), "\"1\"", json!({})).await.refused(403, "forbidden");
    let entries = manager.get(&history).await.expect(200);
    let actions: Vec<_> = entries["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["create", "publish"]);
});

on_every_database!(only_what_is_published_travels_to_devices, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let draft = manager.post("/checklists", document("mot-cua")).await;
    let id = draft.text("/id").parse().unwrap();
    let change = || async {
        let tx = app.state.begin_as(Actor::default()).await.unwrap();
        tx.record("checklists", service::COLLECTION, id).await.unwrap().map(|row| row.change_no)
    };
    assert_eq!(change().await, None);
    assert!(views::for_sync(app.state.read(), &[id]).await.unwrap().is_empty());
    let published = manager.post_seen(&format!("{}/publish", path("mot-cua", 1)), &draft.etag(), json!({})).await;
    published.expect(200);
    assert_eq!(change().await, Some(6));
    manager.post_seen(&format!("{}/retire", path("mot-cua", 1)), &published.etag(), json!({})).await.expect(200);
    assert_eq!(change().await, Some(7));
    let sent = views::for_sync(app.state.read(), &[id]).await.unwrap();
    assert_eq!((sent.len(), &sent[0].1["status"]), (1, &json!("retired")), "work begun on it goes on");
    assert_eq!(sent[0].1["document"]["key"], "mot-cua");
});

on_every_database!(an_inspection_pins_published_versions_of_its_own_register_and_kind, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let db = app.state.read();
    let draft = manager.post("/checklists", document("mot-cua")).await;
    let pin = |reference: String, kind: &'static str, at| async move { store::pinnable(db, &reference, kind, at).await };
    assert_eq!(pin("mot-cua".into(), "external", place::GIA_CAT).await.unwrap_err().code(), "invalid-body");
    manager.post_seen(&format!("{}/publish", path("mot-cua", 1)), &draft.etag(), json!({})).await.expect(200);
    let found = pin("mot-cua".into(), "external", place::GIA_CAT).await.unwrap();
    assert_eq!(store::document(&found).unwrap().digest(), found.digest.clone().unwrap());
    assert_eq!(pin(found.id.to_string(), "self_check", place::GIA_CAT).await.unwrap().id, found.id);
    assert!(pin("mot-cua".into(), "internal_audit", place::GIA_CAT).await.is_err());
    assert!(pin("mot-cua".into(), "external", place::BAC_NINH).await.is_err());

    let adapted = manager.post("/checklists", shipped::checklist("provincial-inspection").unwrap().to_value()).await;
    adapted.expect(201);
    manager.post_seen(&format!("{}/publish", path("provincial-inspection", 2)), &adapted.etag(), json!({})).await.expect(200);
    assert_eq!(pin("provincial-inspection".into(), "external", place::GIA_CAT).await.unwrap().number, 2);
    assert_eq!(pin("provincial-inspection".into(), "external", place::BAC_NINH).await.unwrap().number, 1);
});

on_every_database!(two_publishers_at_once_publish_once, |app| async move {
    let manager = app.sign_in("thuongtruc").await;
    let draft = manager.post("/checklists", document("mot-cua")).await;
    let publish = format!("{}/publish", path("mot-cua", 1));
    let seen = draft.etag();
    let (one, other) = tokio::join!(manager.post_seen(&publish, &seen, json!({})), manager.post_seen(&publish, &seen, json!({})));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 412]);
    let (one, other) = tokio::join!(manager.post("/checklists", document("mot-cua")), manager.post("/checklists", document("mot-cua")));
    let mut numbers = [one.expect(201)["version"].as_i64().unwrap(), other.expect(201)["version"].as_i64().unwrap()];
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3]);
});

on_every_database!(the_clauses_of_an_edition_are_found_in_any_spelling, |app| async move {
    let unit = app.sign_in("giacat.thuky").await;
    let standards = unit.get("/standards").await.expect(200);
    assert_eq!(standards["items"].as_array().unwrap().len(), 3);
    let clauses = unit.get("/standards/9001:2015/clauses").await.expect(200);
    assert!(clauses["items"].as_array().unwrap().iter().any(|clause| clause["number"] == "8.5.3" && clause["level"] == 3));
    assert_eq!(unit.get("/standards/TCVN%20ISO%209001-2008/clauses").await.expect(200)["edition"], "9001:2008");
    assert_eq!(unit.get("/standards/9001:2015%2FAmd%201:2024/clauses").await.expect(200)["amends"], "9001:2015");
    unit.get("/standards/14001:2015/clauses").await.refused(404, "not-found");
    app.get("/standards").await.refused(401, "unauthenticated");
});
