//! Who looked at an original: every way out is on record, the right people may read the record, and parts of one look are one.

use axum::body::Body;
use axum::http::Request;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use soat_tests::people::id_of;
use soat_tests::{Browser, Person, TestApp, on_every_database};

use super::{declare, fetch, inspection_under_way, picture, put};

async fn stored(app: &TestApp) -> String {
    let inspection = inspection_under_way(app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &picture(1)).await;
    put(&member, &id, &picture(1)).await.expect(200);
    soat::jobs::run_due(&app.state).await.unwrap();
    id
}

async fn looks(person: &Person<'_>, id: &str) -> Vec<Value> {
    person.get(&format!("/evidence/{id}/accesses")).await.expect(200)["items"].as_array().unwrap().clone()
}

on_every_database!(the_lead_and_the_office_read_who_looked_when_and_by_which_way, |app| async move {
    let id = stored(&app).await;
    let observer = app.sign_in("quansat").await;
    assert_eq!(fetch(&observer, &id, "?size=original", &[]).await.status, 200);
    assert_eq!(fetch(&observer, &id, "?size=1600", &[]).await.status, 200);
    let browser = Browser::sign_in(&app, "thuongtruc").await;
    assert_eq!(browser.get(&format!("/evidence/{id}/original")).await.status(), 200);
    let known = fetch(&observer, &id, "", &[("if-none-match", "*")]).await;
    assert_eq!(known.status, 304, "a copy kept by the device is looked at again");
    for reader in ["truongdoan", "thuongtruc", "quantri"] {
        let items = looks(&app.sign_in(reader).await, &id).await;
        let seen: Vec<(&Value, &Value)> = items.iter().map(|item| (&item["user_id"], &item["through"])).collect();
        let (observer, office) = (json!(id_of("quansat")), json!(id_of("thuongtruc")));
        assert_eq!(seen, [(&observer, &json!("api")), (&office, &json!("portal")), (&observer, &json!("api"))], "{reader}");
        assert!(items.iter().all(|item| !item["user_name"].as_str().unwrap().is_empty() && item["at"].is_string()));
        assert!(items.iter().all(|item| item["device_name"].is_string()));
    }
});

on_every_database!(the_record_of_looks_is_not_for_everybody, |app| async move {
    let id = stored(&app).await;
    let path = format!("/evidence/{id}/accesses");
    for reader in ["thanhvien", "thuky", "quansat", "bcd.truong", "lanhdao"] {
        let refused = app.sign_in(reader).await.get(&path).await.refused(403, "forbidden");
        assert_eq!(refused["params"]["action"], "evidence.read_accesses", "{reader}");
    }
    for stranger in ["giacat.thuky", "hopthanh.thuky", "bacninh.thuongtruc", "bacninh.quantri"] {
        app.sign_in(stranger).await.get(&path).await.refused(404, "not-found");
    }
    app.get(&path).await.refused(401, "unauthenticated");
    let lead = app.sign_in("truongdoan").await;
    lead.get("/evidence/01900000-0000-7000-8000-00000000dead/accesses").await.refused(404, "not-found");
    lead.get(&format!("{path}?limit=0")).await.refused(422, "invalid-parameter");
});

on_every_database!(the_record_comes_in_pages_newest_first, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    for _ in 0..3 {
        assert_eq!(fetch(&lead, &id, "", &[]).await.status, 200);
    }
    let first = lead.get(&format!("/evidence/{id}/accesses?limit=2")).await.expect(200);
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = first["next"].as_str().unwrap();
    let second = lead.get(&format!("/evidence/{id}/accesses?limit=2&after={next}")).await.expect(200);
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    assert!(first["items"][1]["id"].as_str() > second["items"][0]["id"].as_str());
});

on_every_database!(later_parts_of_a_file_belong_to_the_look_that_began_it, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    let part = async |range: &str| assert_eq!(fetch(&lead, &id, "", &[("range", range)]).await.status, 206);
    part("bytes=100-199").await;
    assert_eq!(looks(&lead, &id).await.len(), 1, "nobody gets the rest of a file without a look on record");
    part("bytes=200-299").await;
    part("bytes=-10").await;
    assert_eq!(looks(&lead, &id).await.len(), 1);
    part("bytes=0-99").await;
    assert_eq!(looks(&lead, &id).await.len(), 2, "from the start it is another look");
    app.state.clock().advance_millis(31 * 60 * 1_000);
    let lead = app.sign_in("truongdoan").await;
    assert_eq!(fetch(&lead, &id, "", &[("range", "bytes=200-299")]).await.status, 206);
    assert_eq!(looks(&lead, &id).await.len(), 3, "and so it is half an hour later, or on another device");
    assert_eq!(fetch(&lead, &id, "", &[("range", "bytes=99999999-")]).await.status, 416);
    assert_eq!(looks(&lead, &id).await.len(), 3, "where nothing is given, nothing was looked at");
});

on_every_database!(a_look_that_cannot_be_put_on_record_is_not_given, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    app.state.database().owner().execute_unprepared("ALTER TABLE evidence_view RENAME TO evidence_view_away").await.unwrap();
    let refused = fetch(&lead, &id, "", &[]).await;
    assert_eq!(refused.status, 500);
    assert!(!refused.bytes.windows(3).any(|window| window == b"\xFF\xD8\xFF"), "not a byte of it goes out");
    assert_eq!(fetch(&lead, &id, "?size=320", &[]).await.status, 200, "smaller copies are given as before");
});

on_every_database!(looking_writes_nothing_into_the_chain_that_signatures_attest, |app| async move {
    let id = stored(&app).await;
    let lead = app.sign_in("truongdoan").await;
    let before = lead.get(&format!("/activity?record={id}")).await.expect(200);
    assert_eq!(fetch(&lead, &id, "", &[]).await.status, 200);
    assert_eq!(lead.get(&format!("/activity?record={id}")).await.expect(200), before);
    let nobody = Request::get(format!("/api/v1/evidence/{id}/content?size=original")).body(Body::empty()).unwrap();
    app.send(nobody).await.refused(401, "unauthenticated");
    assert_eq!(looks(&lead, &id).await.len(), 1);
});
