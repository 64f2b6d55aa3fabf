//! Signing fields with keys that Soát keeps, and everything that stands in the way.

use serde_json::{Value, json};
use soat::kernel::config::{Secret, Settings};
use soat_tests::corrective::Cast;
use soat_tests::on_every_database;
use soat_tests::people::PASSWORD;
use soat_tests::signing::{failing, issue_key, issue_keys, minutes, pdf, revoke_keys, sign, signed_minutes, verified};
use soat_tests::work::now;

use super::judges::text_of;

on_every_database!(lead_secretary_and_head_sign_one_after_the_other, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = minutes(&app, &cast).await;
    let secretary = app.sign_in("thuky").await;
    let base = pdf(&cast.lead, &report).await;
    let first = sign(&cast.lead, &report, "lead").await.expect(200);
    assert_eq!((&first["status"], &first["signatures"][2]["level"]), (&json!("signing"), &json!("B-B")));
    assert_eq!(first["signatures"][2]["signed_as"], "Người dùng truongdoan");
    let one = pdf(&cast.lead, &report).await;
    assert!(one.starts_with(&base), "nothing is printed again");
    let reopened = now(&cast.lead, &inspection, "reopen", json!({"reason": "Muộn rồi"})).await.refused(409, "illegal-move");
    assert_eq!(reopened["params"]["allowed"], "sign");
    assert_eq!(cast.lead.get(&inspection).await.json()["allowed"], json!([]));
    sign(&secretary, &report, "secretary").await.expect(200);
    assert_eq!(cast.office.get(&inspection).await.json()["status"], "concluded");
    let done = sign(&cast.head, &report, "unit_head").await.expect(200);
    assert_eq!((&done["status"], &done["my_fields"]), (&json!("signed"), &json!([])));
    assert_eq!(cast.office.get(&inspection).await.json()["status"], "signed");
    let whole = pdf(&cast.head, &report).await;
    assert!(whole.starts_with(&one));
    let record = verified(&app, whole).await;
    assert_eq!(failing(&record), [""; 0], "{record:#}");
    assert_eq!(record["file"]["signatures"].as_array().unwrap().len(), 3);
    assert_eq!(record["document"]["status"], "signed");
    let activity = cast.lead.get(&format!("/activity?record={}", report.rsplit('/').next().unwrap())).await.expect(200);
    let events: Vec<_> = activity["items"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(events, ["make", "sign_field", "sign_field", "sign_field", "complete"]);
});

on_every_database!(only_the_expected_person_signs_and_only_once, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let refused = sign(&cast.lead, &report, "unit_head").await.refused(403, "not-expected-signer");
    assert_eq!(refused["params"]["field"], "unit_head");
    sign(&cast.secretary, &report, "unit_head").await.refused(403, "not-expected-signer");
    sign(&cast.office, &report, "lead").await.refused(403, "not-expected-signer");
    sign(&app.sign_in("lanhdao").await, &report, "lead").await.refused(403, "forbidden");
    sign(&cast.lead, &report, "chair").await.refused(422, "invalid-body");
    let stranger = app.sign_in("bacninh.thuongtruc").await;
    let body = json!({"field": "lead", "password": PASSWORD});
    stranger.post_seen(&format!("{report}/signatures"), "\"1\"", body.clone()).await.refused(404, "not-found");
    cast.lead.post_seen(&format!("{report}/signatures"), "\"7\"", body.clone()).await.refused(412, "stale-version");
    cast.lead.post(&format!("{report}/signatures"), body.clone()).await.refused(428, "if-match-required");
    let seen = cast.lead.get(&report).await.etag();
    let keyed = || {
        let mut request = soat_tests::app::json(axum::http::Method::POST, &format!("{report}/signatures"), &body);
        request.headers_mut().insert("if-match", seen.parse().unwrap());
        request.headers_mut().insert("idempotency-key", "ky-lan-mot".parse().unwrap());
        request
    };
    let first = cast.lead.send(keyed()).await.expect(200);
    let again = cast.lead.send(keyed()).await;
    assert_eq!((again.expect(200), again.header("idempotent-replayed")), (first, Some("true")));
    cast.lead.post_seen(&format!("{report}/signatures"), &seen, body).await.refused(412, "stale-version");
    sign(&cast.lead, &report, "lead").await.refused(409, "field-settled");
    assert_eq!(verified(&app, pdf(&cast.lead, &report).await).await["file"]["signatures"].as_array().unwrap().len(), 1);
});

on_every_database!(two_who_sign_at_once_both_end_up_in_the_file, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let secretary = app.sign_in("thuky").await;
    let etag = cast.lead.get(&report).await.etag();
    let path = format!("{report}/signatures");
    let of = |field: &str| json!({"field": field, "password": PASSWORD});
    let (first, second) = tokio::join!(cast.lead.post_seen(&path, &etag, of("lead")), secretary.post_seen(&path, &etag, of("secretary")));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let (late, field) = if first.status.is_success() { (&secretary, "secretary") } else { (&cast.lead, "lead") };
    sign(late, &report, field).await.expect(200);
    let record = verified(&app, pdf(&cast.lead, &report).await).await;
    assert_eq!((failing(&record), record["file"]["signatures"].as_array().unwrap().len()), (vec!["fully-signed".to_owned()], 2));
});

on_every_database!(a_session_that_was_left_open_signs_nothing, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let path = format!("{report}/signatures");
    let etag = cast.lead.get(&report).await.etag();
    for _ in 0..10 {
        cast.lead.post_seen(&path, &etag, json!({"field": "lead", "password": "doan-mo"})).await.refused(401, "sign-in-refused");
    }
    cast.lead.post_seen(&path, &etag, json!({"field": "lead", "password": PASSWORD})).await.refused(429, "too-many-attempts");
    assert_eq!(cast.lead.get(&report).await.json()["status"], "prepared");
});

on_every_database!(without_a_key_that_is_valid_nothing_is_signed, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    sign(&cast.lead, &report, "lead").await.refused(409, "no-signing-key");
    issue_keys(&app).await;
    revoke_keys(&app, "truongdoan", "affiliation-changed").await;
    let refused = sign(&cast.lead, &report, "lead").await.refused(409, "no-signing-key");
    assert_eq!(refused["params"]["name"], "Người dùng truongdoan");
    issue_key(&app, "truongdoan", 1).await;
    app.state.clock().advance_millis(2 * 86_400_000);
    let cast = Cast::sign_in(&app).await;
    sign(&cast.lead, &report, "lead").await.refused(409, "no-signing-key");
    issue_key(&app, "truongdoan", 30).await;
    sign(&cast.lead, &report, "lead").await.expect(200);
});

on_every_database!(a_master_key_that_is_missing_or_wrong_says_so, |app| async move {
    issue_keys(&app).await;
    let settings = app.state.settings().clone();
    let report = minutes(&app, &Cast::sign_in(&app).await).await.1;
    let mut app = app;
    for (key, code) in [(String::new(), "master-key-missing"), ("00".repeat(32), "master-key-wrong"), ("ngan".into(), "master-key-wrong")] {
        app = app.restart_with(Settings { master_key: Secret::new(key), ..settings.clone() }).await;
        let lead = app.sign_in("truongdoan").await;
        sign(&lead, &report, "lead").await.refused(409, code);
        assert_eq!(lead.get(&report).await.json()["status"], "prepared");
    }
});

on_every_database!(a_key_in_a_file_does_as_well, |app| async move {
    issue_keys(&app).await;
    let report = minutes(&app, &Cast::sign_in(&app).await).await.1;
    let file = app.folder.path().join("khoa-chu");
    std::fs::write(&file, format!("{}\n", "5a".repeat(32))).unwrap();
    let settings = Settings { master_key: Secret::default(), master_key_file: file, ..app.state.settings().clone() };
    let app = app.restart_with(settings).await;
    sign(&app.sign_in("truongdoan").await, &report, "lead").await.expect(200);
});

on_every_database!(a_drawn_signature_is_shown_and_what_is_no_picture_is_refused, |app| async move {
    use data_encoding::BASE64;
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    let etag = cast.lead.get(&report).await.etag();
    let path = format!("{report}/signatures");
    let with = |picture: String| json!({"field": "lead", "password": PASSWORD, "picture": picture});
    cast.lead.post_seen(&path, &etag, with("!!".into())).await.refused(422, "invalid-body");
    let broken = cast.lead.post_seen(&path, &etag, with(BASE64.encode(b"khong phai anh"))).await.refused(422, "invalid-body");
    assert_eq!(broken["errors"][0]["code"], "picture-unfit");
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgba8(120, 40).write_to(&mut png, image::ImageFormat::Png).unwrap();
    cast.lead.post_seen(&path, &etag, with(BASE64.encode(&png.into_inner()))).await.expect(200);
    let text = text_of(&pdf(&cast.lead, &report).await);
    assert!(text.contains("Hình ảnh chữ ký vẽ tay, không phải chữ ký số"), "{text}");
});

on_every_database!(a_withdrawn_document_is_signed_no_more_and_says_so, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let etag = cast.lead.get(&report).await.etag();
    let (path, reason) = (format!("{report}/withdraw"), json!({"reason": "Ghi nhầm số quyết định"}));
    cast.lead.post_seen(&path, &etag, reason.clone()).await.refused(403, "forbidden");
    cast.office.post_seen(&path, &etag, json!({"reason": " "})).await.refused(422, "needs-unmet");
    cast.office.post_seen(&path, "\"1\"", reason.clone()).await.refused(412, "stale-version");
    let done = cast.office.post_seen(&path, &etag, reason.clone()).await;
    assert_eq!((&done.expect(200)["status"], &done.json()["allowed"]), (&json!("withdrawn"), &json!([])));
    cast.office.post_seen(&path, &done.etag(), reason).await.refused(409, "illegal-move");
    let record = verified(&app, pdf(&cast.lead, &report).await).await;
    assert_eq!((failing(&record), &record["document"]["status"]), (vec!["document-stands".to_owned()], &json!("withdrawn")));
    assert_eq!(record["document"].get("reason"), None::<&Value>);
});
