//! Documents, signatures, verification.

use serde_json::json;
use soat_tests::TestApp;
use soat_tests::corrective::Cast;
use soat_tests::people::PASSWORD;
use soat_tests::signing::{issue_keys, minutes};

use super::{Records, Row, row};

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    issue_keys(app).await;
    let cast = Cast::sign_in(app).await;
    let (inspection, report) = minutes(app, &cast).await;
    records.add("inspection_with_minutes", inspection.trim_start_matches("/inspections/"));
    records.add("report", report.trim_start_matches("/reports/"));
    records.add_shared("report_code", cast.lead.get(&report).await.text("/code"));
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let here = format!("/reports/{}", records.id("report"));
    let below = |what: &str| format!("{here}/{what}");
    let field = json!({"field": "lead", "password": PASSWORD});
    let signed = json!({"field": "lead", "at": "2026-03-09T02:00:00.000Z", "signature": "AAAA"});
    let body_limit = soat::kernel::config::Settings::default().document_limit_mib * 1_024 * 1_024;
    let large = |row: Row| Row { body_limit, ..row };
    vec![
        row("GET /reports", "/reports").names_nothing(),
        row("GET /reports/{id}", here.clone()).by("giacat.chutich"),
        row("GET /reports/{id}/pdf", below("pdf")).by("giacat.chutich"),
        row("POST /inspections/{id}/reports", format!("/inspections/{}/reports", records.id("inspection_with_minutes")))
            .json(json!({"kind": "report"}))
            .by("truongdoan"),
        row("POST /corrective-action-requests/{id}/reports", format!("/corrective-action-requests/{}/reports", records.id("car")))
            .json(json!({}))
            .by("giacat.thuky"),
        row("POST /reports/{id}/signatures", below("signatures")).json(field).by("truongdoan"),
        row("POST /reports/{id}/signatures/prepare", below("signatures/prepare")).json(json!({"field": "lead"})).by("truongdoan"),
        row("POST /reports/{id}/signatures/complete", below("signatures/complete")).json(signed).by("truongdoan"),
        large(row("POST /reports/{id}/signed-copy", below("signed-copy")).text("application/pdf", "%PDF-1.7").by("truongdoan")),
        row("POST /reports/{id}/refusals", below("refusals"))
            .json(json!({"field": "unit_head", "dissent": "Không nhất trí"}))
            .by("giacat.chutich"),
        row("POST /reports/{id}/withdraw", below("withdraw")).json(json!({"reason": "Ghi nhầm"})).by("thuongtruc"),
        large(row("POST /reports/verify", "/reports/verify").text("application/pdf", "%PDF-1.7").names_nothing()),
        row("GET /verify/{code}", format!("/verify/{}", records.id("report_code"))).names_nothing(),
        row("GET /certificates/root", "/certificates/root").names_nothing(),
        row("GET /certificates/revocation-list", "/certificates/revocation-list").names_nothing(),
    ]
}
