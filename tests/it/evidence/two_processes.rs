//! Several server processes over one database and one place for files: no request needs the process that the one before had.

use axum::body::Body;
use axum::http::{Method, Request};
use soat_tests::on_every_store;

use super::{begin, breaking_off, declare, fetch, inspection_under_way, offset, patch, put, sha256, state, tus};
use crate::pictures::photo;

on_every_store!(an_upload_goes_on_in_another_process_at_every_step, |app| async move {
    let other = app.twin().await;
    let inspection = inspection_under_way(&app).await;
    let (here, there) = (app.sign_in("thanhvien").await, other.sign_in("thanhvien").await);
    let bytes = photo("camera-canon-ixus.jpg");
    let id = declare(&here, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&there, &id, bytes.len()).await;
    let mut at = 0;
    let mut step = 0;
    while at < bytes.len() {
        let person = if step % 2 == 0 { &here } else { &there };
        let end = (at + 20_000).min(bytes.len());
        if step == 3 {
            patch(person, &upload, at, breaking_off(&bytes[at..end])).await.refused(400, "body-incomplete");
        } else {
            patch(person, &upload, at, bytes[at..end].to_vec()).await.expect(204);
        }
        (at, step) = (end, step + 1);
        assert_eq!(offset(if step % 2 == 0 { &here } else { &there }, &upload).await, at.to_string());
    }
    assert!(step > 4, "the photo is large enough to tell");
    for person in [&here, &there] {
        assert_eq!(state(person, &id).await, "verified");
        assert_eq!(fetch(person, &id, "", &[]).await.bytes, bytes);
        assert_eq!(fetch(person, &id, "", &[("range", "bytes=100000-100999")]).await.bytes, bytes[100_000..101_000]);
    }
    soat::jobs::run_due(&other.state).await.unwrap();
    let small = fetch(&here, &id, "?size=320", &[]).await;
    assert_eq!((small.status.as_u16(), small.etag()), (200, format!("\"{}\"", sha256(&small.bytes))), "copies made there are read here");
    assert!(app.has_no_pieces().await);
});

on_every_store!(an_upload_larger_than_one_object_of_a_bucket_is_composed, |app| async move {
    let other = app.twin().await;
    let inspection = inspection_under_way(&app).await;
    let (here, there) = (app.sign_in("thanhvien").await, other.sign_in("thanhvien").await);
    // Bytes behind the end of a picture are kept as they are: the cheapest large file there is.
    let mut bytes = photo("gps-dscn0010.jpg");
    bytes.resize(12 << 20, 7);
    let id = declare(&here, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&here, &id, bytes.len()).await;
    patch(&there, &upload, 0, bytes[..6 << 20].to_vec()).await.expect(204);
    patch(&here, &upload, 6 << 20, bytes[6 << 20..].to_vec()).await.expect(204);
    assert!(fetch(&there, &id, "", &[]).await.bytes == bytes);
    let again = declare(&there, inspection, "image/jpeg", &bytes).await;
    put(&there, &again, &bytes).await.expect(200);
    let tail = fetch(&here, &again, "", &[("range", "bytes=-3")]).await;
    assert_eq!((tail.status.as_u16(), tail.bytes), (206, vec![7, 7, 7].into()));
    assert!(app.has_no_pieces().await);
});

on_every_store!(two_processes_that_get_the_same_stretch_keep_it_once, |app| async move {
    let other = app.twin().await;
    let inspection = inspection_under_way(&app).await;
    let (here, there) = (app.sign_in("thanhvien").await, other.sign_in("thanhvien").await);
    let bytes = photo("gps-dscn0021.jpg");
    let id = declare(&here, inspection, "image/jpeg", &bytes).await;
    let upload = begin(&here, &id, bytes.len()).await;
    for (from, to) in [(0, 50_000), (50_000, bytes.len())] {
        let (one, two) = futures_util::future::join(
            patch(&here, &upload, from, bytes[from..to].to_vec()),
            patch(&there, &upload, from, bytes[from..to].to_vec()),
        )
        .await;
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409], "one wins, the other learns where the upload stands");
    }
    assert_eq!(fetch(&there, &id, "", &[]).await.bytes, bytes);
    let given_up = begin(&there, &id, bytes.len()).await;
    patch(&here, &given_up, 0, bytes[..9].to_vec()).await.expect(204);
    tus(&here, Method::DELETE, &given_up, &[], Body::empty()).await.expect(204);
    let gone = Request::head(&given_up).header("tus-resumable", "1.0.0").body(Body::empty()).unwrap();
    assert_eq!(there.send(gone).await.status.as_u16(), 410);
    assert!(app.has_no_pieces().await);
});
