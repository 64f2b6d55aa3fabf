//! All evidence of an inspection as one ZIP file: what is in it, fetching it in parts, and who may.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::StreamExt;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use soat::blobs::Digest;
use soat::evidence::entity::{file_checksum, view};
use soat_tests::{Answer, Person, TestApp, on_every_store};
use tower::ServiceExt;
use uuid::Uuid;

use super::{declaration, declare, forget_checksums, inspection_under_way, picture, put, redactions, sha256};
use crate::pictures::photo;
use crate::unzip::{self, Unzipped};

fn path(inspection: Uuid) -> String {
    format!("/api/v1/inspections/{inspection}/evidence.zip")
}

async fn fetch(person: &Person<'_>, inspection: Uuid, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path(inspection));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request.body(Body::empty()).unwrap()).await
}

/// Brings a verified picture with a caption, taken at a moment; gives its id.
async fn bring(person: &Person<'_>, inspection: Uuid, taken: &str, caption: &str, bytes: &[u8]) -> String {
    let mut body = declaration(inspection, "image/jpeg", bytes);
    body["caption"] = json!(caption);
    body["captured_at"] = json!(taken);
    person.post("/evidence", body.clone()).await.expect(201);
    let id = body["id"].as_str().unwrap().to_owned();
    put(person, &id, bytes).await.expect(200);
    id
}

async fn archive(person: &Person<'_>, inspection: Uuid) -> (Answer, Unzipped, Value) {
    let answer = fetch(person, inspection, &[]).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    let unzipped = unzip::unzip(&answer.bytes);
    let manifest = serde_json::from_slice(&unzipped.files["manifest.json"].content).unwrap();
    (answer, unzipped, manifest)
}

/// The pieces of a manifest by id.
fn pieces(manifest: &Value) -> BTreeMap<String, Value> {
    let pieces = manifest["evidence"].as_array().unwrap();
    pieces.iter().map(|piece| (piece["id"].as_str().unwrap().to_owned(), piece.clone())).collect()
}

async fn looks(app: &TestApp, id: &str) -> u64 {
    let id: Uuid = id.parse().unwrap();
    view::Entity::find().filter(view::Column::EvidenceId.eq(id)).count(app.state.read()).await.unwrap()
}

/// Takes the content away from under the program.
async fn lose(app: &TestApp, bytes: &[u8]) {
    let digest = Digest::of(bytes);
    app.state.blobs().set_aside(&digest, app.state.now()).await.unwrap();
    app.state.blobs().remove_aside(&digest).await.unwrap();
}

on_every_store!(the_archive_holds_what_is_verified_and_tells_of_all_the_rest, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let first = photo("gps-dscn0010.jpg");
    let later = bring(&member, inspection, "2026-03-09T03:00:00Z", "", &picture(2)).await;
    let earlier = bring(&member, inspection, "2026-03-09T02:14:31Z", "Bảng niêm yết “thủ tục”: ../một cửa", &first).await;
    let announced = declare(&member, inspection, "image/jpeg", &picture(3)).await;
    let page = b"<html><script>alert(1)</script></html>";
    let refused = declare(&member, inspection, "image/jpeg", page).await;
    put(&member, &refused, page).await.refused(422, "evidence-refused");
    let withdrawn = bring(&member, inspection, "2026-03-09T02:00:00Z", "Nhầm", &picture(4)).await;
    let seen = member.get(&format!("/evidence/{withdrawn}")).await.etag();
    member.post_seen(&format!("/evidence/{withdrawn}/withdraw"), &seen, json!({"reason": "Chụp nhầm"})).await.expect(200);

    let observer = app.sign_in("quansat").await;
    let (answer, unzipped, manifest) = archive(&observer, inspection).await;
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    assert_eq!(answer.header("accept-ranges"), Some("bytes"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("content-length"), Some(answer.bytes.len().to_string().as_str()));
    let code = manifest["inspection"]["code"].as_str().unwrap();
    assert_eq!(answer.header("content-disposition"), Some(format!("attachment; filename=\"evidence-{code}.zip\"").as_str()));

    let names: Vec<&str> = unzipped.order.iter().map(String::as_str).collect();
    let tail = |id: &str| id[id.len() - 8..].to_owned();
    let expected = [
        "manifest.json".to_owned(),
        "SHA256SUMS".to_owned(),
        format!("evidence/20260309-091431_bang-niem-yet-thu-tuc-mot-cua_{}.jpg", tail(&earlier)),
        format!("evidence/20260309-100000_{}.jpg", tail(&later)),
    ];
    assert_eq!(names, expected);
    assert_eq!(unzipped.files[&expected[2]].content, first);
    assert_eq!(unzipped.files[&expected[2]].moment, [2026, 3, 9, 9, 14, 30]);
    assert_eq!(unzipped.files[&expected[3]].content, picture(2));

    let sums = String::from_utf8(unzipped.files["SHA256SUMS"].content.clone()).unwrap();
    assert_eq!(sums.lines().count(), 3);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        assert_eq!(sha256(&unzipped.files[name].content), sum, "{name}");
    }
    let told = pieces(&manifest);
    assert_eq!(told.len(), 5);
    let piece = &told[&earlier];
    assert_eq!((&piece["file"], &piece["sha256"]), (&json!(expected[2]), &json!(sha256(&first))));
    assert_eq!((&piece["state"], &piece["left_out"]), (&json!("verified"), &Value::Null));
    assert_eq!((&piece["media_type"], &piece["size"]), (&json!("image/jpeg"), &json!(first.len())));
    assert_eq!((&piece["captured_at"], &piece["attached_to"]["kind"]), (&json!("2026-03-09T02:14:31.000Z"), &json!("inspection")));
    assert_eq!(piece["captured_by"]["name"], "Người dùng thanhvien");
    for (id, why) in [(&announced, "not-stored"), (&refused, "refused"), (&withdrawn, "withdrawn")] {
        assert_eq!((&told[id]["left_out"], &told[id]["file"]), (&json!(why), &Value::Null));
    }
    assert_eq!(told[&refused]["refusal"], "type-dangerous");
    for (id, expected) in [(&earlier, 1), (&later, 1), (&announced, 0), (&refused, 0), (&withdrawn, 0)] {
        assert_eq!(looks(&app, id).await, expected, "looks at {id}");
    }
});

on_every_store!(an_inspection_without_evidence_gives_an_archive_that_says_so, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let (_, unzipped, manifest) = archive(&app.sign_in("thanhvien").await, inspection).await;
    assert_eq!(unzipped.order, ["manifest.json", "SHA256SUMS"]);
    assert_eq!(manifest["evidence"], json!([]));
});

on_every_store!(any_parts_glued_together_are_the_whole, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    for seed in 1..=3 {
        bring(&member, inspection, &format!("2026-03-09T0{seed}:00:00Z"), "Ảnh", &picture(seed)).await;
    }
    let whole = fetch(&member, inspection, &[]).await;
    let length = whole.bytes.len();
    for step in [length / 2 + 1, 1_000, 977] {
        let mut gathered = Vec::new();
        while gathered.len() < length {
            let range = format!("bytes={}-{}", gathered.len(), gathered.len() + step - 1);
            let headers = [("range", range.as_str()), ("if-range", &whole.etag()), ("accept-encoding", "gzip")];
            let part = fetch(&member, inspection, &headers).await;
            assert_eq!(part.status, 206);
            let place = format!("bytes {}-{}/{length}", gathered.len(), gathered.len() + part.bytes.len() - 1);
            assert_eq!(part.header("content-range"), Some(place.as_str()));
            gathered.extend_from_slice(&part.bytes);
        }
        assert!(gathered == whole.bytes, "parts of {step} bytes");
    }
    // Around every seam: the signatures of headers, where one source of bytes ends and another begins.
    let seams: Vec<usize> = whole.bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"PK").map(|(at, _)| at).collect();
    assert!(seams.len() >= 11, "{seams:?}");
    for seam in seams {
        let (from, to) = (seam.saturating_sub(3), (seam + 3).min(length - 1));
        let part = fetch(&member, inspection, &[("range", &format!("bytes={from}-{to}"))]).await;
        assert_eq!(part.bytes, whole.bytes[from..=to], "around {seam}");
    }
    let tail = fetch(&member, inspection, &[("range", "bytes=-22")]).await;
    assert_eq!(tail.bytes, whole.bytes[length - 22..]);
    let beyond = fetch(&member, inspection, &[("range", &format!("bytes={length}-"))]).await;
    beyond.refused(416, "range-not-satisfiable");
    assert_eq!(beyond.header("content-range"), Some(format!("bytes */{length}").as_str()));
    let known = fetch(&member, inspection, &[("if-none-match", &whole.etag())]).await;
    assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
});

on_every_store!(a_download_goes_on_after_a_cut_in_another_process_but_never_into_another_archive, |app| async move {
    let other = app.twin().await;
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let shown = bring(&member, inspection, "2026-03-09T02:00:00Z", "Ảnh", &photo("camera-canon-ixus.jpg")).await;
    bring(&member, inspection, "2026-03-09T03:00:00Z", "Ảnh", &picture(1)).await;
    let whole = fetch(&member, inspection, &[]).await;
    let cut = whole.bytes.len() / 3;
    let rest = format!("bytes={cut}-");
    let headers = [("range", rest.as_str()), ("if-range", &whole.etag())];

    let there = Person::sign_in(&other, "thanhvien").await;
    let part = fetch(&there, inspection, &headers).await;
    assert_eq!((part.status.as_u16(), part.etag()), (206, whole.etag()));
    assert!([&whole.bytes[..cut], &part.bytes].concat() == whole.bytes);
    assert_eq!(looks(&app, &shown).await, 2, "each request that shows something of it is a look");

    bring(&member, inspection, "2026-03-09T02:30:00Z", "Thêm", &picture(2)).await;
    let changed = fetch(&member, inspection, &headers).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.etag(), whole.etag());
    assert_eq!(unzip::unzip(&changed.bytes).order.len(), 5);
    // A caption is told in the manifest, so a change of it is a change of the archive.
    let again = fetch(&member, inspection, &[]).await;
    assert_eq!((again.etag(), &again.bytes), (changed.etag(), &changed.bytes));
});

on_every_store!(the_archive_is_for_those_who_may_read_the_work, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let id = bring(&member, inspection, "2026-03-09T02:00:00Z", "Ảnh", &picture(1)).await;
    for stranger in
        ["quantri", "giacat.thuky", "giacat.chutich", "hopthanh.thuky", "bacninh.quantri", "bacninh.thuongtruc", "bacninh.thanhvien"]
    {
        fetch(&app.sign_in(stranger).await, inspection, &[]).await.refused(404, "not-found");
    }
    let nobody = Request::get(path(inspection)).body(Body::empty()).unwrap();
    app.send(nobody).await.refused(401, "unauthenticated");
    fetch(&member, Uuid::from_u128(1), &[]).await.refused(404, "not-found");
    let head = Request::builder().method(Method::HEAD).uri(path(inspection)).body(Body::empty()).unwrap();
    let head = member.send(head).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    assert!(head.header("content-length").unwrap().parse::<usize>().unwrap() > 500);
    let manifest_alone = fetch(&member, inspection, &[("range", "bytes=0-99")]).await;
    assert_eq!(manifest_alone.status, 206);
    assert_eq!(looks(&app, &id).await, 0, "no original was shown yet");
    for reader in ["thuongtruc", "truongdoan", "thuky", "bcd.thanhvien", "bcd.truong", "lanhdao"] {
        assert_eq!(fetch(&app.sign_in(reader).await, inspection, &[]).await.status, 200, "{reader}");
    }
    assert_eq!(looks(&app, &id).await, 6);
});

on_every_store!(content_that_the_store_has_lost_is_named_and_does_not_break_the_rest, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let lost = bring(&member, inspection, "2026-03-09T02:00:00Z", "Mất", &picture(1)).await;
    let kept = bring(&member, inspection, "2026-03-09T03:00:00Z", "Còn", &picture(2)).await;
    let before = fetch(&member, inspection, &[]).await.etag();
    lose(&app, &picture(1)).await;
    let (answer, unzipped, manifest) = archive(&member, inspection).await;
    assert_ne!(answer.etag(), before);
    assert_eq!(unzipped.order.len(), 3);
    let told = pieces(&manifest);
    assert_eq!((&told[&lost]["left_out"], &told[&lost]["file"]), (&json!("missing"), &Value::Null));
    assert_eq!(told[&kept]["left_out"], Value::Null);
});

on_every_store!(content_that_vanishes_while_it_is_sent_breaks_the_connection, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    bring(&member, inspection, "2026-03-09T02:00:00Z", "Còn", &picture(1)).await;
    bring(&member, inspection, "2026-03-09T03:00:00Z", "Mất", &picture(2)).await;
    let request = Request::get(path(inspection)).header("authorization", format!("Bearer {}", member.token)).body(Body::empty()).unwrap();
    let mut body = app.routes().oneshot(request).await.unwrap().into_body().into_data_stream();
    assert!(body.next().await.unwrap().is_ok());
    lose(&app, &picture(2)).await;
    let mut ending = None;
    while let Some(next) = body.next().await {
        ending = Some(next.is_ok());
    }
    assert_eq!(ending, Some(false), "an archive that lacks bytes must not look whole");
});

on_every_store!(what_was_kept_before_there_were_archives_gets_its_checksum, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    bring(&member, inspection, "2026-03-09T02:00:00Z", "Ảnh", &picture(1)).await;
    bring(&member, inspection, "2026-03-09T03:00:00Z", "Ảnh", &picture(2)).await;
    let before = fetch(&member, inspection, &[]).await;
    let known = || async { file_checksum::Entity::find().all(app.state.read()).await.unwrap() };
    let of_arrival = known().await;
    assert_eq!(of_arrival.len(), 2, "bytes that arrive bring it with them");
    forget_checksums(&app).await;
    let after = fetch(&member, inspection, &[]).await;
    assert_eq!((after.etag(), after.bytes), (before.etag(), before.bytes));
    assert_eq!(known().await.len(), 2, "what was computed for a request is remembered");
    forget_checksums(&app).await;
    lose(&app, &picture(1)).await;
    soat::evidence::archive::checksums::compute(&app.state).await.unwrap();
    let found = known().await;
    assert_eq!(found.len(), 1, "a file that is lost does not stop the others");
    assert!(of_arrival.contains(&found[0]));
});

on_every_store!(covered_parts_are_covered_in_the_archive_of_those_who_may_not_see_the_original, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let covered = bring(&member, inspection, "2026-03-09T02:00:00Z", "Hồ sơ", &redactions::secret(2_000, 1_000)).await;
    let open = bring(&member, inspection, "2026-03-09T03:00:00Z", "Biển hiệu", &picture(1)).await;
    let run = || async { while soat::jobs::run_due(&app.state).await.unwrap() > 0 {} };
    run().await;
    redactions::redact(&member, &covered, &[[0.25, 0.5, 0.25, 0.25]]).await.expect(201);

    let viewer = app.sign_in("lanhdao").await;
    let (_, _, manifest) = archive(&viewer, inspection).await;
    assert_eq!(pieces(&manifest)[&covered]["left_out"], "no-covered-copy", "the copy is not made yet");
    run().await;
    let (for_viewer, unzipped, manifest) = archive(&viewer, inspection).await;
    let told = pieces(&manifest);
    assert_eq!((&told[&covered]["form"], &told[&open]["form"]), (&json!("covered"), &json!("original")));
    let shown = &unzipped.files[told[&covered]["file"].as_str().unwrap()].content;
    assert_eq!(redactions::colours(shown), (false, true), "what is covered is not in it");
    let sums = String::from_utf8(unzipped.files["SHA256SUMS"].content.clone()).unwrap();
    assert!(sums.contains(&sha256(shown)) && !sums.contains(&sha256(&redactions::secret(2_000, 1_000))));
    assert_eq!((looks(&app, &covered).await, looks(&app, &open).await), (0, 2));

    let (for_member, unzipped, manifest) = archive(&member, inspection).await;
    let told = pieces(&manifest);
    assert_eq!(told[&covered]["form"], "original");
    assert_eq!(unzipped.files[told[&covered]["file"].as_str().unwrap()].content, redactions::secret(2_000, 1_000));
    assert_eq!((looks(&app, &covered).await, looks(&app, &open).await), (1, 3));
    assert_ne!(for_member.etag(), for_viewer.etag());
    let rest = [("range", "bytes=100-"), ("if-range", &for_member.etag())];
    assert_eq!(fetch(&viewer, inspection, &rest).await.status, 200, "a part of another archive is not glued to it");
});
