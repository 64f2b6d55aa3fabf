//! Closing by delegation: for its days, below its organisation, while the chair chairs and the member is one.

use serde_json::{Value, json};
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::people::{id_of, place};
use soat_tests::work::now;
use soat_tests::{Answer, Person, TestApp, on_every_database};
use uuid::Uuid;

use super::proof::{after_days, pointers};

fn delegation(to: &str, at: Uuid, from: &str, until: &str) -> Value {
    json!({"to_user_id": id_of(to), "organisation_id": at, "valid_from": from, "valid_to": until, "reason": "12/UQ-BCĐ"})
}

/// A request that was verified and judged effective; the day is 7 July 2026.
async fn ready(app: &TestApp) -> String {
    let cast = Cast::sign_in(app).await;
    let path = request_at(app, &cast, Stage::Verified).await;
    let cast = after_days(app, 120).await;
    now(&cast.member, &path, "confirm_effective", json!({"reason": "Không tái diễn"})).await.expect(200);
    path
}

async fn close(person: &Person<'_>, path: &str) -> Answer {
    now(person, path, "close", json!({})).await
}

on_every_database!(a_delegate_closes_within_the_days_and_not_after, |app| async move {
    let path = ready(&app).await;
    let (chair, member) = (app.sign_in("bcd.truong").await, app.sign_in("bcd.thanhvien").await);
    close(&member, &path).await.refused(403, "forbidden");
    // Tomorrow is not today.
    chair.post("/delegations", delegation("bcd.thanhvien", place::LANG_SON, "2026-07-08", "2026-07-09")).await.expect(201);
    close(&member, &path).await.refused(403, "forbidden");
    let cast = after_days(&app, 3).await;
    let member = app.sign_in("bcd.thanhvien").await;
    close(&member, &path).await.refused(403, "forbidden");
    let given = cast.chair.post("/delegations", delegation("bcd.thanhvien", place::CAO_LOC, "2026-07-10", "2026-07-10")).await;
    given.expect(201);
    assert!(member.get(&path).await.expect(200)["allowed"].as_array().unwrap().contains(&json!("close")));
    let closed = close(&member, &path).await.expect(200);
    assert_eq!((&closed["status"], &closed["closed_by"]), (&json!("closed"), &json!(member.id)));
});

on_every_database!(an_ended_delegation_or_another_place_closes_nothing, |app| async move {
    let path = ready(&app).await;
    let (chair, member) = (app.sign_in("bcd.truong").await, app.sign_in("bcd.thanhvien").await);
    chair.post("/delegations", delegation("bcd.thanhvien", place::HOP_THANH, "2026-07-01", "2026-07-31")).await.expect(201);
    close(&member, &path).await.refused(403, "forbidden");
    let given = chair.post("/delegations", delegation("bcd.thanhvien", place::GIA_CAT, "2026-07-01", "2026-07-31")).await;
    let one = format!("/delegations/{}", given.text("/id"));
    assert_eq!(member.get("/delegations").await.expect(200).as_array().unwrap().len(), 2);
    member.delete(&one, &given.etag()).await.refused(403, "forbidden");
    app.sign_in("bacninh.thuongtruc").await.delete(&one, &given.etag()).await.refused(404, "not-found");
    chair.delete(&one, "\"9\"").await.refused(412, "stale-version");
    let ended = chair.delete(&one, &given.etag()).await;
    assert!(ended.expect(200)["ended_at"].is_string());
    let again = chair.delete(&one, &ended.etag()).await.refused(409, "illegal-move");
    assert_eq!(again["params"]["status"], "ended");
    close(&member, &path).await.refused(403, "forbidden");
    close(&chair, &path).await.expect(200);
});

on_every_database!(a_delegation_falls_with_the_chair_or_with_the_membership, |app| async move {
    let path = ready(&app).await;
    let (chair, member) = (app.sign_in("bcd.truong").await, app.sign_in("bcd.thanhvien").await);
    chair.post("/delegations", delegation("bcd.thanhvien", place::LANG_SON, "2026-07-01", "2026-07-31")).await.expect(201);
    let admin = app.sign_in("quantri").await;
    let swap = async |username: &str, role: &str| {
        let grants = admin.get(&format!("/users/{}/grants", id_of(username))).await.expect(200);
        for grant in grants["items"].as_array().or(grants.as_array()).unwrap() {
            let version = format!("\"{}\"", grant["version"].as_i64().unwrap_or(1));
            admin.delete(&format!("/grants/{}", grant["id"].as_str().unwrap()), &version).await.expect(204);
        }
        let grant = json!({"role": role, "organisation_id": place::LANG_SON});
        admin.post(&format!("/users/{}/grants", id_of(username)), grant).await.expect(201);
    };
    swap("bcd.truong", "viewer").await;
    close(&member, &path).await.refused(403, "forbidden");
    swap("bcd.truong", "committee_chair").await;
    swap("bcd.thanhvien", "viewer").await;
    close(&member, &path).await.refused(403, "forbidden");
    swap("bcd.thanhvien", "committee_member").await;
    close(&member, &path).await.expect(200);
});

on_every_database!(only_a_chair_delegates_and_only_to_a_member, |app| async move {
    let (chair, member) = (app.sign_in("bcd.truong").await, app.sign_in("bcd.thanhvien").await);
    let good = delegation("bcd.thanhvien", place::LANG_SON, "2026-03-01", "2026-03-31");
    for name in ["bcd.thanhvien", "thuongtruc", "giacat.chutich"] {
        let person = app.sign_in(name).await;
        let mut own = good.clone();
        if name == "giacat.chutich" {
            own["organisation_id"] = json!(place::GIA_CAT);
        }
        person.post("/delegations", own).await.refused(403, "forbidden");
    }
    app.sign_in("bacninh.thuongtruc").await.post("/delegations", good.clone()).await.refused(404, "not-found");
    for (body, pointer) in [
        (delegation("thuongtruc", place::LANG_SON, "2026-03-01", "2026-03-31"), "/to_user_id"),
        (delegation("bcd.thanhvien", place::LANG_SON, "2026-03-31", "2026-03-01"), "/valid_to"),
    ] {
        assert_eq!(pointers(&chair.post("/delegations", body).await.refused(422, "invalid-body")), [pointer]);
    }
    chair.post("/delegations", good.clone()).await.expect(201);
    // What was delegated is not passed on.
    member.post("/delegations", good).await.refused(403, "forbidden");
});
