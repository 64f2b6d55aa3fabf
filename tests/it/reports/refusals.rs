//! Refusing to sign, with the dissent in writing.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, request_at};
use soat_tests::on_every_database;
use soat_tests::signing::{failing, issue_keys, minutes, pdf, refuse, sign, verified};

use super::judges::text_of;

const DISSENT: &str = "Đơn vị không nhất trí với phát hiện số 01.";

on_every_database!(while_nobody_has_signed_the_minutes_are_printed_anew_with_the_dissent, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = minutes(&app, &cast).await;
    let before = cast.head.get(&report).await;
    let refused = refuse(&cast.head, &report, "unit_head", false).await.expect(200);
    let row = &refused["signatures"][0];
    assert_eq!((&row["state"], &row["dissent"], &row["dissent_printed"]), (&json!("refused"), &json!(DISSENT), &json!(true)));
    assert_eq!((&refused["status"], &refused["code"]), (&json!("prepared"), &before.json()["code"]));
    assert_ne!(refused["base_sha256"], before.json()["base_sha256"]);
    assert_eq!(refused["content_sha256"], before.json()["content_sha256"], "what was frozen stays");
    let text = text_of(&pdf(&cast.lead, &report).await);
    assert!(text.contains(DISSENT) && text.contains("Người dùng giacat.chutich") && text.contains("từ chối ký lúc"), "{text}");
    refuse(&cast.head, &report, "unit_head", false).await.refused(409, "field-settled");
    sign(&cast.head, &report, "unit_head").await.refused(409, "field-settled");
    let secretary = app.sign_in("thuky").await;
    sign(&cast.lead, &report, "lead").await.expect(200);
    let done = sign(&secretary, &report, "secretary").await.expect(200);
    assert_eq!(done["status"], "signed");
    assert_eq!(cast.lead.get(&inspection).await.json()["status"], "signed");
    let record = verified(&app, pdf(&cast.lead, &report).await).await;
    assert_eq!(failing(&record), [""; 0], "{record:#}");
});

on_every_database!(after_the_first_signature_the_dissent_goes_into_the_report, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (inspection, report) = minutes(&app, &cast).await;
    sign(&cast.lead, &report, "lead").await.expect(200);
    sign(&app.sign_in("thuky").await, &report, "secretary").await.expect(200);
    let bytes = pdf(&cast.lead, &report).await;
    let told = refuse(&cast.head, &report, "unit_head", false).await.refused(409, "already-signed-by-others");
    assert!(told["remedy"].as_str().unwrap().contains("in_report"), "{told:#}");
    let done = refuse(&cast.head, &report, "unit_head", true).await.expect(200);
    assert_eq!((&done["status"], &done["signatures"][0]["dissent_printed"]), (&json!("signed"), &json!(false)));
    assert_eq!(pdf(&cast.lead, &report).await, bytes, "not a byte changes");
    assert_eq!(cast.lead.get(&inspection).await.json()["status"], "signed");
    let made = cast.office.post(&format!("{inspection}/reports"), json!({"kind": "report", "number": "8/BC-SKHCN"})).await;
    made.expect(201);
    let text = text_of(&pdf(&cast.office, &format!("/reports/{}", made.text("/id"))).await);
    assert!(text.contains(DISSENT), "{text}");
});

on_every_database!(who_may_refuse_where, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = minutes(&app, &cast).await;
    refuse(&cast.lead, &report, "lead", false).await.refused(409, "refusal-not-possible");
    refuse(&cast.secretary, &report, "unit_head", false).await.refused(403, "not-expected-signer");
    refuse(&app.sign_in("lanhdao").await, &report, "unit_head", false).await.refused(403, "forbidden");
    // Nobody puts a dissent into the mouth of somebody else, but the lead that of the unit.
    let (office, of_team) = (&cast.office, app.sign_in("thuky").await);
    for (person, field) in [(office, "unit_head"), (office, "secretary"), (&of_team, "unit_head"), (&cast.lead, "secretary")] {
        refuse(person, &report, field, false).await.refused(403, "not-expected-signer");
    }
    assert_eq!(office.get(&report).await.json()["allowed"], json!(["withdraw"]));
    let etag = cast.head.get(&report).await.etag();
    let body = json!({"field": "unit_head", "dissent": "  "});
    cast.head.post_seen(&format!("{report}/refusals"), &etag, body).await.refused(422, "needs-unmet");
    let stranger = app.sign_in("bacninh.thuongtruc").await;
    let body = json!({"field": "unit_head", "dissent": "x"});
    stranger.post_seen(&format!("{report}/refusals"), &etag, body.clone()).await.refused(404, "not-found");
    cast.head.post_seen(&format!("{report}/refusals"), "\"9\"", body).await.refused(412, "stale-version");
    // The head may refuse in words alone: then the lead records it.
    let recorded = refuse(&cast.lead, &report, "unit_head", false).await.expect(200);
    let row = &recorded["signatures"][0];
    assert_eq!((&row["user_id"], &row["expected_name"]), (&json!(cast.lead.id), &json!("")), "on the word of the lead");
    assert_eq!(row["recorded_by_name"], "Người dùng truongdoan");
    let text = text_of(&pdf(&cast.lead, &report).await);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("theo ghi nhận của Người dùng truongdoan"), "{text}");
});

on_every_database!(the_unit_refuses_a_form_that_the_issuer_has_signed, |app| async move {
    issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let car = request_at(&app, &cast, Stage::Issued).await;
    let form = cast.lead.post(&format!("{car}/reports"), json!({})).await;
    let form = format!("/reports/{}", form.text("/id"));
    sign(&cast.lead, &form, "lead").await.expect(200);
    let bytes = pdf(&cast.lead, &form).await;
    assert_eq!(cast.head.get(&form).await.json()["allowed"], json!(["sign_field", "refuse_signing"]));
    refuse(&cast.lead, &form, "unit_head", false).await.refused(403, "not-expected-signer");
    let done = refuse(&cast.head, &form, "unit_head", false).await.expect(200);
    let row = &done["signatures"][1];
    assert_eq!((&done["status"], &row["state"], &row["dissent"]), (&json!("signed"), &json!("refused"), &json!(DISSENT)));
    assert_eq!(pdf(&cast.lead, &form).await, bytes, "not a byte changes");
    assert_eq!(failing(&verified(&app, bytes).await), [""; 0]);
});
