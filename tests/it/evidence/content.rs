//! The content: one-shot, write-once, in parts, and who looked at it.

use axum::body::Body;
use axum::http::{Method, Request};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use soat::evidence::entity::view;
use soat_tests::on_every_store;
use uuid::Uuid;

use super::{actions, breaking_off, declare, fetch, inspection_under_way, picture, put, set_status, sha256, state};
use crate::pictures::photo;

on_every_store!(content_comes_in_one_request_is_verified_and_gets_smaller_copies, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("gps-dscn0010.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    fetch(&member, &id, "", &[]).await.refused(404, "content-not-stored");
    fetch(&member, &id, "?size=320", &[]).await.refused(404, "no-preview");
    let view = put(&member, &id, &bytes).await.expect(200);
    assert_eq!((&view["state"], &view["preview"]["state"]), (&json!("verified"), &json!("pending")));
    assert_eq!(view["facts"]["captured_local"].as_str().unwrap().get(..10), Some("2008-10-22"));
    assert!(view["facts"]["place"]["latitude"].as_f64().unwrap() > 43.0);
    assert_eq!(fetch(&member, &id, "?size=320", &[]).await.refused(404, "no-preview")["params"]["reason"], "pending");

    assert!(soat::jobs::run_due(&app.state).await.unwrap() > 0);
    let view = member.get(&format!("/evidence/{id}")).await.expect(200);
    assert_eq!(view["preview"]["state"], "ready");
    assert_eq!((&view["derivatives"][0]["size"], &view["derivatives"][1]["width"]), (&json!("1600"), &json!(320)));
    for size in ["1600", "320"] {
        let copy = fetch(&member, &id, &format!("?size={size}"), &[]).await;
        assert_eq!(copy.status, 200);
        assert_eq!(copy.header("content-type"), Some("image/jpeg"));
        assert_eq!(copy.etag(), format!("\"{}\"", sha256(&copy.bytes)));
        assert_eq!(soat::evidence::exif::read(&copy.bytes), soat::evidence::exif::ExifFacts::default());
    }
    let version = member.get(&format!("/evidence/{id}")).await.etag();
    soat::jobs::run_due(&app.state).await.unwrap();
    assert_eq!(member.get(&format!("/evidence/{id}")).await.etag(), version, "a job that is run again changes nothing");
    assert_eq!(actions(&member, &id).await, ["declare", "store", "verify", "derive"]);
});

on_every_store!(a_download_that_broke_off_goes_on_where_it_stopped, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = photo("camera-canon-ixus.jpg");
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    put(&member, &id, &bytes).await.expect(200);
    let whole = fetch(&member, &id, "", &[]).await;
    assert_eq!(whole.status, 200);
    assert_eq!(whole.bytes, bytes);
    let tag = format!("\"{}\"", sha256(&bytes));
    assert_eq!(whole.etag(), tag);
    assert_eq!(whole.header("content-length"), Some(bytes.len().to_string().as_str()));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert!(whole.header("content-disposition").unwrap().starts_with("attachment"));

    let mut gathered = Vec::new();
    while gathered.len() < bytes.len() {
        let range = format!("bytes={}-{}", gathered.len(), gathered.len() + 99_999);
        let part = fetch(&member, &id, "", &[("range", &range), ("if-range", &tag), ("accept-encoding", "gzip")]).await;
        assert_eq!(part.status, 206);
        let expected = format!("bytes {}-{}/{}", gathered.len(), gathered.len() + part.bytes.len() - 1, bytes.len());
        assert_eq!(part.header("content-range"), Some(expected.as_str()));
        gathered.extend_from_slice(&part.bytes);
    }
    assert_eq!(gathered, bytes);
    let tail = fetch(&member, &id, "", &[("range", "bytes=-10")]).await;
    assert_eq!(tail.bytes, bytes[bytes.len() - 10..]);
    assert_eq!(fetch(&member, &id, "", &[("range", "bytes=0-9"), ("if-range", "\"other\"")]).await.status, 200);
    let beyond = fetch(&member, &id, "", &[("range", "bytes=99999999-")]).await;
    beyond.refused(416, "range-not-satisfiable");
    assert_eq!(beyond.header("content-range"), Some(format!("bytes */{}", bytes.len()).as_str()));
    let known = fetch(&member, &id, "", &[("if-none-match", &tag)]).await;
    assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
    fetch(&member, &id, "?size=640", &[]).await.refused(422, "invalid-parameter");
});

on_every_store!(every_look_at_an_original_is_on_record_and_strangers_get_none, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &picture(1)).await;
    put(&member, &id, &picture(1)).await.expect(200);
    soat::jobs::run_due(&app.state).await.unwrap();
    let looks = || async {
        let id: Uuid = id.parse().unwrap();
        view::Entity::find().filter(view::Column::EvidenceId.eq(id)).count(app.state.read()).await.unwrap()
    };
    let observer = app.sign_in("quansat").await;
    assert_eq!(fetch(&observer, &id, "?size=320", &[]).await.status, 200);
    assert_eq!(looks().await, 0);
    assert_eq!(fetch(&observer, &id, "", &[]).await.status, 200);
    assert_eq!(fetch(&observer, &id, "?size=original", &[("range", "bytes=0-9")]).await.status, 206);
    assert_eq!(looks().await, 2);
    for stranger in ["bacninh.thuongtruc", "giacat.thuky", "hopthanh.thuky"] {
        fetch(&app.sign_in(stranger).await, &id, "", &[]).await.refused(404, "not-found");
    }
    let nobody = Request::get(format!("/api/v1/evidence/{id}/content")).body(Body::empty()).unwrap();
    app.send(nobody).await.refused(401, "unauthenticated");
    assert_eq!(looks().await, 2);
});

on_every_store!(content_is_written_once_and_an_attempt_to_replace_it_is_on_record, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let (good, other) = (picture(1), picture(2));
    let id = declare(&member, inspection, "image/jpeg", &good).await;
    put(&member, &id, &good).await.expect(200);
    let version = member.get(&format!("/evidence/{id}")).await.etag();
    put(&member, &id, &good).await.expect(200);
    put(&app.sign_in("truongdoan").await, &id, &other).await.refused(409, "evidence-write-once");
    put(&member, &id, &[good.clone(), other].concat()).await.refused(409, "evidence-write-once");
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, good);
    assert_eq!(member.get(&format!("/evidence/{id}")).await.etag(), version);
    assert_eq!(actions(&member, &id).await, ["declare", "store", "verify", "second_upload_refused", "second_upload_refused"]);
    let entries = member.get(&format!("/activity?record={id}")).await.expect(200);
    assert_eq!(entries["items"][3]["changes"]["offered_sha256"], sha256(&picture(2)));
});

on_every_store!(wrong_bytes_are_not_kept_and_the_right_ones_may_still_come, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let good = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &good).await;
    let mut flipped = good.clone();
    flipped[300] ^= 1;
    let refused = put(&member, &id, &flipped).await.refused(422, "content-mismatch");
    assert_eq!(refused["params"]["sha256"], sha256(&flipped));
    put(&member, &id, &good[..good.len() - 1]).await.refused(422, "content-mismatch");
    put(&member, &id, &[&good[..], b"x"].concat()).await.refused(413, "body-too-large");
    put(&member, &id, b"").await.refused(422, "content-mismatch");
    let request = Request::put(format!("/api/v1/evidence/{id}/content")).body(breaking_off(&good[..500])).unwrap();
    member.send(request).await.refused(400, "body-incomplete");
    assert_eq!(state(&member, &id).await, "declared");
    assert!(app.has_no_pieces().await, "nothing is left behind");
    set_status(&app, inspection, "concluded").await;
    put(&member, &id, &good).await.expect(200);
});

on_every_store!(content_is_brought_only_by_the_team_and_never_to_a_cancelled_inspection, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = declare(&member, inspection, "image/jpeg", &picture(1)).await;
    put(&app.sign_in("quansat").await, &id, &picture(1)).await.refused(403, "forbidden");
    put(&app.sign_in("bacninh.thanhvien").await, &id, &picture(1)).await.refused(404, "not-found");
    let nobody = Request::builder().method(Method::PUT).uri(format!("/api/v1/evidence/{id}/content")).body(Body::from("x")).unwrap();
    app.send(nobody).await.refused(401, "unauthenticated");
    put(&member, &Uuid::from_u128(1).to_string(), &picture(1)).await.refused(404, "not-found");
    set_status(&app, inspection, "cancelled").await;
    put(&member, &id, &picture(1)).await.refused(409, "evidence-closed");
});
