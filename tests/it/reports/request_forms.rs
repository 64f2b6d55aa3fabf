//! The form of a corrective action request, made from whatever has happened to it so far.

use serde_json::json;
use soat_tests::corrective::{Cast, Stage, bring_on, request_at};
use soat_tests::on_every_database;

on_every_database!(a_form_is_made_at_every_stage_and_read_as_a_document, |app| async move {
    let cast = Cast::sign_in(&app).await;
    let path = request_at(&app, &cast, Stage::Issued).await;
    let stages =
        [Stage::Issued, Stage::Acknowledged, Stage::PlanSubmitted, Stage::Implementing, Stage::ImplementationSubmitted, Stage::Verified];
    let mut reached = Stage::Issued;
    for stage in stages {
        bring_on(&app, &cast, &path, reached, stage).await;
        reached = stage;
        let made = cast.office.post(&format!("{path}/reports"), json!({})).await;
        made.expect(201);
        let pdf = cast.secretary.get(&format!("/reports/{}/pdf", made.text("/id"))).await;
        assert_eq!(pdf.status, 200, "{stage:?}");
        let carried = soat_documents::seal::verify::embedded_content(&pdf.bytes).unwrap();
        let content: serde_json::Value = serde_json::from_slice(&carried).unwrap();
        assert_eq!(content["status"], cast.office.get(&path).await.json()["status"], "{stage:?}");
    }
    let english = cast.office.post(&format!("{path}/reports"), json!({"lang": "en"})).await;
    english.expect(201);
    let stranger = app.sign_in("hopthanh.thuky").await;
    stranger.get(&format!("/reports/{}", english.text("/id"))).await.refused(404, "not-found");
    stranger.post(&format!("{path}/reports"), json!({})).await.refused(404, "not-found");
});
