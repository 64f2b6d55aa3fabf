//! `POST /reports/verify`: any bytes in, facts out.

use axum::body::Body;
use axum::http::Request;
use sea_orm::ConnectionTrait;
use serde_json::json;
use soat::reports::verification;
use soat_tests::corrective::Cast;
use soat_tests::on_every_database;
use soat_tests::signing::{failing, issue_keys, minutes, pdf, revoke_keys, sign, signed_minutes, verified};

on_every_database!(what_was_changed_shows_at_its_fact, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let whole = pdf(&cast.lead, &report).await;
    // A letter within the base revision.
    let mut changed = whole.clone();
    let place = changed.len() / 8;
    changed[place] ^= 1;
    let failed = failing(&verified(&app, changed).await);
    assert!(failed.iter().any(|code| code == "known-document" || code == "structure-readable"), "{failed:?}");
    let mut longer = whole.clone();
    longer.extend_from_slice(b"%% ghi them\n");
    let failed = failing(&verified(&app, longer).await);
    assert!(failed.contains(&"nothing-follows".to_owned()) && failed.contains(&"revision-kept".to_owned()), "{failed:?}");
    let cut = whole[..whole.len() * 9 / 10].to_vec();
    assert!(!failing(&verified(&app, cut).await).is_empty());
    // An earlier revision is a document by itself, and there is a newer one.
    let marks: Vec<usize> = whole.windows(5).enumerate().filter(|(_, at)| *at == b"%%EOF").map(|(at, _)| at + 6).collect();
    let (last, earlier) = marks[1..].split_last().unwrap();
    for end in earlier {
        let record = verified(&app, whole[..*end].to_vec()).await;
        assert_eq!(failing(&record), ["is-newest-revision", "fully-signed"], "up to {end}: {record:#}");
    }
    assert_eq!(failing(&verified(&app, whole[..*last].to_vec()).await), [""; 0]);
    let unsigned = failing(&verified(&app, whole[..marks[0]].to_vec()).await);
    assert_eq!(unsigned, ["is-newest-revision", "fully-signed", "is-signed"]);
});

on_every_database!(any_bytes_get_facts_and_never_a_failure, |app| async move {
    issue_keys(&app).await;
    let hostile: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"%PDF-1.7\n%%EOF".to_vec(),
        b"<html>".to_vec(),
        vec![0xFF; 100_000],
        b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF\n".to_vec(),
    ];
    for bytes in hostile {
        let record = verified(&app, bytes).await;
        assert!(record["document"].is_null());
        let failed = failing(&record);
        assert!(failed.contains(&"known-document".to_owned()) && failed.contains(&"structure-readable".to_owned()), "{failed:?}");
    }
    let other = Request::post("/api/v1/reports/verify").header("content-type", "text/plain").body(Body::from("x")).unwrap();
    app.send(other).await.refused(415, "unsupported-media-type");
    let large = app.state.settings().document_limit_mib * 1_024 * 1_024 + 1;
    let large =
        Request::post("/api/v1/reports/verify").header("content-type", "application/pdf").body(Body::from(vec![b' '; large])).unwrap();
    app.send(large).await.refused(413, "body-too-large");
});

on_every_database!(a_file_is_compared_with_the_document_of_a_code, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, first) = signed_minutes(&app, &cast).await;
    let (_, second) = minutes(&app, &cast).await;
    let code = cast.lead.get(&second).await.text("/code");
    let request = Request::post(format!("/api/v1/reports/verify?code={code}")).header("content-type", "application/pdf");
    let record = app.send(request.body(Body::from(pdf(&cast.lead, &first).await)).unwrap()).await.expect(200);
    let failed = failing(&record);
    // What other content says of evidence is not even read.
    for code in ["known-document", "base-is-ours", "content-matches", "revision-kept", "evidence-matches"] {
        assert!(failed.contains(&code.to_owned()), "{failed:?}");
    }
    for none in ["khong-co", "2222-2222-2222", ""] {
        let request = Request::post(format!("/api/v1/reports/verify?code={none}")).header("content-type", "application/pdf");
        app.send(request.body(Body::from("%PDF-1.7")).unwrap()).await.refused(404, "not-found");
    }
});

on_every_database!(a_certificate_that_was_taken_back_shows_unless_it_signed_before, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let bytes = pdf(&cast.lead, &report).await;
    app.state.clock().advance_millis(3_600_000);
    revoke_keys(&app, "truongdoan", "cessation").await;
    let record = verified(&app, bytes.clone()).await;
    assert_eq!(failing(&record), [""; 0], "without a time-stamp nobody can tell which was first");
    let facts = record["file"]["signatures"][0]["facts"].as_array().unwrap();
    assert!(facts.iter().any(|fact| fact["code"] == "not-revoked" && fact["outcome"] == "unknown"), "{record:#}");
    revoke_keys(&app, "thuky", "key-compromise").await;
    assert_eq!(failing(&verified(&app, bytes).await), ["not-revoked"]);
    let list = app.get("/certificates/revocation-list").await;
    assert_eq!((list.status.as_u16(), list.header("content-type")), (200, Some("application/pkix-crl")));
});

on_every_database!(evidence_and_activity_that_were_altered_show, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = signed_minutes(&app, &cast).await;
    let bytes = pdf(&cast.lead, &report).await;
    let database = app.state.database().owner();
    database.execute_unprepared("UPDATE activity_entry SET action = 'edit' WHERE action = 'conclude'").await.unwrap();
    assert_eq!(failing(&verified(&app, bytes.clone()).await), ["activity-chain-matches"]);
    database
        .execute_unprepared("UPDATE activity_entry SET action = 'conclude' WHERE action = 'edit' AND record_kind = 'inspection'")
        .await
        .unwrap();
    database.execute_unprepared("UPDATE evidence SET sha256 = '00' || substr(sha256, 3)").await.unwrap();
    assert!(failing(&verified(&app, bytes).await).contains(&"evidence-matches".to_owned()));
    assert!(inspection.starts_with("/inspections/"));
});

on_every_database!(anybody_may_read_what_a_code_stands_for_and_no_more, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    sign(&cast.lead, &report, "lead").await.expect(200);
    let view = cast.lead.get(&report).await;
    let code = view.text("/code");
    assert_eq!(code.len(), 14);
    for typed in [code.clone(), code.replace('-', ""), code.to_lowercase()] {
        let public = app.get(&format!("/verify/{typed}")).await.expect(200);
        assert_eq!(
            (&public["status"], &public["organisation"], &public["content_sha256"]),
            (&json!("signing"), &json!("Xã Gia Cát"), &view.json()["content_sha256"])
        );
        assert_eq!(public["signatures"][2]["name"], "Người dùng truongdoan");
        let text = public.to_string();
        assert!(!text.contains("0190"), "no ids: {text}");
    }
    for wrong in ["khong-co", "2222-2222-2222", "%20"] {
        app.get(&format!("/verify/{wrong}")).await.refused(404, "not-found");
    }
});

on_every_database!(more_files_than_can_be_examined_are_sent_away_before_they_are_read, |app| async move {
    let mut taken = Vec::new();
    while let Ok(place) = verification::place() {
        taken.push(place);
        assert!(taken.len() <= 64, "there is an end of it");
    }
    let request = |path: &str| Request::post(path).header("content-type", "application/pdf").body(Body::from("%PDF-1.7")).unwrap();
    let refused = app.send(request("/api/v1/reports/verify")).await;
    refused.refused(503, "busy");
    assert_eq!(refused.header("retry-after"), Some("5"));
    let page = app.send(request("/verify")).await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, Some("5")));
    drop(taken);
    assert!(failing(&verified(&app, b"%PDF-1.7".to_vec()).await).contains(&"structure-readable".to_owned()));
});
