//! Checklists, standards, rating schemes.

use serde_json::{Value, json};
use soat_checklist_schemas::shipped;
use soat_tests::TestApp;
use soat_tests::people::place;

use super::{Records, Row, row};

fn document(key: &str) -> Value {
    json!({
        "key": key, "edition": "9001:2015", "title": {"vi": "Phiếu", "en": "Checklist"}, "purpose": {"vi": "Thử.", "en": "A trial."},
        "inspection_kinds": ["external"],
        "sections": [{"id": "a", "title": {"vi": "Phần A", "en": "Part A"}, "items": [
            {"id": "a.1", "clauses": ["5.2.1"], "response": {"kind": "verdict"}, "question": {"vi": "Có?", "en": "Is it?"}}
        ]}]
    })
}

pub(super) async fn settle(app: &TestApp, records: &mut Records) {
    let manager = app.sign_in("thuongtruc").await;
    records.add("checklist", manager.post("/checklists", document("ban-thao")).await.text("/id"));
    records.add_shared("digest", shipped::checklists()[0].digest());
}

pub(super) fn rows(records: &Records) -> Vec<Row> {
    let draft = "/checklists/ban-thao/versions/1";
    vec![
        row("GET /checklists", "/checklists?limit=500").by("thuongtruc").names_nothing(),
        row("POST /checklists", format!("/checklists?organisation_id={}", place::LANG_SON)).json(document("phieu-moi")).by("thuongtruc"),
        row("GET /checklists/{key}/versions/{version}", draft).by("thuongtruc"),
        row("PUT /checklists/{key}/versions/{version}", draft).json(document("ban-thao")).by("thuongtruc"),
        row("POST /checklists/{key}/versions/{version}/publish", format!("{draft}/publish")).by("thuongtruc"),
        row("POST /checklists/{key}/versions/{version}/retire", format!("{draft}/retire")).by("thuongtruc"),
        row("GET /checklists/by-digest/{sha256}", format!("/checklists/by-digest/{}", records.id("digest"))).names_nothing(),
        row("GET /standards", "/standards").names_nothing(),
        row("GET /standards/{edition}/clauses", "/standards/9001:2015/clauses").names_nothing(),
        row("GET /rating-schemes", "/rating-schemes").names_nothing(),
        row("GET /rating-schemes/{key}/versions/{version}", "/rating-schemes/provincial-bands/versions/1").names_nothing(),
    ]
}
