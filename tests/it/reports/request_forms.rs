//! The form of a corrective action request, made from whatever has happened to it so far.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, bring_to, request_at};
use soat_tests::on_every_database;

on_every_database!(a_form_is_made_at_every_stage_and_read_as_a_document, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let first = cast.lead.post(&format!("{path}/reports"), json!({})).await;
    first.expect(201);
    let pdf = cast.secretary.get(&format!("/reports/{}/pdf", first.text("/id"))).await;
    assert_eq!(pdf.status, 200);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    bring_to(&app, &cast, &path, Stage::Verified).await;
    let second = cast.office.post(&format!("{path}/reports"), json!({"lang": "en"})).await;
    second.expect(201);
    let stranger = app.sign_in("hopthanh.thuky").await;
    stranger.get(&format!("/reports/{}", second.text("/id"))).await.refused(404, "not-found");
    stranger.post(&format!("{path}/reports"), json!({})).await.refused(404, "not-found");
});
