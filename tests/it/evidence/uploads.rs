//! Resumable uploads: tus 1.0.0.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use axum::body::Body;
use axum::http::{Method, Request};
use data_encoding::BASE64;
use serde_json::json;
use soat_tests::on_every_store;
use uuid::Uuid;

use super::{
    actions, begin, breaking_off, declare, fetch, inspection_under_way, offset, patch, picture, put, set_status, sha256, state, tus,
};
use crate::pictures::photo;

on_every_store!(an_upload_interrupted_anywhere_goes_on_even_after_a_restart_of_the_server, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let bytes = photo("gps-dscn0021.jpg");
    let (id, upload) = {
        let member = app.sign_in("thanhvien").await;
        let id = declare(&member, inspection, "image/jpeg", &bytes).await;
        let upload = begin(&member, &id, bytes.len()).await;
        assert_eq!(state(&member, &id).await, "receiving");
        patch(&member, &upload, 0, bytes[..40_000].to_vec()).await.expect(204);
        patch(&member, &upload, 40_000, breaking_off(&bytes[40_000..70_000])).await.refused(400, "body-incomplete");
        (id, upload)
    };
    let app = app.restart().await;
    let member = app.sign_in("thanhvien").await;
    let view = member.get(&format!("/evidence/{id}")).await.expect(200);
    assert_eq!(view["upload"]["offset"], 70_000, "a killed app finds its upload again");
    assert_eq!(format!("/api/v1/uploads/{}", view["upload"]["id"].as_str().unwrap()), upload);
    assert_eq!(offset(&member, &upload).await, "70000");
    let answer = patch(&member, &upload, 70_000, bytes[70_000..].to_vec()).await;
    answer.expect(204);
    assert_eq!(answer.header("upload-offset"), Some(bytes.len().to_string().as_str()));
    assert_eq!(state(&member, &id).await, "verified");
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    assert_eq!(offset(&member, &upload).await, bytes.len().to_string());
    assert!(app.has_no_pieces().await, "nothing is left behind");
});

on_every_store!(the_server_says_what_it_speaks_and_refuses_other_versions, |app| async move {
    let options = Request::builder().method(Method::OPTIONS).uri("/api/v1/uploads").body(Body::empty()).unwrap();
    let told = app.send(options).await;
    told.expect(204);
    assert_eq!((told.header("tus-resumable"), told.header("tus-version")), (Some("1.0.0"), Some("1.0.0")));
    assert_eq!(told.header("tus-extension"), Some("creation,creation-with-upload,creation-defer-length,termination,checksum,expiration"));
    assert_eq!(told.header("tus-max-size"), Some("209715200"));
    assert_eq!(told.header("tus-checksum-algorithm"), Some("sha256,sha1"));
    let member = app.sign_in("thanhvien").await;
    for version in [None, Some("0.2.2")] {
        let mut request = Request::post("/api/v1/uploads").header("upload-length", "5");
        if let Some(version) = version {
            request = request.header("tus-resumable", version);
        }
        let refused = member.send(request.body(Body::empty()).unwrap()).await;
        refused.refused(412, "tus-version-unsupported");
        assert_eq!(refused.header("tus-version"), Some("1.0.0"));
    }
    let nobody = Request::post("/api/v1/uploads").header("tus-resumable", "1.0.0").body(Body::empty()).unwrap();
    app.send(nobody).await.refused(401, "unauthenticated");
});

on_every_store!(an_upload_can_bring_its_bytes_at_once_and_name_its_evidence_in_the_address, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let length = bytes.len().to_string();
    let path = format!("/api/v1/uploads?evidence_id={id}");
    let stream = ("content-type", "application/offset+octet-stream");
    let headers = [("upload-length", length.as_str()), ("upload-metadata", ""), stream];
    let broken = tus(&member, Method::POST, &path, &headers, breaking_off(&bytes[..100])).await;
    broken.expect(201);
    assert_eq!(broken.header("upload-offset"), Some("100"));
    let made = tus(&member, Method::POST, &path, &headers, Body::from(bytes.clone())).await;
    made.expect(201);
    assert_eq!(made.header("upload-offset"), Some(length.as_str()));
    assert_eq!(state(&member, &id).await, "verified");
    let deferred = tus(&member, Method::POST, &path, &[("upload-defer-length", "1")], Body::empty()).await;
    deferred.expect(201);
    let upload = deferred.header("location").unwrap().to_owned();
    assert!(deferred.header("upload-expires").unwrap().ends_with("GMT"));
    let told_late = async |length: &str| {
        let headers = [("upload-offset", "0"), ("upload-length", length), stream];
        tus(&member, Method::PATCH, &upload, &headers, Body::from(bytes[..9].to_vec())).await
    };
    told_late("9").await.refused(422, "upload-length-mismatch");
    told_late("nine").await.refused(422, "invalid-parameter");
    assert_eq!(offset(&member, &upload).await, "0");
    told_late(&length).await.expect(204);
    patch(&member, &upload, 9, bytes[9..].to_vec()).await.expect(204);
    patch(&member, broken.header("location").unwrap(), 100, bytes[100..].to_vec()).await.expect(204);
    assert_eq!(actions(&member, &id).await, ["declare", "receive", "store", "verify"], "equal bytes again are answered as done");
});

on_every_store!(an_upload_that_cannot_be_the_declared_file_is_refused, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let path = format!("/api/v1/uploads?evidence_id={id}");
    let create = async |headers: &[(&str, &str)]| tus(&member, Method::POST, &path, headers, Body::empty()).await;
    create(&[("upload-length", "5")]).await.refused(422, "upload-length-mismatch");
    create(&[("upload-length", "999999999999")]).await.refused(413, "body-too-large");
    create(&[("upload-length", "-1")]).await.refused(422, "invalid-parameter");
    create(&[("upload-length", "+5")]).await.refused(422, "invalid-parameter");
    create(&[]).await.refused(422, "invalid-parameter");
    let length = bytes.len().to_string();
    for metadata in ["evidence_id", "evidence_id ###", "evidence_id YWJj", &"a ".repeat(3_000)] {
        create(&[("upload-length", &length), ("upload-metadata", metadata)]).await.refused(422, "invalid-parameter");
    }
    let nameless = tus(&member, Method::POST, "/api/v1/uploads", &[("upload-length", "5"), ("upload-metadata", "")], Body::empty()).await;
    nameless.refused(422, "invalid-parameter");
    let unknown = format!("/api/v1/uploads?evidence_id={}", Uuid::from_u128(3));
    tus(&member, Method::POST, &unknown, &[("upload-length", "5")], Body::empty()).await.refused(404, "not-found");
    assert_eq!(state(&member, &id).await, "declared");
});

on_every_store!(offsets_that_lie_and_bodies_that_do_not_fit_change_nothing, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    patch(&member, &upload, 0, bytes[..100].to_vec()).await.expect(204);
    for wrong in [0, 99, 101, 1_000_000] {
        let refused = patch(&member, &upload, wrong, bytes[100..200].to_vec()).await.refused(409, "upload-offset-mismatch");
        assert_eq!(refused["params"]["offset"], "100");
    }
    let body = || Body::from(bytes[100..200].to_vec());
    let stream = ("content-type", "application/offset+octet-stream");
    tus(&member, Method::PATCH, &upload, &[stream], body()).await.refused(422, "invalid-parameter");
    tus(&member, Method::PATCH, &upload, &[stream, ("upload-offset", "1e2")], body()).await.refused(422, "invalid-parameter");
    tus(&member, Method::PATCH, &upload, &[("upload-offset", "100")], body()).await.refused(415, "unsupported-media-type");
    patch(&member, &upload, 100, [&bytes[100..], b"more"].concat()).await.refused(413, "body-too-large");
    let known = [stream, ("upload-offset", "100"), ("content-length", "99999999")];
    tus(&member, Method::PATCH, &upload, &known, body()).await.refused(413, "body-too-large");
    patch(&member, &upload, 100, Vec::new()).await.expect(204);
    assert_eq!(offset(&member, &upload).await, "100");
    let posted = [stream, ("upload-offset", "100"), ("x-http-method-override", "PATCH")];
    tus(&member, Method::POST, &upload, &posted, body()).await.expect(204);
    patch(&member, &upload, 200, bytes[200..].to_vec()).await.expect(204);
    assert_eq!(state(&member, &id).await, "verified");
    patch(&member, &upload, 200, bytes[200..].to_vec()).await.refused(409, "upload-offset-mismatch");
});

on_every_store!(a_stretch_whose_checksum_is_wrong_is_not_kept, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let send = async |from: usize, body: Body, checksum: &str| {
        let from = from.to_string();
        let headers =
            [("upload-offset", from.as_str()), ("content-type", "application/offset+octet-stream"), ("upload-checksum", checksum)];
        tus(&member, Method::PATCH, &upload, &headers, body).await
    };
    let (first, rest) = bytes.split_at(400);
    let right = format!("sha1 {}", BASE64.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, first).as_ref()));
    let wrong = format!("sha256 {}", BASE64.encode(digest(&SHA256, b"other").as_ref()));
    let body = || Body::from(first.to_vec());
    send(0, body(), &wrong).await.refused(460, "checksum-mismatch");
    send(0, body(), &right.replace("sha1", "sha256")).await.refused(460, "checksum-mismatch");
    send(0, body(), "md5 AAAA").await.refused(400, "checksum-unsupported");
    send(0, body(), "sha1 ###").await.refused(400, "checksum-unsupported");
    send(0, breaking_off(first), &right).await.refused(400, "body-incomplete");
    assert_eq!(offset(&member, &upload).await, "0");
    send(0, body(), &right).await.expect(204);
    send(400, Body::from(rest.to_vec()), &wrong).await.refused(460, "checksum-mismatch");
    let right = format!("sha256 {}", BASE64.encode(digest(&SHA256, rest).as_ref()));
    send(400, Body::from(rest.to_vec()), &right).await.expect(204);
    assert_eq!(state(&member, &id).await, "verified");
});

on_every_store!(wrong_bytes_end_the_upload_and_the_right_ones_may_come_by_another, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let mut flipped = bytes.clone();
    flipped[300] ^= 1;
    patch(&member, &upload, 0, flipped[..200].to_vec()).await.expect(204);
    patch(&member, &upload, 200, flipped[200..].to_vec()).await.refused(422, "content-mismatch");
    assert_eq!(tus(&member, Method::HEAD, &upload, &[], Body::empty()).await.status, 410);
    assert_eq!(state(&member, &id).await, "declared");
    let (right, late) = (begin(&member, &id, bytes.len()).await, begin(&member, &id, bytes.len()).await);
    patch(&member, &right, 0, bytes.clone()).await.expect(204);
    patch(&member, &late, 0, flipped.clone()).await.refused(409, "evidence-write-once");
    let shorter = [("upload-length", "12")];
    let path = format!("/api/v1/uploads?evidence_id={id}");
    tus(&member, Method::POST, &path, &shorter, Body::empty()).await.refused(409, "evidence-write-once");
    assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes);
    let known = actions(&member, &id).await;
    assert_eq!(known.iter().filter(|action| *action == "second_upload_refused").count(), 2);
    assert_eq!(known.iter().filter(|action| *action == "upload_refused").count(), 1);
});

on_every_store!(an_upload_is_given_up_or_forgotten_and_its_evidence_waits_again, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    patch(&member, &upload, 0, bytes[..100].to_vec()).await.expect(204);
    tus(&member, Method::DELETE, &upload, &[], Body::empty()).await.expect(204);
    patch(&member, &upload, 100, bytes[100..].to_vec()).await.refused(410, "upload-gone");
    tus(&member, Method::DELETE, &upload, &[], Body::empty()).await.refused(410, "upload-gone");
    assert_eq!(state(&member, &id).await, "declared");

    let upload = begin(&member, &id, bytes.len()).await;
    patch(&member, &upload, 0, bytes[..100].to_vec()).await.expect(204);
    app.state.clock().advance_millis(100 * 3_600_000);
    let member = app.sign_in("thanhvien").await;
    patch(&member, &upload, 100, bytes[100..200].to_vec()).await.expect(204);
    app.state.clock().advance_millis(167 * 3_600_000);
    soat::jobs::run_due(&app.state).await.unwrap();
    let member = app.sign_in("thanhvien").await;
    assert_eq!(offset(&member, &upload).await, "200", "every byte renews the time");
    app.state.clock().advance_millis(3_600_000);
    let member = app.sign_in("thanhvien").await;
    assert_eq!(tus(&member, Method::HEAD, &upload, &[], Body::empty()).await.status, 410);
    soat::jobs::run_due(&app.state).await.unwrap();
    assert_eq!(tus(&member, Method::HEAD, &upload, &[], Body::empty()).await.status, 404);
    assert_eq!(state(&member, &id).await, "declared");
    assert!(app.has_no_pieces().await, "nothing is left behind");
    let known = actions(&member, &id).await;
    assert_eq!(known[..6], ["declare", "receive", "upload_terminated", "await", "receive", "upload_expired"].map(str::to_owned));
    put(&member, &id, &bytes).await.expect(200);
});

on_every_store!(uploads_are_open_to_the_team_alone, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let bytes = picture(1);
    let id = declare(&member, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&member, &id, bytes.len()).await;
    let length = bytes.len().to_string();
    let path = format!("/api/v1/uploads?evidence_id={id}");
    for (who, status) in [("quansat", 403), ("lanhdao", 403), ("bacninh.thanhvien", 404), ("giacat.thuky", 404)] {
        let other = app.sign_in(who).await;
        tus(&other, Method::POST, &path, &[("upload-length", &length)], Body::empty()).await.expect(status);
        patch(&other, &upload, 0, bytes.clone()).await.expect(status);
        tus(&other, Method::DELETE, &upload, &[], Body::empty()).await.expect(status);
        assert_eq!(tus(&other, Method::HEAD, &upload, &[], Body::empty()).await.status, status);
    }
    set_status(&app, inspection, "cancelled").await;
    patch(&member, &upload, 0, bytes.clone()).await.refused(409, "evidence-closed");
    set_status(&app, inspection, "concluded").await;
    let colleague = app.sign_in("thuky").await;
    patch(&colleague, &upload, 0, bytes.clone()).await.expect(204);
    assert_eq!(member.get(&format!("/evidence/{id}")).await.expect(200)["sha256"], json!(sha256(&bytes)));
});
