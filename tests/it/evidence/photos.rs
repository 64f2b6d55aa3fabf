//! Every sample photo, and files that pose as photos.

use serde_json::json;
use soat_tests::{files, on_every_store};

use super::{declare, fetch, inspection_under_way, picture, put, state};
use crate::pictures::{photo, photos};

on_every_store!(every_sample_photo_is_handled_as_it_deserves, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let mut names: Vec<_> = std::fs::read_dir(photos()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 16);
    let mut kept = Vec::new();
    for name in names {
        let bytes = photo(&name);
        let media_type = if name.contains("heic") { "image/heic" } else { "image/jpeg" };
        let id = declare(&member, inspection, media_type, &bytes).await;
        let answer = put(&member, &id, &bytes).await;
        if name == "broken-corrupted.jpg" {
            let refused = answer.refused(422, "evidence-refused");
            assert_eq!(refused["errors"][0]["code"], "image-undecodable");
            put(&member, &id, &bytes).await.refused(422, "evidence-refused");
        } else {
            assert_eq!(answer.expect(200)["state"], "verified", "{name}");
        }
        kept.push((name, id, bytes));
    }
    soat::jobs::run_due(&app.state).await.unwrap();
    for (name, id, bytes) in kept {
        let view = member.get(&format!("/evidence/{id}")).await.expect(200);
        assert_eq!(fetch(&member, &id, "", &[]).await.bytes, bytes, "{name}: the original is kept as it came");
        match name.as_str() {
            "broken-corrupted.jpg" => {
                assert_eq!((&view["state"], &view["refusal"]["code"]), (&json!("refused"), &json!("image-undecodable")));
                assert_eq!(view["preview"]["state"], "none");
            }
            "phone-iphone.heic" => {
                assert_eq!((&view["preview"]["state"], &view["preview"]["reason"]["code"]), (&json!("unavailable"), &json!("no-decoder")));
                let none = fetch(&member, &id, "?size=1600", &[]).await.refused(404, "no-preview");
                assert_eq!(none["params"]["reason"], "no-decoder");
                assert_eq!(view["facts"]["captured_offset"], "-05:00");
            }
            _ => {
                assert_eq!(view["preview"]["state"], "ready", "{name}");
                let shown = image::load_from_memory(&fetch(&member, &id, "?size=320", &[]).await.bytes).unwrap();
                let side = |name: &str| view["facts"][name].as_u64().unwrap();
                assert_eq!(shown.width() > shown.height(), side("width") > side("height"), "{name} is the right way up");
            }
        }
    }
    let unverified = soat::evidence::store::unverified_count(app.state.read(), inspection).await.unwrap();
    assert_eq!(unverified, 1, "the damaged photo stands in the way of concluding until it is taken back");
});

on_every_store!(files_that_pose_as_photos_are_refused_and_never_served_as_what_they_are, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let jpeg = picture(1);
    let cut = jpeg[..jpeg.len() / 2].to_vec();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("image/jpeg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(), "type-dangerous"),
        ("image/png", b"<!doctype html><script>alert(1)</script>".to_vec(), "type-dangerous"),
        ("application/pdf", b"#!/bin/sh\nrm -rf /\n".to_vec(), "type-dangerous"),
        ("image/jpeg", [&jpeg[..20], b"<script>alert(1)</script>", &jpeg[20..]].concat(), "type-dangerous"),
        ("image/jpeg", png.into_inner(), "type-mismatch"),
        ("image/jpeg", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), "type-mismatch"),
        ("audio/mpeg", jpeg.clone(), "type-mismatch"),
        ("image/jpeg", b"chi la chu thuong".to_vec(), "type-unknown"),
        ("image/jpeg", cut, "image-truncated"),
    ];
    for (media_type, bytes, reason) in cases {
        let id = declare(&member, inspection, media_type, &bytes).await;
        let refused = put(&member, &id, &bytes).await.refused(422, "evidence-refused");
        assert_eq!(refused["errors"][0]["code"], reason);
        let view = member.get(&format!("/evidence/{id}")).await.expect(200);
        assert_eq!((&view["state"], &view["refusal"]["code"]), (&json!("refused"), &json!(reason)));
        assert!(!view["refusal"]["vi"].as_str().unwrap().is_empty());
        let served = fetch(&member, &id, "", &[]).await;
        assert_eq!(served.header("content-type"), Some("application/octet-stream"));
        assert!(served.header("content-security-policy").unwrap().contains("sandbox"));
    }
});

on_every_store!(documents_and_sound_are_kept_without_a_preview, |app| async move {
    let inspection = inspection_under_way(&app).await;
    let member = app.sign_in("thanhvien").await;
    let lines = "BT (a line of text in a document) Tj ET\n".repeat(2_000);
    let pdf =
        files::pdf_with(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", &format!("<<>>stream\n{lines}endstream")], "");
    let wav =
        [&b"RIFF"[..], &[0x24, 1, 0, 0], b"WAVEfmt ", &16_u32.to_le_bytes(), &[1; 16], b"data", &256_u32.to_le_bytes(), &[0; 256]].concat();
    for (media_type, bytes) in [("application/pdf", &pdf), ("audio/x-wav", &wav)] {
        let id = declare(&member, inspection, media_type, bytes).await;
        put(&member, &id, bytes).await.expect(200);
        assert_eq!(state(&member, &id).await, "verified");
        let none = fetch(&member, &id, "?size=320", &[]).await.refused(404, "no-preview");
        assert_eq!(none["params"]["reason"], "no-picture");
        let served = fetch(&member, &id, "", &[("accept-encoding", "gzip, zstd")]).await;
        assert_eq!(served.bytes, *bytes, "travels as it is, so that a download can be resumed");
        assert_eq!(served.header("content-encoding"), None);
    }
});
